"""The bottles of a plan: runs of steps that one liquid serves, and what a mix-up would give."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count, groupby
from typing import TYPE_CHECKING

from taperlab.answers.recording import record_of
from taperlab.messages import Message
from taperlab.quantities import Volume, canonical
from taperlab.taper.batches import batches_of, days_of_batch
from taperlab.taper.document import Bottle, MixUp
from taperlab.taper.drawn_from import counted_in, source_of
from taperlab.taper.mixing_up import mixed_up, shown_ratio
from taperlab.taper.ways import made_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.answers.ranking import Candidate
    from taperlab.catalogue.types import Product
    from taperlab.quantities import Concentration
    from taperlab.taper.mixing_up import Mixed
    from taperlab.taper.request import Taken
    from taperlab.taper.serving import Served
    from taperlab.taper.ways import Way
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
        return source_of(self.first, self._way)

    @property
    def is_neat(self) -> bool:
        """Whether it is the product's own bottle."""
        return not made_before(self.first.proposal)

    @property
    def counted(self) -> Concentration:
        """What one mL of it counts as."""
        return counted_in(self.first, self._way)

    @property
    def _way(self) -> Way:
        if self.steps[0].way is None:
            raise TypeError(self.id)
        return self.steps[0].way

    def is_what_was(self, taken: Taken) -> bool:
        """Whether what was taken came from it, and is taken still."""
        liquid = self.source.id, canonical(self.counted)
        standing = self.steps[0].level.standing
        return standing == "now" and liquid == (taken.product, taken.concentration)

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


def runs_of(steps: Sequence[Served], past: Sequence[Taken] = ()) -> list[Run]:
    """Return the bottles in the order in which they come, named B1, B2 ...

    The bottle in use keeps the name that it has had, and no name is given to another bottle.
    """
    runs: list[Run] = []
    names = _names(past)
    before: Run | None = None
    for way, group in groupby(steps, key=lambda one: one.way):
        if way is None or not way.liquid:
            continue
        members = tuple(group)
        mixed = None if before is None else _mixed(before, Run("", members, None))
        before = Run("", members, mixed)
        kept = past[-1].bottle if past and before.is_what_was(past[-1]) else None
        before = replace(before, id=kept or next(names))
        runs.append(before)
    return runs


def _mixed(old: Run, new: Run) -> Mixed:
    from_stock = old.is_neat and not new.is_neat and old.source.id == new.source.id
    return mixed_up(_made(old.steps[-1]), new.first, from_stock=from_stock)


def _names(past: Sequence[Taken]) -> Iterator[str]:
    """Yield names of bottles that nothing was taken from yet."""
    had = {one.bottle for one in past}
    return (name for number in count(1) if (name := f"B{number}") not in had)


def bottles_of(runs: Sequence[Run], writer: Writer) -> tuple[Bottle, ...]:
    """Return the record of each bottle."""
    return tuple(_bottle(run, writer) for run in runs)


def _bottle(run: Run, writer: Writer) -> Bottle:
    return Bottle(
        id=run.id,
        product=run.source.id,
        concentration=run.counted,
        physical_concentration=run.counted / (run.source.ratio or 1),
        serves=tuple(one.level.number for one in run.steps),
        recipe=tuple(record_of(one) for one in made_before(run.first.proposal)),
        batches=run.batches(),
        kept=writer.text(_kept(run)),
        mix_up=None if run.mixed is None else _mix_up(run.mixed, writer),
    )


def _kept(run: Run) -> Message:
    """Say how long what it is drawn from lasts."""
    if run.is_neat:
        days = run.source.in_use_days
        return Message("taper.kept-opened", days=days) if days else Message("taper.kept-as-label")
    lasts = days_of_batch(run.steps[0].question, run.first)
    if lasts is None:
        return Message("taper.kept-at-once")
    return Message("taper.kept-day") if lasts == 1 else Message("taper.kept-days", days=lasts)


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
