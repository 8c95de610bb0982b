"""The worst case: the least and the most drug that can reach the mouth, every source at a bound.

Nearly every source moves the dose one way only. Where the slopes over the whole box prove it,
the extreme lies at that source's bound; what cannot be proven is halved until the bound is close
or the work is enough. So the answer is never narrower than the truth, and its cost grows with the
number of sources and not with two to that power. Normal sources are taken at three standard
deviations.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from taperlab.recipe.run import run
from taperlab.recipe.spans import WHOLE, Spans

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from taperlab.recipe.measured import Source
    from taperlab.recipe.operations import Recipe
    from taperlab.recipe.spans import Box, Range, Span

__all__ = ["worst_case"]

_CLOSE = 1e-4
"""How much of the dose a bound may lie beyond the truth; three digits of it are printed."""
_HALVINGS = 60


def worst_case(recipe: Recipe[Fraction]) -> tuple[float, float] | None:
    """Return the least and the most drug, in counted mg, that can reach the mouth.

    None where it has no bound: more may be drawn than was there, by the errors alone. Nobody
    swallows less than nothing: where the errors alone reach below, the least is 0.
    """
    try:
        whole = run(recipe, spans := Spans()).dose
    except ZeroDivisionError:
        return None
    low, high = (_Climb(recipe, spans, way).most(whole) for way in (-1, 1))
    return max(-low, 0.0), high


@dataclass(frozen=True, slots=True, order=True)
class _Part:
    """A part of the box: the negative of its bound, and by how much a source may move it."""

    negative: float
    number: int
    box: Box = field(compare=False)
    moves: dict[Source, float] = field(compare=False)


class _Climb:
    """The search for the most of the dose (``way`` 1), or of its negative (``way`` -1)."""

    def __init__(self, recipe: Recipe[Fraction], spans: Spans, way: int) -> None:
        self._recipe, self._spans, self._way = recipe, spans, way
        self._known, self._count = float("-inf"), 0

    def most(self, whole: Span) -> float:
        """Return the largest value there is, or a bound that lies no further than it must."""
        parts = [self._part({}, whole)]
        for _ in range(_HALVINGS):
            if -parts[0].negative - self._known <= _CLOSE * abs(self._known):
                break
            for box in _halves(heapq.heappop(parts)):
                heapq.heappush(parts, self._part(box, self._within(box)))
        return max(-parts[0].negative, self._known)

    def _within(self, box: Box) -> Span:
        return run(self._recipe, self._spans.within(box)).dose

    def _part(self, box: Box, span: Span) -> _Part:
        """Settle the sources that go one way, and bound what is left."""
        while settled := dict(self._settled(box, span)):
            box = {**box, **settled}
            span = self._within(box)
        middle = self._middle(box, span)
        self._known = max(self._known, middle)
        moves = {one: _size(slope, box.get(one, WHOLE)) for one, slope in span.slopes.items()}
        bound = min(max(self._way * end for end in span.value), middle + sum(moves.values()))
        self._count += 1
        return _Part(-bound, self._count, box, moves)

    def _settled(self, box: Box, span: Span) -> Iterator[tuple[Source, Range]]:
        for source, slope in span.slopes.items():
            least, most = sorted(self._way * end for end in slope)
            low, high = box.get(source, WHOLE)
            if least >= 0:
                yield source, (high, high)
            elif most <= 0:
                yield source, (low, low)

    def _middle(self, box: Box, span: Span) -> float:
        """Return the value with every open source at the middle of its range."""
        if span.slopes:
            middles = {one: sum(box.get(one, WHOLE)) / 2 for one in span.slopes}
            box = {**box, **{one: (at, at) for one, at in middles.items()}}
            span = self._within(box)
        return self._way * span.value[0]


def _size(slope: Range, within: Range) -> float:
    """Return how far a source can move the dose from the middle of its range."""
    return max(abs(end) for end in slope) * (within[1] - within[0]) / 2


def _halves(part: _Part) -> Iterator[Box]:
    source = max(part.moves, key=lambda one: part.moves[one])
    low, high = part.box.get(source, WHOLE)
    middle = (low + high) / 2
    yield {**part.box, source: (low, middle)}
    yield {**part.box, source: (middle, high)}
