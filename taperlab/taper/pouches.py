"""Daily pouches of a strip: each dose made only of the unit strengths that were stated.

A pouch holds the smallest sum of whole units that is no less than the day's dose and no more
than the pouch before (practice.md 65); days with the same pouch are one level.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from taperlab.messages import InputError, Message
from taperlab.methods.strip import MOST_PER_POUCH, unit_strengths

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from taperlab.methods.question import Question
    from taperlab.taper.levels import Level

__all__ = ["in_pouches"]


def in_pouches(levels: Sequence[Level], question: Question) -> list[Level]:
    """Return the levels with what a pouch holds for each; equal neighbours are joined.

    Raises:
        InputError: if no unit strength was stated, or too small a part of a dose can be made.
    """
    units = unit_strengths(question)
    if not units:
        raise InputError(Message("taper.no-unit-strengths"), field="products")
    sums = sorted(_sums(units))
    found: list[Level] = []
    for level in levels:
        pouch = _pouch(level, sums, found[-1].asked.amount if found else None)
        if found and level.target and pouch == found[-1].asked.amount:
            found[-1] = replace(found[-1], end=level.end)
            continue
        held = None if pouch == level.target.amount else type(level.target)(pouch)
        found.append(replace(level, number=len(found) + levels[0].number, pouch=held))
    return _in_order(found)


def _pouch(level: Level, sums: Sequence[Fraction], before: Fraction | None) -> Fraction:
    if not level.target:
        return level.target.amount
    enough = next((one for one in sums if one >= level.target.amount), sums[-1])
    return enough if before is None else min(enough, before)


def _sums(units: Sequence[Fraction]) -> set[Fraction]:
    """Return every dose that up to the most units of a pouch can be."""
    sums = {units[0] * 0}
    for _ in range(MOST_PER_POUCH):
        sums |= {one + unit for one in sums for unit in units}
    return {one for one in sums if one}


def _in_order(levels: Sequence[Level]) -> list[Level]:
    """Say of each level which dose came before it, as the pouches have it."""
    moved = [replace(one, before=before.asked) for before, one in pairwise(levels)]
    following = [replace(one, standing="next") for one in moved[:1]]
    following += [replace(one, standing="projection") for one in moved[1:]]
    return [levels[0], *following]
