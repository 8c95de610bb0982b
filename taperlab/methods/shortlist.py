"""From thousands of candidates to the few that an exact judge must look at.

Kept are all that may be the pick, and one for each cell of the front (docs/architecture.md).
Every comparison leaves a slack, so that rounding in the last bit never drops the right one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.methods.space import Index, Mask
    from taperlab.recipe.measured import Floats

__all__ = ["Figures", "shortlist"]

_SLACK = 1e-9
_GOOD, _ACCEPTABLE = 0.10, 0.20
_WINDOW = 0.01


@dataclass(frozen=True, slots=True)
class Figures:
    """What candidates are compared by; ``error`` is a share of the target.

    ``soft`` counts limits that only a typed reason passes; ``handling`` counts operations;
    ``packs`` whole packs for 28 days; ``total`` is in mL, ``holds`` in counted mg, ``waste`` in
    the method's own step.
    """

    soft: Floats
    error: Floats
    plainness: Floats
    handling: Floats
    packs: Floats
    total: Floats
    holds: Floats
    waste: Floats

    @classmethod
    def joined(cls, parts: Sequence[Figures]) -> Figures:
        """Return the figures of several sets of candidates, one after another."""
        names = cls.__slots__
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))

    def take(self, rows: Index) -> Figures:
        """Return the figures of some candidates."""
        return Figures(*(getattr(self, name)[rows] for name in Figures.__slots__))


def shortlist(figures: Figures) -> Index:
    """Return the candidates that may be the pick or lie on the front, smallest row first."""
    if not figures.error.size:
        return np.array([], dtype=np.intp)
    kept = np.concatenate([_picks(figures), _front(figures)])
    return np.unique(kept)


def _picks(figures: Figures) -> Index:
    rows = np.arange(figures.error.size)
    grade = np.digitize(figures.error - _SLACK, [_GOOD, _ACCEPTABLE]).astype(np.float64)
    poor = (grade > 1).astype(np.float64)
    for figure in (poor, figures.soft, grade, -figures.plainness, figures.handling, figures.packs):
        rows = _least(rows, figure, _SLACK)
    return _stairs(_least(rows, figures.error, _WINDOW + _SLACK), figures)


def _stairs(rows: Index, figures: Figures) -> Index:
    """Return what is picked within each window, however far up it reaches.

    The smallest error of all candidates sets the window, and that may be another product's: so
    the smallest error is kept, and each larger one that has a smaller total or less in a vessel.
    """
    sizes = np.round(np.column_stack([figures.total[rows], figures.holds[rows]]), 9)
    rank = np.unique(sizes, axis=0, return_inverse=True)[1].reshape(-1)
    order = np.lexsort((rank, figures.error[rows]))
    least = np.minimum.accumulate(rank[order])
    first = np.searchsorted(-least, -least)
    error = figures.error[rows[order]]
    return np.sort(rows[order[(rank[order] == least) & (error <= error[first] + _SLACK)]])


def _least(rows: Index, figure: Floats, slack: float) -> Index:
    values = figure[rows]
    return rows[values <= values.min() + slack]


def _front(figures: Figures) -> Index:
    cells = np.column_stack(
        [
            -(figures.plainness > 0).astype(np.float64),
            np.ceil(figures.error * 100 - _SLACK),
            figures.handling,
            np.ceil(figures.waste - _SLACK),
        ]
    )
    distinct, member = np.unique(cells, axis=0, return_inverse=True)
    member = member.reshape(-1)
    best: list[Index] = []
    for number in np.flatnonzero(_undominated(distinct)):
        rows = np.flatnonzero(member == number)
        best.append(rows[_picks(figures.take(rows))])
    return np.concatenate(best)


def _undominated(cells: Floats) -> Mask:
    """Return the cells that no other cell is at least as good as in every respect."""
    keep = np.ones(len(cells), dtype=np.bool_)
    for number, cell in enumerate(cells):
        others = np.all(cells <= cell, axis=1) & np.any(cells < cell, axis=1)
        keep[number] = not others.any()
    return keep
