"""The candidates that one answer looks at, with bare NumPy: what no program can undercut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np

from taperlab import prepare
from taperlab.methods import dilutions
from taperlab.recipe.operations import Add, Draw, MakeUp
from taperlab.recipe.run import run

if TYPE_CHECKING:
    from taperlab import Catalogue, DoseRequest
    from taperlab.recipe.family import Family
    from taperlab.recipe.linear import Deviating
    from taperlab.recipe.measured import Floats, Measured, Source
    from taperlab.recipe.operations import Recipe
    from taperlab.recipe.run import Outcome

__all__ = ["Candidates", "candidates_of", "smallest_error"]


@dataclass(frozen=True)
class Candidates:
    """One family of dilutions: content, stock and dose in arrays, and the fill they share."""

    content: Floats
    stock: Measured[Floats]
    fill: Measured[Floats]
    dose: Measured[Floats]
    added: bool


def candidates_of(request: DoseRequest, catalogue: Catalogue) -> list[Candidates]:
    """Return every family that one answer runs through."""
    found: list[Candidates] = []

    def remember(recipe: Recipe[Floats], numbers: Family) -> Outcome[Deviating[Floats]]:
        found.append(_candidates(recipe))
        return run(recipe, numbers)

    with patch.object(dilutions, "run", remember):
        prepare(request, catalogue)
    return found


def _candidates(recipe: Recipe[Floats]) -> Candidates:
    first, fill, _, last, _ = recipe.operations
    if not (isinstance(first, Draw) and isinstance(last, Draw)):
        raise TypeError(recipe)
    (content,) = recipe.contents.values()
    if isinstance(fill, MakeUp):
        return Candidates(content.nominal, first.volume, fill.to, last.volume, added=False)
    if isinstance(fill, Add):
        return Candidates(content.nominal, first.volume, fill.volume, last.volume, added=True)
    raise TypeError(recipe)


def smallest_error(families: list[Candidates], target: float) -> float:
    """Return the smallest (bias + 2 standard uncertainties) of all candidates."""
    return min(float(_errors(each, target).min()) for each in families)


def _errors(each: Candidates, target: float) -> Floats:
    stock, fill, dose = each.stock.nominal, each.fill.nominal, each.dose.nominal
    total = fill + stock if each.added else fill
    given = each.content * stock / total * dose
    slopes: dict[Source, Floats] = {}
    of_stock = 1 / stock - 1 / total if each.added else 1 / stock
    for measured, slope in ((each.stock, of_stock), (each.fill, -1 / total), (each.dose, 1 / dose)):
        for error in measured.errors:
            bound = error.pieces[0][0] + error.pieces[0][1] * measured.nominal
            for fixed, relative in error.pieces[1:]:
                bound = np.maximum(bound, fixed + relative * measured.nominal)
            slopes[error.source] = slopes.get(error.source, 0.0) + slope * bound
    spread = np.sqrt(sum(slope * slope for slope in slopes.values()) / 3)
    return np.asarray((np.abs(given - target) + 2 * given * spread) / target)
