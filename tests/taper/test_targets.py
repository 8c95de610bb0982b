from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab.messages import InputError
from taperlab.quantities import Mass
from taperlab.taper.curves import curve_for
from taperlab.taper.occupancy import occupancy
from taperlab.taper.rules import (
    Change,
    EqualOccupancy,
    Linear,
    Listed,
    OfOriginal,
    OfPrevious,
    Rule,
    Rules,
)
from taperlab.taper.targets import MOST_STEPS, stated, targets
from tests.taper.asking import CATALOGUE, as_stated, curve_of, plan, told

CURVES = [curve for drug in CATALOGUE.drugs if (curve := curve_for(drug))]
CURVE = curve_of("sertraline")
ZERO = Mass(0)

starts = st.integers(1_000, 200_000).map(lambda n: Mass(Fraction(n, 1000)))
shares = st.integers(2, 60).map(lambda n: Fraction(n, 100))
rules = st.one_of(
    st.integers(4, 60).map(lambda n: EqualOccupancy(Fraction(n, 2))),
    shares.map(OfPrevious),
    shares.map(OfOriginal),
    st.integers(5, 90).map(lambda n: Linear(Mass(n))),
)
changes = st.lists(st.tuples(st.integers(1, 50), rules), max_size=3, unique_by=lambda it: it[0])


def falling(entries: list[tuple[int, Rule]]) -> tuple[Change, ...]:
    return tuple(Change(Mass(at), rule) for at, rule in sorted(entries, key=lambda it: -it[0]))


@given(starts, rules, changes, st.just(0) | st.integers(20, 900), st.integers(20, 1000))
def test_doses_fall_from_the_first_to_the_one_to_reach(
    start: Mass, rule: Rule, then: list[tuple[int, Rule]], end: int, last: int
) -> None:
    to, least = Mass(Fraction(end, 1000)), Mass(Fraction(last, 1000))
    smallest = least if not end or least <= to else None
    doses = targets(start, to, Rules(rule, falling(then)), CURVE, smallest)
    assert doses[0] == start
    assert doses[-1] == to
    assert all(low < high for high, low in pairwise(doses))
    assert all(stated(low) < stated(high) for high, low in pairwise(doses))
    if not end:
        assert doses[-2] == least


@given(st.sampled_from(CURVES), starts, st.integers(2, 60), st.integers(0, 900))
def test_occupancy_falls_by_what_was_asked_and_at_most_half_as_much_more_at_the_end(
    curve: object, start: Mass, halves: int, end: int
) -> None:
    assert isinstance(curve, type(CURVE))
    points, to = Fraction(halves, 2), Mass(Fraction(end, 1000))
    doses = targets(start, to, Rules(EqualOccupancy(points)), curve, None)
    drops = [occupancy(curve, high) - occupancy(curve, low) for high, low in pairwise(doses)]
    assert all(drop == points for drop in drops[:-1])
    assert drops[-1] < points * Fraction(3, 2)
    assert drops[-1] >= points / 2 or len(drops) == 1


@given(starts, st.integers(1, 30), st.integers(50, 999))
def test_what_is_rounded_to_be_read_never_comes_back_into_the_next_dose(
    start: Mass, percent: int, last: int
) -> None:
    share = Fraction(percent, 100)
    doses = targets(start, ZERO, Rules(OfPrevious(share)), None, Mass(Fraction(last, 1000)))
    for number, dose in enumerate(doses[:-2]):
        assert dose == start * (1 - share) ** number


@given(starts, rules, st.data())
def test_plan_made_anew_from_one_of_its_own_doses_goes_on_as_it_would_have(
    start: Mass, rule: Rule, data: st.DataObject
) -> None:
    last = Mass.of("0.5")
    doses = targets(start, ZERO, Rules(rule), CURVE, last)
    at = data.draw(st.integers(0, len(doses) - 2))
    again = targets(doses[at], ZERO, Rules(rule), CURVE, last, original=start)
    assert again == doses[at:]


def test_listed_plan_made_anew_leaves_out_what_lies_behind() -> None:
    listed = Listed(tuple(map(Mass, (15, 10, 5))))
    going_on = Rules(listed, (Change(Mass(2), listed),)).going_on_from(Mass(10))
    assert targets(Mass(10), ZERO, going_on, None, None) == [Mass(10), Mass(5), ZERO]
    assert going_on.then[0].rule == going_on.first


def test_share_of_the_original_stays_one_when_the_plan_is_made_anew() -> None:
    doses = targets(Mass(6), ZERO, Rules(OfOriginal(Fraction(1, 5))), None, None, original=Mass(10))
    assert as_stated(doses) == "6 4 2 0"


def test_dose_that_reads_like_the_smallest_one_is_no_step_before_it() -> None:
    assert (
        as_stated(plan("10", "proportional:10%", last="5.3144"))
        == "10 9 8.1 7.29 6.561 5.9049 5.3144 0"
    )
    assert as_stated(plan("1", "linear:0.33333mg", to="0.0000")) == "1 0.6667 0.3333 0"


def test_smallest_dose_may_be_the_one_taken_now() -> None:
    assert as_stated(plan("0.3", "proportional:10%", last="0.3")) == "0.3 0"


def test_smallest_dose_says_nothing_about_a_plan_that_ends_above_it() -> None:
    assert as_stated(plan("10", "proportional:25%", to="5", last="1")) == "10 7.5 5.625 5"


@pytest.mark.parametrize(
    ("field", "words", "asked"),
    [
        ("to", "From 5 mg to 5 mg is no way down", ("5", "linear:1mg", {"to": "5"})),
        ("to", "From 5 mg to 6 mg is no way down", ("5", "linear:1mg", {"to": "6"})),
        ("last", "A share of the previous dose never becomes zero", ("5", "proportional:5%", {})),
        ("last", "is above the dose to start from, 5 mg", ("5", "linear:1mg", {"last": "6"})),
        ("last", "The plan ends at 2 mg", ("5", "linear:1mg", {"to": "2", "last": "3"})),
        ("rule", "this drug has none to taper by", ("5", "occupancy:5", {})),
        ("rule", "would have more than 1,000 steps", ("5", "linear:0.004mg", {})),
        ("rule", "would both read 5 mg", ("5", "linear:0.00001mg", {})),
        ("rule", "holds 7 mg, which is above the dose", ("5", "list:7mg,4mg", {})),
        ("rule", "below the dose to reach, 2 mg", ("5", "list:4mg,1mg", {"to": "2"})),
        ("rule", "smallest dose before zero, 2 mg", ("5", "list:4mg,1mg", {"last": "2"})),
    ],
)
def test_plan_that_cannot_be_is_refused_at_the_field_that_is_wrong(
    field: str, words: str, asked: tuple[str, str, dict[str, str]]
) -> None:
    start, rule, options = asked
    with pytest.raises(InputError) as refused:
        plan(start, rule, **options)
    assert words in told(refused.value)
    assert refused.value.field == field


def test_changes_must_come_in_the_order_of_the_way_down() -> None:
    with pytest.raises(InputError) as refused:
        plan("10", "linear:1mg", "linear:0.5mg@2mg", "linear:0.2mg@2mg")
    assert refused.value.field == "then"


def test_share_of_the_previous_dose_low_down_needs_a_smallest_dose_too() -> None:
    with pytest.raises(InputError) as refused:
        plan("10", "linear:1mg", "proportional:3%@2mg")
    assert refused.value.field == "last"


def test_plan_of_just_the_most_steps_is_made() -> None:
    doses = plan("10", "linear:0.01mg")
    assert len(doses) == MOST_STEPS + 1
