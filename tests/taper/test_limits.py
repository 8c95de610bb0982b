from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab.quantities import Mass
from taperlab.taper.curves import curve_for
from taperlab.taper.limits import Concern, Course, judge
from taperlab.taper.pacing import Held, How, Pacing, dated
from taperlab.taper.reading import read_rules
from taperlab.taper.targets import targets
from tests.taper.asking import CATALOGUE, mass, said

DAY = dt.date(2026, 3, 2)


def judged(  # noqa: PLR0913 - each is a word of the request
    drug: str,
    start: str,
    rule: str,
    *,
    every: int = 28,
    how: How = "hold",
    last: str | None = None,
    to: str = "0",
    began: str | None = None,
) -> list[Concern]:
    found = CATALOGUE.drug(drug)
    curve, rules, least = curve_for(found), read_rules(rule), mass(last)
    doses = targets(Mass.of(start), Mass.of(to), rules, curve, least)
    held = dated(doses, DAY, Pacing(every, how), rules, curve, last=least)
    return list(judge(Course(found, held, how, curve, mass(began))))


def about(concerns: list[Concern]) -> list[tuple[str, int | None]]:
    return [(each.finding.code, each.step) for each in concerns]


def lasting(*days: tuple[str, int]) -> list[Held]:
    held, start = [], DAY
    for dose, count in days:
        held.append(Held(Mass.of(dose), start, start + dt.timedelta(days=count - 1)))
        start += dt.timedelta(days=count)
    return held


def course(drug: str, *days: tuple[str, int]) -> Course:
    return Course(CATALOGUE.drug(drug), lasting(*days), "hold", None)


def test_gentle_plan_raises_no_concern() -> None:
    assert not judged("diazepam", "10", "proportional:5%", last="0.5")
    assert not judged("mirtazapine", "30", "proportional:25%", last="1")


@pytest.mark.parametrize(
    ("drug", "listed", "found"),
    [
        ("citalopram", "list:20mg,10mg,5mg", []),
        ("citalopram", "list:20mg,9.9mg,5mg", [("antidepressant-step", 2)]),
        ("diazepam", "list:10mg,9mg", []),
        ("diazepam", "list:10mg,8.9mg", [("benzodiazepine-step", 2)]),
        ("zopiclone", "list:7.5mg,5mg", [("benzodiazepine-step", 2)]),
    ],
)
def test_step_beyond_what_guidelines_advise_needs_a_reason(
    drug: str, listed: str, found: list[tuple[str, int]]
) -> None:
    end = listed.rpartition(",")[2].removesuffix("mg")
    concerns = judged(drug, listed[5:].partition("mg")[0], listed, to=end)
    over = [each for each in concerns if each.finding.code.endswith("-step")]
    assert about(over) == found
    assert all(each.finding.soft for each in over)


def test_share_just_beyond_a_limit_never_reads_as_the_limit() -> None:
    (concern,) = judged("diazepam", "10", "list:10mg,8.9999mg", to="8.9999")
    assert "10.1 % off the dose" in said(concern.finding.message)


def test_more_than_a_quarter_of_a_benzodiazepine_within_two_weeks_needs_a_reason() -> None:
    weekly = judged("diazepam", "10", "list:10mg,9mg,8.1mg,7.3mg", every=7, to="7.3")
    assert about(weekly) == [("short-steps", None)]
    every_four_days = judged("diazepam", "10", "list:10mg,9mg,8.1mg,7.3mg", every=4, to="7.3")
    assert about(every_four_days) == [("benzodiazepine-fortnight", 4), ("short-steps", None)]


def test_cuts_a_fortnight_apart_are_not_added_up() -> None:
    found = judged("diazepam", "10", "list:10mg,8mg,6.4mg", every=14, to="6.4")
    assert about(found) == [("benzodiazepine-step", 2), ("benzodiazepine-step", 3)]


def test_step_of_less_than_two_weeks_needs_a_reason_once() -> None:
    (concern,) = judged("mirtazapine", "30", "linear:1mg", every=13, to="20")
    assert concern.step is None
    assert concern.finding.soft
    assert "lasts 13 days" in said(concern.finding.message)
    assert not judged("mirtazapine", "30", "linear:1mg", every=14, to="20")


