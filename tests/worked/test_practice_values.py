"""The test values of practice.md section 9 that concern doses, each with its sum."""

from __future__ import annotations

from fractions import Fraction

import pytest

from taperlab.answers import operations as record
from taperlab.recipe.exact import Exact
from taperlab.recipe.operations import DOSE, Drip, Recipe, Take
from taperlab.recipe.run import run
from tests.asking import ask, refusals
from tests.recipe.recipes import dose, draw, make_up, per_unit, piece, strength, volume

DROPS = "gb-citalopram-drops-40"


@pytest.mark.parametrize(
    ("mark", "taken"),
    [("0.92", "0.368"), ("0.925", "0.37"), ("0.93", "0.372")],
)
def test_one_millilitre_of_forty_to_a_hundred(mark: str, taken: str) -> None:
    # 1 mL * 40 mg/mL / 100 mL = 0.4 mg/mL; 0.37 mg = 0.925 mL;
    # 0.92 mL = 0.368 mg (-0.54 %), 0.93 mL = 0.372 mg (+0.54 %)
    recipe = Recipe(
        (
            draw("stock", volume("1"), "cylinder"),
            make_up("cylinder", volume("100")),
            draw("cylinder", volume(mark)),
        ),
        {"stock": strength("40")},
    )
    assert dose(recipe) == Fraction(taken)


def test_forty_to_a_hundred_is_off_by_half_a_per_cent_on_either_mark() -> None:
    target = Fraction("0.37")
    assert round((Fraction("0.368") / target - 1) * 100, 2) == Fraction("-0.54")
    assert round((Fraction("0.372") / target - 1) * 100, 2) == Fraction("0.54")


def test_twenty_milligram_tablet_made_up_to_twenty_millilitres() -> None:
    # 20 mg / 20 mL = 1 mg/mL; 0.8 mg = 0.8 mL
    recipe = Recipe(
        (
            Take("tablet", (piece("1"),), "cup"),
            make_up("cup", volume("20")),
            draw("cup", volume("0.8")),
        ),
        {"tablet": per_unit("20")},
    )
    assert dose(recipe) == Fraction("0.8")


def test_one_in_ten_twice_from_twenty() -> None:
    # 20 -> 2 -> 0.2 mg/mL
    recipe = Recipe(
        (
            draw("stock", volume("1"), "first"),
            make_up("first", volume("10")),
            draw("first", volume("1"), "second"),
            make_up("second", volume("10")),
            draw("second", volume("1")),
        ),
        {"stock": strength("20")},
    )
    assert dose(recipe) == Fraction("0.2")


def test_aliquot_of_weighed_powder_makes_a_fifth_of_a_milligram_a_millilitre() -> None:
    # 120 mg in 30 mL = 4 mg/mL; 5 mL = 20 mg; to 100 mL = 0.2 mg/mL
    recipe = Recipe(
        (
            Take("powder", (piece("1"),), "first"),
            make_up("first", volume("30")),
            draw("first", volume("5"), "second"),
            make_up("second", volume("100")),
            draw("second", volume("1")),
        ),
        {"powder": per_unit("120")},
    )
    outcome = run(recipe, Exact())
    assert outcome.dose == Fraction("0.2")
    # 25 mL with 100 mg are left of the first, 99 mL with 19.8 mg of the second
    left = {name: (at.volume, at.drug) for name, at in outcome.vessels.items() if name != DOSE}
    assert left["first"] == (Fraction(25), Fraction(100))
    assert left["second"] == (Fraction(99), Fraction("19.8"))


def test_four_drops_of_eight_milligrams_count_as_ten() -> None:
    # 20 drops/mL: 4 drops = 0.2 mL; 0.2 mL * 40 mg/mL = 8 mg, which counts as 8 * 5/4 = 10 mg
    dripped = Drip(DROPS, 4, volume("0.2"), DOSE)
    assert dose(Recipe((dripped,), {DROPS: strength("40")})) == 8
    assert dose(Recipe((dripped,), {DROPS: strength("50")})) == 10


@pytest.mark.parametrize(("wanted", "dose_of"), [("10 mg", "tablet"), ("8 mg", DROPS)])
def test_drops_for_a_ten_milligram_tablet(wanted: str, dose_of: str) -> None:
    # The same numbers on either scale: 10 mg of tablet = 8 mg of drops = 4 drops = 0.2 mL.
    answer = ask(
        "citalopram", wanted, dose_of=dose_of, products=(DROPS,), methods=("counted-drops",)
    )
    (found,) = answer.preparations
    assert found.operations == (record.Drip(source=DROPS, drops=4, into="dose"),)
    assert found.target == found.delivered
    assert found.delivered.amount == 10
    assert found.bias == "0.00 %"
    # 15 % as a bound: 2 * 15 % / root of three = 17.32 %
    assert found.error == "17.32 %"


def test_hundredth_of_a_millilitre_of_drops_is_refused() -> None:
    # 0.37 mg of a 40 mg/mL liquid that counts as it is: 0.37 / 40 = 0.00925 mL
    methods = ("oral-liquid",)
    answer = ask("citalopram", "0.37 mg", dose_of=DROPS, products=(DROPS,), methods=methods)
    assert not answer.preparations
    (refusal,) = answer.refused
    assert refusal.code == "below-minimum-volume"
    assert "0.00925 mL" in refusal.text


def test_twentieth_of_a_millilitre_is_refused_on_a_one_millilitre_syringe() -> None:
    # 1 mg/mL: 0.05 mL is off by 0.016 mL, 32 %
    answer = ask("risperidone", "0.05 mg", devices=("oral-syringe-1ml",))
    assert "below-minimum-volume" in refusals(answer, "oral-liquid")
