"""What the bottle plan takes for each step: blocks of ways as it wants them, and its answer."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from taperlab.answers.carried import carried_of
from taperlab.answers.judging import judged
from taperlab.taper.bottle_plan import Options, choose
from taperlab.taper.changes import side_of
from taperlab.taper.served import Served
from taperlab.taper.windows import FOUR_WEEKS, windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.answers.ranking import Candidate
    from taperlab.methods.space import Index
    from taperlab.recipe.measured import Floats
    from taperlab.taper.blocks import Option, Source
    from taperlab.taper.options import StepOptions

__all__ = ["Judge", "Place", "chosen_for"]

_SLACK = 1e-9


class Place(NamedTuple):
    """Where a way stands among those of its step."""

    block: int
    row: int


def chosen_for(steps: Sequence[StepOptions], judge: Judge) -> list[Place | None]:
    """Return what the bottle plan takes for each step; None where it takes nothing."""
    besides = _besides(steps)
    tables = [_table(step, one, judge) for step, one in zip(steps, besides, strict=True)]
    chosen = choose([options for options, _ in tables])
    return [
        None if way is None else _place(step, int(rows[way]))
        for step, (_, rows), way in zip(steps, tables, chosen, strict=True)
    ]


class Judge:
    """The exact judge of a plan's ways: what it has seen of a step, it knows."""

    def __init__(self) -> None:
        self._seen: dict[tuple[Source, int, int], Candidate] = {}

    def of(self, step: StepOptions, option: Option) -> Candidate:
        """Return what it makes of a way of making a step."""
        if option.candidate is not None:
            return option.candidate
        key = option.source, option.number, step.level.number
        found = self._seen.get(key)
        if found is None:
            proposal = option.propose()
            carried = carried_of(proposal.recipe)
            found = self._seen[key] = judged(step.question, proposal, step.general, carried)
        return found


def _besides(steps: Sequence[StepOptions]) -> list[float | None]:
    """Return for each step what the change to it is judged by, besides the two doses themselves.

    That is nothing but where doses come down daily: there it is what the other days of the 28
    take off. None where the change is not judged: it takes nothing off.
    """
    levels = [step.level for step in steps]
    doses = [level.target.amount for level in levels]
    found: list[float | None] = [0.0 for _ in levels[:1]]
    for at, (first, last) in enumerate(windows(levels), 1):
        fall = doses[first] - doses[last]
        found.append(float(fall - doses[at - 1] + doses[at]) if fall else None)
    return found


def _table(step: StepOptions, besides: float | None, judge: Judge) -> tuple[Options, Index]:
    """Return the ways of one step as the bottle plan wants them, and their rows in the step.

    For each bottle the best that is at least the target, and the best that is below it.
    """
    bottle, achieved, error, waste, soft = (
        _column(step, name) for name in ("bottle", "achieved", "error", "waste", "soft")
    )
    early = np.repeat([one.early for one in step.blocks], [one.size for one in step.blocks])
    up = achieved >= float(step.level.asked.amount) * (1 - _SLACK)
    order = np.lexsort((error, soft, up, bottle))
    new = np.diff(bottle[order], prepend=-1).astype(np.bool_)
    new[1:] |= up[order][1:] != up[order][:-1]
    starts = np.flatnonzero(new)
    best = order[starts]
    above = np.full(best.shape, np.inf)
    lower = np.flatnonzero(~up[best[:-1]] & (bottle[best[:-1]] == bottle[best[1:]]))
    above[lower] = achieved[best[lower + 1]]
    seen = np.argsort(np.minimum.reduceat(order, starts)) if starts.size else starts
    rows = best[seen]
    options = Options(
        bottle=bottle[rows].astype(np.intp),
        achieved=achieved[rows],
        above=above[seen],
        error=error[rows],
        waste=waste[rows] * step.level.days,
        early=early[rows].astype(np.bool_),
        variance=partial(_variances, step, rows, judge),
        falls=step.level.falls,
        besides=besides,
    )
    return options, rows


def _column(step: StepOptions, name: str) -> Floats:
    return np.concatenate([getattr(one, name) for one in step.blocks] or [np.array([])])


def _place(step: StepOptions, row: int) -> Place:
    """Return where a row of all the blocks of a step stands."""
    for number, block in enumerate(step.blocks):
        if row < block.size:
            return Place(number, row)
        row -= block.size
    raise IndexError(row)


def _variances(step: StepOptions, rows: Index, judge: Judge, ways: Index) -> Floats:
    """Return the variance of the mean dose of some ways, in mg²."""
    level = step.level
    days = FOUR_WEEKS if level.daily else level.days
    wanted, found = rows[ways], np.zeros(ways.shape)
    ends = np.cumsum([block.size for block in step.blocks])
    for block, (first, end) in zip(step.blocks, pairwise((0, *ends)), strict=True):
        mine = np.flatnonzero((wanted >= first) & (wanted < end))
        places = wanted[mine] - first
        known = block.source.variances(block.number[places], days)
        if known is None:
            exact = [_variance(step, block.option(int(at)), judge) for at in places]
            known = np.array(exact)
        found[mine] = known
    return found


def _variance(step: StepOptions, option: Option, judge: Judge) -> float:
    candidate = judge.of(step, option)
    side = side_of(Served(step.level, step.question, option.way, candidate))
    if side is None:
        raise TypeError(step.level)
    return float(side.random + side.apart)
