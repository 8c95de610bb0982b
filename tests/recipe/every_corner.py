"""The plain reference for the worst case: the dose at every corner, one broadcast axis a source."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from taperlab.quantities import Dimension
from taperlab.recipe.linear import bound_of
from taperlab.recipe.measured import Floats, Measured, Source
from taperlab.recipe.operations import (
    Add,
    Bulk,
    Count,
    Divide,
    Draw,
    Drip,
    MakeUp,
    Operation,
    Recipe,
    Take,
    Weigh,
)
from taperlab.recipe.run import run


class Corners:
    """Carries arrays with one axis for each source of the recipe: its bounds, or more places."""

    def __init__(self, recipe: Recipe[Fraction], places: int) -> None:
        self._order = sources_of(recipe)
        self._places = np.linspace(-1.0, 1.0, places)

    def value(self, quantity: Measured[Fraction], /) -> Floats:
        total = np.asarray(float(quantity.nominal)).reshape((1,) * len(self._order))
        for error in quantity.errors:
            bound = float(bound_of(error, quantity.nominal))
            shape = [1] * len(self._order)
            shape[self._order.index(error.source)] = len(self._places)
            total = total + (bound * self._places).reshape(shape)
        return total

    def zero(self, _dimension: Dimension, /) -> Floats:
        return np.asarray(0.0)

    def ratio(self, part: Fraction, /) -> Floats:
        return np.asarray(float(part))

    def require(self, *, less: Floats, more: Floats, why: str) -> None:
        """Leave the judgement to ``Exact``."""


def every_corner(recipe: Recipe[Fraction], places: int = 2) -> tuple[float, float]:
    """Return the least and the most at the corners, or on a grid with so many places a source."""
    reached = run(recipe, Corners(recipe, places)).dose
    return float(reached.min()), float(reached.max())


def sources_of(recipe: Recipe[Fraction]) -> list[Source]:
    found = (error.source for quantity in quantities_of(recipe) for error in quantity.errors)
    return list(dict.fromkeys(found))


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
