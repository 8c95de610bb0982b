"""Linear: variances against the uncertainties package, against samples, and by hand."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import isclose, sqrt
from typing import Any

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from uncertainties import ufloat

from taperlab.quantities import Dimension
from taperlab.recipe.linear import Deviating, Linear, bound_of
from taperlab.recipe.measured import NORMAL, RECTANGULAR, Error, Measured, Source
from taperlab.recipe.operations import Recipe
from taperlab.recipe.run import run
from taperlab.recipe.samples import Samples
from tests.recipe.recipes import (
    add,
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
from tests.recipe.test_corners import five_measurements


class Oracle:
    """Carries numbers of the uncertainties package: one variable for each source."""

    def __init__(self) -> None:
        self._sources: dict[Source, Any] = {}

    def value(self, quantity: Measured[Fraction], /) -> Any:  # noqa: ANN401 - it has no types
        total = float(quantity.nominal)
        for error in quantity.errors:
            if error.source not in self._sources:
                self._sources[error.source] = ufloat(0.0, sqrt(error.weight))
            total = total + float(bound_of(error, quantity.nominal)) * self._sources[error.source]
        return total

    def zero(self, _dimension: Dimension, /) -> Any:  # noqa: ANN401
        return 0.0

    def ratio(self, part: Fraction, /) -> Any:  # noqa: ANN401
        return float(part)

    def require(self, *, less: Any, more: Any, why: str) -> None:  # noqa: ANN401
        """Leave the judgement to ``Exact``."""


def deviation(recipe: Recipe[Fraction], *, handling: bool = False) -> float:
    linear = Linear()
    return sqrt(linear.variance(run(recipe, linear).dose, handling=handling))


@given(recipes())
def test_standard_uncertainty_is_that_of_the_uncertainties_package(
    recipe: Recipe[Fraction],
) -> None:
    expected = run(recipe, Oracle()).dose
    spread = getattr(expected, "std_dev", 0.0)  # a recipe without errors stays a plain number
    assert isclose(deviation(recipe), spread, rel_tol=1e-9, abs_tol=1e-15)


@given(recipes())
def test_nominal_is_the_exact_dose(recipe: Recipe[Fraction]) -> None:
    assert run(recipe, Linear()).dose.nominal == dose(recipe)


@given(recipes(), st.integers(0, 2**32))
def test_standard_uncertainty_is_that_of_samples_within_a_twentieth(
    recipe: Recipe[Fraction], seed: int
) -> None:
    spread = deviation(recipe)
    assume(spread > 0)
    sampled = np.asarray(run(recipe, Samples(20_000, seed)).dose)
    assert abs(sampled.std() / spread - 1) < 0.05


@given(recipes())
def test_handling_is_no_more_than_all_and_leaves_out_only_what_no_hand_does(
    recipe: Recipe[Fraction],
) -> None:
    linear = Linear()
    reached = run(recipe, linear).dose
    left_out = [one for one in reached.slopes if not one.handling]
    square = sum(linear.weights[one] * reached.slopes[one] ** 2 for one in left_out)
    assert linear.variance(reached) - linear.variance(reached, handling=True) == square


def test_five_measurements_add_as_the_root_of_their_squares() -> None:
    # sqrt(5² + 2² + 5² + 2² + 5²) % = sqrt(83) % = 9.11 %              (practice.md 35 and 9)
    # as bounds: each slope is its source's bound, so the root of their squares is of the bounds.
    slopes = run(five_measurements(), Linear()).dose.slopes
    assert round(sqrt(sum(slope * slope for slope in slopes.values())) * 100, 2) == 9.11


def test_rectangular_bound_counts_a_third_and_normal_bound_a_ninth() -> None:
    rectangular = Recipe((draw("s", volume("1", within("0.3", "a"))),), {"s": strength("1")})
    normal = Recipe((draw("s", volume("1", within("0.3", "a", NORMAL))),), {"s": strength("1")})
    assert isclose(deviation(rectangular), 0.3 / sqrt(3))
    assert isclose(deviation(normal), 0.1)


def test_larger_branch_of_a_tolerance_is_its_bound() -> None:
    # The 1 mL syringe of practice.md 1.2: max(0.015 + 2 % of V, 5 % of V) mL.
    pieces = ((Fraction("0.015"), Fraction("0.02")), (Fraction(0), Fraction("0.05")))
    error = Error(source("syringe"), pieces, RECTANGULAR)
    assert bound_of(error, Fraction("0.3")) == Fraction("0.021")
    assert bound_of(error, Fraction("0.5")) == Fraction("0.025")
    assert bound_of(error, Fraction("0.8")) == Fraction("0.04")


def test_same_syringe_for_stock_and_dose_adds_its_slopes_first() -> None:
    # 5 % and 5 % of one syringe are 10 %; of two syringes they are 5 % times the root of two.
    one = deviation(dilution("syringe", "syringe"))
    two = deviation(dilution("syringe", "other"))
    assert isclose(one, 0.10 / sqrt(3))
    assert isclose(two, 0.05 * sqrt(2) / sqrt(3))


def dilution(first: str, second: str) -> Recipe[Fraction]:
    """Return 1 mL to 10 mL, 1 mL of that, from 10 mg/mL: 1 mg."""
    return Recipe(
        (
            draw("stock", volume("1", share("0.05", first)), "cup"),
            make_up("cup", volume("10")),
            draw("cup", volume("1", share("0.05", second))),
        ),
        {"stock": strength("10")},
    )


def test_stock_that_is_also_part_of_the_total_counts_less() -> None:
    # 1 mL and 1 mL of water: d(1/2)/(1/2) = ds/s - ds/2 = half of what it is when made up.
    recipe = Recipe(
        (
            draw("stock", volume("1", share("0.05", "syringe")), "cup"),
            add(volume("1"), "cup"),
            draw("cup", volume("1")),
        ),
        {"stock": strength("2")},
    )
    assert isclose(deviation(recipe), 0.025 / sqrt(3))


def one_bottle(*volumes: str) -> tuple[Linear, list[Deviating[Fraction]]]:
    """Return doses from one bottle with one syringe, each read afresh."""
    linear = Linear()
    content = strength("1", share("0.05", "bottle"))
    doses = []
    for number, amount in enumerate(volumes):
        reading = Error(Source("dose", "syringe", f"reading {number}"), _half(), RECTANGULAR)
        taken = volume(amount, share("0.05", "syringe"), reading)
        doses.append(run(Recipe((draw("bottle", taken),), {"bottle": content}), linear).dose)
    return linear, doses


def _half() -> tuple[tuple[Fraction, Fraction], ...]:
    return ((Fraction("0.005"), Fraction(0)),)


def test_difference_of_two_doses_from_one_bottle_is_known_better_than_either() -> None:
    # 0.74 and 0.66 mL: the bottle's 5 % and the syringe's 5 % touch the 0.08 mL between them
    # only: 0.004² + 0.004² + 2 * 0.005² (two readings) = 0.000082; / 3, root: 0.0052 mg.
    # Either dose alone: (0.033² + 0.033² + 0.005²) / 3, root: 0.0271 mg.
    linear, (larger, smaller) = one_bottle("0.74", "0.66")
    change = linear.variance(larger - smaller)
    assert change == Fraction("0.000082") / 3
    assert (
        change
        < linear.variance(smaller)
        == (2 * Fraction("0.033") ** 2 + Fraction("0.005") ** 2) / 3
    )
    assert change < linear.variance(larger)


def test_difference_of_two_doses_from_two_bottles_is_known_worse_than_either() -> None:
    _, (larger, _) = one_bottle("0.74", "0.74")
    renamed: Mapping[Source, Fraction] = {
        Source(one.scope, f"other {one.owner}", one.what): slope
        for one, slope in larger.slopes.items()
    }
    linear, _ = one_bottle("0.74", "0.74")
    other = Deviating(larger.nominal, renamed)
    linear.weights.update(dict.fromkeys(renamed, RECTANGULAR))
    assert linear.variance(larger - other) == 2 * linear.variance(larger)


def test_equal_sources_cancel_in_a_difference_and_in_a_ratio() -> None:
    linear, (larger, smaller) = one_bottle("1", "0.5")
    shared = {
        one: slope for one, slope in (larger / smaller).slopes.items() if "reading" not in one.what
    }
    assert set(shared.values()) == {Fraction(0)}
    assert linear.variance(larger - larger) == 0
