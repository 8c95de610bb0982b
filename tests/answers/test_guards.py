"""Each guard: a case that trips it, and its nearest neighbour that does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest

from taperlab.answers.figures import Figures
from taperlab.messages import Finding
from taperlab.methods.question import Proposal, Question
from taperlab.quantities import Mass
from tests.answers.guarded import COARSE, PAROXETINE, judged, one_proposal, with_paroxetine
from tests.asking import ask, codes, needing_a_reason, recommended, refusals
from tests.strategies import CATALOGUE


@pytest.mark.parametrize(
    ("fields", "stopped"),
    [
        ({"dose": "40 mg"}, False),
        ({"dose": "40.1 mg"}, True),
        ({"dose": "20 mg", "doses_per_day": 2}, False),
        ({"dose": "20.5 mg", "doses_per_day": 2}, True),
        ({"dose": "40 mg", "doses_per_day": 2, "per": "day"}, False),
        ({"dose": "41 mg", "doses_per_day": 2, "per": "day"}, True),
        # the drops' own milligrams count 5/4
        ({"dose": "32 mg", "dose_of": "gb-citalopram-drops-40"}, False),
        ({"dose": "32.5 mg", "dose_of": "gb-citalopram-drops-40"}, True),
    ],
)
def test_dose_above_the_daily_maximum_is_stopped(fields: dict[str, object], stopped: bool) -> None:  # noqa: FBT001 - a row of the table
    request = {"dose": "", "products": ("gb-citalopram-drops-40",), "methods": ("oral-liquid",)}
    answer = ask("citalopram", **request | fields)  # type: ignore[arg-type] # by field name
    assert bool(answer.preparations) is not stopped
    assert ("above-maximum" in refusals(answer)) is stopped


def test_measure_that_rounds_above_the_daily_maximum_is_stopped() -> None:
    # 45 mg/mL: 375 mg are 8.33 mL; 8.5 mL would be 382.5 mg, above 375 mg. Capsules give 375 mg.
    answer = ask("venlafaxine", "375 mg")
    assert all(one.delivered.amount <= 375 for one in answer.preparations)
    assert recommended(answer).method == "whole-tablets"
    # 150 mg is 9.375 mL; toward the present 160 mg lies 9.5 mL, which is 152 mg
    higher = ask(
        "amitriptyline",
        "150 mg",
        current_dose="160 mg",
        products=("gb-amitriptyline-special-solution-16",),
        devices=("oral-syringe-10ml",),
        methods=("oral-liquid",),
    )
    assert refusals(higher, "oral-liquid") == {"above-maximum"}


@pytest.mark.parametrize(
    ("drug", "dose"), [("clozapine", "25 mg"), ("methadone", "5 mg"), ("lithium", "200 mg")]
)
def test_gated_drug_is_refused_to_a_patient_and_asks_others_for_a_reason(
    drug: str, dose: str
) -> None:
    patient = ask(drug, dose, role="patient", methods=("whole-tablets",))
    assert (patient.preparations, refusals(patient)) == ((), {"gated"})
    assert not patient.help
    for role in ("pharmacist", "gp"):
        made = recommended(ask(drug, dose, role=role, methods=("whole-tablets",)))
        assert "gated" in needing_a_reason(made)
    allowed = recommended(ask("olanzapine", "5 mg", role="patient", methods=("whole-tablets",)))
    assert "gated" not in codes(allowed)


@pytest.mark.parametrize(
    ("drug", "dose", "remembered"), [("olanzapine", "5 mg", True), ("quetiapine", "25 mg", False)]
)
def test_daily_maximum_from_memory_is_said_to_be_so(
    drug: str,
    dose: str,
    remembered: bool,  # noqa: FBT001 - a table's column
) -> None:
    found = codes(recommended(ask(drug, dose)), "note")
    assert ("maximum-unconfirmed" in found) is remembered


def test_stop_by_a_remembered_maximum_says_that_it_is_remembered() -> None:
    (stopped,) = ask("olanzapine", "25 mg", methods=("whole-tablets",)).refused
    assert stopped.code == "above-maximum"
    assert "20 mg (from memory, not confirmed)" in stopped.text


def test_unknown_daily_maximum_is_said() -> None:
    known = ask("citalopram", "10 mg", methods=("whole-tablets",))
    unknown = ask("citalopram", "10 mg", market="DK", methods=("whole-tablets",))
    assert "maximum-unknown" not in codes(recommended(known))
    assert "maximum-unknown" in codes(recommended(unknown), "note")


@pytest.mark.parametrize(
    ("current", "highest", "stopped"),
    [
        ("10 mg", None, False),
        ("9.9 mg", None, True),
        ("5 mg", "10 mg", False),  # a step back is allowed, a new height is not
        ("5 mg", "9.9 mg", True),
        ("20 mg", "5 mg", False),
    ],
)
def test_dose_above_the_highest_of_the_last_month_is_stopped(
    current: str,
    highest: str | None,
    stopped: bool,  # noqa: FBT001 - a row of the table
) -> None:
    answer = ask("citalopram", "10 mg", current_dose=current, highest_dose=highest)
    assert bool(answer.preparations) is not stopped
    assert ("above-highest" in refusals(answer)) is stopped


@pytest.mark.parametrize(
    ("dose", "current", "highest", "far"),
    [
        ("0.5 mg", "2.5 mg", None, True),
        ("0.5 mg", "2.49 mg", None, False),
        ("2.5 mg", "0.5 mg", "2.5 mg", True),
        ("2.5 mg", "0.51 mg", "2.5 mg", False),
        ("0.5 mg", "5 mg", None, True),
    ],
)
def test_dose_far_from_the_current_one_needs_a_reason(
    dose: str,
    current: str,
    highest: str | None,
    far: bool,  # noqa: FBT001 - a row of the table
) -> None:
    found = with_paroxetine(dose, current_dose=current, highest_dose=highest)
    assert ("far-from-current" in needing_a_reason(found)) is far


@pytest.mark.parametrize(
    ("dose", "found"),
    [
        # 3 mL holds 6 mg
        ("6.3 mg", None),  # -4.76 %
        ("6.32 mg", "rounded"),  # -5.06 %
        ("6.66 mg", "rounded"),  # -9.91 %
        ("6.67 mg", "rounded-far"),  # -10.04 %; 4 mL would be above the dose taken now
        ("5.72 mg", None),  # +4.90 %
        ("5.7 mg", "rounded"),  # +5.26 %
        ("5.4 mg", "rounded-far"),  # +11.11 %
        ("5 mg", "rounded-far"),  # +20 %
    ],
)
def test_rounding_is_marked_from_five_and_needs_a_reason_from_ten_per_cent(
    dose: str, found: str | None
) -> None:
    current = dose if dose > "6" else None
    made = with_paroxetine(dose, current_dose=current, **COARSE)
    assert made.delivered == Mass.of(6)
    assert codes(made) & {"rounded", "rounded-far"} == ({found} if found else set())
    assert ("rounded-far" in needing_a_reason(made)) is (found == "rounded-far")


def test_rounding_by_more_than_a_fifth_is_never_proposed_and_stopped_if_it_were() -> None:
    assert not ask("paroxetine", "4.99 mg", **PAROXETINE | COARSE).preparations
    question, proposal = one_proposal("paroxetine", "5 mg", **PAROXETINE | COARSE)
    further = replace(proposal, target=Mass.of("4.99"))
    assert "rounded-far" in found_in(question, proposal)
    assert ("rounded-too-far", "stop") in severities(judged(question, further))


@pytest.mark.parametrize(("current", "stopped"), [("6 mg", False), ("5.99 mg", True)])
def test_mark_above_the_current_dose_is_stopped(
    current: str,
    stopped: bool,  # noqa: FBT001 - a row of the table
) -> None:
    # 5.9 mg is 2.95 mL; below 3 mL, which is 6 mg, the syringe may not measure
    question, proposal = one_proposal("paroxetine", "5.9 mg", **PAROXETINE | COARSE)
    taken_now = Mass.of(current.removesuffix(" mg"))
    found = severities(judged(replace(question, current=taken_now), proposal))
    assert (("rounded-above-current", "stop") in found) is stopped


@pytest.mark.parametrize("current", ["6 mg", "5.9 mg"])
def test_mark_that_is_no_reduction_is_not_offered(current: str) -> None:
    assert ask("paroxetine", "5.9 mg", current_dose="6.01 mg", **PAROXETINE | COARSE).preparations
    answer = ask("paroxetine", "5.9 mg", current_dose=current, **PAROXETINE | COARSE)
    assert not answer.preparations


def test_marks_round_toward_the_current_dose_and_stay_below_it() -> None:
    # 6.8 mg is 3.4 mL: 4 mL is nearer to 8.2 mg now, but not less than 8 mg now
    taken = {
        current: with_paroxetine("6.8 mg", current_dose=current, **COARSE).delivered
        for current in ("8.2 mg", "8 mg", "6.8 mg")
    }
    assert taken == {"8.2 mg": Mass.of(8), "8 mg": Mass.of(6), "6.8 mg": Mass.of(6)}


@pytest.mark.parametrize(("limit", "refused"), [("12.5 %", False), ("12.3 %", True)])
def test_error_beyond_the_limit_is_refused(limit: str, refused: bool) -> None:  # noqa: FBT001
    # risperidone 0.1 mg: 0.1 mL, 12.40 %
    fields = {"methods": ("oral-liquid",), "devices": ("oral-syringe-0.5ml",)}
    answer = ask("risperidone", "0.1 mg", max_error=limit, **fields)
    assert bool(answer.preparations) is not refused
    assert ("beyond-limit" in refusals(answer)) is refused


def test_error_that_nobody_has_measured_meets_no_limit() -> None:
    methods = ("dispersed-tablet",)
    assert ask("olanzapine", "0.6 mg", methods=methods).preparations
    limited = ask("olanzapine", "0.6 mg", methods=methods, max_error="100 %")
    assert not limited.preparations
    assert "error-not-known" in refusals(limited)


def test_poor_preparation_is_listed_but_never_recommended_and_not_shown_to_a_patient() -> None:
    # a part of a dispersible tablet: 20 % of its own
    fields = {"methods": ("dispersed-tablet",), "products": ("gb-fluoxetine-dispersible-20",)}
    listed = ask("fluoxetine", "1 mg", **fields)
    assert {one.rating for one in listed.preparations} == {"poor"}
    assert listed.recommended is None
    shown = ask("fluoxetine", "1 mg", role="patient", **fields)
    assert not shown.preparations
    assert refusals(shown) & {"too-inaccurate", "beyond-limit"}


def test_patient_is_held_to_twenty_per_cent_unless_another_limit_is_asked_for() -> None:
    fields = {"methods": ("dispersed-tablet",), "products": ("gb-fluoxetine-dispersible-20",)}
    held = ask("fluoxetine", "1 mg", role="patient", **fields)
    wider = ask("fluoxetine", "1 mg", role="patient", max_error="40 %", **fields)
    assert held.request.max_error == "20 %"
    assert "beyond-limit" in refusals(held)
    assert not wider.preparations
    assert "too-inaccurate" in refusals(wider)


def test_typed_reason_stands_beside_its_caution() -> None:
    reason = "the prescriber agrees"
    found = with_paroxetine("6.67 mg", overrides={"rounded-far": reason}, **COARSE)
    (caution,) = (one for one in found.cautions if one.code == "rounded-far")
    assert (caution.needs_reason, caution.reason) == (True, reason)
    bare = with_paroxetine("6.67 mg", **COARSE)
    assert [one.reason for one in bare.cautions if one.code == "rounded-far"] == [None]


def test_no_reason_passes_a_stop() -> None:
    answer = ask("citalopram", "41 mg", overrides={"above-maximum": "I insist"})
    assert not answer.preparations
    assert "above-maximum" in refusals(answer)


def test_every_caution_and_refusal_has_words() -> None:
    for drug in CATALOGUE.drugs:
        answer = ask(drug.id, "0.7 mg", market=drug.products[0].market, current_dose="0.8 mg")
        words = [one.text for made in answer.preparations for one in made.cautions]
        words += [text for one in answer.refused for text in (one.text, one.remedy)]
        assert all(words)


def found_in(question: Question, proposal: Proposal) -> set[str]:
    return {one.code for one in judged(question, proposal)}


def severities(found: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(one.code, one.severity) for one in found}


def test_bias_is_a_share_of_the_target() -> None:
    _, proposal = one_proposal("paroxetine", "5 mg", **PAROXETINE | COARSE)
    assert Figures(proposal).bias == Fraction(1, 5)
