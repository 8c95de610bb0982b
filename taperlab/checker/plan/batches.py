"""For how many days a step is made, how long a batch of it lasts, and how many it takes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from taperlab.checker.figures import read
from taperlab.checker.keeping import day_of
from taperlab.checker.operations import Divide, Draw

if TYPE_CHECKING:
    from taperlab.checker.documents import Preparation
    from taperlab.checker.plan.documents import Step

__all__ = ["batches_in", "days_of", "lasts"]

_AT_ONCE = "at once"
_UNKNOWN_DAYS = 28


def days_of(step: Step) -> int:
    """Return how many days a step lasts; one that goes on counts as 28."""
    start, end = day_of(step.start), day_of(step.end or "")
    return _UNKNOWN_DAYS if start is None or end is None else (end - start).days + 1


def lasts(asked: int, since: str, made: Preparation) -> int | None:
    """Return the days of one batch; None of what is used at once.

    It is made for the days that were asked for or, where that is one, for the doses that are in
    it; and is never kept beyond its day.
    """
    last, start = day_of(made.keep), day_of(since)
    if made.keep == _AT_ONCE or last is None or start is None:
        return None
    days = asked
    if days == 1:
        days = _doses(made) // made.doses_per_day
    return max(1, min(days, (last - start).days + 1))


def batches_in(days: int, asked: int, since: str, made: Preparation) -> int:
    """Return how often it is made in so many days, from a day on, if ``asked`` for some days."""
    each = lasts(asked, since, made)
    return days * made.doses_per_day if each is None else math.ceil(days / each)


def _doses(made: Preparation) -> int:
    """Return how many doses a batch holds; of a liquid the last drop stays in it."""
    last = next(one for one in reversed(made.operations) if isinstance(one, Draw | Divide))
    if isinstance(last, Divide):
        return last.parts
    held = read(made.vessels[last.source].made_up_to, "mL").number
    return math.ceil(held / read(last.volume, "mL").number) - 1
