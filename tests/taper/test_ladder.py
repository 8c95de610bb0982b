from __future__ import annotations

import datetime as dt
import math
from fractions import Fraction
from functools import cache

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from taperlab import CheckRequest, check_reduction, smallest_changes
from taperlab.answers.codec import decode, document_hash
from taperlab.answers.judging import CancelledError
from taperlab.answers.operations import Draw
from taperlab.messages import InputError
from taperlab.quantities import Mass, canonical
from taperlab.taper.document import Check
from taperlab.taper.ladder import LADDER_SCHEMA, Ladder, Rail, Rung
from taperlab.taper.ladder_doses import doses_below
from tests.taper.asking import CATALOGUE

DAY = dt.date(2026, 3, 1)
ASKED = (
    ("citalopram", "20 mg", "GB"),
    ("sertraline", "100 mg", "US"),
    ("venlafaxine", "75 mg", "GB"),
    ("diazepam", "10 mg", "GB"),
)


@cache
def ladder(drug: str, start: str, market: str = "GB", **more: object) -> Ladder:
    request = CheckRequest(drug=drug, start=start, to="0 mg", market=market, date=DAY, **more)  # type: ignore[arg-type]
    return smallest_changes(request, CATALOGUE)


def rail(found: Ladder, method: str) -> Rail:
    return next(one for one in found.rails if method in one.methods)


def checked(drug: str, dose: Mass, market: str, **more: object) -> Check:
    asked = {"drug": drug, "start": canonical(dose), "to": "0 mg", "market": market, **more}
    return check_reduction(CheckRequest(date=DAY, **asked), CATALOGUE)  # type: ignore[arg-type]


def test_the_doses_read_plainly_and_are_those_of_units_and_their_parts() -> None:
    products = tuple(one for one in CATALOGUE.products if one.id == "gb-citalopram-tablet-10")
    assert products
    texts = [canonical(one) for one in doses_below(Mass.of("12"), products)]
    assert texts[:9] == ["12 mg", "10 mg", "8 mg", "6 mg", "5 mg", "4 mg", "3 mg", "2.5 mg", "2 mg"]
    assert texts[-1] == "0.15 mg"  # a hundredth is 0.12 mg
    assert len(texts) == len(set(texts))


@given(start=st.fractions(Fraction(1, 1000), 2000))
def test_the_dose_taken_now_comes_first_and_none_is_above_it_or_under_a_hundredth(
    start: Fraction,
) -> None:
    doses = [one.amount for one in doses_below(Mass(start), ())]
    assert doses[0] == start
    assert doses == sorted(set(doses), reverse=True)
    assert min(doses) >= start / 100
    assert len(doses) > 15


def test_one_mark_is_the_smallest_change_where_the_scale_is_kept() -> None:
    # 20 mg are 0.4 mL of drops of which 1 mL counts as 50 mg; one mark of 0.01 mL is 0.5 mg.
    # Scale and content are 5 % of what is left out, a reading is half a mark in 28 doses each:
    # u² = ((0.0005 mL)² + (0.0005 mL)² + 2 (0.005 mL)²/28)/3 = (0.00087 mL)²,
    # and 0.01 mL is 11 times that
    found = rail(ladder("citalopram", "20 mg"), "oral-liquid").rungs[0]
    assert (found.dose, found.change) == (Mass.of("20"), Mass.of("0.5"))


def test_units_whole_and_in_parts_are_one_way() -> None:
    found = rail(ladder("venlafaxine", "75 mg"), "whole-tablets")
    assert "split-tablets" in found.methods
    fifty = next(one for one in found.rungs if one.dose == Mass.of("50"))
    assert fifty.change == Mass.of("12.5")  # 37.5 mg: no part of a 50 mg tablet, but a tablet


@settings(max_examples=25)
@given(data=st.data())
def test_a_rung_is_what_a_check_of_that_dose_says(data: st.DataObject) -> None:
    drug, start, market = data.draw(st.sampled_from(ASKED))
    found = ladder(drug, start, market)
    dose = data.draw(st.sampled_from(found.doses))
    check = checked(drug, dose, market)
    if check.before is None:
        assert not any(one.dose == dose for each in found.rails for one in each.rungs)
        return
    rungs = rail(found, check.before.method).rungs
    rung = next(one for one in rungs if one.dose == dose)
    assert rung.achieved == check.before.delivered
    assert rung.change == check.smallest_distinguishable


@settings(max_examples=25)
@given(data=st.data())
def test_a_way_has_a_rung_just_where_a_dose_is_made_well_enough_by_it(data: st.DataObject) -> None:
    drug, start, market = data.draw(st.sampled_from(ASKED))
    found = ladder(drug, start, market)
    dose = data.draw(st.sampled_from(found.doses))
    one = data.draw(st.sampled_from(found.rails))
    check = checked(drug, dose, market, methods=one.methods)
    assert (check.before is not None) == (dose in _doses(one.rungs))


def test_what_is_poor_is_on_no_ladder() -> None:
    # 8 mg are 6.4 mg of drops of 2 mg: three drops are 7.5 mg, each 15 % off
    drops = rail(ladder("citalopram", "20 mg"), "counted-drops")
    assert Mass.of("10") in _doses(drops.rungs)
    assert Mass.of("8") not in _doses(drops.rungs)


