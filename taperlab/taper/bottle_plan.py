"""Which bottle serves which steps, in passes (docs/architecture.md).

Fewest changes of bottle first, since each is a hazard (practice.md 81), and of those the fewest
steps that take nothing off; then the best rating that the worst step can have; then the changes
of bottle are put where they can best be told apart from their error; then the smallest worst
error; then the least waste with every error within that. One tuple per prefix would be wrong: a
largest value and a sum do not share an optimal substructure. So each pass keeps every course
that is best so far, and the next chooses among those.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from taperlab.answers.ranking import GOOD
from taperlab.taper.fewest_changes import fewest_changes, reach
from taperlab.taper.resolution import CLEAR, LOST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from taperlab.taper.courses import Courses

    Floats: TypeAlias = NDArray[np.float64]
    Index: TypeAlias = NDArray[np.intp]
    Mask: TypeAlias = NDArray[np.bool_]

__all__ = ["Options", "choose"]

_SLACK = 1e-9
_TIE = 1e-6  # mg: of the same waste, the smaller errors
_LOST, _EARLY = 1e8, 1e4  # a lost change weighs more than early ways, and these than blurred ones
_GOOD = float(GOOD)


@dataclass(frozen=True, slots=True)
class Options:
    """The ways of making one step, each an element of every array.

    ``bottle`` is a number for each bottle of the plan; ``achieved`` the dose in mg; ``above`` the
    dose of the same bottle's way that rounds toward the dose before, infinite for that way
    itself and where there is none; ``error`` a share of the target; ``waste`` the mg thrown away
    over the step. ``early`` tells those that are of a later class than the step needs.

    ``variance`` gives that of the mean dose in mg², of some ways by their places. ``falls`` tells
    whether the step is to take something off. ``besides`` is how many mg the change to the step is
    judged by besides the difference of the two doses; None where it is not judged.
    """

    bottle: Index
    achieved: Floats
    above: Floats
    error: Floats
    waste: Floats
    early: Mask
    variance: Callable[[Index], Floats]
    falls: bool = True
    besides: float | None = 0.0


def choose(steps: Sequence[Options]) -> list[int | None]:
    """Return the way that serves each step, ``None`` where nothing does.

    No dose is larger than the one before it, and a dose is rounded toward the one before it as
    long as that is not taken already (practice.md 7, 89). A step that nothing serves breaks the
    plan in two: beyond it a bottle is a new one.
    """
    chosen: list[int | None] = []
    stretch: list[Options] = []
    for step in steps:
        if step.bottle.size:
            stretch.append(step)
            continue
        chosen += [*_stretch(stretch), None]
        stretch = []
    return chosen + _stretch(stretch)


def _stretch(steps: Sequence[Options]) -> list[int | None]:
    """Serve steps that each have a way; one that would have to rise is left unserved."""
    if not steps:
        return []
    reached = reach(steps)
    blocked = next((at for at, cost in enumerate(reached) if np.isinf(cost.min())), None)
    if blocked is not None:
        return [*_stretch(steps[:blocked]), None, *_stretch(steps[blocked + 1 :])]
    found = fewest_changes(steps, reached)
    errors = [step.error for step in steps]
    if found.worst(found.of(errors)) <= _GOOD + _SLACK:
        found = found.within(found.of(errors), _GOOD)
    found = _told_apart(steps, found)
    worst = found.worst(found.of(errors))
    found = found.within(found.of(errors), worst)
    return [*found.first(found.of([step.waste + _TIE * step.error for step in steps]))]


def _told_apart(steps: Sequence[Options], found: Courses) -> Courses:
    """Return the courses with the fewest lost changes, then early ways, then blurred changes."""
    early = found.of([np.where(step.early, _EARLY, 0.0) for step in steps])
    links = []
    for at, (before, step) in enumerate(pairwise(steps)):
        had, has = found.rows[at : at + 2]
        other = found.links[at] & (before.bottle[had][:, None] != step.bottle[has])
        links.append(_hidden(before, step, (had, has), other))
    if any(one.any() for one in (*early, *links)):
        return found.cheapest(early, links)
    return found


def _hidden(before: Options, step: Options, ways: tuple[Index, Index], other: Mask) -> Floats:
    """Return what each change of bottle costs: nothing, if it can be told from its error.

    Its error is that of two bottles that have nothing in common, as such a change is judged.
    """
    cost = np.zeros(other.shape)
    rows, columns = (np.flatnonzero(other.any(axis=axis)) for axis in (1, 0))
    if step.besides is None or not rows.size or cost.size == 1:  # one for all is no choice
        return cost
    had, has = ways[0][rows], ways[1][columns]
    change = np.abs(before.achieved[had][:, None] - step.achieved[has]) + step.besides
    unit = before.variance(had)[:, None] + step.variance(has)
    lost, blurred = (change**2 < float(most) ** 2 * unit * (1 - _SLACK) for most in (LOST, CLEAR))
    at = np.ix_(rows, columns)
    cost[at] = np.where(other[at], np.where(lost, _LOST, blurred), 0.0)
    return cost
