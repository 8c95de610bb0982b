from __future__ import annotations

from fractions import Fraction

import pytest

from taperlab.answers.operations import Count, Take
from taperlab.answers.request import CountedBeads
from taperlab.messages import InputError
from taperlab.methods.counts import BeadCount
from tests.asking import ask, codes, pick_of, refusals

CAPSULE = "gb-venlafaxine-mr-capsule-75"


def counted(*counts: int, product: str = CAPSULE, **fields: object) -> CountedBeads:
    given = {"product": product, "batch": "A1", "counts": counts} | fields
    return CountedBeads(**given)  # type: ignore[arg-type] # by field name


def test_beads_are_whole_and_next_to_the_dose() -> None:
    # 300 beads hold 75 mg: one holds 0.25 mg, and 10.1 mg would be 40.4 beads
    answer = ask("venlafaxine", "10.1 mg", beads=(counted(298, 300, 302),))
    made = pick_of(answer, "counted-beads")
    (operation,) = made.operations
    assert isinstance(operation, Count)
    assert (operation.beads, operation.beads_per_capsule) == (40, "300")
    assert made.delivered.amount == 40 * Fraction(75, 300)


def test_taking_out_a_few_beads_is_as_good_as_counting_the_rest() -> None:
    # 70 mg of 75 mg: leaving out 20 beads of 300 is shorter than counting 280
    answer = ask("venlafaxine", "70 mg", beads=(counted(300, 300, 300),))
    ways = [one for one in answer.preparations if one.method == "counted-beads"]
    left_out = [
        operation.beads
        for one in ways
        for operation in one.operations
        if isinstance(operation, Count) and operation.leave == "rest"
    ]
    assert left_out == [20]
    assert all(one.delivered.amount == 70 for one in ways)


def test_whole_capsules_stand_beside_the_beads() -> None:
    answer = ask("venlafaxine", "85 mg", beads=(counted(300, 300, 300),))
    take, count = pick_of(answer, "counted-beads").operations
    assert isinstance(take, Take)
    assert isinstance(count, Count)
    assert (take.pieces, count.beads) == (("1",), 40)


def test_a_count_holds_for_its_own_product_only() -> None:
    answer = ask(
        "venlafaxine", "10 mg", beads=(counted(300, 300, 300),), methods=("counted-beads",)
    )
    assert {one.products for one in answer.preparations} == {(CAPSULE,)}
    assert refusals(answer, "counted-beads") == {"beads-not-counted"}


def test_without_a_count_it_says_how_to_count() -> None:
    answer = ask("duloxetine", "7 mg", methods=("counted-beads",))
    assert not answer.preparations
    assert refusals(answer) == {"beads-not-counted"}


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (counted(300, 300), "too-few-counted"),
        (counted(300, 0, 300), "bad-bead-count"),
        (counted(300, 300, 300, batch=" "), "no-batch-named"),
        (counted(300, 300, 300, spread="8"), "no-unit"),
    ],
)
def test_a_count_that_is_no_count_is_refused(bad: CountedBeads, code: str) -> None:
    with pytest.raises(InputError) as refused:
        ask("venlafaxine", "10 mg", beads=(bad,))
    assert (refused.value.code, refused.value.field) == (code, "beads")


def test_counting_twice_makes_twenty_beads_sure() -> None:
    once = ask("venlafaxine", "5 mg", beads=(counted(300, 300, 300),))
    twice = ask("venlafaxine", "5 mg", beads=(counted(300, 300, 300, twice=True),))
    sources = [
        {line.source for line in pick_of(answer, "counted-beads").budget}
        for answer in (once, twice)
    ]
    assert f"{CAPSULE}: miscount" in sources[0]
    assert f"{CAPSULE}: miscount" not in sources[1]


def test_the_mean_and_its_variance_are_exact() -> None:
    count = BeadCount("capsule", "A1", (98, 101, 99))
    assert count.mean == Fraction(298, 3)
    # deviations -4/3, 5/3, -1/3: squares 42/9; over 2 and over 3
    assert count.variance_of_mean == Fraction(42, 9) / 2 / 3


def test_bead_to_bead_spread_shrinks_with_the_root_of_their_number() -> None:
    answer = ask("venlafaxine", "25 mg", beads=(counted(300, 300, 300),))
    lines = {line.source: line for line in pick_of(answer, "counted-beads").budget}
    # 10 % over the root of 100 beads: 1 % of 25 mg
    assert lines[f"{CAPSULE}: bead to bead"].standard.amount == Fraction("0.25")


def test_capsule_whose_milligrams_count_for_nobody_knows_what_is_refused() -> None:
    weekly = "us-fluoxetine-ec-capsule-90"
    counts = (counted(198, 200, 202, product=weekly),)
    answer = ask("fluoxetine", "10 mg", market="US", products=(weekly,), beads=counts)
    assert "equivalence-unknown" in refusals(answer, "counted-beads")


def test_beads_are_off_label_and_of_one_batch_and_a_whole_capsule_is_neither() -> None:
    off_label = {"beads-off-label", "beads-one-batch"}
    beads = (counted(300, 300, 300, batch="K42"),)
    half = pick_of(ask("venlafaxine", "37.5 mg", beads=beads), "counted-beads")
    assert off_label <= codes(half, "warn")
    (batch,) = (one.text for one in half.cautions if one.code == "beads-one-batch")
    assert "K42" in batch
    fields = {"products": (CAPSULE,), "beads": beads}
    whole = pick_of(ask("venlafaxine", "75 mg", **fields), "whole-tablets")
    assert not off_label & codes(whole)
