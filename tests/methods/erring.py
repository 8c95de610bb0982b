"""How far off a reference's preparation can be: exactly, and quickly where that is sure.

The same lines work in fractions and in binary fractions. These are taken only where a limit or a
whole percentage point is farther away than they can be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import ceil, isqrt, sqrt

from tests.methods.glassware import N

GOOD, ACCEPTABLE = Fraction(1, 10), Fraction(1, 5)
_ROOT = 10**60
_NEAR = 1e-9


class Erring:
    """|bias| + 2 u, u the root of a third of a sum of squared bounds, as shares of the target."""

    @property
    def rank(self) -> int:
        """The class of supply and method (practice.md 30)."""
        return 1

    @property
    def bias(self) -> Fraction:
        raise NotImplementedError

    def squares(self) -> Fraction:
        """Return the sum of the squared bounds, each a share of what is delivered."""
        raise NotImplementedError

    def rough_squares(self) -> float:
        """Return the same in binary fractions."""
        raise NotImplementedError

    @cached_property
    def error(self) -> Fraction:
        variance = self.squares() / 3 * (1 + self.bias) ** 2  # of the target: equal where u is
        return abs(self.bias) + 2 * root(variance)

    @cached_property
    def _rough(self) -> float:
        bias = float(self.bias)
        return abs(bias) + 2 * sqrt(self.rough_squares() / 3) * (1 + bias)

    def beyond(self, share: Fraction) -> bool:
        """Whether the error is larger than a share of the target."""
        apart = self._rough - float(share)
        return apart > 0 if abs(apart) > _NEAR else self.error > share

    @cached_property
    def points(self) -> int:
        """The error in percentage points, rounded up."""
        points = self._rough * 100
        sure = abs(points - round(points)) > _NEAR * 100
        return ceil(points if sure else self.error * 100)

    @cached_property
    def grade(self) -> int:
        return self.beyond(GOOD) + self.beyond(ACCEPTABLE)


def of_squares(shared: Iterable[tuple[str, N]], single: Iterable[N]) -> N:
    """Add up squares; what is measured with one device adds up first."""
    scales: dict[str, N] = {}
    for device, part in shared:
        scales[device] = scales[device] + part if device in scales else part
    squares = [part * part for part in chain(scales.values(), single)]
    return sum(squares[1:], squares[0])


def root(square: Fraction) -> Fraction:
    """Return the square root to 60 digits."""
    return Fraction(isqrt(square.numerator * _ROOT**2 // square.denominator), _ROOT)
