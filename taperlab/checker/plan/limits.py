"""The limits that the doses of a plan pass, found again from the doses (practice.md 7, 13, 61, 62).

A drop to zero is all of the dose before it: it is held against the dose that the taper began
with, and against the other drops.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from taperlab.checker.figures import same
from taperlab.checker.plan.course import stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.checker.plan.rules import Model

__all__ = ["Course", "Dose", "Must", "limits"]

_FAR, _HALF, _QUARTER = 5, Decimal("0.5"), Decimal("0.25")
_GAP_DAYS, _FORTNIGHT, _FOUR_WEEKS = 6, 14, 28
_ALL = 100
_MOST = {"antidepressant": _HALF, "benzodiazepine": Decimal("0.1")}
_GROUPS = {
    "SSRI": "antidepressant",
    "SNRI": "antidepressant",
    "TCA": "antidepressant",
    "NaSSA": "antidepressant",
    "SARI": "antidepressant",
    "multimodal antidepressant": "antidepressant",
    "benzodiazepine": "benzodiazepine",
    "Z-drug": "benzodiazepine",
}


class Must(NamedTuple):
    """A finding that a document has to state: how severe, whether a reason is due, which steps."""

    code: str
    severity: str
    steps: tuple[int, ...]
    needs_reason: bool = False


class Dose(NamedTuple):
    """A day's dose in mg with the number of its step, its first day and how long it lasts."""

    step: int
    mg: Decimal
    start: dt.date
    days: int | None


@dataclass(frozen=True, slots=True)
class Course:
    """The doses ahead, what they are doses of, and the daily dose that the taper began with.

    ``single`` is one reduction by itself: it has no other drops to be compared with.
    """

    drug: str
    drug_class: str
    doses: Sequence[Dose]
    original: Decimal
    holds: bool
    model: Model | None
    single: bool = False

    @property
    def group(self) -> str | None:
        """The group of drugs that limits are stated for."""
        return _GROUPS.get(self.drug_class)

    def on(self, day: dt.date) -> Decimal:
        """Return the dose of a day; before the first day that of the first."""
        taken = [one.mg for one in self.doses if one.start <= day]
        return taken[-1] if taken else self.doses[0].mg


def limits(course: Course) -> Iterator[Must]:
    """Yield each limit that is passed; the arithmetic is the caller's sixty digits."""
    for high, low in pairwise(course.doses):
        yield from _neighbours(course, high, low)
    yield from _sizes(course)
    short = [one.days for one in course.doses[:-1] if one.days and one.days < _FORTNIGHT]
    if course.holds and short:
        yield Must("short-steps", "warn", (), needs_reason=True)
    yield from _last_drop(course)
    first, model = course.doses[0], course.model
    if model is not None and model.emax * first.mg / (model.ed50 + first.mg) > _ALL:
        yield Must("clamped", "note", (first.step,))


def _neighbours(course: Course, high: Dose, low: Dose) -> Iterator[Must]:
    if low.mg > high.mg and not same(low.mg, high.mg):
        if high.mg or (high.days or 0) > _GAP_DAYS:
            yield Must("rises", "stop", (low.step,))
        elif course.drug == "fluoxetine":
            yield Must("days-without-fluoxetine", "warn", (low.step,), needs_reason=True)
        else:
            yield Must("days-without-dose", "stop", (low.step,))
    elif low.mg and _beyond(high.mg / low.mg, Decimal(_FAR), alike=True):
        yield Must("far-from-neighbour", "warn", (low.step,), needs_reason=True)
    elif stated(low.mg) == stated(high.mg):
        yield Must("reads-the-same", "warn", (low.step,))


def _sizes(course: Course) -> Iterator[Must]:
    group = course.group
    if group is None:
        yield Must("no-limit", "note", ())
        return
    days, most = 1 if course.holds else _FOUR_WEEKS, _MOST[group]
    yield from _too_much(course, days, most, f"{group}-step")
    if group == "benzodiazepine" and course.holds:
        yield from _too_much(course, _FORTNIGHT, _QUARTER, "benzodiazepine-fortnight")
    final = course.doses[-1]
    if not final.mg and len(course.doses) > 1 and not course.single:
        before = course.on(final.start - dt.timedelta(days=days))
        if _beyond(before / course.original, most):
            yield Must(f"{group}-end", "warn", (final.step,), needs_reason=True)


def _too_much(course: Course, days: int, most: Decimal, code: str) -> Iterator[Must]:
    """Find what comes down by more than a share; of what comes down daily only the worst time."""
    found: list[tuple[Decimal, int]] = []
    final, back = course.doses[-1], dt.timedelta(days=days)
    for low in course.doses[1:]:
        ends = not final.mg and not course.holds and low.start > final.start - back
        high = course.on(low.start - back)
        if low.mg and not ends and low.mg < high and _beyond(1 - low.mg / high, most):
            found.append((1 - low.mg / high, low.step))
    if found and not course.holds:
        worst = max(share for share, _ in found)
        found = [next(one for one in found if same(one[0], worst))]
    yield from (Must(code, "warn", (step,), needs_reason=True) for _, step in found)


def _last_drop(course: Course) -> Iterator[Must]:
    doses = [one.mg for one in course.doses]
    if len(doses) < 2 or doses[-1]:
        return
    step = (course.doses[-1].step,)
    if len(doses) == 2:
        if not course.single and _beyond(doses[0] / course.original, _HALF):
            yield Must("stops-at-once", "warn", step, needs_reason=True)
        return
    if _is_largest(doses):
        yield Must("last-drop-mass", "warn", step)
    if course.model is not None and _is_largest([course.model.points(one) for one in doses]):
        yield Must("last-drop-occupancy", "warn", step)


def _is_largest(values: Sequence[Decimal]) -> bool:
    drops = [high - low for high, low in pairwise(values)]
    return _beyond(drops[-1], max(drops[:-1]))


def _beyond(value: Decimal, limit: Decimal, *, alike: bool = False) -> bool:
    """Whether a value lies beyond a limit; the sixtieth digit of a division does not count."""
    return alike if same(value, limit) else value > limit
