"""Samples: Monte Carlo draws (JCGM 101:2008), the check on ``Linear`` and the worst case."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from taperlab.recipe.linear import bound_of
from taperlab.recipe.measured import NORMAL

if TYPE_CHECKING:
    from taperlab.quantities import Dimension
    from taperlab.recipe.measured import Error, Floats, Measured, Source

__all__ = ["Samples"]


class Samples:
    """Carries arrays of random draws; each source is drawn once and shared by all it touches."""

    def __init__(self, size: int, seed: int) -> None:
        self._size = size
        self._generator = np.random.default_rng(seed)
        self._drawn: dict[Source, Floats] = {}

    def value(self, quantity: Measured[Fraction], /) -> Floats:
        """Return the value with its errors drawn at random."""
        total = np.full(self._size, float(quantity.nominal))
        for error in quantity.errors:
            total = total + float(bound_of(error, quantity.nominal)) * self._share(error)
        return total

    def zero(self, _dimension: Dimension, /) -> Floats:
        """Return nought."""
        return np.zeros(self._size)

    def ratio(self, share: Fraction, /) -> Floats:
        """Return a number that is exactly known."""
        return np.asarray(float(share))

    def require(self, *, less: Floats, more: Floats, why: str) -> None:
        """Leave the judgement to ``Exact``."""

    def _share(self, error: Error[Fraction]) -> Floats:
        """Draw where between its bounds a source lies: -1 to 1, with the error's variance."""
        if error.source not in self._drawn:
            self._drawn[error.source] = self._draw(error.weight)
        return self._drawn[error.source]

    def _draw(self, weight: Fraction) -> Floats:
        if weight <= NORMAL:
            return self._generator.normal(0.0, float(weight) ** 0.5, self._size)
        parts = round(Fraction(1, 3) / weight)
        return self._generator.uniform(-1.0, 1.0, (parts, self._size)).mean(axis=0)