def _scale(volume: float, capacity: float) -> float:
    """Return the bound of a syringe's scale in mL, as ISO 7886-1 is modelled."""
    small = capacity < 5
    below = 0.015 * capacity + (0.02 if small else 0.01) * volume
    return max(below, (0.05 if small else 0.04) * volume)


def _resolution(drawn: float, marks: int, step: float, capacity: float) -> float:
    """Return a reduction by some marks over its uncertainty: 28 doses each, 5 % of content."""
    change = marks * step
    scale = _scale(drawn, capacity) - _scale(drawn - change, capacity)
    sources = scale**2 + 2 * (step / 2) ** 2 / 28 + (0.05 * change) ** 2
    return change / math.sqrt(sources / 3)


@settings(max_examples=25)
@given(data=st.data())
def test_fewer_marks_than_those_of_a_rung_cannot_be_told_apart(data: st.DataObject) -> None:
    drug, start = data.draw(st.sampled_from((("citalopram", "20 mg"), ("diazepam", "10 mg"))))
    rung = data.draw(st.sampled_from(rail(ladder(drug, start), "oral-liquid").rungs))
    check = checked(drug, rung.dose, "GB", methods=("oral-liquid",))
    assert check.before is not None
    draw = check.before.operations[-1]
    assert isinstance(draw, Draw)
    assume(draw.fills == 1)
    device = CATALOGUE.device(draw.device)
    assert device.capacity
    assert device.graduation
    assert device.smallest
    drawn, capacity = float(draw.volume.amount), float(device.capacity.amount)
    step = float(device.graduation.amount)
    assert rung.change is not None
    marks = round(float(rung.change / rung.achieved) * drawn / step)
    if rung.change < rung.achieved:
        assert _resolution(drawn, marks, step, capacity) >= 3
    for fewer in range(1, marks):
        if drawn - fewer * step >= float(device.smallest.amount):
            assert _resolution(drawn, fewer, step, capacity) < 3


@pytest.mark.parametrize("asked", ASKED)
def test_a_change_is_never_more_than_the_dose_and_a_dose_that_is_not_made_has_no_rung(
    asked: tuple[str, str, str],
) -> None:
    found = ladder(*asked)
    assert found.rails
    for each in found.rails:
        assert each.rungs
        assert set(_doses(each.rungs)) <= set(found.doses)
        assert _doses(each.rungs) == sorted(_doses(each.rungs), reverse=True)
        for one in each.rungs:
            assert one.change is None or Mass(0) < one.change <= one.achieved


def _doses(rungs: tuple[Rung, ...]) -> list[Mass]:
    return [one.dose for one in rungs]


def test_doses_a_day_are_counted_by_the_day() -> None:
    daily = rail(ladder("diazepam", "20 mg", per="day", doses_per_day=2), "whole-tablets").rungs[0]
    check = checked("diazepam", Mass.of("20"), "GB", per="day", doses_per_day=2)
    assert daily.achieved == Mass.of("20")
    assert daily.change == check.smallest_distinguishable


def test_only_what_is_of_the_release_taken_now_is_looked_at() -> None:
    taking = next(
        one.id
        for one in CATALOGUE.products
        if one.drug == "venlafaxine" and one.market == "GB" and one.release == "MR"
    )
    found = ladder("venlafaxine", "75 mg", taking=taking)
    check = checked("venlafaxine", Mass.of("75"), "GB", taking=taking)
    assert check.before is not None
    assert CATALOGUE.product(check.before.products[0]).release == "MR"
    assert rail(found, check.before.method).rungs[0].change == check.smallest_distinguishable
    assert not any("oral-liquid" in one.methods for one in found.rails)


def test_a_ladder_is_a_document_that_can_be_read_back() -> None:
    found = ladder("citalopram", "20 mg")
    back = decode(found.to_json().encode(), Ladder, LADDER_SCHEMA, "ladder")
    assert back == found
    assert back.schema == LADDER_SCHEMA
    assert document_hash(back) == found.hash


def test_whoever_no_longer_wants_it_is_not_kept_waiting() -> None:
    request = CheckRequest(drug="citalopram", start="20 mg", to="0 mg", date=DAY)
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 5

    with pytest.raises(CancelledError):
        smallest_changes(request, CATALOGUE, cancelled=cancelled)
    assert asked == 6


def test_a_dose_that_cannot_be_read_is_refused_by_its_field() -> None:
    request = CheckRequest(drug="citalopram", start="20", to="0 mg", date=DAY)
    with pytest.raises(InputError) as error:
        smallest_changes(request, CATALOGUE)
    assert error.value.field == "from"


def test_where_it_goes_to_does_not_count() -> None:
    request = CheckRequest(drug="citalopram", start="20 mg", to="anything", date=DAY)
    found = smallest_changes(request, CATALOGUE)
    assert found == ladder("citalopram", "20 mg")
    assert msgspec.json.decode(found.to_json())["request"]["to"] == "0 mg"
