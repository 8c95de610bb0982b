"""Every serial dilution, slowly and obviously: two or three stages, each of them plain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product as pairs
from math import ceil

from taperlab.catalogue.types import Device, Product
from taperlab.quantities import Volume
from tests.methods.exhaustive import UNKNOWN_PACK, Case, near, plainness, root
from tests.methods.glassware import Measure, fills, marks

_GOOD, _ACCEPTABLE = Fraction(1, 10), Fraction(1, 5)
Stage = tuple[Measure, Measure]


@dataclass(frozen=True)
class Chain:
    """Stages, each a draw made up to a total, and the dose drawn from the last."""

    case: Case
    product: Product
    stages: tuple[Stage, ...]
    dose: Measure

    @cached_property
    def content(self) -> Fraction:
        assert self.product.counts_as is not None
        return self.product.counts_as.amount

    @cached_property
    def strengths(self) -> list[Fraction]:
        """The concentration that each stage makes."""
        made, strength = [], self.content
        for draw, total in self.stages:
            strength = strength * draw.volume / total.volume
            made.append(strength)
        return made

    @cached_property
    def delivered(self) -> Fraction:
        return self.strengths[-1] * self.dose.volume

    @cached_property
    def bias(self) -> Fraction:
        return self.delivered / self.case.target - 1

    @cached_property
    def error(self) -> Fraction:
        """|bias| + 2 u: the dose is a product of draws over totals, so relative errors add.

        Draws with one device share its scale error, as do totals with one device.
        """
        draws = [draw for draw, _ in self.stages] + [self.dose]
        measures = draws + [total for _, total in self.stages]
        scales: dict[str, Fraction] = {}
        for one in measures:
            scales[one.device.id] = scales.get(one.device.id, Fraction(0)) + one.scale / one.volume
        parts = (*scales.values(), *(one.reading / one.volume for one in measures))
        square = sum((part * part for part in parts), Fraction(0)) / 3
        return abs(self.bias) + 2 * root(square) * self.delivered / self.case.target

    @cached_property
    def grade(self) -> int:
        return 0 if self.error <= _GOOD else 1 if self.error <= _ACCEPTABLE else 2

    @property
    def plain(self) -> int:
        return 2

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
    def holds(self) -> Fraction:
        return self.content * self.stages[0][0].volume

    @cached_property
    def stopped(self) -> bool:
        """Whether a guard stops it: 20 % off, above the dose taken now, beyond the limit."""
        case = self.case
        above = case.current is not None and self.delivered > case.current
        beyond = case.limit is not None and self.error > case.limit
        return abs(self.bias) > _ACCEPTABLE or above or beyond

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
            + (abs(self.bias) > _GOOD)
            + self.dose.small
            + (settles or (suspended and limit is not None and self.physical > limit))
        )

    @property
    def physical(self) -> Fraction:
        """The strongest that is made, in milligrams of what is in the bottle."""
        return max(self.strengths) * self.product.strength.amount / self.content

    @cached_property
    def cell(self) -> tuple[int, ...]:
        """Plain, percentage points of error, handling, waste in half millilitres of stock."""
        waste = self.stages[0][0].volume - self.delivered / self.content
        return (0, ceil(self.error * 100), self.handling, ceil(waste * 2))


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
    made = [(draw, total) for draw, total in pairs(draws, fills(devices))]
    found = []
    for heads in _longer((), case, product, made, stages):
        ideal = case.target / Chain(case, product, heads, heads[0][0]).strengths[-1]
        for dose in (mark for usable in syringes for mark in near(usable, ideal, case)):
            chain = Chain(case, product, heads, dose)
            if dose.volume < heads[-1][1].volume and not chain.stopped:
                found.append(chain)
    return found


def _longer(
    heads: tuple[Stage, ...], case: Case, product: Product, made: list[Stage], stages: int
) -> Iterator[tuple[Stage, ...]]:
    if not stages:
        yield heads
        return
    for draw, total in made:
        fits = draw.volume < total.volume and (not heads or draw.volume < heads[-1][1].volume)
        if fits and _plain_and_clear((*heads, (draw, total)), case, product):
            yield from _longer((*heads, (draw, total)), case, product, made, stages - 1)


def _plain_and_clear(heads: tuple[Stage, ...], case: Case, product: Product) -> bool:
    chain = Chain(case, product, heads, heads[0][0])
    clear = product.liquid != "suspension" and case.solubility is not None
    too_strong = clear and case.solubility is not None and chain.physical > case.solubility
    return plainness(chain.strengths[-1]) == 2 and not too_strong
