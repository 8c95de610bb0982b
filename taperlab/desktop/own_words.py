"""What cannot be read, said in the words of the fields: nothing that only a command line takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from taperlab.messages import InputError, Message
from taperlab.quantities import Proportion, parse

if TYPE_CHECKING:
    from taperlab.quantities import DecimalMark

__all__ = ["in_fields", "read_share"]

_UNITS: Final = frozenset({"unit-unknown", "unit-case", "unreadable", "not-a-proportion"})
_OF_MASSES: Final = frozenset({"linear", "list"})


def read_share(text: str, mark: DecimalMark) -> None:
    """Read a percentage, if there is one.

    Raises:
        InputError: if it is none.
    """
    if not text.strip():
        return
    try:
        parse(text, Proportion, decimal_mark=mark)
    except InputError as error:
        raise _of_a_share(error, text) from error


def in_fields(error: InputError) -> InputError:
    """Return why a rule cannot be read: of what was typed, not of how a request writes it."""
    told = dict(error.problem.fields)
    if error.code == "rule-unknown":
        return InputError(Message("desktop.rule-missing"), field=error.field)
    why, rule = told.get("why"), str(told.get("rule", ""))
    if error.code != "rule-number" or not isinstance(why, Message):
        return error
    kind = rule.partition(":")[0]
    plain = why.domain == error.problem.domain and why.code != "points-unread"
    if plain or kind in _OF_MASSES or "@" in rule:
        return InputError(why, field=error.field)
    return InputError(why, Message(f"desktop.rule-{kind}-remedy"), field=error.field)


def _of_a_share(error: InputError, text: str) -> InputError:
    if error.code == "no-unit":
        return InputError(error.problem, Message("desktop.how-to-write-percent", text=text.strip()))
    if error.code in _UNITS:
        return InputError(error.problem, Message("desktop.write-a-percentage"))
    return error
