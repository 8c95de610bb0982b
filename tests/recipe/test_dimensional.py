"""Units: the code that doses comes out in mg for every recipe that the methods propose."""

from __future__ import annotations

from fractions import Fraction

import pint
import pytest
from hypothesis import given

from taperlab import DoseRequest
from taperlab.recipe.dimensional import Units, comes_out_as_mass
from taperlab.recipe.operations import DOSE, Recipe, Take
from taperlab.recipe.run import run
from tests.recipe.recipes import draw, make_up, per_unit, piece, recipes, strength, volume
from tests.strategies import ANSWERS, proposals, requests


@ANSWERS
@given(requests())
def test_every_recipe_that_is_proposed_comes_out_in_milligrams(request: DoseRequest) -> None:
    assert all(comes_out_as_mass(proposal.recipe) for proposal in proposals(request))


@given(recipes())
def test_every_kind_of_recipe_comes_out_in_milligrams(recipe: Recipe[Fraction]) -> None:
    assert comes_out_as_mass(recipe)


def test_units_carry_the_dose_itself() -> None:
    recipe = Recipe((draw("drops", volume("0.2")),), {"drops": strength("40")})
    dose = run(recipe, Units()).dose
    assert (dose.magnitude, str(dose.units)) == (Fraction(8), "milligram")


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe((draw("tablet", volume("1")),), {"tablet": per_unit("20")}),
        Recipe((Take("drops", (piece("1"),), DOSE),), {"drops": strength("40")}),
        Recipe((draw("drops", strength("1")),), {"drops": strength("40")}),
        Recipe(
            (draw("drops", volume("1"), "cup"), make_up("cup", piece("50"))),
            {"drops": strength("40")},
        ),
    ],
    ids=["volume of tablets", "pieces of a liquid", "strength for a volume", "up to 50 pieces"],
)
def test_unlike_quantities_do_not_go_together(recipe: Recipe[Fraction]) -> None:
    with pytest.raises(pint.DimensionalityError):
        comes_out_as_mass(recipe)
