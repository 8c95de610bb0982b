"""Corners: every source at its lower and at its upper bound, one broadcast axis each.

The dose is monotone in every source, so the extremes of the box lie on its corners. Normal
sources are taken at three standard deviations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from taperlab.recipe.linear import bound_of
from taperlab.recipe.operations import Add, Bulk, Count, Divide, Draw, Drip, MakeUp, Take, Weigh
from taperlab.recipe.run import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from taperlab.quantities import Dimension
    from taperlab.recipe.measured import Floats, Measured, Source
    from taperlab.recipe.operations import Operation, Recipe

__all__ = ["Corners", "quantities_of", "worst_case"]


class Corners:
    """Carries arrays with one axis of length two for each source of the recipe."""

    def __init__(self, recipe: Recipe[Fraction]) -> None:
        errors = (error for quantity in quantities_of(recipe) for error in quantity.errors)
        self._axes = dict.fromkeys(error.source for error in errors)
        self._order: list[Source] = list(self._axes)

    def value(self, quantity: Measured[Fraction], /) -> Floats:
        """Return the value with each of its errors at both bounds."""
        total = np.asarray(float(quantity.nominal)).reshape((1,) * len(self._order))
        for error in quantity.errors:
            bound = float(bound_of(error, quantity.nominal))
            shape = [1] * len(self._order)
            shape[self._order.index(error.source)] = 2
            total = total + np.array([-bound, bound]).reshape(shape)
        return total

    def zero(self, _dimension: Dimension, /) -> Floats:
        """Return nought."""
        return np.asarray(0.0)

    def ratio(self, share: Fraction, /) -> Floats:
        """Return a number that is exactly known."""
        return np.asarray(float(share))

    def require(self, *, less: Floats, more: Floats, why: str) -> None:
        """Leave the judgement to ``Exact``: it goes by what was meant, not by its errors."""


def worst_case(recipe: Recipe[Fraction]) -> tuple[float, float]:
    """Return the least and the most drug, in counted mg, that can reach the mouth."""
    dose = run(recipe, Corners(recipe)).dose
    return float(dose.min()), float(dose.max())


def quantities_of(recipe: Recipe[Fraction]) -> Iterator[Measured[Fraction]]:
    """Yield every measured quantity in a recipe."""
    yield from recipe.contents.values()
    for operation in recipe.operations:
        yield from _measured(operation)


def _measured(operation: Operation[Fraction]) -> tuple[Measured[Fraction], ...]:
    match operation:
        case Take(_, pieces):
            return pieces
        case Count(_, _, _, share) | Weigh(_, _, _, share):
            return (share,)
        case Bulk(_, mass):
            return (mass,)
        case Divide(_, _, share):
            return (share,)
        case Draw(_, volume) | Drip(_, _, volume) | Add(_, volume) | MakeUp(_, _, volume):
            return (volume,)
        case _:
            return ()