def test_micro_taper_is_judged_by_what_comes_off_in_four_weeks() -> None:
    gentle = judged("diazepam", "10", "proportional:10%", how="micro", last="0.9")
    assert [each.finding.code for each in gentle] == ["last-drop-mass"]
    steep = judged("diazepam", "10", "linear:2mg", how="micro", to="4")
    assert [each.finding.code for each in steep] == ["benzodiazepine-step"]
    assert "From 6 mg to 4 mg" in said(steep[0].finding.message)
    faster = judged("diazepam", "10", "proportional:10%", how="micro", every=14, last="0.9")
    assert [each.finding.code for each in faster][:1] == ["benzodiazepine-step"]


def test_micro_taper_to_zero_is_not_refused_for_its_last_four_weeks() -> None:
    codes = {each.finding.code for each in judged("mirtazapine", "15", "linear:3mg", how="micro")}
    assert "antidepressant-end" not in codes
    at_once = judged("mirtazapine", "15", "linear:15mg", how="micro")
    assert ("antidepressant-end", 29) in about(at_once)


def test_last_drop_is_held_against_the_dose_that_the_taper_began_with() -> None:
    late = judged("mirtazapine", "30", "list:30mg,20mg")
    assert ("antidepressant-end", 3) in about(late)
    assert not judged("mirtazapine", "1", "list:1mg,0.5mg", began="30")


def test_last_drop_that_is_the_largest_is_said_to_be() -> None:
    linear = judged("citalopram", "20", "linear:5mg")
    assert about(linear) == [("last-drop-occupancy", 5)]
    words = said(linear[0].finding.message)
    assert "about 57.3 points, where no other is more than 10.9" in words  # 83.98 * 5 / 7.33
    kept = judged("citalopram", "10", "list:10mg,8mg")
    assert ("last-drop-mass", 3) in about(kept)
    assert not judged("citalopram", "20", "occupancy:5", to="5")


def test_stopping_at_once_needs_a_reason_whatever_the_drug() -> None:
    found = {
        each.finding.code: each.finding for each in judged("gabapentin", "300", "linear:300mg")
    }
    assert found["stops-at-once"].soft
    assert found["no-limit"].severity == "note"


@pytest.mark.parametrize("times", ["5", "9.7", "100"])
def test_neighbours_far_apart_need_a_reason(times: str) -> None:
    dose = str(Fraction(20) / Fraction(times))
    codes = [each.finding.code for each in judge(course("gabapentin", ("20", 28), (dose, 28)))]
    assert "far-from-neighbour" in codes


def test_taper_that_rises_is_stopped() -> None:
    found = list(judge(course("gabapentin", ("10", 28), ("5", 28), ("6", 28))))
    stops = [each for each in found if each.finding.severity == "stop"]
    assert about(stops) == [("rises", 3)]


def test_alternate_days_are_for_fluoxetine_alone_and_with_a_reason() -> None:
    days = (("20", 1), ("0", 1), ("20", 1), ("0", 1))
    paroxetine = [each.finding for each in judge(course("paroxetine", *days))]
    assert {each.severity for each in paroxetine if "days-without" in each.code} == {"stop"}
    fluoxetine = [each.finding for each in judge(course("fluoxetine", *days))]
    allowed = [each for each in fluoxetine if "days-without" in each.code]
    assert allowed
    assert all(each.soft for each in allowed)
    assert all(each.severity != "stop" for each in fluoxetine)


def test_steps_that_read_the_same_are_flagged() -> None:
    found = list(judge(course("gabapentin", ("10.00001", 28), ("10", 28))))
    assert ("reads-the-same", 2) in about(found)


def test_first_dose_beyond_what_a_curve_can_mean_is_noted() -> None:
    assert ("clamped", 1) in about(judged("vortioxetine", "250", "linear:50mg"))


@given(st.sampled_from(("citalopram", "diazepam")), st.integers(1, 100), st.integers(1, 40))
def test_cut_needs_a_reason_just_when_it_is_beyond_the_limit(
    drug: str, start: int, percent: int
) -> None:
    most = 10 if drug == "diazepam" else 50
    percent = percent * 2
    low = Fraction(start * (100 - percent), 100)
    cut = Course(
        CATALOGUE.drug(drug), lasting((str(start), 28), (str(low), 28)), "hold", curve=None
    )
    steps = [each for each in judge(cut) if each.finding.code.endswith("-step")]
    assert bool(steps) == (percent > most)
    assert all(each.finding.soft for each in steps)
