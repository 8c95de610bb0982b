"""Linear: each number with its derivative by every source, for variances and correlations.

First-order propagation (JCGM 100:2008, 5.1.2 and 5.2): u² is the sum over independent sources of
(slope times standard uncertainty)². A source that enters twice adds its slopes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Generic, Self

from taperlab.recipe.measured import Error, Measured, N, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taperlab.quantities import Dimension

__all__ = ["Deviating", "Linear", "bound_of"]


@dataclass(frozen=True, slots=True)
class Deviating(Generic[N]):
    """A nominal value and, by source, how far it moves when that source is at its bound."""

    nominal: N
    slopes: Mapping[Source, N]

    def __add__(self, other: Self, /) -> Self:
        return type(self)(self.nominal + other.nominal, _merged(self.slopes, other.slopes))

    def __sub__(self, other: Self, /) -> Self:
        less = {source: -slope for source, slope in other.slopes.items()}
        return type(self)(self.nominal - other.nominal, _merged(self.slopes, less))

    def __mul__(self, other: Self, /) -> Self:
        slopes = self._joined(other, other.nominal, self.nominal)
        return type(self)(self.nominal * other.nominal, slopes)

    def __truediv__(self, other: Self, /) -> Self:
        quotient = self.nominal / other.nominal
        slopes = self._joined(other, 1 / other.nominal, -quotient / other.nominal)
        return type(self)(quotient, slopes)

    def _joined(self, other: Self, mine: N, theirs: N) -> Mapping[Source, N]:
        moved = {source: slope * theirs for source, slope in other.slopes.items()}
        return _merged({source: slope * mine for source, slope in self.slopes.items()}, moved)


def _merged(one: Mapping[Source, N], other: Mapping[Source, N]) -> Mapping[Source, N]:
    """Add up the slopes of two numbers, source by source."""
    if not one or not other:
        return one or other
    both = dict(one)
    for source, slope in other.items():
        both[source] = both[source] + slope if source in both else slope
    return both


def bound_of(error: Error[Fraction], nominal: Fraction) -> Fraction:
    """Return how far off the value can be through this error, in the value's own unit."""
    return max(fixed + relative * nominal for fixed, relative in error.pieces)


class Linear:
    """Carries exact nominals and exact slopes; remembers each source's weight."""

    def __init__(self) -> None:
        self.weights: dict[Source, Fraction] = {}

    def value(self, quantity: Measured[Fraction], /) -> Deviating[Fraction]:
        """Return the value with one slope for each of its errors."""
        slopes: dict[Source, Fraction] = {}
        for error in quantity.errors:
            self.weights[error.source] = error.weight
            moved = bound_of(error, quantity.nominal)
            slopes[error.source] = slopes.get(error.source, Fraction(0)) + moved
        return Deviating(quantity.nominal, slopes)

    def zero(self, _dimension: Dimension, /) -> Deviating[Fraction]:
        """Return nought, exactly known."""
        return Deviating(Fraction(0), {})

    def ratio(self, share: Fraction, /) -> Deviating[Fraction]:
        """Return a number that is exactly known."""
        return Deviating(share, {})

    def require(self, *, less: Deviating[Fraction], more: Deviating[Fraction], why: str) -> None:
        """Leave the judgement to ``Exact``."""

    def variance(self, number: Deviating[Fraction], *, handling: bool = False) -> Fraction:
        """Return the exact variance; with ``handling`` only of what the hands do."""
        return sum(
            (
                self.weights[source] * slope * slope
                for source, slope in number.slopes.items()
                if source.handling or not handling
            ),
            Fraction(0),
        )
