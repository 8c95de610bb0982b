"""Liquids measured neat, into a drink, or beside tablets, and drops: each mark, each number.

Nothing here comes from the engine but the catalogue, slowly and obviously. A volume lies on a mark
of a syringe, in one fill, at most 20 % from what is meant (practice.md 6, 19, 21); drops are whole,
of a dropper whose drops have a known size (practice.md 22); a drink is drunk whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from taperlab.catalogue.types import Device, Product
from tests.methods.erring import ACCEPTABLE
from tests.methods.exhaustive_made import Asked, Made, nearest
from tests.methods.glassware import Measure, amount, makes, marks

MOST_TABLETS, MOST_FILLS = 4, 12
_DROP = Fraction(15, 100)


class Liquid(Made):
    """So many mL of one liquid."""

    asked: Asked
    product: Product

    @property
    def volume(self) -> Fraction:
        raise NotImplementedError

    @property
    def delivered(self) -> Fraction:
        return self.volume * content(self.product)

    @property
    def rank(self) -> int:
        return 9 if self.product.supply == "special" else self.licensed

    @property
    def licensed(self) -> int:
        """Its class where the liquid is no special."""
        return 1

    @property
    def uses(self) -> tuple[tuple[Product, Fraction], ...]:
        return ((self.product, self.volume),)


@dataclass(frozen=True)
class Neat(Liquid):
    """One draw, beside so many tablets; ``drink`` is in how many fills a drink is measured."""

    asked: Asked
    product: Product
    draw: Measure
    tablet: Product | None = None
    tablets: int = 0
    drink: int = 0

    @property
    def volume(self) -> Fraction:
        return self.draw.volume

    @property
    def beside(self) -> Fraction:
        """What the tablets hold."""
        return self.tablets * self.tablet.strength.amount if self.tablet else Fraction(0)

    @property
    def delivered(self) -> Fraction:
        return self.beside + super().delivered

    def squares(self) -> Fraction:
        """Return the squared bounds of scale and reading, as shares of the dose."""
        bounds = self.draw.scale**2 + self.draw.reading**2
        return bounds * (content(self.product) / self.delivered) ** 2

    @property
    def licensed(self) -> int:
        return 3 if self.tablet else 4 if self.drink else 1

    @property
    def reasons(self) -> int:
        return int(self.draw.small)

    @property
    def handling(self) -> int:
        """To take the tablets, to draw; to measure a drink and to drink it."""
        return 1 + (self.tablet is not None) + (self.drink + 1 if self.drink else 0)

    @property
    def uses(self) -> tuple[tuple[Product, Fraction], ...]:
        return (*([(self.tablet, Fraction(self.tablets))] if self.tablet else []), *super().uses)

    @property
    def swallowed(self) -> int:
        return self.tablets

    @property
    def total(self) -> Fraction:
        return self.volume + amount(self.product.drink_volume) if self.drink else Fraction(0)

    @property
    def holds(self) -> Fraction:
        return self.delivered if self.drink else Fraction(0)


@dataclass(frozen=True)
class Drops(Liquid):
    """So many drops; each may be 15 % off, all in one way."""

    asked: Asked
    product: Product
    drops: int

    @property
    def volume(self) -> Fraction:
        assert self.product.drops_per_ml is not None
        return self.drops / self.product.drops_per_ml.amount

    def squares(self) -> Fraction:
        return _DROP**2

    @property
    def handling(self) -> int:
        return 1


def content(product: Product) -> Fraction:
    assert product.counts_as is not None
    return product.counts_as.amount


def known(products: Iterable[Product]) -> list[Product]:
    """Return the liquids whose milligrams are known."""
    return [one for one in products if one.is_liquid and one.counts_as is not None]


def draws(ideal: Fraction, devices: Iterable[Device]) -> Iterator[list[Measure]]:
    """Yield the marks of each syringe at a volume or next to it, within 20 %.

    A volume above the largest or below the smallest is not rounded to that (practice.md 18, 19).
    """
    for syringe in (one for one in devices if one.kind == "oral-syringe"):
        step, volumes = marks(syringe).step, marks(syringe).by_volume.values()
        close = [one for one in volumes if abs(one.volume - ideal) < step]
        yield [one for one in close if abs(one.volume / ideal - 1) <= ACCEPTABLE]


def of_liquid(asked: Asked, product: Product, devices: Sequence[Device]) -> Iterator[Neat]:
    """Yield the marks next to the dose; what must be diluted is measured into its drink."""
    fills: int | None = 0
    if product.must_dilute:
        drink = product.drink_volume
        fills = None if drink is None else fewest_fills(amount(drink), devices)
    if fills is None:
        return
    for some in draws(asked.target / content(product), devices):
        yield from nearest([Neat(asked, product, one, drink=fills) for one in some], asked)


def fewest_fills(volume: Fraction, devices: Sequence[Device]) -> int | None:
    """Return the fewest equal fills, each on a mark, that measure a volume."""
    return next((n for n in range(1, MOST_FILLS + 1) if fits(volume / n, devices)), None)


def fits(volume: Fraction, devices: Iterable[Device]) -> bool:
    """Whether a syringe, cylinder or flask has a mark at a volume."""
    for one in devices:
        if one.kind == "oral-syringe" and volume in marks(one).by_volume:
            return True
        if one.kind in ("cylinder", "flask") and makes(one, volume):
            return True
    return False


def of_drops(asked: Asked, product: Product, _: Sequence[Device]) -> Iterator[Drops]:
    """Yield the whole numbers of drops next to the dose."""
    if product.closure != "dropper" or product.must_dilute or product.drops_per_ml is None:
        return
    ideal = asked.target / content(product) * product.drops_per_ml.amount
    every = [Drops(asked, product, drops) for drops in range(1, ceil(ideal * 2) + 1)]
    yield from nearest([one for one in every if abs(one.bias) <= ACCEPTABLE], asked)


def of_tablets(
    asked: Asked, tablet: Product, liquid: Product, devices: Sequence[Device]
) -> Iterator[Neat]:
    """Yield as many tablets as leave something to measure, and the marks next to the rest."""
    strength = tablet.strength.amount
    for tablets in range(1, MOST_TABLETS + 1):
        rest = asked.target - tablets * strength
        if 0 < rest <= strength:
            for some in draws(rest / content(liquid), devices):
                yield from nearest(
                    [Neat(asked, liquid, one, tablet, tablets) for one in some], asked
                )
