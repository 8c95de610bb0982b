"""Which two levels a change is judged between: neighbours, or 28 days where doses fall daily."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.taper.serving import Served

__all__ = ["FOUR_WEEKS", "window"]

FOUR_WEEKS: Final = 28
"""The days over which what comes down daily is judged (practice.md 36)."""


def window(steps: Sequence[Served], at: int) -> tuple[Served, Served]:
    """Return the two levels by which the change to a level is judged (practice.md 36).

    That is the level before it and itself. One day of a micro-taper or a strip is judged over
    the 28 days that end with it or, where there are not yet so many, over the first 28.
    """
    after = steps[at]
    if not after.level.daily:
        return steps[at - 1], after
    first = next(number for number, one in enumerate(steps) if one.level.standing != "past")
    ahead, long = steps[first:], dt.timedelta(days=FOUR_WEEKS)
    begin = max(after.level.start - long, ahead[0].level.start)
    end = max(after.level.start, begin + long)
    starts = [one.level.start for one in ahead]
    before, last = (ahead[bisect_right(starts, day) - 1] for day in (begin, end))
    return before, last
