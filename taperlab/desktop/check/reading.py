"""What was typed for a check, said back in words, or the reason why it cannot be read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from taperlab.answers.resolve import decimal_mark
from taperlab.desktop.own_words import read_share
from taperlab.messages import InputError, Message, TaperLabError
from taperlab.quantities import Mass, parse
from taperlab.taper.asking import read_end
from taperlab.taper.pacing import read_every
from taperlab.wording.spoken import in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from taperlab.desktop.check.asking import Asked
    from taperlab.quantities import DecimalMark
    from taperlab.wording import Wording

SINCE = "since"


def read_check(asked: Asked, words: Wording) -> dict[str, str | TaperLabError]:
    """Return the words, or the error, for each field that holds a quantity or a time."""
    request, mark = asked.request, decimal_mark(asked.request.market)
    return {
        "from": _tried(lambda: _mass(request.start, mark, words)),
        "to": _tried(lambda: _end(request.to, request.market, words)),
        "max_error": _tried(lambda: _share(request.max_error, mark)),
        SINCE: _tried(lambda: _since(asked, words)),
    }


def changed_on(asked: Asked) -> dt.date | None:
    """Return the day of the last change, or None where nothing was typed.

    Raises:
        InputError: if the time cannot be read.
    """
    typed = asked.since.strip()
    if not typed:
        return None
    try:
        days = read_every(f"{typed}d" if typed.isdecimal() else typed, SINCE)
        return asked.request.date - dt.timedelta(days=days)
    except InputError:
        raise InputError(Message("desktop.since-unread", since=typed), field=SINCE) from None


def _since(asked: Asked, words: Wording) -> str:
    day = changed_on(asked)
    return words.text(Message("desktop.since-day", day=day)) if day else ""


def _tried(read: Callable[[], str]) -> str | TaperLabError:
    try:
        return read()
    except TaperLabError as error:
        return error


def _mass(text: str, mark: DecimalMark, words: Wording) -> str:
    return in_words(parse(text, Mass, decimal_mark=mark), words) if text.strip() else ""


def _end(text: str, market: str, words: Wording) -> str:
    if not text.strip():
        return ""
    end = read_end(text, market)
    return in_words(end, words) if end else words.text(Message("desktop.to-nothing"))


def _share(text: str | None, mark: DecimalMark) -> str:
    read_share(text or "", mark)
    return ""
