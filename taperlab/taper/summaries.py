"""A taper in a few figures: how long, its largest drops, how it ends, what it needs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from taperlab.answers.document import Document
from taperlab.quantities import Mass, percent
from taperlab.taper.changes import points

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.taper.document import Step

__all__ = ["Summary", "summary_of"]


class Summary(Document, frozen=True, kw_only=True, omit_defaults=True):
    """The figures by which tapers are compared; drops are of the doses as they were meant.

    ``largest_cut`` is of the dose before, the last drop to zero left out, which is all of it;
    ``occupancy_points`` are modelled. ``worst_error`` is of the preparations. ``lost`` and
    ``unmade`` are numbers of steps.
    """

    days: int
    steps: int
    largest_drop_points: str | None
    largest_cut: str | None
    last_drop: Mass | None
    last_drop_points: str | None
    bottles: int
    preparations: int
    worst_error: str | None
    lost: tuple[int, ...]
    unmade: tuple[int, ...]


def summary_of(steps: Sequence[Step]) -> Summary:
    """Return the figures of a taper; drops are between neighbours, zero and last drop included."""
    meant = [(one.exact or one.target).amount for one in steps]
    drops = [_points(one) for one in steps[1:]]
    known = [one for one in drops if one is not None]
    cuts = [1 - low / high for high, low in pairwise(meant) if high and low]
    ends = len(meant) > 1 and not meant[-1] and bool(meant[-2])
    return Summary(
        days=(steps[-1].start - steps[0].start).days,
        steps=len(steps),
        largest_drop_points=points(max(known)) if known else None,
        largest_cut=percent(max(cuts)) if cuts and max(cuts) > 0 else None,
        last_drop=steps[-2].target if ends else None,
        last_drop_points=points(drops[-1]) if ends and drops[-1] is not None else None,
        bottles=len({one.bottle for one in steps if one.bottle is not None}),
        preparations=sum(one.preparation is not None for one in steps),
        worst_error=_worst(steps),
        lost=tuple(_lost(steps)),
        unmade=tuple(one.number for one in steps if one.target and one.preparation is None),
    )


def _points(step: Step) -> Fraction | None:
    if step.change is None or step.change.occupancy_points is None:
        return None
    return Fraction(step.change.occupancy_points)


def _worst(steps: Sequence[Step]) -> str | None:
    """Return the largest error that is known."""
    known = [
        one.preparation.error
        for one in steps
        if one.preparation is not None and one.preparation.error != "not known"
    ]
    return max(known, key=lambda error: Decimal(error.removesuffix(" %")), default=None)


def _lost(steps: Sequence[Step]) -> Iterator[int]:
    for one in steps:
        if one.change is not None and one.change.verdict == "lost":
            yield one.number
