"""Which bottle serves which steps, in three passes (docs/architecture.md).

Fewest changes of bottle first, since each is a hazard (practice.md 81), and of those the fewest
steps that take nothing off; then the smallest worst error; then the least waste with every error
within that. One tuple per prefix would be wrong: a largest value and a sum do not share an
optimal substructure. So the first pass keeps every transition that lies on some best way, and
the others choose among those.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Index: TypeAlias = NDArray[np.intp]
    Mask: TypeAlias = NDArray[np.bool_]

__all__ = ["Options", "choose"]

_SLACK = 1e-9
_NEVER = np.inf
_CHANGE = 10_000.0  # one change of bottle weighs more than any number of repeated doses
_TIE = 1e-6  # mg: of the same waste, the smaller errors


@dataclass(frozen=True, slots=True)
class Options:
    """The ways of making one step, each an element of every array.

    ``bottle`` is a number for each bottle of the plan; ``achieved`` the dose in mg; ``above`` the
    dose of the same bottle's way that rounds toward the dose before, infinite for that way
    itself and where there is none; ``error`` a share of the target; ``waste`` the mg thrown away
    over the step. ``falls`` tells whether the step is to take something off.
    """

    bottle: Index
    achieved: Floats
    above: Floats
    error: Floats
    waste: Floats
    falls: bool = True


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
    reached = _forward(steps)
    blocked = next((at for at, cost in enumerate(reached) if cost.min() == _NEVER), None)
    if blocked is not None:
        return [*_stretch(steps[:blocked]), None, *_stretch(steps[blocked + 1 :])]
    links = _on_best_ways(steps, reached)
    worst = _walk(links, [step.error for step in steps], worst=True)[-1].min()
    within = [
        np.where(step.error <= worst + _SLACK, step.waste + _TIE * step.error, _NEVER)
        for step in steps
    ]
    return [*_back(links, _walk(links, within, worst=False))]


def _costs(before: Options, step: Options) -> Floats:
    """Return what each transition costs: changes of bottle, and doses that do not fall."""
    had, has = before.achieved[:, None], step.achieved[None, :]
    least = _SLACK if step.falls else -_SLACK
    cost = np.where(before.bottle[:, None] != step.bottle[None, :], _CHANGE, 0.0)
    cost += step.falls & (has > had - least)
    toward = step.above[None, :] < had - least  # the mark toward the dose before would do
    return np.where((has > had + _SLACK) | toward, _NEVER, cost)


def _forward(steps: Sequence[Options]) -> list[Floats]:
    """Return the least cost of reaching each way of each step."""
    reached = [np.zeros(steps[0].bottle.size)]
    for before, step in pairwise(steps):
        reached.append((reached[-1][:, None] + _costs(before, step)).min(axis=0))
    return reached


def _on_best_ways(steps: Sequence[Options], reached: Sequence[Floats]) -> list[Mask]:
    """Return, for each two neighbours, which transitions lie on a way of the least cost."""
    least = float(reached[-1].min())
    to_go = np.zeros(steps[-1].bottle.size)
    links: list[Mask] = []
    for at in range(len(steps) - 1, 0, -1):
        onto = np.flatnonzero(reached[at] + to_go <= least)  # no other lies on a best way
        onward = _costs(steps[at - 1], _some(steps[at], onto)) + to_go[onto]
        link = np.zeros((onward.shape[0], to_go.size), dtype=np.bool_)
        link[:, onto] = reached[at - 1][:, None] + onward <= least
        links.append(link)
        to_go = onward.min(axis=1)
    return links[::-1]


def _some(step: Options, ways: Index) -> Options:
    """Return only some of the ways of making a step."""
    return Options(
        bottle=step.bottle[ways],
        achieved=step.achieved[ways],
        above=step.above[ways],
        error=step.error[ways],
        waste=step.waste[ways],
        falls=step.falls,
    )


def _walk(links: Sequence[Mask], costs: Sequence[Floats], *, worst: bool) -> list[Floats]:
    """Return the least worst or least summed cost of reaching each way over the links."""
    totals = [costs[0]]
    if links:
        totals[0] = np.where(links[0].any(axis=1), costs[0], _NEVER)
    for link, cost in zip(links, costs[1:], strict=True):
        best = np.where(link, totals[-1][:, None], _NEVER).min(axis=0)
        totals.append(np.maximum(best, cost) if worst else best + cost)
    return totals


def _back(links: Sequence[Mask], totals: Sequence[Floats]) -> list[int]:
    """Return the way of each step that leads to the least total."""
    way = int(totals[-1].argmin())
    ways = [way]
    for link, total in zip(reversed(links), reversed(totals[:-1]), strict=True):
        way = int(np.where(link[:, way], total, _NEVER).argmin())
        ways.append(way)
    return ways[::-1]
