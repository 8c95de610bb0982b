"""Every serial dilution, slowly and obviously: two or three stages, each of them plain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product as pairs
from math import ceil
from typing import Self

from taperlab.catalogue.types import Device, Product
from taperlab.quantities import Volume
from tests.methods.erring import ACCEPTABLE, GOOD, Erring, of_squares
from tests.methods.exhaustive import UNKNOWN_PACK, Case, near, plainness
from tests.methods.glassware import Measure, N, Sizes, fills, marks

Stage = tuple[Measure, Measure]
_MOST = 1_000_000


class TooManyError(Exception):
    """More chains than a slow reference can go through."""


@dataclass(frozen=True)
class Chain(Erring):
    """Stages, each a draw made up to a total, and the dose drawn from the last."""

    case: Case
    product: Product
    stages: tuple[Stage, ...]
    strengths: tuple[Fraction, ...]
    dose: Measure

    @classmethod
    def of(cls, case: Case, product: Product, stages: tuple[Stage, ...], dose: Measure) -> Self:
        """Return the chain of these stages, with the concentration that each makes."""
        strengths: list[Fraction] = []
        for draw, total in stages:
            before = strengths[-1] if strengths else content(product)
            strengths.append(before * (draw.volume / total.volume))
        return cls(case, product, stages, tuple(strengths), dose)

    @cached_property
    def delivered(self) -> Fraction:
        return self.strengths[-1] * self.dose.volume

    @cached_property
    def bias(self) -> Fraction:
        return self.delivered / self.case.target - 1

    @property
    def measures(self) -> list[Measure]:
        return [*(one for stage in self.stages for one in stage), self.dose]

    def squares(self) -> Fraction:
        return spread([one.exact for one in self.measures])

    def rough_squares(self) -> float:
        return spread([one.rough for one in self.measures])

    @property
    def plain(self) -> int:
        return 2

    @property
    def products(self) -> tuple[Product, ...]:
        return (self.product,)

    @property
    def handling(self) -> int:
        return 2 * len(self.stages) + 1

    @cached_property
    def packs(self) -> int:
        pack = self.product.pack
        uses = self.stages[0][0].volume * self.case.doses_per_day * 28
        return ceil(uses / (pack.amount if isinstance(pack, Volume) else UNKNOWN_PACK))

    @property
    def total(self) -> Fraction:
        return max(total.volume for _, total in self.stages)

    @property
    def swallowed(self) -> int:
        """Whole units beside it."""
        return 0

    @property
    def holds(self) -> Fraction:
        return content(self.product) * self.stages[0][0].volume

    @cached_property
    def stopped(self) -> bool:
        """Whether a guard stops it: 20 % off, above the dose taken now, beyond the limit."""
        case = self.case
        above = case.current is not None and self.delivered > case.current
        beyond = case.limit is not None and self.beyond(case.limit)
        return abs(self.bias) > ACCEPTABLE or above or beyond

    @cached_property
    def soft(self) -> int:
        """How many limits only a typed reason passes: to dilute in stages is one."""
        limit = self.case.solubility
        settles = limit is None and self.product.liquid != "solution"
        suspended = self.product.liquid == "suspension" and limit is not None
        return (
            1
            + (self.product.dilution in ("unknown", "drink-whole"))
            + (self.product.market != self.case.market)
            + (abs(self.bias) > GOOD)
            + self.dose.small
            + (settles or (suspended and limit is not None and self.physical > limit))
        )

    @property
    def physical(self) -> Fraction:
        """The strongest that is made, in milligrams of what is in the bottle."""
        return max(self.strengths) * self.product.strength.amount / content(self.product)

    @cached_property
    def cell(self) -> tuple[int, ...]:
        """Plain, percentage points of error, handling, waste in half millilitres of stock."""
        waste = self.stages[0][0].volume - self.delivered / content(self.product)
        return (0, self.points, self.handling, ceil(waste * 2))


def spread(measures: list[Sizes[N]]) -> N:
    """Return the sum of squared bounds: the dose is a product of draws over totals, so they add.

    Draws with one device share its scale error, as do totals with one device.
    """
    shares = [(one.device, one.scale / one.volume) for one in measures]
    return of_squares(shares, [one.reading / one.volume for one in measures])


def chains(case: Case, product: Product, devices: Iterable[Device], stages: int) -> list[Chain]:
    """Return every chain of so many plain stages that nothing stops."""
    devices = list(devices)
    syringes = [marks(one) for one in devices if one.kind == "oral-syringe"]
    draws = [
        mark
        for usable in syringes
        for mark in usable.by_volume.values()
        if plainness(mark.volume) == 2 and not mark.small
    ]
    made = [stage for stage in pairs(draws, fills(devices)) if stage[0].volume < stage[1].volume]
    if len(made) ** stages > _MOST:
        raise TooManyError(len(made))
    shares = [(stage, stage[0].volume / stage[1].volume) for stage in made]
    doses: dict[Fraction, list[Measure]] = {}
    found = []
    for heads, strengths in _longer(case, product, shares, stages):
        ideal = case.target / strengths[-1]
        if ideal not in doses:
            doses[ideal] = [mark for usable in syringes for mark in near(usable, ideal, case)]
        for dose in doses[ideal]:
            chain = Chain(case, product, heads, strengths, dose)
            if dose.volume < heads[-1][1].volume and not chain.stopped:
                found.append(chain)
    return found


def content(product: Product) -> Fraction:
    assert product.counts_as is not None
    return product.counts_as.amount


def _longer(
    case: Case, product: Product, made: list[tuple[Stage, Fraction]], stages: int
) -> Iterator[tuple[tuple[Stage, ...], tuple[Fraction, ...]]]:
    """Yield the stages of every chain, with the strengths that they make."""
    if not stages:
        yield (), ()
        return
    for heads, strengths in _longer(case, product, made, stages - 1):
        before = strengths[-1] if strengths else content(product)
        for (draw, total), share in made:
            if heads and draw.volume >= heads[-1][1].volume:
                continue
            strength = before * share
            if plainness(strength) == 2 and not _too_strong(case, product, strength):
                yield (*heads, (draw, total)), (*strengths, strength)


def _too_strong(case: Case, product: Product, strength: Fraction) -> bool:
    """Whether a solution would be above what water dissolves."""
    if product.liquid == "suspension" or case.solubility is None:
        return False
    return strength * product.strength.amount / content(product) > case.solubility
