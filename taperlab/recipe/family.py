"""Family: one template carried out for thousands of recipes at once, for the search.

Floats propose here; ``Exact`` and ``Linear`` decide afterwards.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from taperlab.recipe.linear import Deviating

if TYPE_CHECKING:
    from fractions import Fraction

    from taperlab.quantities import Dimension
    from taperlab.recipe.measured import Error, Floats, Measured, Source

__all__ = ["Family"]

_SLACK = 1e-9


class Family:
    """Carries arrays of nominals and slopes, and masks members that cannot be carried out."""

    def __init__(self) -> None:
        self.weights: dict[Source, float] = {}
        self.feasible: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = np.asarray(True)  # noqa: FBT003

    def value(self, quantity: Measured[Floats], /) -> Deviating[Floats]:
        """Return the values with one array of slopes for each error."""
        slopes: dict[Source, Floats] = {}
        for error in quantity.errors:
            self.weights[error.source] = float(error.weight)
            moved = _bounds(error, quantity.nominal)
            known = slopes.get(error.source)
            slopes[error.source] = moved if known is None else known + moved
        return Deviating(quantity.nominal, slopes)

    def zero(self, _dimension: Dimension, /) -> Deviating[Floats]:
        """Return nought."""
        return Deviating(np.asarray(0.0), {})

    def ratio(self, share: Fraction, /) -> Deviating[Floats]:
        """Return a number that is exactly known."""
        return Deviating(np.asarray(float(share)), {})

    def require(self, *, less: Deviating[Floats], more: Deviating[Floats], why: str) -> None:  # noqa: ARG002 - the protocol's own names
        """Mask the members where ``less`` is above ``more``, keeping those on the edge."""
        self.feasible = self.feasible & (less.nominal <= more.nominal * (1 + _SLACK))

    def variance(self, number: Deviating[Floats], *, handling: bool = False) -> Floats:
        """Return the variances; with ``handling`` only of what the hands do."""
        shares = [
            self.weights[source] * slope * slope
            for source, slope in number.slopes.items()
            if source.handling or not handling
        ]
        return reduce(np.add, shares, np.zeros_like(number.nominal))


def _bounds(error: Error[Floats], nominal: Floats) -> Floats:
    branches = [fixed + relative * nominal for fixed, relative in error.pieces]
    return reduce(np.maximum, branches)
