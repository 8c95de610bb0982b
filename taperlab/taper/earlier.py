"""A bottle that later steps need anyway, begun earlier where its change would be lost.

The order of classes (practice.md 30) puts the change to a diluted liquid as late as can be, where
the steps are smallest. Where it cannot be told apart from its own error there, the steps before
it are given the ways of that liquid too, marked as early: the bottle plan then changes at the
nearest step that is large enough, and nowhere else (practice.md 36: a finer way, never a larger
cut).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from taperlab.taper.changes import judged_change
from taperlab.taper.windows import windows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from taperlab.taper.blocks import Block
    from taperlab.taper.options import StepOptions
    from taperlab.taper.served import Served

__all__ = ["with_earlier"]


def with_earlier(
    steps: Sequence[StepOptions],
    served: Sequence[Served],
    diluted: Callable[[range], Sequence[Sequence[Block]]],
) -> list[StepOptions] | None:
    """Return the steps with early ways before each lost change to a diluted liquid.

    None where there is nothing to add. ``diluted`` gives the dilutions of some steps.
    """
    found = list(steps)
    for at in _lost(steps, served):
        first = _first_of_run(served, at - 1)
        before = range(first + 1, at)
        if not before:
            continue
        blocks = diluted(before)
        for step in before:
            early = tuple(_shared(steps[at], steps[step], blocks[step]))
            found[step] = replace(found[step], blocks=(*found[step].blocks, *early))
    return found if any(one is not old for one, old in zip(found, steps, strict=True)) else None


def _lost(steps: Sequence[StepOptions], served: Sequence[Served]) -> Iterator[int]:
    """Yield the steps whose change is to a bottle of a later class, and lost."""
    between = windows([one.level for one in served])
    for at, (first, last) in enumerate(between, 1):
        before, after = served[at - 1], served[at]
        if before.way == after.way or None in (before.way, after.way):
            continue
        later = steps[at].rank > steps[at - 1].rank
        if later and judged_change(served[first], served[last]).verdict == "lost":
            yield at


def _first_of_run(served: Sequence[Served], at: int) -> int:
    """Return the first step of those that one bottle serves up to a step."""
    while at and served[at - 1].way == served[at].way:
        at -= 1
    return at


def _shared(after: StepOptions, step: StepOptions, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the ways of a step from bottles that serve the later one, for no more reasons."""
    reasons = sum(one.soft for one in step.general)
    later = sum(one.soft for one in after.general)
    for other in after.blocks:
        if other.rank <= step.rank:
            continue
        most = int(other.soft.max()) - later + reasons
        for block in blocks:
            if (block.release, block.rank) == (other.release, other.rank):
                mine = np.isin(block.bottle, other.bottle) & (block.soft <= most)
                if mine.any():
                    yield replace(block.take(mine), early=True)
