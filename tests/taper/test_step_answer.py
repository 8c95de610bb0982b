"""One step of a plan as an answer: what is printed of it is what the plan achieves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

import msgspec
import pytest

from taperlab import plan_taper
from taperlab.answers.codec import document_hash, encode
from taperlab.checker import read_sheet, verify_document
from taperlab.messages import TaperLabError
from taperlab.quantities import Mass, canonical
from taperlab.sheets.content import CautionNote, Particulars
from taperlab.sheets.make import make_sheet
from taperlab.sheets.patient import patient_sheet
from taperlab.taper.document import Plan, Step
from taperlab.taper.moves import move
from taperlab.taper.request import TaperRequest
from taperlab.taper.step_answer import step_answer
from tests.taper.asking import CATALOGUE, said, told

DAY = dt.date(2026, 3, 1)
DROPS = "gb-citalopram-drops-40"
ASKED = {
    "occupancy": TaperRequest(drug="citalopram", start="20 mg", rule="occupancy:5", date=DAY),
    "small": TaperRequest(
        drug="citalopram", start="1 mg", rule="proportional:20%", last="0.1 mg", date=DAY
    ),
    "twice a day": TaperRequest(
        drug="citalopram",
        start="1 mg",
        rule="linear:0.2mg",
        per="day",
        doses_per_day=2,
        date=DAY,
    ),
    "occupancy of a day": TaperRequest(
        drug="citalopram",
        start="20 mg",
        rule="occupancy:5",
        per="day",
        doses_per_day=2,
        date=DAY,
    ),
    "of the drops": TaperRequest(
        drug="citalopram", start="8 mg", dose_of=DROPS, rule="linear:1mg", date=DAY
    ),
    "two bottles": TaperRequest(
        drug="citalopram",
        start="6 mg",
        rule="list:4.5mg,2.5mg",
        products=(DROPS,),
        overrides={"old-bottle-returned": "Given back to the pharmacy"},
        date=DAY,
    ),
    "a comma": TaperRequest(
        drug="citalopram", start="0,8 mg", market="DE", rule="linear:0,15mg", date=DAY
    ),
    "steep": TaperRequest(drug="diazepam", start="10 mg", rule="linear:4mg", every="7d", date=DAY),
    "another form": TaperRequest(
        drug="venlafaxine",
        start="75 mg",
        rule="list:60mg,30mg",
        taking="gb-venlafaxine-mr-capsule-75",
        date=DAY,
    ),
    "micro": TaperRequest(drug="citalopram", start="2 mg", rule="linear:1mg", micro=True, date=DAY),
    "strip": TaperRequest(
        drug="paroxetine",
        start="20 mg",
        rule="list:20mg,15mg,10mg",
        last="10 mg",
        strip=True,
        products=("gb-paroxetine-tablet-10", "gb-paroxetine-tablet-20"),
        date=DAY,
    ),
    "a patient": TaperRequest(
        drug="sertraline", start="50 mg", rule="linear:12.5mg", role="patient", date=DAY
    ),
}


@cache
def plan_of(name: str) -> Plan:
    return plan_taper(ASKED[name], CATALOGUE)


def as_next(plan: Plan, number: int) -> Plan:
    """Return a plan as it is when one of its steps has become the next one."""
    steps = []
    for each in plan.steps:
        standing = "next" if each.number == number else "past"
        shown = each if each.number > number else msgspec.structs.replace(each, standing=standing)
        steps.append(shown)
    return msgspec.structs.replace(plan, steps=tuple(steps))


def printable(name: str) -> Iterator[tuple[Plan, Step]]:
    """Yield a few steps of a plan, each as the next one, first, last and between."""
    made = [one for one in plan_of(name).steps if one.preparation is not None]
    for step in dict.fromkeys((made[0].number, made[1].number, made[-1].number)):
        plan = as_next(plan_of(name), step)
        if not any(one.severity == "stop" and step in one.steps for one in plan.findings):
            yield plan, plan.steps[step - 1]


def refusal(plan: Plan, number: int | None = None) -> tuple[int, str, str]:
    with pytest.raises(TaperLabError) as caught:
        step_answer(plan, number)
    return caught.value.exit_status, caught.value.code, told(caught.value)


KINDS = (("labels",), ("patient",), ("worksheet",))


@pytest.mark.parametrize("name", ASKED)
def test_every_sheet_of_a_step_reads_back_what_the_plan_achieves(name: str) -> None:
    found = 0
    for (plan, step), kinds in zip(printable(name), KINDS, strict=False):
        answer = step_answer(plan)
        assert answer.recommended is not None
        doses = answer.recommended.doses_per_day if plan.request.per == "day" else 1
        for kind in kinds:
            try:
                pdf = make_sheet(kind, answer, CATALOGUE)
            except TaperLabError as error:
                assert (kind, error.code) == ("patient", "not-for-patients")  # noqa: PT017
                continue
            reading = read_sheet(pdf, CATALOGUE)
            assert reading.findings == ()
            assert Mass.of((reading.delivered or "").removesuffix(" mg")) * doses == step.achieved
            found += 1
    assert found >= 2


@pytest.mark.parametrize("name", ASKED)
def test_a_step_verifies_as_an_answer(name: str) -> None:
    for plan, step in printable(name):
        answer = step_answer(plan)
        reading = verify_document(encode(answer), CATALOGUE, name)
        assert not [one for one in reading.findings if one.severity != "note"]
        assert step.preparation is not None
        assert reading.delivered == canonical(step.preparation.delivered)
        assert answer.hash == document_hash(answer)
        (made,) = answer.preparations
        own = len(step.preparation.cautions)
        assert msgspec.structs.replace(made, cautions=made.cautions[-own:] if own else ()) == (
            step.preparation
        )


def test_the_request_is_what_one_would_have_asked_for_the_step() -> None:
    plan = plan_of("of the drops")
    asked = step_answer(plan).request
    # 8 mg of the drops count as 10 mg, and 1 mg as 1.25 mg: 10 - 1.25 = 8.75, from 29 March on
    assert (asked.dose, asked.dose_of, asked.current_dose) == (Mass.of("8.75"), "tablet", Mass(10))
    assert asked.date == DAY + dt.timedelta(days=28)
    same = ("drug", "per", "market", "role", "devices", "days", "overrides", "max_error", "lang")
    assert all(getattr(asked, name) == getattr(plan.request, name) for name in same)


def test_the_dose_until_now_is_the_one_that_was_made() -> None:
    plan = as_next(plan_of("occupancy"), 3)
    assert step_answer(plan).request.current_dose == plan.steps[1].achieved == Mass(12)


def test_a_dose_of_a_day_is_asked_for_a_day() -> None:
    answer = step_answer(plan_of("twice a day"))
    assert (answer.request.dose, answer.request.current_dose) == (Mass.of("0.8"), Mass(1))
    assert answer.preparations[0].delivered == Mass.of("0.4")


def test_the_step_taken_now_can_be_printed_by_its_number() -> None:
    answer = step_answer(plan_of("small"), 1)
    assert (answer.request.dose, answer.request.date) == (Mass(1), DAY)


def test_a_step_back_tells_the_highest_dose() -> None:
    plan = plan_of("small")
    down = plan_taper(move(plan, "go-on", DAY + dt.timedelta(days=28)), CATALOGUE)
    rise = [
        msgspec.structs.replace(one, achieved=Mass.of("0.5")) if one.number == 2 else one
        for one in down.steps
    ]
    answer = step_answer(msgspec.structs.replace(down, steps=tuple(rise)))
    assert (answer.request.current_dose, answer.request.highest_dose) == (Mass.of("0.5"), Mass(1))


def test_a_projection_is_refused_in_words() -> None:
    status, code, text = refusal(plan_of("small"), 3)
    assert (status, code) == (1, "step-projection")
    assert text.startswith("Step 3 (0.64 mg) is a projection, and a sheet is an instruction")
    assert "asks for that dose by itself" in text


def test_what_is_past_or_not_there_is_refused() -> None:
    plan = plan_of("small")
    down = plan_taper(move(plan, "go-on", DAY + dt.timedelta(days=28)), CATALOGUE)
    assert refusal(down, 1)[:2] == (1, "step-past")
    assert refusal(plan, 99)[:2] == (2, "step-not-there")


def test_the_end_of_a_plan_has_no_sheet() -> None:
    plan = plan_of("small")
    last = len(plan.steps)
    status, code, text = refusal(as_next(plan, last))
    assert (status, code) == (1, "step-nothing")
    assert text.endswith(f"name step {last - 1}.")
    ended = msgspec.structs.replace(plan, steps=plan.steps[:1])
    assert refusal(ended)[:2] == (1, "step-none-next")


def test_a_step_that_nothing_makes_has_no_sheet() -> None:
    plan = plan_of("small")
    steps = [
        msgspec.structs.replace(one, preparation=None, achieved=None) if one.number == 2 else one
        for one in plan.steps
    ]
    unmade = msgspec.structs.replace(plan, steps=tuple(steps))
    assert refusal(unmade)[:2] == (1, "step-unmade")


def test_a_bottle_that_nobody_gives_back_stops_the_sheet() -> None:
    request = msgspec.structs.replace(ASKED["two bottles"], overrides={})
    status, code, text = refusal(plan_taper(request, CATALOGUE))
    assert (status, code) == (1, "step-stopped")
    assert "nobody has confirmed" in text
    assert "Confirm that the old bottle is returned, or kept apart as the stock" in text


def cautions(name: str) -> list[str]:
    answer = step_answer(plan_of(name))
    preparation = answer.preparations[0]
    sheet = patient_sheet(answer, preparation, CATALOGUE, Particulars())
    return [said(one.message) for one in sheet.blocks if isinstance(one, CautionNote)]


def test_a_changed_concentration_stands_on_the_sheet() -> None:
    (first, *_) = cautions("two bottles")
    assert first.startswith("Caution: The concentration has changed:")
    assert "Take nothing straight from the old bottle" in first


def test_the_same_bottle_has_no_such_caution() -> None:
    assert not any("concentration has changed" in one for one in cautions("small"))


def test_a_changed_concentration_is_known_of_what_was_taken() -> None:
    plan = plan_of("two bottles")
    on = DAY + dt.timedelta(days=28)
    now = plan_taper(move(plan, "go-on", on), CATALOGUE)
    codes = [one.code for one in step_answer(now, 2).preparations[0].cautions]
    assert codes[0] == "concentration-changed"
    assert "concentration-changed" not in [
        one.code for one in step_answer(now, 3).preparations[0].cautions
    ]


def test_a_limit_that_the_step_passes_needs_its_reason_on_paper() -> None:
    request = msgspec.structs.replace(
        ASKED["steep"], prepared_by="Ann Prepares", checked_by="Bo Checks"
    )
    with pytest.raises(TaperLabError) as caught:
        make_sheet("patient", step_answer(plan_taper(request, CATALOGUE)), CATALOGUE)
    assert caught.value.code == "reason-needed"
    codes = ("benzodiazepine-step", "benzodiazepine-fortnight", "short-steps")
    given = msgspec.structs.replace(request, overrides=dict.fromkeys(codes, "Agreed with her"))
    answer = step_answer(plan_taper(given, CATALOGUE))
    passed = {one.code: one.reason for one in answer.preparations[0].cautions if one.needs_reason}
    assert passed == dict.fromkeys(codes, "Agreed with her")
    assert make_sheet("patient", answer, CATALOGUE)
