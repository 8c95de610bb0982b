"""Weighed powder or beads, slowly and obviously: every weight that a balance shows.

Nothing here comes from the engine but the catalogue. Units of one batch are weighed, crushed, and
a part is weighed out; beads are weighed whole, and no other slow release is (practice.md 28, 31).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil

from taperlab.catalogue.types import Device, Product
from tests.methods.erring import ACCEPTABLE
from tests.methods.exhaustive_made import Asked, Made, nearest
from tests.methods.exhaustive_units import repeats, scale, step

_LEAST = Fraction(1, 20)
"""The division is at most so much of what is weighed (practice.md 1.5h)."""
_ACCURATE = 2000
"""So many times the repeatability is weighed accurately (practice.md 1.5f)."""


@dataclass(frozen=True)
class Units:
    """The masses of single units, in mg."""

    masses: tuple[Fraction, ...]

    @cached_property
    def mean(self) -> Fraction:
        return sum(self.masses, Fraction(0)) / len(self.masses)

    @cached_property
    def variance_of_mean(self) -> Fraction:
        off = sum(((one - self.mean) ** 2 for one in self.masses), Fraction(0))
        return off / (len(self.masses) - 1) / len(self.masses)


@dataclass(frozen=True)
class Powder(Made):
    """So many mg of powder, or of beads, on one balance."""

    asked: Asked
    product: Product
    units: Units
    balance: Device
    powder: Fraction
    rank = 10

    @property
    def delivered(self) -> Fraction:
        return self.powder / self.units.mean * self.product.strength.amount

    def squares(self) -> Fraction:
        """Return three variances of the share: scale, repeatability, and the mean of the units."""
        variance = (scale(self.balance) / self.powder) ** 2 / 3
        variance += (repeats(self.balance) / self.powder) ** 2
        variance += self.units.variance_of_mean / self.units.mean**2
        return 3 * variance

    @property
    def reasons(self) -> int:
        """To weigh out is off-label, and below the accurate weight asks for one more."""
        return 1 + (self.powder < _ACCURATE * repeats(self.balance))

    @property
    def handling(self) -> int:
        return 1

    @property
    def uses(self) -> tuple[tuple[Product, Fraction], ...]:
        """Whole units are opened or crushed."""
        return ((self.product, Fraction(ceil(self.powder / self.units.mean))),)


def of_powder(
    asked: Asked, product: Product, units: Units, devices: Sequence[Device]
) -> Iterator[Powder]:
    """Yield the weights next to the powder that holds the dose."""
    if product.release != "IR" and product.form != "capsule":
        return
    ideal = asked.target / product.strength.amount * units.mean
    for balance in (one for one in devices if one.kind == "balance"):
        shown = [number * step(balance) for number in range(1, ceil(ideal / step(balance)) + 2)]
        close = [one for one in shown if one * _LEAST >= step(balance)]
        close = [one for one in close if abs(one - ideal) < step(balance)]
        made = [Powder(asked, product, units, balance, one) for one in close]
        yield from nearest([one for one in made if abs(one.bias) <= ACCEPTABLE], asked)
