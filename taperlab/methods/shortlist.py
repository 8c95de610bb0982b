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

    from taperlab.methods.space import Index
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
    sizes = (np.round(size[rows], 9) for size in (figures.total, figures.holds))
    rank = _code(*(np.unique(size, return_inverse=True)[1] for size in sizes))
    order = np.lexsort((rank, figures.error[rows]))
    least = np.minimum.accumulate(rank[order])
    first = np.searchsorted(-least, -least)
    error = figures.error[rows[order]]
    return np.sort(rows[order[(rank[order] == least) & (error <= error[first] + _SLACK)]])


def _least(rows: Index, figure: Floats, slack: float) -> Index:
    values = figure[rows]
    return rows[values <= values.min() + slack]


def _front(figures: Figures) -> Index:
    cells = [
        -(figures.plainness > 0).astype(np.intp),
        np.ceil(figures.error * 100 - _SLACK).astype(np.intp),
        figures.handling.astype(np.intp),
        np.ceil(figures.waste - _SLACK).astype(np.intp),
    ]
    _, first, member = np.unique(_code(*cells), return_index=True, return_inverse=True)
    best: list[Index] = []
    for number in _undominated(np.array(cells)[:, first]):
        rows = np.flatnonzero(member == number)
        best.append(rows if rows.size == 1 else rows[_picks(figures.take(rows))])
    return np.concatenate(best)


def _code(*columns: Index) -> Index:
    """Return one number for each row, the same for equal rows, in the order of the rows."""
    code: Index = np.zeros(columns[0].shape, dtype=np.intp)
    for column in columns:
        least = column.min()
        code = code * (column.max() - least + 1) + (column - least)
    return code


def _undominated(cells: Index) -> list[int]:
    """Return the columns of the cells that no other one is at least as good as in every respect.

    What dominates has the smaller sum: so the smallest sum that is left is never dominated.
    """
    left = np.argsort(cells.sum(axis=0), kind="stable")
    kept: list[int] = []
    while left.size:
        first = left[0]
        kept.append(int(first))
        left = left[(cells[:, left] < cells[:, first, None]).any(axis=0)]
    return kept
