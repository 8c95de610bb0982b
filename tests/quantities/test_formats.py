"""The one door out: plain digits, and rounding that says which way."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab.quantities import (
    Concentration,
    Content,
    Count,
    DropRate,
    Mass,
    Piece,
    Proportion,
    Quantity,
    Volume,
    canonical,
    number,
    parse_any,
    percent,
    significant,
    to_places,
)

PIECES: tuple[Piece, ...] = ("tablet", "capsule", "sachet", "drop", "bead")
amounts = st.fractions(min_value=0, max_value=100_000, max_denominator=10_000)
pieces = st.sampled_from(PIECES)
quantities: st.SearchStrategy[Quantity] = st.one_of(
    st.builds(Mass, amounts),
    st.builds(Volume, amounts),
    st.builds(Concentration, amounts),
    st.builds(DropRate, amounts),
    st.builds(Proportion, amounts),
    st.builds(Count, amounts, pieces),
    st.builds(Content, amounts, pieces),
)
numbers = st.fractions(max_denominator=10**9).filter(bool)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1.0", "1"),
        ("0.5", "0.5"),
        ("0.0000001", "0.0000001"),
        ("1000", "1000"),
        ("1e20", "100000000000000000000"),
        ("-0.25", "\u22120.25"),
        ("0", "0"),
    ],
)
def test_numbers_have_no_exponent_and_no_trailing_zero(value: str, written: str) -> None:
    assert number(Fraction(value)) == written


def test_thousands_are_marked_when_asked_for() -> None:
    assert number(Fraction("1250.5"), grouped=True) == "1,250.5"
    assert number(Fraction(1_000_000), grouped=True) == "1,000,000"
    assert number(Fraction("0.5"), mark=",") == "0,5"


def test_what_has_no_finite_decimals_must_be_rounded_in_the_open() -> None:
    with pytest.raises(ValueError, match="no finite decimal"):
        number(Fraction(1, 3))


@pytest.mark.parametrize(
    ("quantity", "written"),
    [
        (Mass.of("0.37"), "0.37 mg"),
        (Mass(Fraction(1, 3)), "1/3 mg"),
        (Mass.of(-1), "-1 mg"),
        (Count(Fraction(1, 3), "tablet"), "1/3 tablet"),
        (Concentration.of(40), "40 mg/mL"),
        (Content(Fraction(20), "tablet"), "20 mg/tablet"),
        (Proportion(Fraction(1, 20)), "5 %"),
        (DropRate.of(20), "20 drops/mL"),
    ],
)
def test_files_hold_number_and_unit(quantity: Quantity, written: str) -> None:
    assert canonical(quantity) == written


@given(quantities)
def test_what_is_written_to_a_file_is_read_back_the_same(quantity: Quantity) -> None:
    assert parse_any(canonical(quantity)) == quantity


@pytest.mark.parametrize(
    ("value", "written"),
    [("-0.0054", "-0.54 %"), ("0", "0.00 %"), ("-0.00001", "0.00 %"), ("0.1", "10.00 %")],
)
def test_percentages_for_reading_have_two_decimals(value: str, written: str) -> None:
    assert percent(Fraction(value)) == written


@pytest.mark.parametrize(
    ("value", "rounding", "rounded"),
    [
        ("0.305546", "down", "0.305"),
        ("0.305546", "up", "0.306"),
        ("0.3055", "half-even", "0.306"),
        ("0.3045", "half-even", "0.304"),
        ("444.5", "up", "445"),
        ("12345", "down", "12300"),
        ("-0.305546", "up", "-0.306"),
        ("0.305", "up", "0.305"),
        ("9.996", "half-even", "10"),
        ("0", "up", "0"),
    ],
)
def test_three_significant_digits(value: str, rounding: str, rounded: str) -> None:
    found = significant(Fraction(value), 3, rounding)  # type: ignore[arg-type] # from the table
    assert found == Fraction(rounded)


@given(numbers, st.integers(1, 6))
def test_outward_rounding_encloses_by_less_than_one_last_digit(
    value: Fraction, digits: int
) -> None:
    down, up = significant(value, digits, "down"), significant(value, digits, "up")
    assert abs(down) <= abs(value) <= abs(up)
    assert abs(up - down) <= abs(value) / 10 ** (digits - 1)
    assert significant(value, digits) in {down, up}


@given(numbers, st.integers(1, 6))
def test_rounding_a_rounded_number_changes_nothing(value: Fraction, digits: int) -> None:
    for rounding in ("half-even", "up", "down"):
        once = significant(value, digits, rounding)
        assert significant(once, digits, rounding) == once


def test_places_are_rounded_half_even() -> None:
    assert to_places(Mass.of("0.00005"), 4) == Mass.of("0")
    assert to_places(Mass.of("0.00015"), 4) == Mass.of("0.0002")
    assert to_places(Mass.of(0), 4) == Mass.of(0)
    assert to_places(Count(Fraction(1, 3), "drop"), 2) == Count(Fraction("0.33"), "drop")
