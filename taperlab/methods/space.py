"""The candidate space of "dilute, then draw": every choice of volumes and devices, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from taperlab.methods.gauges import Gauge, gauge_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from taperlab.methods.instruments import Instrument
    from taperlab.recipe.measured import Floats

    Index: TypeAlias = NDArray[np.intp]
    Mask: TypeAlias = NDArray[np.bool_]

__all__ = ["Choice", "Table", "dose_draws", "owners_shared"]

_SLACK = 1e-9
_FAR = 0.20


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to measure: a volume in mL with an instrument."""

    volume: Fraction
    instrument: Instrument


class Table:
    """A list of choices as columns, from which a family takes its members by index.

    ``owner`` is the make and size by number in ``owners``; ``soft`` whether a volume is smaller
    than its instrument measures comfortably.
    """

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.choices = tuple(choices)
        gauges = [gauge_of(choice.instrument.device) for choice in choices]
        self.volume = _column([choice.volume for choice in choices])
        self.owners = list(dict.fromkeys(gauge.owner for gauge in gauges))
        owner = [self.owners.index(gauge.owner) for gauge in gauges]
        self.owner: Index = np.array(owner, dtype=np.intp)
        small = [choice.volume < choice.instrument.comfortable_from for choice in choices]
        self.soft: Mask = np.array(small, dtype=np.bool_)
        depth = max((len(gauge.branches) for gauge in gauges), default=0)
        self._branches = [_branch(gauges, number) for number in range(depth)]
        halves = [gauge.half_mark for gauge in gauges]
        self._half = (
            None
            if any(half is None for half in halves)
            else _column([half for half in halves if half is not None])
        )

    def gauge(self, rows: Index, role: str) -> Gauge[Floats]:
        """Return the gauges of these rows as one, owned by ``role``."""
        branches = tuple((fixed[rows], relative[rows]) for fixed, relative in self._branches)
        return Gauge(role, branches, None if self._half is None else self._half[rows])


def dose_draws(
    ideal: Floats, instruments: Sequence[Instrument], headroom: Floats | float | None
) -> tuple[Index, Floats, Index]:
    """Return the rows, volumes and syringe numbers of every usable dose draw.

    ``ideal`` is the volume in mL each row would need; a row takes the mark just there, or the
    marks next below and above within 20 %. ``headroom`` is the current dose over the target:
    where it is known, only the mark toward the current dose that is still a reduction is taken,
    if there is one (practice.md 7, 89).
    """
    rows, volumes, numbers = [], [], []
    for number, instrument in enumerate(instruments):
        step, low, high = (
            float(size) for size in (instrument.step, instrument.smallest, instrument.capacity)
        )
        below = np.floor(ideal / step + _SLACK)
        on_mark = np.abs(ideal / step - below) < _SLACK
        pair = [below * step, (below + 1) * step]
        lower, upper = (
            (volume >= low - _SLACK) & (volume <= high + _SLACK) & _near(volume, ideal)
            for volume in pair
        )
        upper &= ~on_mark
        if headroom is not None:
            upper &= pair[1] < ideal * headroom * (1 - _SLACK)
            lower &= on_mark | ~upper
        for volume, usable in zip(pair, (lower, upper), strict=True):
            found = np.flatnonzero(usable)
            rows.append(found)
            volumes.append(volume[found])
            numbers.append(np.full(found.shape, number, dtype=np.intp))
    return np.concatenate(rows), np.concatenate(volumes), np.concatenate(numbers)


def owners_shared(first: Table, rows: Index, second: Table, others: Index) -> Mask:
    """Whether two measurements of a member are made with one make and size."""
    return np.asarray(_owners_alike(first, second)[first.owner[rows], second.owner[others]])


@lru_cache(maxsize=64)
def _owners_alike(first: Table, second: Table) -> Mask:
    """Whether each make and size of one table (rows) is that of the other (columns)."""
    return np.array(first.owners, dtype=object)[:, None] == np.array(second.owners, dtype=object)


def _near(volume: Floats, ideal: Floats) -> Mask:
    return np.asarray(np.abs(volume / ideal - 1) <= _FAR + _SLACK)


def _column(values: Sequence[Fraction]) -> Floats:
    return np.array([float(value) for value in values], dtype=np.float64)


def _branch(gauges: Sequence[Gauge[Fraction]], number: int) -> tuple[Floats, Floats]:
    chosen = [gauge.branches[min(number, len(gauge.branches) - 1)] for gauge in gauges]
    return _column([fixed for fixed, _ in chosen]), _column([relative for _, relative in chosen])
