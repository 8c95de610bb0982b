"""Where words go: results to stdout, all else to stderr, in letters that the terminal has."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

import msgspec

from taperlab.cli.plain import SPELLED_OUT, visible
from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    from taperlab.messages import TaperLabError
    from taperlab.wording import Wording

__all__ = ["OutputError", "Terminal"]


class OutputError(InputError):
    """The result cannot be written to where stdout leads: a full disk, say."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Who is spoken to: in which language, and as a person or (``as_json``) as a program."""

    wording: Wording
    as_json: bool = False

    def text(self, message: Message) -> str:
        """Render a message, with plain spaces that can be searched for and copied."""
        return self.wording.text(message).replace("\u00a0", " ")

    def show(self, text: str) -> None:
        """Write a result for a person."""
        _write(sys.stdout, f"{text.rstrip()}\n".replace("\u00a0", " "))

    def print_json(self, document: bytes) -> None:
        """Write a result for a program: UTF-8, whatever the terminal speaks."""
        _write(sys.stdout, document.rstrip().decode() + "\n", encoding="utf-8")

    def say(self, message: Message) -> None:
        """Write a remark that is no result."""
        _write(sys.stderr, visible(self.text(message)) + "\n")

    def fail(self, error: TaperLabError) -> int:
        """Say what is wrong and what would help; return the exit status."""
        if self.as_json and not isinstance(error, OutputError):
            self.print_json(msgspec.json.encode({"error": self.explain(error)}))
        else:
            problem, remedy = visible(self.text(error.problem)), visible(self.text(error.remedy))
            _write(sys.stderr, f"{problem}\n{remedy}\n")
        return error.exit_status

    def explain(self, error: TaperLabError) -> dict[str, str]:
        """Return an error as programs are told of it."""
        texts = {"text": error.problem, "remedy": error.remedy}
        rendered = {name: visible(self.text(each)) for name, each in texts.items()}
        return {"code": error.code, **rendered}


def _write(stream: TextIO | None, text: str, encoding: str | None = None) -> None:
    if stream is None:  # closed before we were started
        return
    data = text.encode(encoding or stream.encoding or "ascii", SPELLED_OUT)
    try:
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(Message("cli.output-failed", reason=error.strerror or "")) from error
