"""Which two levels a change is judged between: neighbours, or 28 days where doses fall daily."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.taper.levels import Level

__all__ = ["FOUR_WEEKS", "windows"]

FOUR_WEEKS: Final = 28
"""The days over which what comes down daily is judged (practice.md 36)."""


def windows(levels: Sequence[Level]) -> list[tuple[int, int]]:
    """Return, for each level but the first, which two the change to it is judged between.

    That is the level before it and itself (practice.md 36). One day of a micro-taper or a strip
    is judged over the 28 days that end with it or, where there are not yet so many, over the
    first 28. Levels are told by their place.
    """
    first = next((at for at, one in enumerate(levels) if one.standing != "past"), 0)
    starts = [one.start for one in levels]
    long = dt.timedelta(days=FOUR_WEEKS)
    found = []
    for at, after in enumerate(levels[1:], 1):
        if not after.daily:
            found.append((at - 1, at))
            continue
        begin = max(after.start - long, starts[first])
        end = max(after.start, begin + long)
        found.append((bisect_right(starts, begin) - 1, bisect_right(starts, end) - 1))
    return found
