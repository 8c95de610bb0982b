"""Numbers with units wherever they stand in running words, as a person reads them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from taperlab.checker.figures import carefully

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DOSE_UNITS", "Token", "amount", "as_printed", "count", "tokens"]

_NUMBER = r"(?:[0-9][0-9,]*(?:\.[0-9]+)?[¼½¾]?|[¼½¾])"
_UNITS = {
    "mg per tablet": ("mg", 1), "mg per capsule": ("mg", 1), "mg per sachet": ("mg", 1),
    "mg/tablet": ("mg", 1), "mg/capsule": ("mg", 1), "mg/sachet": ("mg", 1), "mg/mL": ("mg/mL", 1),
    "drops/mL": ("drops/mL", 1), "micrograms": ("mg", 1000), "microgram": ("mg", 1000),
    "mg": ("mg", 1), "mL": ("mL", 1), "drops": ("", 1), "drop": ("", 1), "tablets": ("", 1),
    "tablet": ("", 1), "capsules": ("", 1), "capsule": ("", 1),
    "sachets": ("", 1), "sachet": ("", 1),
}  # fmt: skip
DOSE_UNITS = frozenset({"mg", "mL", "mg/mL"})
_BLANKS = {0xA0: " ", 0x202F: " "}
_DIGITS = range(2, 8)  # digits after the first
_PARTS = {"¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75")}
_TOKEN = re.compile(
    rf"(?P<about>about[ \n])?(?P<number>(?<![0-9A-Za-z.,-]){_NUMBER})"
    rf"(?:[ \n](?P<unit>{'|'.join(unit.replace(' ', '[ ]') for unit in _UNITS)})(?![A-Za-z/]))?"
)


class Token(NamedTuple):
    """A number, its base unit (none for a bare or counted number), and where it stands."""

    number: Decimal
    unit: str
    about: bool
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield every number in a text, with its unit where it has one."""
    for match in _TOKEN.finditer(text.translate(_BLANKS)):
        unit, parts = _UNITS.get(match["unit"] or "", ("", 1))
        with carefully():
            number = _number(match["number"]) / parts
        found = match[0].removeprefix(match["about"] or "")
        yield Token(number, unit, bool(match["about"]), found, match.start(), match.end())


def amount(text: str) -> Decimal:
    """Return the first number in a printed quantity, in mg, mL or mg/mL."""
    return next(tokens(text)).number


def count(text: str) -> int:
    """Return a whole number as it is printed, with or without a comma at the thousands."""
    return int(text.replace(",", ""))


def as_printed(said: str, found: Decimal) -> bool:
    """Whether a printed number is the one found, or that one rounded if it never ends.

    25 mg in 15 mL may be printed as 1.67 mg/mL: three significant digits or more.
    """
    number = amount(said)
    with carefully():
        if number == found:
            return True
        if not found or found == found.quantize(Decimal(10) ** -20):
            return False
        leading = found.adjusted()
        return any(number == round(found, digits - leading) for digits in _DIGITS)


def _number(text: str) -> Decimal:
    part = _PARTS.get(text[-1], Decimal(0))
    whole = text.rstrip("¼½¾").replace(",", "")
    return Decimal(whole or 0) + part
