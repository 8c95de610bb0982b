"""What was taken until a day, from a plan: what was told of before, and what the plan adds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from taperlab.messages import InputError, Message
from taperlab.quantities import Mass, canonical, parse_file
from taperlab.taper.request import Taken

if TYPE_CHECKING:
    from taperlab.taper.document import Plan, Step

__all__ = ["NOTHING_TAKEN", "History", "exact", "history_of", "taken_of"]

NOTHING_TAKEN: Final = "0 mg"
_FOUR_WEEKS: Final = dt.timedelta(days=28)


@dataclass(frozen=True)
class History:
    """What was taken until a day, the present dose last, and the steps that are still ahead."""

    taken: tuple[Taken, ...]
    now: Step
    ahead: tuple[Step, ...]

    @property
    def dose(self) -> Mass:
        """The present dose, exactly."""
        return exact(self.taken[-1])

    def back(self) -> Taken | None:
        """Return the dose before the present one: of all that were higher, the nearest."""
        higher = [one for one in self.taken if exact(one) > self.dose]
        return min(reversed(higher), key=lambda one: exact(one).amount, default=None)

    def on(self, day: dt.date) -> Taken:
        """Return what was taken on a day, before the first day the first."""
        begun = [one for one in self.taken if one.since <= day]
        return begun[-1] if begun else self.taken[0]

    def highest_lately(self, day: dt.date) -> Mass:
        """Return the highest dose of the 28 days before a day (practice.md 14)."""
        ends = (*(one.since for one in self.taken[1:]), day)
        recent = [
            exact(one)
            for one, end in zip(self.taken, ends, strict=True)
            if end > day - _FOUR_WEEKS and one.since < day
        ]
        return max(recent, key=lambda dose: dose.amount, default=Mass(0))


def history_of(plan: Plan, on: dt.date) -> History:
    """Return what was taken until a day.

    Of cut and hold nothing is taken for granted: whoever goes on says so. The days of a
    micro-taper and of a strip pass by themselves.

    Raises:
        InputError: for a day before the present dose began.
    """
    steps = [one for one in plan.steps if one.standing != "past"]
    if on < steps[0].start:
        text = Message("taper.move-too-early", day=on, start=steps[0].start)
        raise InputError(text, field="on")
    by_day = plan.request.micro or plan.request.strip
    begun = max(sum(one.start <= on for one in steps), 1) if by_day else 1
    past = plan.request.past
    added = steps[1:begun] if past else steps[:begun]
    taken = (*past, *(taken_of(plan, one, one.start) for one in added))
    return History(taken, steps[begun - 1], tuple(steps[begun:]))


def taken_of(plan: Plan, step: Step, since: dt.date) -> Taken:
    """Return a step as it is taken from a day on; what cannot be made here was made elsewhere."""
    target = step.exact or step.target
    bottle = next((one for one in plan.bottles if one.id == step.bottle), None)
    return Taken(
        since=since,
        target=canonical(target),
        achieved=canonical(step.achieved or target),
        bottle=step.bottle,
        product=None if bottle is None else bottle.product,
        concentration=None if bottle is None else canonical(bottle.concentration),
    )


def exact(taken: Taken) -> Mass:
    """Return the exact target of what was taken, in counted mg."""
    return parse_file(taken.target, Mass)
