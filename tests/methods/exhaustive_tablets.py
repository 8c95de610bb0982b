"""Whole and divided tablets and strips, slowly and obviously: every number of each at hand.

Nothing here comes from the engine but the catalogue. A dose is of one form and one release, and
of the fewest whole units that make it exactly; one tablet may be divided (practice.md 33, 34), and
a day's pouch holds tablets only (practice.md 65).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product as pairs

from taperlab.catalogue.types import Product
from tests.methods.exhaustive_made import Asked, Made

MOST, MOST_IN_POUCH = 4, 8
HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
_PARTS = ((HALF,), (QUARTER,), (HALF, QUARTER))
_SCORED, _CUT, _QUARTERED = Fraction(6, 100), Fraction(8, 100), Fraction(15, 100)


@dataclass(frozen=True)
class Tablets(Made):
    """So many whole units of each product, and parts of one tablet."""

    asked: Asked
    wholes: tuple[tuple[Product, int], ...]
    divided: Product | None = None
    parts: tuple[Fraction, ...] = ()
    strip: bool = False

    @property
    def delivered(self) -> Fraction:
        return sum((one.strength.amount * used for one, used in self.uses), Fraction(0))

    @property
    def scored(self) -> bool:
        return self.divided is not None and self.divided.may_split in ("halves", "quarters")

    def squares(self) -> Fraction:
        """Return three variances of the parts, as shares of the dose; whole units have none."""
        if self.divided is None:
            return Fraction(0)
        of_half = _SCORED if self.scored else _CUT
        spreads = [one * (of_half if one == HALF else _QUARTERED) for one in self.parts]
        variance = sum((one**2 for one in spreads), Fraction(0))
        return 3 * variance * (self.divided.strength.amount / self.delivered) ** 2

    @cached_property
    def grade(self) -> int:
        """At best acceptable without a licensed score."""
        return max(super().grade, self.divided is not None and not self.scored)

    @property
    def rank(self) -> int:
        if self.strip:
            return 10
        return 1 if not self.parts else 2 if self.scored and self.parts == (HALF,) else 6

    @property
    def reasons(self) -> int:
        """Quarters ask for a reason, and so does a strip."""
        return (QUARTER in self.parts) + self.strip

    @property
    def handling(self) -> int:
        """To take each product, and each cut."""
        return len(self.products) + len(self.parts)

    @property
    def uses(self) -> tuple[tuple[Product, Fraction], ...]:
        cut = self.divided
        whole = [(one, Fraction(count)) for one, count in self.wholes if cut is None or one != cut]
        if cut is None:
            return tuple(whole)
        beside = sum(count for one, count in self.wholes if one == cut)
        return (*whole, (cut, beside + sum(self.parts, Fraction(0))))

    @property
    def swallowed(self) -> int:
        return sum(count for _, count in self.wholes) + len(self.parts)


def alike(products: Sequence[Product]) -> list[list[Product]]:
    """Return the licensed units that may be mixed: of one form and one release."""
    units = [
        one
        for one in products
        if not one.is_liquid and one.counts_as is not None and one.supply == "licensed"
    ]
    kinds = {(one.form, one.release) for one in units}
    return [[one for one in units if (one.form, one.release) == kind] for kind in sorted(kinds)]


def fewest(
    family: Sequence[Product], amount: Fraction, most: int
) -> Iterator[tuple[tuple[Product, int], ...]]:
    """Yield all that make an amount of the fewest whole units there can be."""
    found = []
    ranges = [range(min(most, int(amount / one.strength.amount)) + 1) for one in family]
    for counts in pairs(*ranges):
        wholes = tuple(zip(family, counts, strict=True))
        if sum(counts) <= most and sum(n * one.strength.amount for one, n in wholes) == amount:
            found.append(tuple((one, count) for one, count in wholes if count))
    least = min((sum(count for _, count in one) for one in found), default=0)
    yield from (one for one in found if sum(count for _, count in one) == least)


def of_wholes(asked: Asked, products: Sequence[Product]) -> Iterator[Tablets]:
    """Yield the fewest whole units."""
    for family in alike(products):
        for wholes in fewest(family, asked.target, MOST):
            yield Tablets(asked, wholes)


def of_parts(asked: Asked, products: Sequence[Product]) -> Iterator[Tablets]:
    """Yield a half, a quarter or three quarters of each tablet, with the fewest whole ones."""
    for family in alike(products):
        for divided, parts in pairs(family, _PARTS):
            rest = asked.target - sum(parts) * divided.strength.amount
            if divided.release == "IR" and divided.may_split != "none" and rest >= 0:
                for wholes in fewest(family, rest, MOST - 1):
                    yield Tablets(asked, wholes, divided, parts)


def of_strip(asked: Asked, products: Sequence[Product]) -> Iterator[Tablets]:
    """Yield the pouches of the fewest tablets; a pouch is for a day."""
    for family in alike([one for one in products if one.form == "tablet"]):
        for wholes in fewest(family, asked.target, MOST_IN_POUCH // asked.doses_per_day):
            yield Tablets(asked, wholes, strip=True)
