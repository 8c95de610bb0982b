"""The bottles of a plan: runs of steps that one liquid serves, and what a mix-up would give."""

from __future__ import annotations

import math
from dataclasses import dataclass
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

    def batches(self) -> int:
        """Return how often it is made, or how many packs of it are opened."""
        if self.first.figures.vessels:
            return sum(batches_of(one.question, _made(one), one.level.days) for one in self.steps)
        product = self.first.proposal.products[0]
        used = sum(
            _made(one).proposal.uses[product.id]
            * _made(one).proposal.doses_per_day
            * one.level.days
            for one in self.steps
        )
        packs = math.ceil(used / product.pack.amount) if isinstance(product.pack, Volume) else 1
        days = sum(one.level.days for one in self.steps)
        opened = math.ceil(days / product.in_use_days) if product.in_use_days else 1
        return max(packs, opened)


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
    counted, physical = _concentrations(run.first)
    return Bottle(
        id=run.id,
        product=_source(run),
        concentration=counted,
        physical_concentration=physical,
        serves=tuple(one.level.number for one in run.steps),
        recipe=tuple(record_of(one) for one in made_before(run.first.proposal)),
        batches=run.batches(),
        kept=writer.text(_kept(run)),
        mix_up=None if run.mixed is None else _mix_up(run.mixed, writer),
    )


def _source(run: Run) -> str:
    way = run.steps[0].way
    return "" if way is None else way.products[0]


def _concentrations(candidate: Candidate) -> tuple[Concentration, Concentration]:
    """Return what one mL counts as, and what it holds."""
    vessels = list(candidate.figures.vessels.values())
    product = next(one for one in candidate.proposal.products)
    liquid = next((one for one in candidate.proposal.products if one.is_liquid), product)
    ratio = liquid.ratio or 1
    stirred_in = made_before(candidate.proposal)
    if stirred_in and vessels:
        counted = Concentration(vessels[-1].drug / vessels[-1].volume)
    elif isinstance(liquid.counts_as, Concentration):
        counted = liquid.counts_as
    else:
        raise TypeError(liquid.id)
    return counted, counted / ratio


def _kept(run: Run) -> Message:
    """Say how long what it is drawn from lasts."""
    proposal = run.first.proposal
    if not made_before(proposal):
        days = proposal.products[-1].in_use_days
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
