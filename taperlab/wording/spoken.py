"""Quantities in words, so that what was typed can be checked by reading it back (P 12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from taperlab.messages import Message
from taperlab.quantities import (
    Concentration,
    Content,
    Count,
    DropRate,
    Mass,
    Proportion,
    Quantity,
    Volume,
    number,
)
from taperlab.quantities.formats import is_finite

if TYPE_CHECKING:
    from fractions import Fraction

    from taperlab.wording.text import Wording

__all__ = ["in_words"]

_MASS: Final = "milligram"
_VOLUME: Final = "millilitre"


def in_words(quantity: Quantity, wording: Wording) -> str:
    """Say a quantity in words.

    0.5 mg is "nought point five milligrams, which is 500 micrograms".
    """
    words = _said(quantity, wording)
    if isinstance(quantity, Mass) and 0 < quantity.amount < 1 and is_finite(quantity.amount):
        small = Message("wording.micrograms", number=quantity.amount * 1000)
        return wording.text(Message("wording.which-is", words=words, same=small))
    return words


def _said(quantity: Quantity, wording: Wording) -> str:
    if isinstance(quantity, Proportion):
        words = _number(quantity.amount * 100, wording)
        return wording.text(Message("wording.per-cent", words=words))
    upper, lower = _units(quantity)
    many = 1 if quantity.amount == 1 else 2
    words = f"{_number(quantity.amount, wording)} {wording.noun(upper, many)}"
    if not lower:
        return words
    return wording.text(Message("wording.per", upper=words, lower=wording.noun(lower, 1)))


def _units(quantity: Quantity) -> tuple[str, str]:
    match quantity:
        case Count(_, of_what):
            return of_what, ""
        case Content(_, per):
            return _MASS, per
        case Concentration():
            return _MASS, _VOLUME
        case DropRate():
            return "drop", _VOLUME
        case Volume():
            return _VOLUME, ""
    return _MASS, ""


def _number(value: Fraction, wording: Wording) -> str:
    if not is_finite(value):
        parts = {
            "upper": _whole(value.numerator, wording),
            "lower": _whole(value.denominator, wording),
        }
        return wording.text(Message("wording.over", **parts))
    whole, _, part = number(abs(value)).partition(".")
    words = _whole(int(whole), wording)
    if part:
        digits = " ".join(_whole(int(digit), wording) for digit in part)
        words = wording.text(Message("wording.point", whole=words, digits=digits))
    return wording.text(Message("wording.minus", words=words)) if value < 0 else words


def _whole(value: int, wording: Wording) -> str:
    if not value:
        return wording.text(Message("wording.nought"))
    from num2words import num2words  # noqa: PLC0415 - 40 ms that only reading back needs

    return str(num2words(value, lang=wording.language))
