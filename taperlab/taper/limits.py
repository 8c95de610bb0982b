"""The safety rules that judge the course of a taper (practice.md section 8: P 7, 13, 61, 62).

A drop to zero is all of the dose before it, so a limit in per cent of the previous dose could
only ever refuse it. It is held against the dose that the taper began with instead, and compared
with the other drops of its plan: a reading of P 62 of ours.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from taperlab.messages import Finding, Message
from taperlab.quantities import Proportion, significant
from taperlab.taper.classes import group_of
from taperlab.taper.occupancy import is_clamped, occupancy
from taperlab.taper.targets import ZERO, stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from taperlab.catalogue.types import Curve, Drug
    from taperlab.quantities import Mass
    from taperlab.taper.classes import Group
    from taperlab.taper.pacing import Held, How

__all__ = ["Concern", "Course", "judge"]

_FAR: Final = 5  # what lies near 10, 100 or 1000 times (P 13) lies beyond this too
_GAP_DAYS: Final = 6  # a shorter time without any dose is a pattern, not the end of a taper
_FORTNIGHT: Final = 14
_FOUR_WEEKS: Final = 28
_IN_A_FORTNIGHT: Final = Fraction(25, 100)
_HALF: Final = Fraction(1, 2)
_MOST: Final[Mapping[Group, Fraction]] = {
    "antidepressant": Fraction(50, 100),
    "benzodiazepine": Fraction(10, 100),
}


@dataclass(frozen=True, slots=True)
class Concern:
    """A finding about one step, by its number from 1, or about the whole plan."""

    step: int | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class Course:
    """Daily doses with their days, what they are doses of, and how they were spread.

    ``began`` is the dose that the whole taper began with, where it began before the first of
    ``held``.
    """

    drug: Drug
    held: Sequence[Held]
    how: How
    curve: Curve | None
    began: Mass | None = None

    @property
    def original(self) -> Mass:
        """The dose that the taper began with."""
        return self.began or self.held[0].dose

    def dose_on(self, day: dt.date) -> Mass:
        """Return the dose of a day, before the first day that of the first."""
        at = bisect_right(self.held, day, key=lambda each: each.start)
        return self.held[max(at - 1, 0)].dose


def judge(course: Course) -> Iterator[Concern]:
    """Judge every step against the one before it, and the plan as a whole."""
    for step, (high, low) in enumerate(pairwise(course.held), 2):
        yield from (Concern(step, found) for found in _neighbours(course.drug, high, low))
    yield from _sizes(course)
    yield from _short_steps(course)
    yield from _last_drop(course)
    if course.curve is not None and is_clamped(course.curve, course.held[0].dose):
        yield Concern(1, Finding("note", Message("taper.clamped", curve=course.curve.name)))


def _neighbours(drug: Drug, high: Held, low: Held) -> Iterator[Finding]:
    if low.dose > high.dose:
        yield _rise(drug, high, low)
    elif low.dose and high.dose / low.dose >= _FAR:
        text = Message("taper.far-from-neighbour", dose=stated(low.dose), before=stated(high.dose))
        yield Finding("warn", text, soft=True)
    elif stated(low.dose) == stated(high.dose):
        yield Finding("warn", Message("taper.reads-the-same", dose=stated(low.dose)))


def _rise(drug: Drug, before: Held, after: Held) -> Finding:
    """Tell days without a dose, allowed for fluoxetine alone and with a reason, from a rise."""
    if not before.dose and (before.days or 0) <= _GAP_DAYS:
        allowed = drug.id == "fluoxetine"
        text = Message(f"taper.days-without-{'fluoxetine' if allowed else 'dose'}", drug=drug.name)
        return Finding("warn" if allowed else "stop", text, soft=allowed)
    text = Message("taper.rises", dose=stated(after.dose), before=stated(before.dose))
    return Finding("stop", text)


def _sizes(course: Course) -> Iterator[Concern]:
    group = group_of(course.drug)
    most = _MOST.get(group)
    if most is None:
        yield Concern(None, Finding("note", Message("taper.no-limit", drug=course.drug.name)))
        return
    days = 1 if course.how == "hold" else _FOUR_WEEKS
    yield from _beyond(course, days, most, f"taper.{group}-step")
    if group == "benzodiazepine" and course.how == "hold":
        yield from _beyond(course, _FORTNIGHT, _IN_A_FORTNIGHT, "taper.benzodiazepine-fortnight")
    final = course.held[-1]
    if final.dose == ZERO and len(course.held) > 1:
        before = course.dose_on(final.start - dt.timedelta(days=days))
        share = before / course.original
        if share > most:
            text = Message(
                f"taper.{group}-end",
                dose=stated(before),
                share=_shown(share),
                original=stated(course.original),
            )
            yield Concern(len(course.held), Finding("warn", text, soft=True))


def _beyond(course: Course, days: int, most: Fraction, key: str) -> Iterator[Concern]:
    """Find what comes down by more than a share within so many days.

    Cut and hold says so of every step; a course that comes down daily of the worst time alone.
    """
    worst: list[tuple[Fraction, int, Mass, Mass]] = []
    for step, low in enumerate(course.held[1:], 2):
        high = course.dose_on(low.start - dt.timedelta(days=days))
        if _in_the_end(course, low, days) or low.dose >= high:
            continue
        share = 1 - low.dose / high
        if share > most:
            worst.append((share, step, high, low.dose))
    if course.how != "hold":
        worst = sorted(worst, key=lambda found: -found[0])[:1]
    for share, step, high, dose in worst:
        text = Message(key, share=_shown(share), high=stated(high), low=stated(dose))
        yield Concern(step, Finding("warn", text, soft=True))


def _in_the_end(course: Course, low: Held, days: int) -> bool:
    """Tell whether a time of so many days belongs to the last drop, which is judged by itself."""
    final = course.held[-1]
    if final.dose != ZERO:
        return False
    daily = course.how != "hold"
    return low.dose == ZERO or (daily and low.start > final.start - dt.timedelta(days=days))


def _short_steps(course: Course) -> Iterator[Concern]:
    if course.how != "hold":
        return
    short = [each.days for each in course.held[:-1] if each.days and each.days < _FORTNIGHT]
    if short:
        text = Message("taper.short-steps", days=min(short))
        yield Concern(None, Finding("warn", text, soft=True))


def _last_drop(course: Course) -> Iterator[Concern]:
    doses = [each.dose for each in course.held]
    if len(doses) < 2 or doses[-1] != ZERO:
        return
    step, last = len(doses), doses[-2]
    drops = [high.amount - low.amount for high, low in pairwise(doses)]
    if len(drops) == 1:
        if last / course.original > _HALF:
            text = Message("taper.stops-at-once", dose=stated(last))
            yield Concern(step, Finding("warn", text, soft=True))
        return
    if drops[-1] > max(drops[:-1]):
        yield Concern(step, Finding("warn", Message("taper.last-drop-mass", dose=stated(last))))
    if course.curve is not None:
        seen = [occupancy(course.curve, dose) for dose in doses]
        falls = [high - low for high, low in pairwise(seen)]
        if falls[-1] > max(falls[:-1]):
            points, others = _outward(falls[-1]), _outward(max(falls[:-1]))
            text = Message("taper.last-drop-occupancy", points=points, others=others)
            yield Concern(step, Finding("warn", text))


def _outward(value: Fraction) -> Fraction:
    return significant(value, 3, "up")


def _shown(share: Fraction) -> Proportion:
    """Round outward, so that what is beyond a limit never reads as the limit itself."""
    return Proportion(_outward(share))
