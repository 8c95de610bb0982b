from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab.messages import InputError
from taperlab.quantities import DecimalMark, Mass
from taperlab.taper.reading import read_change, read_rule, read_rules, written
from taperlab.taper.rules import (
    Change,
    EqualOccupancy,
    Linear,
    Listed,
    OfOriginal,
    OfPrevious,
    Rule,
    describe,
    describe_change,
)
from tests.taper.asking import said, told

amounts = st.integers(1, 99_999).map(lambda n: Fraction(n, 1000))
shares = st.integers(1, 9_999).map(lambda n: Fraction(n, 10_000))
doses = st.lists(amounts, min_size=1, unique=True).map(
    lambda found: tuple(map(Mass, sorted(found, reverse=True)))
)
rules = st.one_of(
    amounts.map(EqualOccupancy),
    shares.map(OfPrevious),
    shares.map(OfOriginal),
    amounts.map(lambda amount: Linear(Mass(amount))),
    doses.map(Listed),
)


@given(rules)
def test_rule_that_is_written_reads_as_the_same(rule: Rule) -> None:
    assert read_rule(written(rule)) == rule


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("occupancy:10", EqualOccupancy(Fraction(10))),
        ("occupancy: 7,5", EqualOccupancy(Fraction(15, 2))),
        ("proportional:2,5%", OfPrevious(Fraction(1, 40))),
        ("linear:0,25 mg", Linear(Mass.of("0.25"))),
        ("list:7,5mg,5mg, 0,5mg;0mg", Listed(tuple(map(Mass.of, ("7.5", "5", "0.5", "0"))))),
    ],
)
def test_decimal_comma_is_read_where_the_market_writes_one(typed: str, rule: Rule) -> None:
    assert read_rule(typed, decimal_mark=",") == rule


@pytest.mark.parametrize(
    ("typed", "mark", "words"),
    [
        ("", ".", "is no rule"),
        ("hyperbolic:10", ".", "“hyperbolic:10” is no rule"),
        ("proportional", ".", "Nothing was entered"),
        ("proportional:10", ".", "has no unit"),
        ("proportional:10mg", ".", "10mg"),
        ("proportional:100%", ".", "takes away all there is"),
        ("proportional:-10%", ".", "is below zero"),
        ("occupancy:10%", ".", "no number of percentage points"),
        ("occupancy:0", ".", "is zero"),
        ("occupancy:100", ".", "takes away all there is"),
        ("occupancy:7,5", ".", "comma"),
        ("linear:2,5mg", ".", "comma"),
        ("linear:1.125mg", ",", "thousand"),
        ("linear:5", ".", "has no unit"),
        ("linear:5 mL", ".", "mL"),
        ("list:20,15,10mg", ".", "decimal"),
        ("list:20mg,15mg,15mg", ".", "does not come below"),
        ("list:20mg,0mg,15mg", ".", "does not come below"),
        ("list:", ".", "Nothing was entered"),
    ],
)
def test_rule_that_is_open_to_doubt_is_refused(typed: str, mark: DecimalMark, words: str) -> None:
    with pytest.raises(InputError) as refused:
        read_rule(typed, decimal_mark=mark)
    assert words in told(refused.value)
    assert refused.value.field == "rule"


def test_change_says_from_which_dose_on() -> None:
    change = read_change("proportional:3%@2mg")
    assert change == Change(Mass(2), OfPrevious(Fraction(3, 100)))
    assert said(describe_change(change)) == (
        "from the first dose at or below 2 mg on, each step takes away 3 % of the previous dose"
    )
    assert read_rules("linear:1mg", ["linear:0,5mg@2,5mg"], decimal_mark=",").then == (
        Change(Mass.of("2.5"), Linear(Mass.of("0.5"))),
    )


@pytest.mark.parametrize("typed", ["proportional:3%", "proportional:3%@2", "often@2mg", "@2mg"])
def test_change_that_cannot_be_read_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        read_rules("linear:1mg", [typed])
    assert refused.value.field == "then"
    assert told(refused.value)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("proportional:10%", "10 % of the previous dose"),
        ("proportional-original:10%", "10 % of the original dose"),
        ("occupancy:5", "5 percentage points of modelled occupancy"),
        ("linear:2.5mg", "takes away 2.5 mg"),
        ("list:20mg,15mg", "20 mg and 15 mg"),
    ],
)
def test_rule_in_words_says_what_its_number_is_of(typed: str, words: str) -> None:
    assert words in said(describe(read_rule(typed)))
