"""A lost step of a plan names the finer way that would make it show, or says to hold."""

from __future__ import annotations

import datetime as dt

from taperlab import Catalogue, TaperRequest, plan_taper
from taperlab.answers.codec import encode
from taperlab.checker.verify import verify_document
from taperlab.taper.document import Concern, Plan

CATALOGUE = Catalogue.shipped()
DAY = dt.date(2026, 3, 1)


def plan(drug: str, start: str, rule: str, **fields: object) -> Plan:
    request = {"drug": drug, "start": start, "rule": rule, "date": DAY, **fields}
    return plan_taper(TaperRequest(**request), CATALOGUE)  # type: ignore[arg-type]


def finer(found: Plan) -> list[Concern]:
    return [one for one in found.findings if one.code.startswith("finer-")]


def lost(found: Plan) -> list[int]:
    return [one.number for one in found.steps if one.change and one.change.verdict == "lost"]


def test_a_lost_step_names_what_a_check_of_the_same_reduction_would_name() -> None:
    # Tablets of 100 mg, then 92 mg of a liquid: new content, 10 % / root 3 of each. Both doses of
    # one liquid have the content in common.
    found = plan("sertraline", "100 mg", "proportional:10%", last="1 mg", market="US")
    assert lost(found) == [2]
    [said] = finer(found)
    assert (said.code, said.severity, said.steps) == ("finer-way", "note", (2,))
    assert "with both doses made as the liquid as it is, by oral syringe" in said.text
    assert said.text.endswith("Where that cannot be had, hold the dose before it.")


def test_where_no_way_makes_a_step_show_it_is_held() -> None:
    # 10 mg to 9.99 mg: 0.01 mg, a fiftieth of a mark of 0.01 mL at 50 mg/mL
    found = plan("citalopram", "10 mg", "list:10mg,9.99mg,9mg")
    assert lost(found) == [2]
    [said] = finer(found)
    assert (said.code, said.steps) == ("finer-none", (2,))
    assert "Hold the dose before it" in said.text


def test_only_the_first_lost_steps_are_looked_at_and_never_for_a_larger_reduction() -> None:
    found = plan("diazepam", "10 mg", "proportional:5%", last="0.1 mg")
    named = [number for one in finer(found) for number in one.steps]
    assert len(lost(found)) > 3
    assert named == lost(found)[: len(named)]
    assert 0 < len(named) <= 3
    assert not any("it would come out as" in one.text for one in finer(found))


def test_a_plan_with_finer_ways_verifies() -> None:
    found = plan("diazepam", "10 mg", "proportional:5%", last="5 mg")
    assert finer(found)
    reading = verify_document(encode(found), CATALOGUE, "plan.json")
    assert not [one for one in reading.findings if one.severity == "stop"]


def test_a_plan_without_a_lost_step_says_nothing_of_it() -> None:
    assert not finer(plan("citalopram", "20 mg", "occupancy:10"))
