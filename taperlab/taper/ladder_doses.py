"""The doses that a ladder looks at."""

from __future__ import annotations

from fractions import Fraction
from itertools import product as pairs
from typing import TYPE_CHECKING, Final

from taperlab.quantities import Mass
from taperlab.taper.parts import part_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.catalogue.types import Product

__all__ = ["doses_below"]

_PLAIN: Final = tuple(map(Fraction, ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8")))
_DOWN: Final = (Fraction(1), Fraction(1, 10), Fraction(1, 100))
_SPAN: Final = 100


def doses_below(start: Mass, products: Sequence[Product]) -> list[Mass]:
    """Return the doses to look at, the largest first.

    That is ``start``, what reads plainly down to a hundredth of it, and what a unit or a part of
    it holds.
    """
    power = Fraction(1)
    while power > start.amount:
        power /= 10
    while power * 10 <= start.amount:
        power *= 10
    plain = {power * scale * one for scale, one in pairs(_DOWN, _PLAIN)}
    parts = {
        one.counts_as.amount * share
        for one in products
        if one.counts_as is not None and not one.is_liquid
        for share in (Fraction(1), Fraction(1, 2), Fraction(1, 4))
        if share >= part_of(one)
    }
    least = start.amount / _SPAN
    within = {one for one in plain | parts if least <= one < start.amount}
    return [start, *(Mass(one) for one in sorted(within, reverse=True))]
