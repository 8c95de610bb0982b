"""Dispersed tablets, slowly and obviously: drunk whole, or a part of every total on every mark.

Nothing here comes from the engine but the catalogue. How far off a part of an ordinary tablet is
nobody has measured; of a dispersible one it is within 20 % (practice.md 32, 2.3a).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil

from taperlab.catalogue.types import Device, Product
from tests.methods.exhaustive import plainness
from tests.methods.exhaustive_made import Asked, Made, nearest
from tests.methods.exhaustive_neat import draws, fewest_fills
from tests.methods.glassware import Measure
from tests.methods.glassware import fills as totals

WATER = Fraction(50)
"""What a tablet is stirred into to be drunk whole, in mL."""
_PART = Fraction(1, 5)
_MELTS = ("dispersible-tablet", "orodispersible-tablet")


class Dispersed(Made):
    """One tablet in water."""

    asked: Asked
    product: Product

    @property
    def uses(self) -> tuple[tuple[Product, Fraction], ...]:
        return ((self.product, Fraction(1)),)

    @property
    def holds(self) -> Fraction:
        return self.product.strength.amount


@dataclass(frozen=True)
class Whole(Dispersed):
    """Drunk whole, in water that is measured in so many fills."""

    asked: Asked
    product: Product
    fills: int

    @property
    def delivered(self) -> Fraction:
        return self.product.strength.amount

    def squares(self) -> Fraction:
        return Fraction(0)

    @property
    def rank(self) -> int:
        return 4 if self.product.form in _MELTS else 6

    @property
    def handling(self) -> int:
        """To take the tablet, to measure the water, to drink it."""
        return 1 + self.fills + 1

    @property
    def total(self) -> Fraction:
        return WATER


@dataclass(frozen=True)
class Part(Dispersed):
    """Made up to a total, and a part of that drawn; the rest is thrown away."""

    asked: Asked
    product: Product
    fill: Measure
    draw: Measure
    solubility: Fraction | None

    @property
    def measured(self) -> bool:
        """Whether it is known how far off such a part is."""
        return self.product.form == "dispersible-tablet"

    @property
    def strength(self) -> Fraction:
        return self.product.strength.amount / self.fill.volume

    @property
    def delivered(self) -> Fraction:
        return self.strength * self.draw.volume

    def squares(self) -> Fraction:
        """Return the squared bounds of total, draw, reading and part, as shares of the dose."""
        fill, draw = self.fill, self.draw
        off = (fill.scale / fill.volume, draw.scale / draw.volume, draw.reading / draw.volume)
        return sum((one**2 for one in off), _PART**2)

    @cached_property
    def error(self) -> Fraction:
        return super().error if self.measured else Fraction(1)

    @cached_property
    def _rough(self) -> float:
        return super()._rough if self.measured else 1.0

    @property
    def rank(self) -> int:
        return 11

    @property
    def plain(self) -> int:  # type: ignore[override] # worked out
        return plainness(self.strength)

    @property
    def reasons(self) -> int:
        """A part asks for a reason; so do a small volume, and what may not stay dissolved."""
        settles = self.solubility is None or self.strength > self.solubility
        return 1 + self.draw.small + settles

    @property
    def handling(self) -> int:
        """To take the tablet, to make up, to draw."""
        return 3

    @property
    def total(self) -> Fraction:
        return self.fill.volume

    @property
    def cell(self) -> tuple[int, ...]:
        """The waste is a part of one tablet."""
        waste = 1 - self.draw.volume / self.fill.volume
        return (0 if self.plain else 1, self.points, self.handling, ceil(waste))


def of_tablet(
    asked: Asked, product: Product, devices: Sequence[Device], solubility: Fraction | None
) -> Iterator[Dispersed]:
    """Yield the tablet drunk whole, if that is the dose, else the parts next to it."""
    if product.is_liquid or product.supply != "licensed" or product.release != "IR":
        return
    strength = product.strength.amount
    fills = fewest_fills(WATER, devices)
    if product.may_disperse != "none" and asked.target == strength and fills is not None:
        yield Whole(asked, product, fills)
    known = not asked.patient or product.form == "dispersible-tablet"
    if product.may_disperse == "aliquot" and asked.target < strength and known:
        for fill in totals(devices):
            for some in draws(asked.target / strength * fill.volume, devices):
                parts = [Part(asked, product, fill, one, solubility) for one in some]
                yield from (
                    one
                    for one in nearest(parts, asked)
                    if one.draw.volume < fill.volume and one.plain
                )
