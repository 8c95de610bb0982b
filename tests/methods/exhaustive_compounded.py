"""Compounded liquids, slowly and obviously: each formulation, tablet and mark there is.

Nothing here comes from the engine but the catalogue. Only what a text was cited for is made, at its
strength, of whole tablets, in the smallest total that serves the days (practice.md 44, 45).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from taperlab.catalogue.types import Device, Product, Stability
from tests.methods.exhaustive_made import Asked, Made, nearest
from tests.methods.exhaustive_neat import draws
from tests.methods.glassware import Measure, fills

MOST_TABLETS = 40


@dataclass(frozen=True)
class Formulation:
    """What a text says: of what strength, in what, kept where and for how many days."""

    strength: Fraction
    vehicle: str
    storage: str
    days: int


@dataclass(frozen=True)
class Drawn(Made):
    """A dose on a mark; how large the bottle is follows from it."""

    asked: Asked
    product: Product
    formulation: Formulation
    draw: Measure

    @property
    def delivered(self) -> Fraction:
        return self.formulation.strength * self.draw.volume


@dataclass(frozen=True)
class Bottle(Drawn):
    """A dose of so many tablets that are made up to a total."""

    tablets: int
    fill: Measure

    def squares(self) -> Fraction:
        """Return the squared bounds of total, draw and reading, as shares of the dose."""
        fill, draw = self.fill, self.draw
        off = (fill.scale / fill.volume, draw.scale / draw.volume, draw.reading / draw.volume)
        return sum((one**2 for one in off), Fraction(0))

    @property
    def rank(self) -> int:
        return 10

    @cached_property
    def stopped(self) -> bool:
        """It is kept for its days, and no longer."""
        return self.formulation.days < self.asked.days or super().stopped

    @property
    def reasons(self) -> int:
        """To compound asks for a reason, and so does a small volume."""
        return 1 + self.draw.small

    @property
    def handling(self) -> int:
        """To take the tablets, to make up, to draw."""
        return 3

    @property
    def uses(self) -> tuple[tuple[Product, Fraction], ...]:
        return ((self.product, self.tablets * self.draw.volume / self.fill.volume),)

    @property
    def total(self) -> Fraction:
        return self.fill.volume

    @property
    def holds(self) -> Fraction:
        return self.tablets * self.product.strength.amount


def published(stability: Sequence[Stability]) -> Iterator[Formulation]:
    """Yield each strength of what is published of tablets, with its days."""
    for one in stability:
        if one.days and one.made_from == "tablets":
            for strength in one.concentration:
                yield Formulation(strength.amount, one.vehicle, one.storage, one.days)


def of_formulation(
    asked: Asked,
    product: Product,
    formulation: Formulation,
    devices: Sequence[Device],
    overage: Fraction,
) -> Iterator[Bottle]:
    """Yield the marks next to the dose, each in the smallest bottle of whole tablets."""
    tablet = product.form == "tablet" and product.release == "IR" and product.counts_as is not None
    if asked.patient or not tablet or product.supply != "licensed":
        return
    for some in draws(asked.target / formulation.strength, devices):
        for one in nearest([Drawn(asked, product, formulation, mark) for mark in some], asked):
            needed = one.draw.volume * asked.days * asked.doses_per_day * (1 + overage)
            for fill in fills(devices):
                tablets = formulation.strength * fill.volume / product.strength.amount
                if fill.volume > needed and tablets.denominator == 1 and tablets <= MOST_TABLETS:
                    yield Bottle(asked, product, formulation, one.draw, int(tablets), fill)
                    break
