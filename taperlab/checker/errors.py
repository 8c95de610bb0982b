"""How far off a preparation can be, worked out again: each source nudged on the checker's bench."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from taperlab.checker.figures import ZERO
from taperlab.checker.in_hand import InHand
from taperlab.checker.nudging import dose_when
from taperlab.checker.shelf import Mismatch
from taperlab.checker.turns import Source, turns_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taperlab.checker.operations import Operation
    from taperlab.checker.shelf import Shelf
    from taperlab.checker.turns import Knob, Turn

__all__ = ["Errors", "Fault", "Source"]

_EPSILON = Decimal(10) ** -20


class Fault(NamedTuple):
    """How far a source at its bound moves the dose in mg, and its variance in mg²."""

    slope: Decimal
    variance: Decimal


class Errors:
    """How far off doses can be, each worked out once for the same operations.

    ``in_hand`` is what was counted and weighed of the products they are made of.
    """

    def __init__(self, shelf: Shelf, in_hand: InHand | None = None) -> None:
        self._around = _Around(_Same(shelf), InHand() if in_hand is None else in_hand)

    def faults(self, operations: tuple[Operation, ...]) -> Mapping[Source, Fault] | None:
        """Return what each source does to the dose; None where nobody has measured one."""
        return _faults(operations, self._around)

    def extremes(self, operations: tuple[Operation, ...]) -> tuple[Decimal, Decimal] | None:
        """Return the dose with every source at the bound that takes from it, and that adds.

        None where that cannot be carried out: more would be drawn than is there.
        """
        return _extremes(operations, self._around)

    def are_entangled(self, operations: tuple[Operation, ...]) -> bool:
        """Whether one source turns several things, which may hide how far it moves the dose."""
        turns = turns_of(operations, self._around.shelf, self._around.in_hand) or ()
        sources = [source for source, _ in {(turn.source, turn.knob) for turn in turns}]
        return len(sources) > len(set(sources))


class _Same:
    """A shelf of the very same catalogue, so that what was worked out on it can be kept."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Same)
            and other.shelf.catalogue is self.shelf.catalogue
            and other.shelf.scale == self.shelf.scale
        )

    def __hash__(self) -> int:
        return hash((id(self.shelf.catalogue), self.shelf.scale))


@dataclass(frozen=True, slots=True)
class _Around:
    """What operations are judged against."""

    same: _Same
    in_hand: InHand

    @property
    def shelf(self) -> Shelf:
        return self.same.shelf


@lru_cache(maxsize=4096)
def _faults(operations: tuple[Operation, ...], around: _Around) -> Mapping[Source, Fault] | None:
    turns = turns_of(operations, around.shelf, around.in_hand)
    if turns is None:
        return None
    slopes: dict[Source, Decimal] = defaultdict(lambda: ZERO)
    weights: dict[Source, Decimal] = {}
    meant = dose_when(operations, around.shelf, {})
    for turn in turns:
        moved = dose_when(operations, around.shelf, {turn.knob: turn.bound * _EPSILON})
        slopes[turn.source] += (moved - meant) / _EPSILON
        weights[turn.source] = turn.weight
    return {
        one: Fault(slope, weights[one] * slope * slope)
        for one, slope in slopes.items()
        if abs(slope) > _EPSILON
    }


@lru_cache(maxsize=4096)
def _extremes(operations: tuple[Operation, ...], around: _Around) -> tuple[Decimal, Decimal] | None:
    faults = _faults(operations, around) or {}
    turns = turns_of(operations, around.shelf, around.in_hand) or ()
    turns = tuple(turn for turn in turns if turn.source in faults)
    found = []
    for way in (-1, 1):
        ways = {one: way if fault.slope > 0 else -way for one, fault in faults.items()}
        try:
            found.append(_furthest(operations, around.shelf, turns, ways, way))
        except Mismatch:
            return None
    return found[0], found[1]


def _furthest(
    operations: tuple[Operation, ...],
    shelf: Shelf,
    turns: tuple[Turn, ...],
    ways: dict[Source, int],
    way: int,
) -> Decimal:
    """Return the extreme; far from what was meant a source may act the other way round."""
    furthest = _turned(operations, shelf, turns, ways)
    for source, side in tuple(ways.items()):
        turned = _turned(operations, shelf, turns, {**ways, source: -side})
        if (turned - furthest) * way > 0:
            furthest, ways[source] = turned, -side
    return furthest


def _turned(
    operations: tuple[Operation, ...],
    shelf: Shelf,
    turns: tuple[Turn, ...],
    ways: Mapping[Source, int],
) -> Decimal:
    off: dict[Knob, Decimal] = defaultdict(lambda: ZERO)
    for turn in turns:
        off[turn.knob] += ways[turn.source] * turn.bound
    return dose_when(operations, shelf, off)
