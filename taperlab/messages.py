"""Messages as data: what to say and with which values, before a language is chosen.

* TaperLabError          what a person, not a programmer, should read
  - InputError           something cannot be read, or names nothing known (exit status 2)
  - NotMakeableError     understood, but there is no way to do it safely (exit status 1)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

__all__ = [
    "Finding",
    "InputError",
    "Message",
    "NotMakeableError",
    "Severity",
    "TaperLabError",
]

Severity = Literal["note", "warn", "stop"]


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """A sentence by its key (``"domain.name"``) and the values that stand in it.

    The text stands in ``resources/wording/<language>/<domain>.po`` under the key.
    """

    key: str
    fields: tuple[tuple[str, object], ...]

    def __init__(self, key: str, /, **fields: object) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "fields", tuple(sorted(fields.items())))

    @property
    def domain(self) -> str:
        """The room whose words these are."""
        return self.key.partition(".")[0]

    @property
    def code(self) -> str:
        """The key without its domain: what programs know the message by."""
        return self.key.partition(".")[2]

    def also(self, suffix: str) -> Message:
        """Return the sister message ``key.suffix`` with the same values."""
        return Message(f"{self.key}.{suffix}", **dict(self.fields))


class TaperLabError(Exception):
    """Base of all errors that a person should read.

    ``problem`` says what is wrong, ``remedy`` what to do about it: the text under the
    problem's key with ``.remedy`` behind it. They are kept apart so that a dialog, a card and
    a terminal can each lay them out in their own way.
    """

    exit_status: ClassVar[int] = 1

    def __init__(
        self, problem: Message, remedy: Message | None = None, *, field: str | None = None
    ) -> None:
        super().__init__(problem.key, dict(problem.fields))
        self.problem = problem
        self.remedy = remedy or problem.also("remedy")
        self.field = field

    @property
    def code(self) -> str:
        """What programs know this error by."""
        return self.problem.code


class InputError(TaperLabError):
    """Something that was typed, or stands in a file, cannot be read or names nothing known."""

    exit_status = 2


class NotMakeableError(TaperLabError):
    """Understood, but it cannot be done, or must not be."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A concern about something that can be computed.

    ``soft`` marks a limit that a professional may pass by typing a reason; the reason is
    printed on the sheet (practice.md section 8, [S]).
    """

    severity: Severity
    message: Message
    soft: bool = False

    @property
    def code(self) -> str:
        """What programs, and overrides, know this finding by."""
        return self.message.code
