"""Corners: the worst that can come out, against random draws and against sums by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from taperlab.recipe.corners import quantities_of, worst_case
from taperlab.recipe.measured import NORMAL
from taperlab.recipe.operations import Recipe
from taperlab.recipe.run import run
from taperlab.recipe.samples import Samples
from tests.recipe.recipes import dose, draw, make_up, recipes, share, strength, volume


@given(recipes(), st.integers(0, 2**32))
def test_corners_enclose_every_sample_of_bounded_sources(
    recipe: Recipe[Fraction], seed: int
) -> None:
    low, high = worst_case(recipe)
    sampled = np.asarray(run(recipe, Samples(2000, seed)).dose)
    normal = any(one.weight == NORMAL for value in quantities_of(recipe) for one in value.errors)
    inside = (sampled >= low * (1 - 1e-12)) & (sampled <= high * (1 + 1e-12))
    assert inside.mean() >= (0.99 if normal else 1)


@given(recipes())
def test_dose_that_is_meant_lies_within_the_worst_case(recipe: Recipe[Fraction]) -> None:
    low, high = worst_case(recipe)
    meant = float(dose(recipe))
    assert low <= meant * (1 + 1e-12)
    assert meant <= high * (1 + 1e-12)


def test_five_measurements_give_the_worst_case_of_the_trade() -> None:
    # Two dilutions and a dose: 5 % on each volume taken, 2 % on each volume made up.
    # high: 1.05^3 / 0.98^2 = 1.157625 / 0.9604 = 1.20536 -> +20.5 %
    # low:  0.95^3 / 1.02^2 = 0.857375 / 1.0404 = 0.82408 -> -17.6 %   (practice.md 9, derived)
    low, high = worst_case(five_measurements())
    assert round((high - 1) * 100, 1) == 20.5
    assert round((low - 1) * 100, 1) == -17.6


def five_measurements() -> Recipe[Fraction]:
    """Return 1 mL to 10 mL, 1 mL of that to 10 mL, 1 mL of that, from 100 mg/mL: 1 mg."""
    return Recipe(
        (
            draw("stock", volume("1", share("0.05", "first")), "cup"),
            make_up("cup", volume("10", share("0.02", "cylinder"))),
            draw("cup", volume("1", share("0.05", "second")), "jar"),
            make_up("jar", volume("10", share("0.02", "flask"))),
            draw("jar", volume("1", share("0.05", "third"))),
        ),
        {"stock": strength("100")},
    )


def test_one_source_that_enters_twice_is_at_one_bound_at_a_time() -> None:
    # The same cylinder 2 % short both times: (1/0.98)^2, not 1/0.98 * 1/1.02.
    recipe = Recipe(
        (
            draw("stock", volume("1"), "cup"),
            make_up("cup", volume("10", share("0.02", "cylinder"))),
            draw("cup", volume("1"), "jar"),
            make_up("jar", volume("10", share("0.02", "cylinder"))),
            draw("jar", volume("1")),
        ),
        {"stock": strength("100")},
    )
    low, high = worst_case(recipe)
    assert np.isclose(high, 1 / 0.98**2)
    assert np.isclose(low, 1 / 1.02**2)


def test_recipe_without_errors_has_no_spread() -> None:
    recipe = Recipe((draw("stock", volume("0.5")),), {"stock": strength("4")})
    assert worst_case(recipe) == (2.0, 2.0)
