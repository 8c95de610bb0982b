"""Occupancies and plans worked by hand, or taken from the table of doses in the cited facts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from taperlab.quantities import Mass, to_places
from taperlab.taper.occupancy import ceiling, dose_at, occupancy
from tests.taper.asking import as_stated, curve_of, plan

POINTS = (80, 70, 60, 50, 40, 30, 20, 10)
S = "sorensen2022-sert-"
TABLE = {
    ("citalopram", f"{S}striatum"): "46.834 11.667 5.83 3.428 2.119 1.295 0.728 0.315",
    ("escitalopram", f"{S}raphe"): "22.738 9.729 5.519 3.437 2.195 1.37 0.782 0.342",
    ("escitalopram", f"{S}thalamus"): "- 16.955 6.749 3.662 2.172 1.294 0.716 0.306",
    ("escitalopram", f"{S}caudate"): "- 8.636 2.58 1.302 0.747 0.437 0.238 0.101",
    ("escitalopram", f"{S}putamen"): "- - 7.854 3.157 1.664 0.931 0.495 0.206",
    ("sertraline", f"{S}striatum"): "51.424 24.552 14.47 9.188 5.937 3.735 2.144 0.941",
    ("fluoxetine", f"{S}striatum"): "24.706 8.207 4.342 2.616 1.639 1.01 0.572 0.248",
    ("paroxetine", f"{S}striatum"): "26.138 14.444 9.047 5.94 3.92 2.502 1.452 0.643",
    ("venlafaxine", f"{S}striatum"): "46.077 20.229 11.573 7.237 4.634 2.897 1.655 0.724",
    ("duloxetine", f"{S}thalamus"): "46.66 21.152 12.234 7.693 4.942 3.096 1.772 0.776",
    ("duloxetine", "takano2006-sert-thalamus"): "31.6 18.433 11.85 7.9 5.267 3.386 1.975 0.878",
    ("olanzapine", "kapur1999-d2-striatum"): "21.333 10.182 6 3.81 2.462 1.548 0.889 0.39",
    ("risperidone", "kapur1999-d2-striatum"): "5.818 2.667 1.548 0.976 0.627 0.393 0.225 0.099",
    ("clozapine", "kapur1999-d2-striatum"): "- 7840 610.909 266.667 144.516 81.951 43.922 18.361",
    ("vortioxetine", f"{S}raphe-nuclei"): "16.835 10.161 6.648 4.479 3.008 1.944 1.138 0.507",
}  # fmt: skip


@pytest.mark.parametrize(("drug", "name"), TABLE)
def test_doses_for_round_occupancies(drug: str, name: str) -> None:
    curve = curve_of(drug, name)
    for points, dose in zip(POINTS, TABLE[drug, name].split(), strict=True):
        if dose == "-":
            assert points >= ceiling(curve)
        else:
            assert to_places(dose_at(curve, Fraction(points)), 3) == Mass.of(dose)


@pytest.mark.parametrize(
    ("drug", "dose", "points"),
    [
        ("citalopram", "20", "75.22"),  # 83.98 * 20 / 22.33
        ("citalopram", "0.37", "11.51"),  # 83.98 * 0.37 / 2.7
        ("sertraline", "50", "79.70"),  # 92.01 * 50 / 57.72
        ("paroxetine", "20", "75.89"),  # 97.14 * 20 / 25.6
        ("venlafaxine", "75", "83.60"),  # 90.07 * 75 / 80.8
        ("olanzapine", "10", "69.70"),  # 92 * 10 / 13.2
        ("risperidone", "0.8", "45.50"),  # half of 91 at ED50
    ],
)
def test_occupancies_of_ordinary_doses(drug: str, dose: str, points: str) -> None:
    found = occupancy(curve_of(drug), Mass.of(dose))
    assert round(found, 2) == Fraction(points)


def test_duloxetine_by_takano_is_too_high_at_large_doses_as_the_review_says() -> None:
    curve = curve_of("duloxetine", "takano2006-sert-thalamus")
    assert round(occupancy(curve, Mass(40)), 1) == Fraction("83.5")
    assert round(occupancy(curve, Mass(60)), 1) == Fraction("88.4")


def test_ten_per_cent_of_the_previous_dose_from_ten_milligrams() -> None:
    doses = plan("10", "proportional:10%", last="5")
    assert as_stated(doses) == "10 9 8.1 7.29 6.561 5.9049 5.3144 5 0"
    assert doses[6] == Mass.of("5.31441")


def test_ten_per_cent_of_the_original_dose_from_ten_milligrams() -> None:
    assert as_stated(plan("10", "proportional-original:10%")) == "10 9 8 7 6 5 4 3 2 1 0"


def test_the_same_milligrams_each_time() -> None:
    assert as_stated(plan("10", "linear:2.5mg")) == "10 7.5 5 2.5 0"
    assert as_stated(plan("10", "linear:4mg")) == "10 6 2 0"
    assert as_stated(plan("10", "linear:4mg", to="3")) == "10 6 3"
    assert as_stated(plan("10", "linear:2.5mg", last="1")) == "10 7.5 5 2.5 1 0"


def test_listed_doses_begin_with_the_one_taken_now_or_after_it() -> None:
    for listed in ("list:20mg,15mg,7.5 mg, 500 micrograms", "list:15mg; 7.5mg; 0.5mg, 0mg"):
        assert as_stated(plan("20", listed)) == "20 15 7.5 0.5 0"


def test_large_cuts_high_up_and_smaller_ones_low_down() -> None:
    doses = plan("10", "proportional:50%", "proportional:20%@3mg", "linear:1mg@2mg", last="0.5")
    # 10, half of it, half of that; 2.5 is the first at or below 3; 1.6 the first at or below 2
    assert as_stated(doses) == "10 5 2.5 2 1 0.5 0"


def test_citalopram_from_twenty_by_five_points() -> None:
    # 83.98 * 20 / 22.33 = 75.217 points; fifteen steps of five, the rest of 0.217 merged
    doses = plan("20", "occupancy:5", drug="citalopram")
    assert as_stated(doses) == (
        "20 11.8876 8.0988 5.9044 4.473 3.4655 2.718 2.1412 1.6828 1.3096 0.9999 0.7388 0.5156 "
        "0.3227 0.1543 0"
    )


def test_rest_of_half_a_step_or_more_is_a_step_of_its_own() -> None:
    # risperidone 0.8 mg is its ED50: 45.5 points; by 13 the rest is 6.5, just half of a step:
    # 32.5 * 0.8 / 58.5, 19.5 * 0.8 / 71.5, 6.5 * 0.8 / 84.5
    assert (
        as_stated(plan("0.8", "occupancy:13", drug="risperidone")) == "0.8 0.4444 0.2182 0.0615 0"
    )
    # by 14 it is 3.5, under half, and the last step takes 17.5: 31.5 * 0.8 / 59.5, 14 / 73.5
    assert as_stated(plan("0.8", "occupancy:14", drug="risperidone")) == "0.8 0.4235 0.1905 0"
    # 45.5 points are under one and a half steps of 31
    assert as_stated(plan("0.8", "occupancy:31", drug="risperidone")) == "0.8 0"
