"""What was typed, said back in words, or the reason why it cannot be read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from taperlab.answers.resolve import decimal_mark
from taperlab.desktop.dose.asking import today
from taperlab.desktop.dose.in_hand import readings
from taperlab.desktop.own_words import read_share
from taperlab.messages import TaperLabError
from taperlab.quantities import Mass, parse
from taperlab.wording.spoken import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from taperlab.desktop.dose.question import Question
    from taperlab.messages import Message
    from taperlab.quantities import DecimalMark
    from taperlab.wording import Wording

Reading: TypeAlias = "Mapping[str, str | TaperLabError]"


def read_back(question: Question, words: Wording) -> Reading:
    """Return the words, or the error, for each field that holds a quantity."""
    mark = decimal_mark(question.market)
    found = {}
    for name in ("dose", "current_dose", "highest_dose"):
        found[name] = _tried(partial(_mass, getattr(question, name), mark, words))
    found["max_error"] = _tried(partial(_share, question.max_error, mark))
    for name, read in readings(question, mark, question.date or today()):
        found[name] = _tried(partial(_said, read, words))
    return found


def _tried(read: Callable[[], str]) -> str | TaperLabError:
    try:
        return read()
    except TaperLabError as error:
        return error


def _mass(text: str, mark: DecimalMark, words: Wording) -> str:
    return in_words(parse(text, Mass, decimal_mark=mark), words) if text.strip() else ""


def _share(text: str, mark: DecimalMark) -> str:
    read_share(text, mark)
    return ""


def _said(read: Callable[[], Message | None], words: Wording) -> str:
    message = read()
    return words.text(message) if message else ""
