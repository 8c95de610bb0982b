from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab.messages import InputError
from taperlab.quantities import Mass
from taperlab.taper.occupancy import occupancy
from taperlab.taper.pacing import Held, How, Pacing, daily, dated, read_every, strips
from taperlab.taper.reading import read_rules
from taperlab.taper.targets import stated, targets
from tests.taper.asking import as_stated, curve_of, told

DAY = dt.date(2026, 3, 2)
PAROXETINE = curve_of("paroxetine")
RULES = ("occupancy:10", "proportional:20%", "proportional-original:25%", "linear:7mg")


def paced(rule: str, how: How, every: int, last: str | None = None) -> list[Held]:
    least = None if last is None else Mass.of(last)
    rules = read_rules(rule)
    doses = targets(Mass(20), Mass(0), rules, PAROXETINE, least)
    return dated(doses, DAY, Pacing(every, how), rules, PAROXETINE, last=least)


@pytest.mark.parametrize(
    ("typed", "days"),
    [("28d", 28), ("4w", 28), ("1d", 1), ("14 days", 14), ("2 weeks", 14), (" 1 day ", 1)],
)
def test_days_of_a_step_are_read(typed: str, days: int) -> None:
    assert read_every(typed) == days


@pytest.mark.parametrize("typed", ["", "28", "0d", "1.5w", "-7d", "28 D", "4m", "1000d", "٤w"])
def test_days_that_are_open_to_doubt_are_refused(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        read_every(typed)
    assert refused.value.field == "every"
    assert "28d or 4w" in told(refused.value)


def test_cut_and_hold_keeps_each_dose_for_its_days_and_the_last_for_good() -> None:
    held = paced("linear:7mg", "hold", 14)
    assert as_stated([each.dose for each in held]) == "20 13 6 0"
    assert [(each.start, each.end) for each in held] == [
        (dt.date(2026, 3, 2), dt.date(2026, 3, 15)),
        (dt.date(2026, 3, 16), dt.date(2026, 3, 29)),
        (dt.date(2026, 3, 30), dt.date(2026, 4, 12)),
        (dt.date(2026, 4, 13), None),
    ]
    assert [each.days for each in held] == [14, 14, 14, None]


def test_micro_taper_by_milligrams_takes_the_same_away_each_day() -> None:
    held = paced("linear:10mg", "micro", 5)
    assert as_stated([each.dose for each in held]) == "20 18 16 14 12 10 8 6 4 2 0"
    assert {each.days for each in held} == {1, None}


def test_micro_taper_by_occupancy_takes_the_same_points_away_each_day() -> None:
    rules = read_rules("occupancy:28")
    doses = targets(Mass(20), Mass(0), rules, PAROXETINE, None)
    days = list(daily(doses, 28, rules, PAROXETINE))
    drops = [
        occupancy(PAROXETINE, high) - occupancy(PAROXETINE, low) for high, low in pairwise(days)
    ]
    assert drops[:28] == [1] * 28
    assert len(days) == 28 * (len(doses) - 1) + 1


@given(
    st.sampled_from(RULES),
    st.sampled_from(("hold", "micro", "strip")),
    st.integers(1, 60),
    st.integers(100, 900),
)
def test_paced_doses_fall_without_a_gap_and_meet_each_step(
    rule: str, how: How, every: int, last: int
) -> None:
    days = every if how != "strip" else 28
    least = Mass(Fraction(last, 1000))
    rules = read_rules(rule)
    doses = targets(Mass(20), Mass(0), rules, PAROXETINE, least)
    held = dated(doses, DAY, Pacing(days, how), rules, PAROXETINE, last=least)
    assert all(stated(low.dose) < stated(high.dose) for high, low in pairwise(held))
    assert all(
        high.end and low.start == high.end + dt.timedelta(days=1) for high, low in pairwise(held)
    )
    for number, dose in enumerate(doses):
        day = DAY + dt.timedelta(days=days * number)
        on_day = [each for each in held if each.start <= day and (not each.end or day <= each.end)]
        assert [stated(each.dose) for each in on_day] == [stated(dose)]
    assert not any(Mass(0) < each.dose < least for each in held)


def test_days_that_read_the_same_are_one_range() -> None:
    rules = read_rules("linear:0.0002mg")
    doses = [Mass.of("0.0004"), Mass.of("0.0002"), Mass(0)]
    held = dated(doses, DAY, Pacing(4, "micro"), rules, None)
    assert as_stated([each.dose for each in held]) == "0.0004 0.0003 0.0002 0.0001 0"
    assert sum(each.days or 0 for each in held) == 8
    assert held[-1].dose == Mass(0)


def test_three_strips_of_paroxetine() -> None:
    held = paced("list:20mg,12mg,5mg", "strip", 28)
    found = strips(held)
    assert [strip.number for strip in found] == [1, 2, 3]
    assert [len(strip.pouches) for strip in found] == [28, 28, 28]
    assert [strip.pouches[0] for strip in found] == [Mass(20), Mass(12), Mass(5)]
    assert found[1].start == dt.date(2026, 3, 30)
    assert held[-1] == Held(Mass(0), dt.date(2026, 5, 25), None)
    pouches = [dose for strip in found for dose in strip.pouches]
    assert all(low <= high for high, low in pairwise(pouches))


def test_smallest_dose_fills_a_strip_of_its_own() -> None:
    final = strips(paced("list:20mg,12mg", "strip", 28, last="5"))[-1]
    assert set(final.pouches) == {Mass(5)}


def test_steps_that_do_not_fill_strips_are_refused() -> None:
    with pytest.raises(InputError) as refused:
        Pacing(30, "strip")
    assert "Steps of 30 days do not fill strips of 28 pouches" in told(refused.value)


def test_plan_of_more_than_ten_years_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        paced("linear:0.1mg", "hold", 28)
    assert "more than 10 years" in told(refused.value)


def test_plan_beyond_the_calendar_is_refused() -> None:
    rules = read_rules("linear:1mg")
    with pytest.raises(InputError) as refused:
        dated([Mass(1), Mass(0)], dt.date.max, Pacing(7), rules, None)
    assert refused.value.field == "date"


def test_step_of_no_days_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="cannot take 0 days"):
        Pacing(0)
