"""A whole plan: what holds for every taper, and a few that were worked by hand."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taperlab import Catalogue, DoseRequest, TaperRequest, plan_taper, prepare
from taperlab.answers.codec import decode
from taperlab.answers.request import CountedBeads
from taperlab.messages import InputError
from taperlab.quantities import Mass, canonical
from taperlab.taper.document import PLAN_SCHEMA, Plan, Step

CATALOGUE = Catalogue.shipped()
DAY = dt.date(2026, 3, 1)
BEADS = CountedBeads(
    product="gb-venlafaxine-mr-capsule-75", batch="X1", counts=(301, 296, 305), twice=True
)
STARTS = {
    "citalopram": ("20 mg", "10 mg", "4 mg"),
    "sertraline": ("100 mg", "25 mg"),
    "diazepam": ("10 mg", "2 mg"),
    "mirtazapine": ("30 mg", "15 mg"),
    "haloperidol": ("2 mg", "0.5 mg"),
    "olanzapine": ("10 mg", "5 mg"),
    "lorazepam": ("2.5 mg", "1 mg"),
}
CURVED = ("citalopram", "sertraline", "olanzapine")


def plan(drug: str, start: str, rule: str, **fields: object) -> Plan:
    request = {"drug": drug, "start": start, "rule": rule, "date": DAY, **fields}
    return plan_taper(TaperRequest(**request), CATALOGUE)  # type: ignore[arg-type]


def made(step: Step) -> Fraction:
    assert step.achieved is not None
    return step.achieved.amount


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    drug = draw(st.sampled_from(sorted(STARTS)))
    start = draw(st.sampled_from(STARTS[drug]))
    share = draw(st.integers(8, 50))
    rules = [f"proportional:{share}%", f"proportional-original:{share}%"]
    if drug in CURVED:
        rules.append(f"occupancy:{draw(st.integers(5, 20))}")
    smallest = canonical(Mass.of(start.removesuffix(" mg")) / draw(st.sampled_from((10, 40))))
    return plan(
        drug,
        start,
        draw(st.sampled_from(rules)),
        last=smallest,
        market=draw(st.sampled_from(("GB", "US"))),
        role=draw(st.sampled_from(("pharmacist", "patient"))),
    )


@settings(max_examples=40)
@given(plans())
def test_doses_never_rise_and_every_step_is_made_or_marked(found: Plan) -> None:
    doses = [made(step) for step in found.steps if step.achieved is not None]
    assert all(after <= before for before, after in pairwise(doses))
    marked = {step for one in found.findings for step in one.steps if one.code == "not-makeable"}
    for step in found.steps:
        assert bool(step.preparation) or not step.target or step.number in marked
        assert bool(step.refused) == (step.number in marked)
    assert found.steps[-1].target == Mass(0)
    assert found.steps[-1].change is not None


@settings(max_examples=25)
@given(plans())
def test_the_days_join_and_the_bottles_are_those_of_the_steps(found: Plan) -> None:
    for before, after in pairwise(found.steps):
        assert before.end is not None
        assert after.start == before.end + dt.timedelta(days=1)
    served = {number: one.id for one in found.bottles for number in one.serves}
    assert served == {step.number: step.bottle for step in found.steps if step.bottle}
    for one in found.bottles:
        assert list(one.serves) == list(range(one.serves[0], one.serves[-1] + 1))


@settings(max_examples=25)
@given(plans())
def test_a_step_errs_by_no_more_than_its_preparation_says(found: Plan) -> None:
    for step in found.steps:
        if step.preparation is None:
            continue
        assert step.preparation.rating in ("good", "acceptable")
        assert abs(made(step) / step.target.amount - 1) <= Fraction(1, 5)


@pytest.mark.parametrize("points", [5, 10, 20])
def test_occupancy_falls_by_what_was_asked(points: int) -> None:
    found = plan("citalopram", "20 mg", f"occupancy:{points}")
    lost = [
        Fraction(step.change.occupancy_points)
        for step in found.steps
        if step.change and step.change.occupancy_points
    ]
    assert all(one == points for one in lost[:-1])
    assert lost[-1] < Fraction(3, 2) * points


def test_the_plan_of_citalopram_keeps_to_three_ways() -> None:
    found = plan("citalopram", "20 mg", "occupancy:5")
    assert found.steps[0].preparation is not None
    assert found.steps[0].preparation.method == "whole-tablets"
    assert [one.product for one in found.bottles] == ["gb-citalopram-drops-40"] * 2
    assert [one.recipe == () for one in found.bottles] == [True, False]
    assert [(step.standing) for step in found.steps[:3]] == ["now", "next", "projection"]


def test_ten_per_cent_of_the_previous_dose_is_exact_and_never_fed_back() -> None:
    found = plan("olanzapine", "10 mg", "proportional:10%", last="5 mg")
    stated = [canonical(step.target) for step in found.steps]
    assert stated[:7] == [
        "10 mg",
        "9 mg",
        "8.1 mg",
        "7.29 mg",
        "6.561 mg",
        "5.9049 mg",
        "5.3144 mg",
    ]
    assert stated[7:] == ["5 mg", "0 mg"]


def test_beads_go_to_the_end_where_they_were_counted() -> None:
    found = plan(
        "venlafaxine",
        "75 mg",
        "proportional:20%",
        last="2 mg",
        taking="gb-venlafaxine-mr-capsule-75",
        beads=(BEADS,),
    )
    methods = {step.preparation.method for step in found.steps if step.preparation}
    assert methods == {"whole-tablets", "counted-beads"}
    assert found.bottles == ()


def test_without_beads_the_change_of_form_is_a_step_of_its_own() -> None:
    found = plan(
        "venlafaxine",
        "75 mg",
        "proportional:20%",
        last="2 mg",
        taking="gb-venlafaxine-mr-capsule-75",
        per="day",
    )
    first, switch, cut = found.steps[:3]
    assert (first.target, switch.target, cut.target) == (Mass(75), Mass(75), Mass(60))
    assert switch.preparation is not None
    assert switch.preparation.products == ("gb-venlafaxine-solution-7.5",)
    assert switch.preparation.doses_per_day == 2
    changed = [one for one in found.findings if one.code == "release-change"]
    assert [one.steps for one in changed] == [(2,)]
    assert changed[0].needs_reason


def test_a_strip_never_rises_and_is_made_of_whole_units() -> None:
    tablets = tuple(
        one.id for one in CATALOGUE.products_of("paroxetine", "GB") if one.form == "tablet"
    )
    found = plan(
        "paroxetine",
        "20 mg",
        "linear:10mg",
        last="10 mg",
        strip=True,
        every="28d",
        products=tablets,
    )
    assert {canonical(step.target) for step in found.steps} >= {"20 mg", "0 mg"}
    for step in found.steps[:-1]:
        assert step.preparation is not None
        assert step.preparation.method == "strip"


def test_the_document_is_read_back_as_it_was_written() -> None:
    found = plan("citalopram", "4 mg", "proportional:25%", last="0.5 mg")
    again = decode(found.to_json().encode(), Plan, PLAN_SCHEMA, "plan.json")
    assert again == found


def test_one_dose_of_a_plan_is_as_good_as_its_own_answer() -> None:
    """The plan trades a little error for fewer bottles, never a rating below acceptable."""
    found = plan("haloperidol", "0.5 mg", "proportional:20%", last="0.05 mg")
    for step in found.steps[:-1]:
        answer = prepare(
            DoseRequest(drug="haloperidol", dose=canonical(step.target), date=step.start),
            CATALOGUE,
        )
        assert (answer.recommended is None) == (step.preparation is None)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"rule": None}, "rule"),
        ({"rule": "halve"}, "rule"),
        ({"rule": "proportional:10%"}, "last"),
        ({"rule": "linear:1mg", "to": "20 mg"}, "to"),
        ({"rule": "linear:1mg", "every": "month"}, "every"),
        ({"rule": "linear:1mg", "micro": True, "strip": True}, "micro"),
        ({"rule": "linear:1mg", "start": "1,5 mg"}, "from"),
        ({"rule": "linear:1mg", "curve": "nothing"}, "curve"),
        ({"rule": "linear:1mg", "taking": "gb-sertraline-tablet-50"}, "taking"),
        ({"rule": "linear:1mg", "next_dose": "30 mg"}, "next_dose"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(fields: dict[str, object], field: str) -> None:
    request = {"drug": "citalopram", "start": "20 mg", "date": DAY, **fields}
    with pytest.raises(InputError) as refused:
        plan_taper(TaperRequest(**request), CATALOGUE)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_dose_that_its_text_divides_is_not_said_to_be_divided_where_it_is_not() -> None:
    undivided = plan("venlafaxine", "75 mg", "list:37.5mg,10mg")
    divided = plan("venlafaxine", "75 mg", "list:37.5mg,10mg", per="day")
    texts = [
        next(one.text for one in found.findings if one.code == "release-change")
        for found in (undivided, divided)
    ]
    assert "which is not done here" in texts[0]
    assert "is divided as the product's text says" in texts[1]


def test_days_that_nothing_serves_within_the_limit_are_all_refused_for_it() -> None:
    found = plan(
        "citalopram", "2 mg", "linear:0.5mg", micro=True, max_error="5 %", to="1.5 mg", every="7d"
    )
    days = [step for step in found.steps if step.standing != "now"]
    assert len(days) == 7
    for step in days:
        codes = {one.code for one in step.refused}
        assert step.preparation is None
        assert {"no-dilution-within", "beyond-limit"} <= codes
        assert "no-liquid" not in codes  # there is one: no draw of it keeps within 5 %
        assert "oral-liquid" in {one.method for one in step.refused}
