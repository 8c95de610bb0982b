"""The one door in: the strict grammar by which text becomes a quantity.

Nothing is repaired and nothing guessed: what is open to doubt is refused with its own reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Literal

from taperlab.messages import InputError, Message

__all__ = ["DecimalMark", "Reading", "read"]

DecimalMark = Literal[".", ","]

LONGEST = 60
"""How many characters a person may type for one quantity."""
_SPACES = "\u0020\u00a0\u202f"
_PARTS = r"(?P<number>[0-9]+(?:[.,][0-9]+)?)(?P<gap>[ ]*)(?P<unit>[A-Za-z%][A-Za-z0-9/%. ]*)"
_FRACTION = r"(?P<number>[0-9]+/[1-9][0-9]*)(?P<gap>[ ]*)(?P<unit>[A-Za-z%][A-Za-z0-9/%. ]*)"
_POINT_GROUPED = r"[1-9][0-9]{0,2}\.[0-9]{3}"
_COMMA_GROUPED = r"[0-9]{1,3},[0-9]{3}"

# What is refused on sight, the most telling reason first.
_REFUSALS = (
    ("not-a-number", r"(?i)[+-]?\s*(nan|inf|infinity)\b.*"),
    ("micro-sign", r".*(\u00b5|\u03bc|(?<![A-Za-z])ug\b).*"),
    ("vulgar-fraction", r".*[\u00bc-\u00be\u2150-\u215e].*"),
    ("foreign-digits", r".*(?![0-9\u00b2\u00b3\u00b9])\d.*"),
    ("exponent", r"(?i)[0-9.,]+e[+-]?[0-9]+.*|.*(\^|\*\*|\u00d7|\bx\s*10).*"),
    ("negative", r"\s*[-\u2212\u2013].*"),
    ("plus-sign", r"\s*\+.*"),
    ("leading-point", r"[.,][0-9].*"),
    ("two-marks", r"[0-9]*[.,][0-9]*[.,].*"),
    ("trailing-point", r"[0-9]+[.,](?![0-9]).*"),
    ("blank-in-number", r"[0-9][0-9.,]* +[0-9].*"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the grammar read: a number without doubt, and the unit as it was typed."""

    number: Fraction
    unit: str
    text: str


def read(
    text: str,
    *,
    decimal_mark: DecimalMark = ".",
    fractions: bool = False,
    longest: int = LONGEST,
) -> Reading:
    """Read one number and one unit.

    ``decimal_mark`` is the market's. Where it is the comma, a point is taken too unless it may
    mark thousands (``1.125``); where it is the point, a comma is refused always. ``fractions``
    allows ``1/3``, which only files and counts of tablets may use; ``longest`` is how many
    characters are read at all.

    Raises:
        InputError: with a code and a sentence of its own for each kind of doubt.
    """
    plain = _plain(text, longest)
    for code, pattern in _REFUSALS:
        if _pattern(pattern).fullmatch(plain):
            raise _refusal(code, text)
    match = _pattern(_PARTS).fullmatch(plain)
    if match is None and fractions:
        match = _pattern(_FRACTION).fullmatch(plain)
    if match is None:
        raise _refusal(_why_unread(plain), text)
    number = _number(match["number"], text, decimal_mark)
    return Reading(number, match["unit"].rstrip(), plain)


@cache
def _pattern(expression: str) -> re.Pattern[str]:
    """Compile when first read with: the first painted window reads nothing."""
    return re.compile(expression)


def _plain(text: str, longest: int) -> str:
    if len(text) > longest:
        raise _refusal("too-long", text[:LONGEST])
    plain = text.translate({ord(space): " " for space in _SPACES}).strip(" ")
    if not plain:
        raise _refusal("empty", text)
    return plain


def _number(digits: str, text: str, decimal_mark: DecimalMark) -> Fraction:
    if "/" in digits:
        return Fraction(digits)
    if decimal_mark == ",":
        if _pattern(_POINT_GROUPED).fullmatch(digits):
            raise _refusal("doubtful-point", text)
    elif _pattern(_COMMA_GROUPED).fullmatch(digits):
        raise _refusal("doubtful-comma", text)
    elif "," in digits:
        raise _refusal("comma-not-decimal", text)
    if len(digits) > 1 and digits[0] == "0" and digits[1] not in ".,":
        raise _refusal("leading-zeros", text)
    return Fraction(digits.replace(",", "."))


def _why_unread(plain: str) -> str:
    if re.fullmatch(r"[0-9]+([.,][0-9]+)?", plain):
        return "no-unit"
    if "/" in plain and re.match(r"[0-9]+ */ *[0-9]", plain):
        return "fraction"
    if not re.search(r"[0-9]", plain):
        return "no-number"
    return "unreadable"


def _refusal(code: str, text: str) -> InputError:
    return InputError(Message(f"quantities.{code}", text=text))
