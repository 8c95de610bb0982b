"""What each operation does to drug and volume, carried out exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

import pytest

from taperlab.quantities import Dimension
from taperlab.recipe.exact import Exact, RecipeError
from taperlab.recipe.measured import Measured
from taperlab.recipe.operations import (
    DOSE,
    Count,
    Discard,
    Divide,
    Drip,
    Keep,
    Mix,
    Operation,
    Pour,
    Recipe,
    Take,
    Weigh,
)
from taperlab.recipe.run import run, trace
from tests.recipe.recipes import add, draw, exactly_one, make_up, per_unit, piece, strength, volume

Number: TypeAlias = Fraction | int

LIQUID = {"drops": strength("40"), "tablet": per_unit("20"), "capsule": per_unit("60")}


def after(*operations: Operation[Fraction]) -> dict[str, tuple[Number, Number]]:
    """Return drug and volume in every vessel."""
    outcome = run(Recipe(operations, LIQUID), Exact())
    return {name: (at.drug, at.volume) for name, at in outcome.vessels.items()}


def test_nothing_done_leaves_no_dose() -> None:
    assert after() == {DOSE: (0, 0)}


def test_take_moves_whole_and_part_units_and_no_volume() -> None:
    taken = Take("tablet", (piece("1"), piece("1/2"), piece("1/3")), "glass")
    assert after(taken)["glass"] == (Fraction(110, 3), 0)


def test_three_thirds_of_a_tablet_are_one() -> None:
    assert after(Take("tablet", (piece("1/3"),) * 3, DOSE))[DOSE] == (20, 0)


def test_count_and_weigh_move_a_share_of_a_unit() -> None:
    share = Measured(Fraction(3, 20), Dimension(piece=1))
    counted = Count("capsule", 30, Fraction(200), share, DOSE)
    weighed = Weigh("capsule", Fraction(15), Fraction(100), share, "balance", DOSE)
    assert after(counted)[DOSE] == after(weighed)[DOSE] == (9, 0)


def test_draw_from_a_product_moves_its_strength_by_the_volume() -> None:
    assert after(draw("drops", volume("0.5"), "cup"))["cup"] == (20, Fraction(1, 2))


def test_drip_moves_the_volume_of_its_drops() -> None:
    dripped = Drip("drops", 4, volume("0.2"), DOSE)
    assert after(dripped)[DOSE] == (8, Fraction(1, 5))


def test_make_up_claims_a_total_and_keeps_the_drug() -> None:
    made = after(draw("drops", volume("0.5"), "cup"), make_up("cup", volume("50")))
    assert made["cup"] == (20, 50)


def test_add_adds_to_the_volume_that_is_there() -> None:
    made = after(draw("drops", volume("0.5"), "cup"), add(volume("9.5"), "cup"))
    assert made["cup"] == (20, 10)


def test_draw_from_a_vessel_moves_its_share_and_leaves_the_rest() -> None:
    made = after(
        draw("drops", volume("0.5"), "cup"),
        make_up("cup", volume("50")),
        draw("cup", volume("0.75")),
    )
    assert made["cup"] == (Fraction("19.7"), Fraction("49.25"))
    assert made[DOSE] == (Fraction("0.3"), Fraction("0.75"))


def test_whole_vessel_may_be_drawn() -> None:
    made = after(draw("drops", volume("2"), "cup"), draw("cup", volume("2")))
    assert made == {DOSE: (80, 2), "cup": (0, 0)}


def test_pour_moves_drug_and_volume() -> None:
    poured = after(draw("drops", volume("1"), "cup"), add(volume("4"), "cup"), Pour("cup", DOSE))
    assert poured == {DOSE: (40, 5), "cup": (0, 0)}


def test_divide_moves_one_of_so_many_equal_parts() -> None:
    divided = after(
        draw("drops", volume("1"), "cup"),
        make_up("cup", volume("7")),
        Divide("cup", 7, exactly_one(), DOSE),
    )
    assert divided == {DOSE: (Fraction(40, 7), 1), "cup": (Fraction(240, 7), 6)}


def test_mix_and_keep_move_nothing() -> None:
    bare = after(draw("drops", volume("1"), "cup"))
    kept = Keep("cup", "2026-03-14", "fridge")
    assert after(draw("drops", volume("1"), "cup"), Mix("cup", "stir"), kept) == bare


def test_discard_leaves_an_empty_vessel() -> None:
    assert after(draw("drops", volume("1"), "cup"), Discard("cup"))["cup"] == (0, 0)


def test_drained_vessel_may_be_discarded() -> None:
    drained = after(draw("drops", volume("1"), "cup"), Pour("cup", DOSE), Discard("cup"))
    assert drained == {DOSE: (40, 1), "cup": (0, 0)}


@pytest.mark.parametrize(
    ("operations", "code"),
    [
        ((draw("drops", volume("1"), "cup"), draw("cup", volume("1.01"))), "not-enough"),
        ((draw("cup", volume("0.01")),), "not-enough"),
        (
            (draw("drops", volume("1"), "cup"), Pour("cup", DOSE), draw("cup", volume("1"))),
            "not-enough",
        ),
        ((Take("tablet", (piece("1"),), "cup"), draw("cup", volume("1"))), "not-enough"),
        ((draw("drops", volume("5"), "cup"), make_up("cup", volume("4.99"))), "already-more"),
        ((Pour("cup", DOSE),), "nothing-there"),
        (
            (draw("drops", volume("1"), "cup"), Pour("cup", DOSE), Pour("cup", "jar")),
            "nothing-there",
        ),
        ((draw("drops", volume("1"), "cup"), Discard("cup"), Pour("cup", DOSE)), "nothing-there"),
    ],
)
def test_what_is_not_there_cannot_be_taken(
    operations: tuple[Operation[Fraction], ...], code: str
) -> None:
    with pytest.raises(RecipeError) as raised:
        after(*operations)
    assert raised.value.code == code
    assert raised.value.exit_status == 1


def test_making_up_to_what_is_there_already_is_allowed() -> None:
    assert after(draw("drops", volume("5"), "cup"), make_up("cup", volume("5")))["cup"] == (200, 5)


def test_trace_shows_every_state_and_later_work_leaves_it_alone() -> None:
    operations = (draw("drops", volume("1"), "cup"), add(volume("3"), "cup"), Pour("cup", DOSE))
    states = list(trace(Recipe(operations, LIQUID), Exact()))
    assert [operation for operation, _ in states] == list(operations)
    assert [state.vessels["cup"].volume for _, state in states] == [1, 4, 0]
    assert states[-1][1].dose == run(Recipe(operations, LIQUID), Exact()).dose == 40
