"""The totals people can make, and the numbers that read plainly."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taperlab.methods.instruments import Instrument

__all__ = ["TOTALS", "UNKNOWN_PACK", "plainness", "totals_of"]

TOTALS = tuple(Fraction(n) for n in (5, 10, 15, 20, 25, 30, 50, 60, 75, 100, 150, 250))
"""Total volumes that people can make in a cylinder or flask, in mL (docs/architecture.md)."""

UNKNOWN_PACK = Fraction(150)
"""What a bottle of unknown size counts as, in mL, when packs are compared: an assumption."""

_PLAIN = frozenset(Fraction(n) for n in ("1", "2", "2.5", "5"))
_NEARLY = frozenset(Fraction(n) for n in ("1.5", "3", "4", "7.5"))


@lru_cache(maxsize=64)
def totals_of(measures: tuple[Instrument, ...]) -> tuple[tuple[Fraction, Instrument], ...]:
    """Return each total that the measures at hand can make, with the measure for it.

    That is the most accurate cylinder, which people reach for, or else the most accurate flask:
    any other measure of the same total is further off and no easier.
    """
    found: list[tuple[Fraction, Instrument]] = []
    for total in TOTALS:
        fitting = [one for one in measures if one.has_mark(total)]
        cylinders = [one for one in fitting if one.device.kind == "cylinder"]
        if fitting:
            found.append((total, min(cylinders or fitting, key=lambda one: one.tolerance(total))))
    return tuple(found)


def plainness(*amounts: Fraction) -> int:
    """Return 2 where all read as 1, 2, 2.5 or 5, 1 where as 1.5, 3, 4 or 7.5 too, else 0."""
    digits = {_leading(amount) for amount in amounts}
    if digits <= _PLAIN:
        return 2
    return 1 if digits <= _PLAIN | _NEARLY else 0


def _leading(amount: Fraction) -> Fraction:
    while amount >= 10:
        amount /= 10
    while amount < 1:
        amount *= 10
    return amount
