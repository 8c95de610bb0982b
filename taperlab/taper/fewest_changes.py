"""The first pass of the bottle plan: fewest changes of bottle, then fewest repeated doses."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from taperlab.taper.courses import Courses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from taperlab.taper.bottle_plan import Options

    Floats: TypeAlias = NDArray[np.float64]
    Index: TypeAlias = NDArray[np.intp]
    Mask: TypeAlias = NDArray[np.bool_]

__all__ = ["fewest_changes", "reach"]

_SLACK = 1e-9
_NEVER = np.inf
_CHANGE = 10_000.0  # one change of bottle weighs more than any number of repeated doses
_FEW = 4096  # transitions that are tried one by one sooner than sorted


def reach(steps: Sequence[Options]) -> list[Floats]:
    """Return the least cost of reaching each way of each step, infinite where it would rise."""
    reached = [np.zeros(steps[0].bottle.size)]
    for before, step in pairwise(steps):
        if before.bottle.size * step.bottle.size <= _FEW:
            costs = _costs(before, step, np.arange(step.bottle.size))
            reached.append((reached[-1][:, None] + costs).min(axis=0))
            continue
        kept = _from_same_bottle(before, step, reached[-1])
        changed = _from_any_bottle(before, step, reached[-1]) + _CHANGE
        reached.append(np.minimum(kept, changed))
    return reached


def fewest_changes(steps: Sequence[Options], reached: Sequence[Floats]) -> Courses:
    """Return the courses of the least cost; ``reached`` is what ``reach`` gave."""
    least = float(reached[-1].min())
    onto = np.flatnonzero(reached[-1] <= least)
    to_go = np.zeros(onto.size)
    rows: list[Index] = [onto]
    links: list[Mask] = []
    for at in range(len(steps) - 1, 0, -1):
        onward = _costs(steps[at - 1], steps[at], onto) + to_go
        link = reached[at - 1][:, None] + onward <= least
        left = np.flatnonzero(link.any(axis=1))
        rows.append(left)
        links.append(link[left])
        to_go, onto = onward.min(axis=1)[left], left
    return Courses(tuple(rows[::-1]), tuple(links[::-1]))


def _costs(before: Options, step: Options, ways: Index) -> Floats:
    """Return what each transition to some ways costs: another bottle, a dose that does not fall."""
    had = before.achieved[:, None]
    least, falls, most = (bound[ways] for bound in _bounds(step))
    cost = np.where(before.bottle[:, None] != step.bottle[ways], _CHANGE, 0.0) + (had < falls)
    return np.where((had < least) | (had > most), _NEVER, cost)


def _bounds(step: Options) -> tuple[Floats, Floats, Floats]:
    """Return, for each way, the doses before it between which it may follow, and may fall.

    It is never more than the dose before; from the middle one on it takes something off. Above
    the last one the mark toward the dose before would do.
    """
    least = step.achieved - _SLACK
    falls = step.achieved + _SLACK if step.falls else least
    return least, falls, step.above + (_SLACK if step.falls else -_SLACK)


def _from_same_bottle(before: Options, step: Options, reached: Floats) -> Floats:
    """Return the least cost of reaching each way from one of the same bottle."""
    order = np.argsort(before.bottle, kind="stable")
    bottles = before.bottle[order]
    first, end = (np.searchsorted(bottles, step.bottle, side) for side in ("left", "right"))
    least, falls, most = _bounds(step)
    best = np.full(step.bottle.shape, _NEVER)
    for more in range(int((end - first).max(initial=0))):
        has = np.flatnonzero(first + more < end)
        rows = order[first[has] + more]
        had = before.achieved[rows]
        cost = reached[rows] + (had < falls[has])
        cost[(had < least[has]) | (had > most[has])] = _NEVER
        best[has] = np.minimum(best[has], cost)
    return best


def _from_any_bottle(before: Options, step: Options, reached: Floats) -> Floats:
    """Return the least cost of reaching each way from any, but for a change of bottle."""
    order = np.argsort(before.achieved, kind="stable")
    had, smallest = before.achieved[order], _Smallest(reached[order])
    least, falls, most = _bounds(step)
    first, middle = (np.searchsorted(had, bound, "left") for bound in (least, falls))
    end = np.searchsorted(had, most, "right")
    middle = np.clip(middle, first, end)
    found = smallest.between(np.concatenate((first, middle)), np.concatenate((middle, end)))
    return np.minimum(found[: first.size] + 1, found[first.size :])


class _Smallest:
    """The smallest of any stretch of neighbours, by those of stretches of 1, 2, 4, ... of them."""

    def __init__(self, values: Floats) -> None:
        levels = [values]
        while 2 ** len(levels) <= values.size:
            half = 2 ** (len(levels) - 1)
            level = levels[-1].copy()
            level[:-half] = np.minimum(level[:-half], level[half:])
            levels.append(level)
        self._levels = np.stack(levels)

    def between(self, first: Index, end: Index) -> Floats:
        """Return the smallest from each place up to another, infinite where there is nothing."""
        size = np.maximum(end - first, 1)
        level = np.frexp(size)[1] - 1  # two to this is the longest that fits
        last = np.maximum(end - 2**level, 0)
        begin = np.minimum(first, self._levels.shape[1] - 1)
        found = np.minimum(self._levels[level, begin], self._levels[level, last])
        return np.where(end > first, found, _NEVER)
