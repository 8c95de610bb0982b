"""The checker's bench, against sums worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from taperlab.checker.bench import Course, Vessel, carry_out
from taperlab.checker.figures import NotAFigureError, plain, read, same
from taperlab.checker.operations import (
    Count,
    Divide,
    Draw,
    Keep,
    MakeUp,
    Mix,
    Operation,
    Pour,
    Take,
    Weigh,
)
from taperlab.checker.shelf import Mismatch, Shelf
from taperlab.checker.tokens import as_printed, tokens
from tests.checker.documents import CATALOGUE

SHELF = Shelf(CATALOGUE)


def done(*operations: Operation, **at_hand: Vessel) -> Course:
    return carry_out(operations, SHELF, at_hand)


def dose(*operations: Operation) -> str:
    return plain(done(*operations).dose.counted)


def drawn(source: str, volume: str, into: str = "dose") -> Draw:
    return Draw(source=source, volume=volume, device="oral-syringe-1ml", fills=1, into=into)


def test_drops_count_five_for_four() -> None:
    # 0.2 mL of 40 mg/mL is 8 mg in the bottle, and counts as 10 mg of tablets
    course = done(drawn("gb-citalopram-drops-40", "0.2 mL"))
    assert (plain(course.dose.physical), plain(course.dose.counted)) == ("8", "10")


def test_a_serial_dilution() -> None:
    # 1 mL of 20 mg/mL to 10 mL, 1 mL of that to 10 mL: 2, then 0.2 mg/mL; 0.5 mL is 0.1 mg
    operations = (
        drawn("gb-escitalopram-drops-20", "1 mL", "a"),
        MakeUp(vessel="a", liquid="water", to="10 mL", device="cylinder-10ml"),
        Mix(vessel="a", how="stir"),
        drawn("a", "1 mL", "b"),
        MakeUp(vessel="b", liquid="water", to="10 mL", device="cylinder-10ml"),
        Mix(vessel="b", how="stir"),
        drawn("b", "0.5 mL"),
    )
    assert dose(*operations) == "0.1"


def test_beads_counted_in_and_left_out_make_a_capsule_together() -> None:
    # 30 of 120 beads of a 30 mg capsule are 7.5 mg; the rest is 22.5 mg
    capsule = {"product": "gb-duloxetine-gr-capsule-30", "beads": 30, "beads_per_capsule": "120"}
    capsule["product"] = next(
        one.id for one in CATALOGUE.products_of("duloxetine", "GB") if one.strength.amount == 30
    )
    taken = Count(into="dose", **capsule)  # type: ignore[arg-type] # a table of fields
    left = Count(into="dose", leave="rest", **capsule)  # type: ignore[arg-type] # as above
    assert (dose(taken), dose(left), dose(taken, left)) == ("7.5", "22.5", "30")


def test_weighed_powder() -> None:
    # 12 mg of powder of tablets that weigh 120 mg and hold 50 mg: 5 mg
    weighed = Weigh(
        product="gb-sertraline-tablet-50",
        powder="12 mg",
        unit_mass="120 mg",
        device="balance-1mg",
        into="dose",
    )
    assert dose(weighed) == "5"


def test_a_third_three_times_is_the_whole() -> None:
    share = Divide(vessel="cup", parts=3, into="dose")
    course = done(Take(product="gb-sertraline-tablet-50", pieces=("1",), into="cup"), share)
    assert plain(course.dose.counted) == "50/3"
    with_rest = done(
        Take(product="gb-sertraline-tablet-50", pieces=("1",), into="cup"),
        share,
        Pour(source="cup", into="dose"),
    )
    assert same(with_rest.dose.counted, Decimal(50))


def test_what_is_kept_is_gone_from_the_bench() -> None:
    kept = done(
        drawn("gb-escitalopram-drops-20", "1 mL", "a"), Keep(vessel="a", until="x", where="y")
    )
    assert kept.vessels["a"].empty
    assert kept.wasted == 0


@pytest.mark.parametrize(
    "operation",
    [
        drawn("cup", "1 mL"),
        Pour(source="cup", into="dose"),
        drawn("gb-sertraline-tablet-50", "1 mL"),
        Take(product="gb-escitalopram-drops-20", pieces=("1",), into="dose"),
        drawn("gb-escitalopram-drops-20", "0 mL"),
        drawn("gb-escitalopram-drops-20", "1 mg"),
        drawn("gb-nothing", "1 mL"),
    ],
)
def test_what_cannot_be_done_is_said(operation: Operation) -> None:
    with pytest.raises(Mismatch):
        done(operation)


@pytest.mark.parametrize(
    "text", ["", "5", "mg", ".5 mg", "5. mg", "0,5 mg", "05 mg", "1e3 mg", "٣ mg"]
)
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(NotAFigureError):
        read(text)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("0.37 mg", "0.37", "mg"),
        ("370 micrograms", "0.37", "mg"),
        ("1/4 tablet", "0.25", "tablet"),
        ("-0.54 %", "-0.54", "%"),
        ("1250.5 mL", "1250.5", "mL"),
    ],
)
def test_figures_are_read_exactly(text: str, number: str, unit: str) -> None:
    found = read(text)
    assert (found.number, found.unit) == (Decimal(number), unit)


def test_numbers_in_words_are_found_with_their_units() -> None:
    text = "Take 1½ tablets of 1,250 mg/mL, about 0.5\u00a0mL, and 3 drops; 5 of 10 ml"
    found = [(plain(one.number), one.unit) for one in tokens(text)]
    assert found == [
        ("1.5", ""), ("1250", "mg/mL"), ("0.5", "mL"), ("3", ""), ("5", ""), ("10", ""),
    ]  # fmt: skip


def test_a_number_may_be_rounded_only_where_it_never_ends() -> None:
    third = Decimal(5) / Decimal(3)
    assert as_printed("1.67 mg/mL", third)
    assert not as_printed("1.7 mg/mL", third)
    assert not as_printed("1.66 mg/mL", third)
    assert not as_printed("0.37 mg", Decimal("0.3704"))
