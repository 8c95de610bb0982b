"""What was typed for a taper, said back in words, or the reason why it cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.answers.resolve import decimal_mark
from taperlab.desktop.own_words import in_fields, read_share
from taperlab.messages import InputError, TaperLabError
from taperlab.quantities import Mass, parse
from taperlab.taper.reading import read_change, read_rule
from taperlab.taper.rules import describe, describe_change
from taperlab.wording.spoken import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from taperlab.quantities import DecimalMark
    from taperlab.taper.request import TaperRequest
    from taperlab.wording import Wording

_ZERO = ("0 mg", "0mg")


def read_taper(request: TaperRequest, words: Wording) -> dict[str, str | TaperLabError]:
    """Return the words, or the error, for each field that holds a quantity or a rule."""
    mark = decimal_mark(request.market)
    zero = request.to.strip() in _ZERO
    return {
        "from": _tried(lambda: _mass(request.start, mark, words)),
        "to": "" if zero else _tried(lambda: _mass(request.to, mark, words)),
        "last": _tried(lambda: _mass(request.last or "", mark, words)),
        "rule": _tried(lambda: _rule(request.rule, mark, words)),
        "then": _tried(lambda: _changes(request.then, mark, words)),
        "max_error": _tried(lambda: _share(request.max_error, mark)),
    }


def check_rules(rules: Iterable[str], market: str) -> None:
    """Read every rule.

    Raises:
        InputError: in the words of the fields, if one cannot be read.
    """
    for rule in rules:
        try:
            read_rule(rule, decimal_mark=decimal_mark(market))
        except InputError as error:
            raise in_fields(error) from error


def _tried(read: Callable[[], str]) -> str | TaperLabError:
    try:
        return read()
    except InputError as error:
        return in_fields(error)
    except TaperLabError as error:
        return error


def _mass(text: str, mark: DecimalMark, words: Wording) -> str:
    return in_words(parse(text, Mass, decimal_mark=mark), words) if text.strip() else ""


def _rule(text: str | None, mark: DecimalMark, words: Wording) -> str:
    return words.text(describe(read_rule(text, decimal_mark=mark))) if text else ""


def _changes(texts: tuple[str, ...], mark: DecimalMark, words: Wording) -> str:
    read = (read_change(text, decimal_mark=mark) for text in texts)
    return "\n".join(words.text(describe_change(each)) for each in read)


def _share(text: str | None, mark: DecimalMark) -> str:
    read_share(text or "", mark)
    return ""
