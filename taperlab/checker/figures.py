"""The checker's own numbers: decimals of sixty digits, read and written without the engine."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ZERO", "Figure", "NotAFigureError", "carefully", "plain", "read", "same", "show"]

ZERO = Decimal(0)
_EXACT = Context(prec=60, traps=[DivisionByZero, InvalidOperation, Overflow])
_CLOSE = Decimal(10) ** -40
_WRITTEN = re.compile(
    r"(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)(?:/(?P<parts>[1-9][0-9]*))? (?P<unit>\S.*)",
    re.ASCII,
)
_MICROGRAMS = {"microgram", "micrograms", "mcg"}


class NotAFigureError(Exception):
    """A text that should be a number and a unit is not."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the unit behind it."""

    number: Decimal
    unit: str


@contextmanager
def carefully() -> Iterator[None]:
    """Compute with sixty digits, where dividing by nothing is an error."""
    with localcontext(_EXACT):
        yield


def read(text: str, *units: str) -> Figure:
    """Read ``"0.37 mg"`` or ``"1/3 mg"``; micrograms become mg.

    Raises:
        NotAFigureError: if it is no number and unit, or has none of the ``units`` asked for.
    """
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise NotAFigureError(text)
    with carefully():
        number, unit = Decimal(match["number"]) / Decimal(match["parts"] or 1), match["unit"]
        if unit in _MICROGRAMS:
            number, unit = number / 1000, "mg"
    if units and unit not in units:
        raise NotAFigureError(text)
    return Figure(number, unit)


def same(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers are equal but for the sixtieth digit of a division."""
    with carefully():
        return abs(one - other) <= _CLOSE * max(abs(one), abs(other), Decimal(1))


def plain(number: Decimal) -> str:
    """Write a number without exponent or trailing zero, as a fraction where it never ends."""
    with carefully():
        rounded = number.quantize(Decimal(10) ** -30)
        ends = same(rounded, number)
    if not ends:
        return str(Fraction(number).limit_denominator(10**9))
    digits = f"{rounded:f}"
    return digits.rstrip("0").rstrip(".") if rounded else "0"


def show(number: Decimal, unit: str) -> str:
    """Write a quantity as documents do: ``"0.37 mg"``."""
    return f"{plain(number)} {unit}"
