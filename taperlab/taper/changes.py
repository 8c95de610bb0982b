"""What each step takes off the one before it: mass, percent, occupancy, and whether it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from taperlab.quantities import Mass, number, percent, significant
from taperlab.taper.batches import batches_of
from taperlab.taper.document import Change, Resolution
from taperlab.taper.resolution import Side, resolve_change, verdict_of
from taperlab.taper.targets import stated
from taperlab.taper.windows import FOUR_WEEKS, windows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from taperlab.taper.document import Verdict
    from taperlab.taper.levels import Level
    from taperlab.taper.resolution import Resolved
    from taperlab.taper.serving import Served

__all__ = [
    "Judged",
    "change_of",
    "judged_change",
    "judged_changes",
    "points",
    "prescribed",
    "resolution_of",
    "resolved",
    "side_of",
    "verdict_of_change",
]

_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """A change held against its own error, and by which of the two figures it is judged."""

    resolved: Resolved | None
    prescribed: Literal["kept", "renewed"]

    @property
    def verdict(self) -> Verdict | None:
        """Whether it can be told apart from its error; None where that is not known."""
        found = self.resolved
        if found is None:
            return None
        return verdict_of(found.kept if self.prescribed == "kept" else found.renewed)


def side_of(served: Served) -> Side | None:
    """Return one side of a change, if the level can be made.

    One day of many counts as though its dose were held for the four weeks that it is judged over.
    """
    candidate, level = served.candidate, served.level
    if candidate is None:
        return None
    each_day = candidate.proposal.doses_per_day
    days = FOUR_WEEKS if level.daily else level.days
    return Side(
        figures=candidate.figures,
        doses=days * each_day,
        batches=batches_of(served.question, candidate, days),
        each_day=each_day if served.question.per_day else 1,
    )


def resolved(before: Served, after: Served) -> Resolved | None:
    """Return the resolution of the change between two levels; None where one is not made."""
    return _resolved(before, after, (side_of(before), side_of(after)))


def judged_changes(steps: Sequence[Served]) -> list[Judged]:
    """Return how the change to each level but the first is judged."""
    sides = [side_of(one) for one in steps]
    found = []
    for first, last in windows([one.level for one in steps]):
        before, after = steps[first], steps[last]
        how = _resolved(before, after, (sides[first], sides[last]))
        found.append(Judged(how, prescribed(before, after)))
    return found


def judged_change(before: Served, after: Served) -> Judged:
    """Return how one change is judged; the two levels are what it is judged between."""
    return Judged(resolved(before, after), prescribed(before, after))


def _resolved(
    before: Served, after: Served, sides: tuple[Side | None, Side | None]
) -> Resolved | None:
    first, second = sides
    if first is None or (second is None and after.level.target):
        return None
    if before.level.target == after.level.target:
        return None  # another form of the same dose
    return resolve_change(first, second)


def resolution_of(found: Resolved | None) -> Resolution | None:
    """Return the record of a resolution: three digits."""
    if found is None:
        return None
    kept, renewed = (number(significant(each, _DIGITS)) for each in (found.kept, found.renewed))
    return Resolution(kept=kept, renewed=renewed)


def prescribed(before: Served, after: Served) -> Literal["kept", "renewed"]:
    """Return what the plan prescribes: the same bottle and devices, unless the bottle changes."""
    same = before.way == after.way or not after.level.target
    return "kept" if same else "renewed"


def verdict_of_change(before: Served, after: Served) -> Verdict | None:
    """Return whether a change can be told apart from its error, as the plan prescribes it."""
    return Judged(resolved(before, after), prescribed(before, after)).verdict


def change_of(before: Served, after: Served, original: Mass, judged: Judged) -> Change:
    """Return what a level takes off the one before it, by what was meant to be taken."""
    step = before.level.target.amount - after.level.target.amount
    return Change(
        mass=Mass(stated(before.level.target).amount - stated(after.level.target).amount),
        achieved=_as_made(before, after),
        percent_of_previous=percent(step / before.level.target.amount),
        percent_of_original=percent(step / original.amount),
        occupancy_points=_points_lost(before.level, after.level),
        resolution=resolution_of(judged.resolved),
        prescribed=judged.prescribed,
        verdict=judged.verdict,
    )


def _as_made(before: Served, after: Served) -> Mass | None:
    """Return the difference of the doses as they are made; None where one is not, or no dose."""
    first, second = _mean(before), _mean(after)
    if first is None or (second is None and after.level.target):
        return None
    if before.level.target == after.level.target:
        return None  # another form of the same dose
    return first if second is None else first - second


def _mean(served: Served) -> Mass | None:
    """Return the mean dose on the basis of the request, if the level can be made."""
    made = served.candidate
    if made is None:
        return None
    return made.figures.delivered * (made.proposal.doses_per_day if served.question.per_day else 1)


def points(value: Fraction) -> str:
    """Write percentage points with two decimals: ``"4.99"``."""
    return percent(value / 100).removesuffix(" %")


def _points_lost(before: Level, after: Level) -> str | None:
    if before.points is None or after.points is None:
        return None
    return points(before.points - after.points)
