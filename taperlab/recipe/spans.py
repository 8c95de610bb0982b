"""Spans: every number as an interval, with the interval that each of its slopes lies in.

Interval arithmetic with derivatives (R. E. Moore, Methods and Applications of Interval Analysis,
1979, chapters 2 and 3): where a source may lie within a range of its bounds, the true value
and the true slope lie within what is carried, wherever in that range every source is. Rounding of
floats is left aside: what is printed has three digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, TypeAlias

from taperlab.recipe.linear import bound_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from taperlab.quantities import Dimension
    from taperlab.recipe.measured import Measured, Source

__all__ = ["WHOLE", "Box", "Range", "Span", "Spans"]

Range: TypeAlias = tuple[float, float]
"""Least and most."""
Box: TypeAlias = "Mapping[Source, Range]"
"""Where each source lies, in bounds from -1 to 1; one that is not named lies anywhere."""
WHOLE: Range = (-1.0, 1.0)
Bounds: TypeAlias = "tuple[tuple[Source, float], ...]"
Slopes: TypeAlias = "Mapping[Source, Range]"
_LESS: Range = (-1.0, -1.0)


@dataclass(frozen=True, slots=True)
class Span:
    """The range of a value, and the range of its slope by each source that is not settled."""

    value: Range
    slopes: Slopes

    def __add__(self, other: Self, /) -> Self:
        return type(self)(_sum(self.value, other.value), _merged(self.slopes, other.slopes))

    def __sub__(self, other: Self, /) -> Self:
        return self + type(self)(_product(other.value, _LESS), _scaled(other.slopes, _LESS))

    def __mul__(self, other: Self, /) -> Self:
        mine, theirs = _scaled(self.slopes, other.value), _scaled(other.slopes, self.value)
        return type(self)(_product(self.value, other.value), _merged(mine, theirs))

    def __truediv__(self, other: Self, /) -> Self:
        least, most = other.value
        if least <= 0:
            raise ZeroDivisionError
        once = (1 / most, 1 / least)
        least, most = value = _product(self.value, once)
        moved = _merged(self.slopes, _scaled(other.slopes, (-most, -least)))
        return type(self)(value, _scaled(moved, once))


class Spans:
    """Carries what one recipe can come to while every source stays within its part of a box."""

    def __init__(
        self, box: Box | None = None, bounds: dict[int, tuple[float, Bounds]] | None = None
    ) -> None:
        self._box: Box = {} if box is None else box
        self._bounds = {} if bounds is None else bounds

    def within(self, box: Box) -> Self:
        """Return the same with another box; what was worked out of the recipe is kept."""
        return type(self)(box, self._bounds)

    def value(self, quantity: Measured[Fraction], /) -> Span:
        """Return the value, each of its errors within its part of the box."""
        nominal, bounds = self._bounds.get(id(quantity)) or self._first(quantity)
        least = most = nominal
        slopes: dict[Source, Range] = {}
        for source, bound in bounds:
            low, high = self._box.get(source, WHOLE)
            least, most = least + bound * low, most + bound * high
            if low < high:
                slopes[source] = _sum(slopes.get(source, (0.0, 0.0)), (bound, bound))
        return Span((least, most), slopes)

    def _first(self, quantity: Measured[Fraction]) -> tuple[float, Bounds]:
        """Work out the bounds once: a recipe outlives what is asked about it."""
        bounds = tuple(
            (error.source, float(bound_of(error, quantity.nominal))) for error in quantity.errors
        )
        found = self._bounds[id(quantity)] = float(quantity.nominal), bounds
        return found

    def zero(self, _dimension: Dimension, /) -> Span:
        """Return nought, exactly known."""
        return Span((0.0, 0.0), {})

    def ratio(self, share: Fraction, /) -> Span:
        """Return a number that is exactly known."""
        return Span((float(share), float(share)), {})

    def require(self, *, less: Span, more: Span, why: str) -> None:
        """Leave the judgement to ``Exact``: it goes by what was meant, not by its errors."""


def _merged(one: Slopes, other: Slopes) -> Slopes:
    if not one or not other:
        return one or other
    both = dict(one)
    for source, slope in other.items():
        both[source] = _sum(both[source], slope) if source in both else slope
    return both


def _scaled(slopes: Slopes, by: Range) -> Slopes:
    return {source: _product(slope, by) for source, slope in slopes.items()}


def _sum(one: Range, other: Range) -> Range:
    return one[0] + other[0], one[1] + other[1]


def _product(one: Range, other: Range) -> Range:
    (low, high), (least, most) = one, other
    if low >= 0 and least >= 0:
        return low * least, high * most
    ends = (low * least, low * most, high * least, high * most)
    return min(ends), max(ends)
