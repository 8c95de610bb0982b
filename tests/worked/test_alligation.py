"""Two strengths mixed to one between them (practice.md 42), each sum by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from taperlab.messages import InputError
from taperlab.methods.alligation import alligation
from taperlab.quantities import Concentration
from taperlab.recipe.operations import DOSE, Recipe
from tests.asking import ask, measures, pick_of
from tests.recipe.recipes import dose, draw, strength, volume

AMITRIPTYLINE = ("gb-amitriptyline-solution-10", "gb-amitriptyline-solution-2")
HALOPERIDOL = ("gb-haloperidol-solution-2", "gb-haloperidol-solution-0.2")


def parts(strong: str, weak: str, wanted: str) -> Fraction:
    """Return the parts of the weaker liquid to one of the stronger."""
    of = Concentration.of
    more, less = alligation(of(strong), of(weak), of(wanted))
    return less.amount / more.amount


@pytest.mark.parametrize(
    ("strong", "weak", "wanted", "ratio"),
    [
        ("4", "1", "2", Fraction(2)),  # 2 - 1 = 1 part of the 4, 4 - 2 = 2 parts of the 1
        ("10", "2", "5", Fraction(5, 3)),  # 5 - 2 = 3 parts, 10 - 5 = 5 parts
        ("2", "0.2", "0.5", Fraction(5)),  # 0.3 to 1.5
        ("10", "2", "6", Fraction(1)),  # the middle: 4 to 4
    ],
)
def test_parts_are_crosswise_differences(
    strong: str, weak: str, wanted: str, ratio: Fraction
) -> None:
    assert parts(strong, weak, wanted) == ratio


@pytest.mark.parametrize("wanted", ["4", "5", "1", "0.5"])
def test_the_strength_must_lie_between_the_two(wanted: str) -> None:
    with pytest.raises(InputError) as caught:
        parts("4", "1", wanted)
    assert caught.value.code == "not-between"


def test_one_part_of_four_and_two_of_one_make_two() -> None:
    # 1 mL of 4 mg/mL + 2 mL of 1 mg/mL = 6 mg in 3 mL = 2 mg/mL; 0.65 mL of it is 1.3 mg
    recipe = Recipe(
        (
            draw("strong", volume("1"), "cup"),
            draw("weak", volume("2"), "cup"),
            draw("cup", volume("0.65"), DOSE),
        ),
        {"strong": strength("4"), "weak": strength("1")},
    )
    assert dose(recipe) == Fraction("1.3")


def test_haloperidol_two_and_a_fifth_make_a_half() -> None:
    # 0.2 mL of 2 mg/mL + 1 mL of 0.2 mg/mL = 0.4 + 0.2 = 0.6 mg in 1.2 mL = 0.5 mg/mL;
    # 0.37 mg / 0.5 mg/mL = 0.74 mL
    answer = ask("haloperidol", "0.37 mg", products=HALOPERIDOL, methods=("diluted-liquid",))
    made = pick_of(answer, "diluted-liquid")
    assert made.products == HALOPERIDOL
    assert measures(made) == ["0.2 mL", "1 mL", "0.74 mL"]
    assert made.vessels["cup"].holds.amount == Fraction("0.6")
    assert made.vessels["cup"].concentration.amount == Fraction("0.5")
    assert made.delivered.amount == Fraction("0.37")
    assert made.working[:2] == (
        "0.5 mg/mL − 0.2 mg/mL = 0.3 mg/mL: parts of the stronger liquid",  # noqa: RUF001 - a minus sign
        "2 mg/mL − 0.5 mg/mL = 1.5 mg/mL: parts of the weaker liquid",  # noqa: RUF001 - a minus sign
    )


def test_what_makes_a_mixture_exact_is_that_the_parts_err_against_each_other() -> None:
    # 0.25 mL of 10 mg/mL + 0.75 mL of 2 mg/mL = 2.5 + 1.5 = 4 mg in 1 mL; 0.92 mL is 3.68 mg:
    # further from 3.7 mg than the water dilution, but known better, so it stands on the front
    answer = ask("amitriptyline", "3.7 mg", products=AMITRIPTYLINE, methods=("diluted-liquid",))
    (made,) = (one for one in answer.preparations if len(one.products) == 2)
    assert measures(made) == ["0.25 mL", "0.75 mL", "0.92 mL"]
    assert made.delivered.amount == Fraction("3.68")
    assert not made.recommended
    water = pick_of(answer, "diluted-liquid")
    assert water.products == AMITRIPTYLINE[:1]
    assert float(made.error.removesuffix(" %")) < float(water.error.removesuffix(" %"))
