"""Marks on a scale: where they are, which carry a number, how long they are."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Mark", "marks", "numbered_step"]

_MOST_NUMBERS = 10
_ROUND = tuple(
    Fraction(digit) * Fraction(10) ** power for power in range(-3, 4) for digit in (1, 2, 5)
)


class Mark(NamedTuple):
    """One line of a scale: its value, and 0 for a short line, 1 for a middle one, 2 for a long."""

    value: Fraction
    rank: int


def numbered_step(capacity: Fraction, graduation: Fraction) -> Fraction:
    """Return the distance of the numbers: round, on a mark, and no more than ten of them."""
    for step in _ROUND:
        if capacity / step <= _MOST_NUMBERS and (step / graduation).denominator == 1:
            return step
    return capacity


def marks(capacity: Fraction, graduation: Fraction) -> Iterator[Mark]:
    """Go through every mark from zero to the capacity."""
    step = numbered_step(capacity, graduation)
    for index in range(int(capacity / graduation) + 1):
        value = index * graduation
        if (value / step).denominator == 1:
            yield Mark(value, 2)
        else:
            yield Mark(value, 1 if (value * 2 / step).denominator == 1 else 0)
