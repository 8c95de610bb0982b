"""The bottles of a plan: runs of steps that one liquid serves, and what a mix-up would give."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from taperlab.answers.render import record_of
from taperlab.messages import Message
from taperlab.quantities import Concentration, Volume
from taperlab.taper.document import Bottle, MixUp
from taperlab.taper.levels import batches_of
from taperlab.taper.mixing_up import mixed_up, shown_ratio
from taperlab.taper.ways import made_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.answers.ranking import Candidate
    from taperlab.catalogue.types import Product
    from taperlab.taper.mixing_up import Mixed
    from taperlab.taper.serving import Served
    from taperlab.taper.writing import Writer

__all__ = ["Run", "bottles_of", "runs_of"]


@dataclass(frozen=True)
class Run:
    """Steps one after another that one bottle serves; ``mixed`` is against the bottle before."""

    id: str
    steps: tuple[Served, ...]
    mixed: Mixed | None

    @property
    def first(self) -> Candidate:
        """The first preparation from it."""
        return _made(self.steps[0])

    @property
    def source(self) -> Product:
        """The product that it is, or is made from."""
        way = self.steps[0].way
        names = () if way is None else way.products
        return next(one for one in self.first.proposal.products if one.id in names)

    @property
    def is_neat(self) -> bool:
        """Whether it is the product's own bottle."""
        return not made_before(self.first.proposal)

    def batches(self) -> int:
        """Return how often it is made, or how many packs of it are opened."""
        if not self.is_neat:
            return sum(batches_of(one.question, _made(one), one.level.days) for one in self.steps)
        product = self.source
        used = sum((self._used(one) for one in self.steps), Fraction(0))
        packs = math.ceil(used / product.pack.amount) if isinstance(product.pack, Volume) else 1
        days = sum(one.level.days for one in self.steps)
        opened = math.ceil(days / product.in_use_days) if product.in_use_days else 1
        return max(packs, opened)

    def _used(self, served: Served) -> Fraction:
        proposal = _made(served).proposal
        return proposal.uses[self.source.id] * proposal.doses_per_day * served.level.days


def runs_of(steps: Sequence[Served]) -> list[Run]:
    """Return the bottles in the order in which they come, named B1, B2 ..."""
    runs: list[Run] = []
    before: Run | None = None
    for way, group in groupby(steps, key=lambda one: one.way):
        if way is None or not way.liquid:
            continue
        members = tuple(group)
        mixed = None if before is None else mixed_up(_made(before.steps[-1]), _made(members[0]))
        before = Run(f"B{len(runs) + 1}", members, mixed)
        runs.append(before)
    return runs


def bottles_of(runs: Sequence[Run], writer: Writer) -> tuple[Bottle, ...]:
    """Return the record of each bottle."""
    return tuple(_bottle(run, writer) for run in runs)


def _bottle(run: Run, writer: Writer) -> Bottle:
    counted, physical = _concentrations(run)
    return Bottle(
        id=run.id,
        product=run.source.id,
        concentration=counted,
        physical_concentration=physical,
        serves=tuple(one.level.number for one in run.steps),
        recipe=tuple(record_of(one) for one in made_before(run.first.proposal)),
        batches=run.batches(),
        kept=writer.text(_kept(run)),
        mix_up=None if run.mixed is None else _mix_up(run.mixed, writer),
    )


def _concentrations(run: Run) -> tuple[Concentration, Concentration]:
    """Return what one mL counts as, and what it holds."""
    product = run.source
    if run.is_neat and isinstance(product.counts_as, Concentration):
        counted = product.counts_as
    else:
        made = list(run.first.figures.vessels.values())[-1]
        counted = Concentration(made.drug / made.volume)
    return counted, counted / (product.ratio or 1)


def _kept(run: Run) -> Message:
    """Say how long what it is drawn from lasts."""
    proposal = run.first.proposal
    if run.is_neat:
        days = run.source.in_use_days
        return Message("taper.kept-opened", days=days) if days else Message("taper.kept-as-label")
    if proposal.keep.until is None:
        return Message("taper.kept-at-once")
    return Message("taper.kept-days", days=run.steps[0].question.days)


def _mix_up(mixed: Mixed, writer: Writer) -> MixUp:
    return MixUp(
        old_bottle=mixed.old_bottle,
        new_bottle=mixed.new_bottle,
        ratio=writer.ratio(shown_ratio(mixed.ratio)),
        smaller_dose_more_volume=mixed.is_misleading,
    )


def _made(served: Served) -> Candidate:
    if served.candidate is None:
        raise TypeError(served.level)
    return served.candidate
