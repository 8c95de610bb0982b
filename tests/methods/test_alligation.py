"""Mixtures of two strengths: which may be, and that the search for them loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab import DoseRequest
from taperlab.answers.figures import Figures
from taperlab.answers.guards import judge
from taperlab.answers.ranking import Candidate, front, pick
from taperlab.answers.resolve import resolve
from taperlab.catalogue.types import Product
from taperlab.methods.alligation import Blend, blends
from taperlab.methods.instruments import Instrument
from taperlab.methods.marks import plainness
from taperlab.methods.mixed_liquids import _blended, _proposal, mixed, pairs
from taperlab.methods.question import Proposal, Question, Refused
from taperlab.methods.space import Choice
from tests.asking import ask, codes, needing_a_reason, refusals
from tests.strategies import CATALOGUE, DATE, SEARCHES, finite, product, typed

AMITRIPTYLINE = ("gb-amitriptyline-solution-10", "gb-amitriptyline-solution-2")
SYRINGES = [one.id for one in CATALOGUE.devices if one.kind == "oral-syringe"]
PAIRS = [
    ("amitriptyline", AMITRIPTYLINE),
    ("amitriptyline", ("gb-amitriptyline-solution-10", "gb-amitriptyline-solution-5")),
    ("haloperidol", ("gb-haloperidol-solution-2", "gb-haloperidol-solution-0.2")),
    ("haloperidol", ("gb-haloperidol-solution-1", "gb-haloperidol-solution-0.2")),
    ("venlafaxine", ("gb-venlafaxine-solution-15", "gb-venlafaxine-solution-7.5")),
    ("diazepam", ("gb-diazepam-suspension-1", "gb-diazepam-suspension-0.4")),
]


W = ("diluted-liquid", 5)


def question_of(drug: str, dose: str, **fields: object) -> Question:
    request = msgspec.convert({"drug": drug, "dose": dose, "date": DATE, **fields}, DoseRequest)
    return resolve(request, CATALOGUE)[0]


def changed(name: str, **fields: object) -> Product:
    return msgspec.structs.replace(product(name), **fields)


def judged(question: Question, proposal: Proposal) -> Candidate:
    figures = Figures(proposal)
    findings = (*proposal.findings, *judge(question, figures, question.date))
    return Candidate(figures, tuple(dict.fromkeys(findings)))


def most_accurate(question: Question, volume: Fraction) -> Choice | None:
    def bound(one: Instrument) -> Fraction:
        return one.tolerance(volume) + one.step / 2

    fit = [one for one in question.syringes if one.has_mark(volume)]
    fit = [one for one in fit if volume >= one.comfortable_from]
    return Choice(volume, min(fit, key=bound)) if fit else None


def every_mixture(question: Question, strong: Fraction, weak: Fraction) -> Iterator[Blend]:
    """Yield every plainly or nearly plainly read mixture, and every mark near its dose."""
    marks = sorted({mark for one in question.syringes for mark in one.marks})
    parts = [part for mark in marks if plainness(mark) and (part := most_accurate(question, mark))]
    for more in parts:
        for less in parts:
            made = (more.volume * strong + less.volume * weak) / (more.volume + less.volume)
            if not plainness(made):
                continue
            ideal = question.dose.amount / made
            for syringe in question.syringes:
                for mark in syringe.marks_near(ideal):
                    if abs(mark / ideal - 1) <= Fraction(1, 5) and mark < more.volume + less.volume:
                        yield Blend(more, less, made, Choice(mark, syringe))


def listed(candidates: list[Candidate]) -> tuple[object, list[object]]:
    return pick(candidates).proposal.recipe, [one.proposal.recipe for one in front(candidates)]


@SEARCHES
@given(
    st.sampled_from(PAIRS),
    st.integers(1, 400),
    st.sampled_from((10, 100, 1000)),
    st.lists(st.sampled_from(SYRINGES), min_size=1, max_size=3, unique=True),
)
def test_the_search_for_mixtures_loses_nothing(
    pair: tuple[str, tuple[str, str]], share: int, parts: int, devices: list[str]
) -> None:
    drug, names = pair
    dose = finite(product(names[0]).strength.amount * Fraction(share, parts))
    question = question_of(drug, typed(dose, "GB"), products=names, devices=tuple(devices))
    ((strong, weak),) = pairs(question)
    blended = _blended(question, strong, weak)
    contents = [one.nominal for one in blended.contents]
    space = [
        (blend.plainness, judged(question, _proposal(question, (strong, weak), blended, blend, W)))
        for blend in every_mixture(question, *contents)
    ]
    plain = [one for tier, one in space if tier == 2]
    within = any(one.error <= Fraction(1, 5) for one in plain)
    expected = plain if within else [one for _, one in space]
    found = [judged(question, one) for one in mixed(question, *W) if isinstance(one, Proposal)]
    assert bool(found) == bool(expected)
    if expected:
        assert listed(found) == listed(expected)


def test_no_patient_mixes() -> None:
    answer = ask("amitriptyline", "3.7 mg", products=AMITRIPTYLINE, role="patient")
    assert "mixed-pharmacist-only" in refusals(answer, "diluted-liquid")
    assert all(len(one.products) == 1 for one in answer.preparations)


def test_a_mixture_is_off_label_at_once_and_needs_a_reason() -> None:
    answer = ask("amitriptyline", "3.7 mg", products=AMITRIPTYLINE, methods=("diluted-liquid",))
    (made,) = (one for one in answer.preparations if len(one.products) == 2)
    assert (made.supply, made.keep) == ("off-label", "at once")
    assert "mixed-strengths" in needing_a_reason(made)
    assert "diluent-unstated" not in codes(made)


def test_what_can_be_measured_neat_is_not_mixed_unasked() -> None:
    answer = ask("amitriptyline", "3.7 mg")
    assert all(len(one.products) == 1 for one in answer.preparations)


def test_a_dose_between_the_marks_of_every_neat_liquid_is_mixed_unasked() -> None:
    # a 20 mL syringe has marks every 1 mL: 9 mg is 4.5 mL of 2 mg/mL and 1.8 mL of 5 mg/mL;
    # 5 mL of 5 mg/mL + 10 mL of 2 mg/mL = 45 mg in 15 mL = 3 mg/mL, and 9 mg is 3 mL
    names = ("gb-amitriptyline-solution-5", "gb-amitriptyline-solution-2")
    asked = question_of("amitriptyline", "9 mg", products=names, devices=("oral-syringe-20ml",))
    question = replace(asked, named=False)
    (made,) = mixed(question, *W)
    assert isinstance(made, Proposal)
    assert (made.uses[names[0]], made.uses[names[1]]) == (Fraction(5), Fraction(10))
    nearer = replace(question, dose=question.dose * Fraction(10, 9))
    assert not list(mixed(nearer, *W))  # 10 mg is 5 mL of 2 mg/mL


@pytest.mark.parametrize(
    ("fields", "may"),
    [
        ({}, True),
        ({"counts_as": None}, False),
        ({"supply": "special"}, False),
        ({"dilution": "none"}, False),
        ({"diluents": ("water",)}, False),
        ({"must_dilute": True}, False),
        ({"cautions": ("no-other-medicine",)}, False),
        ({"liquid": "suspension"}, False),
        ({"release": "MR"}, False),
        ({"doses_per_day": 2}, False),
        ({"strength": product(AMITRIPTYLINE[0]).strength}, False),
    ],
)
def test_which_liquids_may_be_mixed(fields: dict[str, object], may: bool) -> None:  # noqa: FBT001 - a table's column
    question = question_of("amitriptyline", "3.7 mg", products=AMITRIPTYLINE, per="day")
    strong, weak = question.products
    other = changed(weak.id, **fields)
    asked = replace(question, products=(strong, other))
    assert bool(list(pairs(asked))) is may


def test_a_solution_above_what_water_dissolves_is_not_mixed() -> None:
    question = question_of("amitriptyline", "3.7 mg", products=AMITRIPTYLINE)
    ((strong, weak),) = pairs(question)
    limited = replace(_blended(question, strong, weak), strongest=Fraction(5, 2))
    made = {one.concentration for one in blends(limited, question.syringes, None)}
    assert made
    assert max(made) <= Fraction(5, 2)


def test_named_strengths_that_make_no_plain_mixture_are_refused() -> None:
    question = question_of(
        "amitriptyline", "60 mg", products=AMITRIPTYLINE, devices=("oral-syringe-0.5ml",)
    )
    (refused,) = mixed(question, *W)
    assert isinstance(refused, Refused)
    assert refused.message.code == "no-mixture"
