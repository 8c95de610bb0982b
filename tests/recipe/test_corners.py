"""The worst case: against every corner, a grid, random draws and sums by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import count
from math import isclose, prod

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from taperlab.recipe.corners import worst_case
from taperlab.recipe.measured import NORMAL, Error, Measured
from taperlab.recipe.operations import DOSE, Add, Divide, Draw, MakeUp, Operation, Recipe, Take
from taperlab.recipe.run import run
from taperlab.recipe.samples import Samples
from tests.recipe.every_corner import every_corner, quantities_of, sources_of
from tests.recipe.recipes import (
    PIECE,
    UNIT,
    dose,
    draw,
    make_up,
    recipes,
    share,
    source,
    strength,
    volume,
    within,
)

ROUNDING = 1e-12
CLOSE = 2e-4


def worst(recipe: Recipe[Fraction]) -> tuple[float, float]:
    found = worst_case(recipe)
    assert found is not None
    return found


def each_its_own(recipe: Recipe[Fraction]) -> Recipe[Fraction]:
    """Return the recipe with no source that enters twice."""
    number = count()

    def apart(value: Measured[Fraction]) -> Measured[Fraction]:
        own = (replace(one, source=source(f"{next(number)}")) for one in value.errors)
        return replace(value, errors=tuple(own))

    def renamed(operation: Operation[Fraction]) -> Operation[Fraction]:
        match operation:
            case Draw(_, taken) | Add(_, taken):
                return replace(operation, volume=apart(taken))
            case MakeUp(_, _, total):
                return replace(operation, to=apart(total))
            case Divide(_, _, part):
                return replace(operation, share=apart(part))
            case Take(_, pieces):
                return replace(operation, pieces=tuple(apart(piece) for piece in pieces))
            case _:
                return operation

    operations = tuple(renamed(operation) for operation in recipe.operations)
    return Recipe(operations, {name: apart(one) for name, one in recipe.contents.items()})


@given(recipes(names="abcdefghijkl"))
def test_extremes_are_those_of_every_corner_where_no_source_enters_twice(
    recipe: Recipe[Fraction],
) -> None:
    recipe = each_its_own(recipe)
    assert len(sources_of(recipe)) <= 16
    assert np.allclose(worst(recipe), every_corner(recipe), rtol=1e-9)


@given(recipes(names="abcdefghijkl"))
def test_extremes_are_never_narrower_than_any_corner(recipe: Recipe[Fraction]) -> None:
    low, high = worst(recipe)
    least, most = every_corner(recipe)
    assert low <= least * (1 + ROUNDING)
    assert high >= most * (1 - ROUNDING)


@given(recipes(names="abcd"))
def test_extremes_enclose_a_grid_within_the_box_and_lie_close_to_it(
    recipe: Recipe[Fraction],
) -> None:
    low, high = worst(recipe)
    least, most = every_corner(recipe, places=9)
    assert least * (1 - CLOSE) <= low <= least * (1 + ROUNDING)
    assert most * (1 - ROUNDING) <= high <= most * (1 + CLOSE)


@given(recipes(), st.integers(0, 2**32))
def test_extremes_enclose_every_sample_of_bounded_sources(
    recipe: Recipe[Fraction], seed: int
) -> None:
    low, high = worst(recipe)
    sampled = np.asarray(run(recipe, Samples(2000, seed)).dose)
    normal = any(one.weight == NORMAL for value in quantities_of(recipe) for one in value.errors)
    inside = (sampled >= low * (1 - ROUNDING)) & (sampled <= high * (1 + ROUNDING))
    assert inside.mean() >= (0.99 if normal else 1)


@given(recipes())
def test_dose_that_is_meant_lies_within_the_worst_case(recipe: Recipe[Fraction]) -> None:
    low, high = worst(recipe)
    meant = float(dose(recipe))
    assert low <= meant * (1 + ROUNDING)
    assert meant <= high * (1 + ROUNDING)


def test_five_measurements_give_the_worst_case_of_the_trade() -> None:
    # Two dilutions and a dose: 5 % on each volume taken, 2 % on each volume made up.
    # high: 1.05^3 / 0.98^2 = 1.157625 / 0.9604 = 1.20536 -> +20.5 %
    # low:  0.95^3 / 1.02^2 = 0.857375 / 1.0404 = 0.82408 -> -17.6 %   (practice.md 9, derived)
    low, high = worst(five_measurements())
    assert round((high - 1) * 100, 1) == 20.5
    assert round((low - 1) * 100, 1) == -17.6


def five_measurements() -> Recipe[Fraction]:
    """Return 1 mL to 10 mL, 1 mL of that to 10 mL, 1 mL of that, from 100 mg/mL: 1 mg."""
    return twice_diluted("first", "cylinder", "second", "flask", "third")


def twice_diluted(*owners: str) -> Recipe[Fraction]:
    """Return it with 5 % on each volume taken and 2 % on each made up, by these devices."""
    first, cylinder, second, flask, third = owners
    return Recipe(
        (
            draw("stock", volume("1", share("0.05", first)), "cup"),
            make_up("cup", volume("10", share("0.02", cylinder))),
            draw("cup", volume("1", share("0.05", second)), "jar"),
            make_up("jar", volume("10", share("0.02", flask))),
            draw("jar", volume("1", share("0.05", third))),
        ),
        {"stock": strength("100")},
    )


def test_one_source_that_enters_twice_is_at_one_bound_at_a_time() -> None:
    # The same cylinder 2 % short both times: (1/0.98)^2, not 1/0.98 * 1/1.02.
    low, high = worst(twice_diluted("a", "cylinder", "b", "cylinder", "c"))
    assert isclose(high, 1.05**3 / 0.98**2)
    assert isclose(low, 0.95**3 / 1.02**2)


def test_source_that_cancels_adds_nothing() -> None:
    # The cylinder that measures the stock measures the total: (1 + x) / (10 (1 + x)) = 1/10.
    recipe = Recipe(
        (
            draw("stock", volume("1", share("0.05", "cylinder")), "cup"),
            make_up("cup", volume("10", share("0.05", "cylinder"))),
            draw("cup", volume("1")),
        ),
        {"stock": strength("10")},
    )
    low, high = worst(recipe)
    assert isclose(low, 1, rel_tol=CLOSE)
    assert isclose(high, 1, rel_tol=CLOSE)


def test_least_dose_may_lie_between_the_bounds_of_a_source() -> None:
    # (1 + 0.05x)² / (1 + 0.1x) = 1 + 0.0025x² / (1 + 0.1x): 1 at x = 0, more at either bound:
    # 1.0025/1.1 = 1.00227 at x = 1 and 0.9025/0.9 = 1.00278 at x = -1.
    recipe = Recipe(
        (
            draw("stock", volume("1", share("0.05", "syringe")), "cup"),
            make_up("cup", volume("10", share("0.1", "syringe"))),
            draw("cup", volume("1", share("0.05", "syringe"))),
        ),
        {"stock": strength("10")},
    )
    low, high = worst(recipe)
    assert 1 - CLOSE < low <= 1
    assert isclose(high, 0.9025 / 0.9, rel_tol=CLOSE)


def test_a_recipe_may_have_more_sources_than_corners_can_be_counted() -> None:
    # Sixty sources of 0.1 % on one volume: 2^60 corners; 1 mL * (1 ± 0.06) of 2 mg/mL,
    # and forty stages of 1 % each, one on another: 2 * 1.06 / 0.99^40.
    many = volume("1", *(share("0.001", f"source {number}") for number in range(60)))
    stages: list[Operation[Fraction]] = [draw("stock", many, "stage 0")]
    for number in range(40):
        stages.append(make_up(f"stage {number}", volume("2", share("0.01", f"flask {number}"))))
        stages.append(draw(f"stage {number}", volume("2"), f"stage {number + 1}"))
    stages.append(draw("stage 40", volume("2")))
    low, high = worst(Recipe(tuple(stages), {"stock": strength("2")}))
    assert isclose(high, 2 * 1.06 * prod([1 / 0.99] * 40), rel_tol=1e-9)
    assert isclose(low, 2 * 0.94 * prod([1 / 1.01] * 40), rel_tol=1e-9)


def test_recipe_without_errors_has_no_spread() -> None:
    recipe = Recipe((draw("stock", volume("0.5")),), {"stock": strength("4")})
    assert worst_case(recipe) == (2.0, 2.0)


def test_what_is_drawn_from_what_may_not_be_there_has_no_worst_case() -> None:
    # 0.95 mL ± 0.1 of 1 mL: nothing may be left, of which 0.02 mL are then drawn.
    error = Error(source("syringe"), ((Fraction("0.1"), Fraction(0)),), NORMAL)
    recipe = Recipe(
        (
            draw("stock", volume("1"), "cup"),
            draw("cup", volume("0.95", error), "jar"),
            draw("cup", volume("0.02")),
        ),
        {"stock": strength("4")},
    )
    assert worst_case(recipe) is None


def test_nobody_swallows_less_than_nothing() -> None:
    # one unit of 10 mg, give or take two: 0 mg to 30 mg
    piece = Measured(Fraction(1), PIECE, (within("2", "count"),))
    recipe = Recipe((Take("unit", (piece,), DOSE),), {"unit": Measured(Fraction(10), UNIT)})
    assert worst_case(recipe) == (0.0, 30.0)
