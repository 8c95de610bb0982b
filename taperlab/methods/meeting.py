"""Heads and tails of serial dilutions, joined where they meet; the best of each class kept.

**Why nothing is lost.** All that chains of one length are compared by (docs/architecture.md) is
settled by five things, and is never better where one of them is larger: the first draw (packs,
drug in a vessel), the largest total, the limits passed, the waste, and the error. So of chains
with one first draw, a chain with no smaller total, limits, waste and a larger error than another's
is neither the pick nor needed on the front. `_Best` holds the least error of each such class.

**Why a head may be dropped unjoined.** Relative errors add as u² = u_head² + u_tail² + 2 Σ s t
over makes and sizes that measure in both, and no s or t is negative: every chain with this head
has u² of at least u_head² + the least u_tail². Its error is |b| + 2 (1 + b) u with |b| ≤ 1/5, and
that is at least the smaller of 2 u (b = 0) and 1/5 + 8/5 u (b = -1/5), being linear in b on
either side of 0 and rising above it. Its total and limits are no less than the head's own. If the
best of the head's class is below all that, so it is below every chain with that head.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.methods.chains import Heads, Tails
    from taperlab.methods.space import Index, Mask
    from taperlab.recipe.measured import Floats

__all__ = ["Chains", "best_chains"]

_SLACK = 1e-9
_FAR = 0.20
_WASTE_STEP = 0.5


@dataclass(frozen=True, slots=True)
class Chains:
    """Heads and tails that were joined, row by row, and the error as a share of the target."""

    heads: Heads
    tails: Tails
    error: Floats
    waste: Floats

    @property
    def total(self) -> Floats:
        """The largest total of each chain, in mL."""
        return np.maximum(self.heads.largest, self.tails.total)

    @property
    def soft(self) -> Index:
        """How many limits each chain passes."""
        return self.heads.soft + self.tails.soft


def best_chains(heads: Heads, tails: Tails, dose: float, limit: float) -> Chains:
    """Return every chain within the limit that no other of its class is better than.

    ``dose`` is the volume of stock in mL that holds the target; ``limit`` the largest error that
    is allowed, as a share of the target.
    """
    best = _Best(heads, tails, dose, limit)
    head_rows, tail_rows, errors = [], [], []
    for some_heads, some_tails in _meetings(heads, tails):
        kept = some_heads[~best.beats(heads, some_heads, tails.offs.variance[some_tails].min())]
        if not kept.size:
            continue
        error = _errors(heads, kept, tails, some_tails)
        row, column = best.improved(kept, some_tails, error)
        head_rows.append(kept[row])
        tail_rows.append(some_tails[column])
        errors.append(error[row, column])
    nothing = [np.array([], dtype=np.intp)]
    row, column = np.concatenate(head_rows or nothing), np.concatenate(tail_rows or nothing)
    error = np.concatenate(errors or [np.array([])])
    last = error <= best.of(row, column) + _SLACK
    row, column, error = row[last], column[last], error[last]
    return Chains(heads.take(row), tails.take(column), error, best.waste_of(row, column))


def _meetings(heads: Heads, tails: Tails) -> Iterator[tuple[Index, Index]]:
    """Yield the rows that meet at one concentration, the one of the least errors first."""
    met = []
    for code in np.intersect1d(heads.code, tails.code):
        some_heads, some_tails = (np.flatnonzero(one.code == code) for one in (heads, tails))
        least = heads.offs.variance[some_heads].min() + tails.offs.variance[some_tails].min()
        met.append((float(least), int(code), some_heads, some_tails))
    for _, _, some_heads, some_tails in sorted(met, key=lambda one: one[:2]):
        yield some_heads, some_tails


def _errors(heads: Heads, some_heads: Index, tails: Tails, some_tails: Index) -> Floats:
    """Return the error of each head (rows) with each tail, infinite where they do not fit."""
    head, tail = heads.offs.take(some_heads), tails.offs.take(some_tails)
    variance = head.variance[:, None] + tail.variance + 2 * head.scales @ tail.scales.T
    bias = tails.bias[some_tails]
    error = np.abs(bias) + 2 * (1 + bias) * np.sqrt(variance)
    fits = tails.drawn[some_tails] < heads.last[some_heads][:, None]
    return np.where(fits, error, np.inf)


def _wastes(drawn: Floats, bias: Floats, dose: float) -> tuple[Floats, Index]:
    """Return the whole steps of stock wasted, by level and first draw, and each bias's level.

    More in the dose is less in the waste, at every first draw alike: so levels are in order.
    """
    given, at = np.unique(-bias, return_inverse=True)
    steps = np.ceil((drawn - (1 - given[:, None]) * dose) / _WASTE_STEP - _SLACK)
    rises = np.ones(given.size, dtype=np.bool_)
    rises[1:] = (steps[1:] != steps[:-1]).any(axis=1)
    return steps[rises], (np.cumsum(rises) - 1)[at]


class _Best:
    """The least error so far, by first draw, largest total, limits passed and waste.

    It begins with the limit: what is beyond that is not wanted.
    """

    def __init__(self, heads: Heads, tails: Tails, dose: float, limit: float) -> None:
        self._drawn, self._at_drawn = np.unique(heads.drawn, return_inverse=True)
        totals = np.unique(np.concatenate([heads.largest, tails.total]))
        self._at_largest = np.searchsorted(totals, heads.largest)
        self._at_total = np.searchsorted(totals, tails.total)
        self._head_soft, self._tail_soft = heads.soft, tails.soft
        self._wastes, self._at_waste = _wastes(self._drawn, tails.bias, dose)
        softest = int(heads.soft.max(initial=0) + tails.soft.max(initial=0)) + 1
        shape = (self._drawn.size, totals.size, softest, max(len(self._wastes), 1))
        self._error = np.full(shape, limit)

    def beats(self, heads: Heads, rows: Index, least: float) -> Mask:
        """Whether the class of each head holds less than any chain with it can reach."""
        spread = np.sqrt(heads.offs.variance[rows] + least)
        bound = np.minimum(2 * spread, _FAR + 2 * (1 - _FAR) * spread)
        at = (self._at_drawn[rows], self._at_largest[rows], heads.soft[rows], 0)
        return np.asarray(bound > self._error[at] + _SLACK)

    def improved(self, rows: Index, columns: Index, error: Floats) -> tuple[Index, Index]:
        """Learn the errors of heads (rows) with tails, and return which may be the best."""
        row, column = np.nonzero(np.isfinite(error))
        row, column = self._least(rows, columns, error, (row, column))
        place = self._place(rows[row], columns[column])
        np.minimum.at(self._error, place, error[row, column])
        for axis in (1, 2, 3):
            np.minimum.accumulate(self._error, axis=axis, out=self._error)
        return self._least(rows, columns, error, (row, column))

    def _least(
        self, rows: Index, columns: Index, error: Floats, at: tuple[Index, Index]
    ) -> tuple[Index, Index]:
        row, column = at
        kept = error[row, column] <= self.of(rows[row], columns[column]) + _SLACK
        return row[kept], column[kept]

    def of(self, rows: Index, columns: Index) -> Floats:
        """Return the least error of the class of each head with its tail."""
        return self._error[self._place(rows, columns)]

    def waste_of(self, rows: Index, columns: Index) -> Floats:
        """Return the whole steps of stock that each head with its tail wastes."""
        return self._wastes[self._at_waste[columns], self._at_drawn[rows]]

    def _place(self, rows: Index, columns: Index) -> tuple[Index, Index, Index, Index]:
        total = np.maximum(self._at_largest[rows], self._at_total[columns])
        soft = self._head_soft[rows] + self._tail_soft[columns]
        return self._at_drawn[rows], total, soft, self._at_waste[columns]
