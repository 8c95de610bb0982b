"""Serial dilutions against an exhaustive reference, and what an answer does with them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taperlab import DoseRequest
from taperlab.catalogue.types import Device
from tests.asking import ask, measures, needing_a_reason, pick_of
from tests.methods.comparing import compare
from tests.methods.glassware import fills, marks
from tests.methods.test_search import LIQUIDS, TIMES
from tests.strategies import CATALOGUE, DATE, typed

TWO = settings(max_examples=max(settings().max_examples * 3 // 10, 1))
THREE = settings(max_examples=max(settings().max_examples // 10, 1))


@st.composite
def tiny_doses(draw: st.DrawFn, *, stages: int, totals: int) -> DoseRequest:
    """Draw a request for a dose that one stage less would be too strong to measure."""
    liquid = draw(st.sampled_from([one for one in LIQUIDS if one.dilution != "none"]))
    devices = draw(few_devices(totals))
    assert liquid.counts_as is not None
    least, ratio = smallest(devices)
    share = Fraction(draw(st.integers(1, 99)), draw(st.sampled_from((100, 1000))))
    dose = shortened(liquid.counts_as.amount * least * ratio ** (stages - 1) * share)
    times = draw(st.none() | st.sampled_from(TIMES))
    return DoseRequest(
        drug=liquid.drug,
        dose=typed(dose, liquid.market),
        current_dose=None if times is None else typed(dose * times, liquid.market),
        market=liquid.market,
        products=(liquid.id,),
        devices=tuple(one.id for one in devices),
        methods=("diluted-liquid",),
        role=draw(st.sampled_from(("gp", "pharmacist"))),
        max_error=draw(st.sampled_from((None, None, "12 %", "15 %", "25 %"))),
        date=DATE,
    )


@st.composite
def few_devices(draw: st.DrawFn, totals: int) -> list[Device]:
    """Draw one or two syringes, and one or two measures that make so many totals at most."""
    kinds = (("oral-syringe",), ("cylinder", "flask"))
    syringes, measures = ([one for one in CATALOGUE.devices if one.kind in kind] for kind in kinds)
    one_or_two = [
        st.lists(st.sampled_from(some), min_size=1, max_size=2, unique_by=lambda one: one.id)
        for some in (syringes, measures)
    ]
    made = one_or_two[1].filter(lambda some: 0 < len(fills(some)) <= totals)
    return draw(one_or_two[0]) + draw(made)


def smallest(devices: list[Device]) -> tuple[Fraction, Fraction]:
    """Return the smallest draw in mL, and that as a share of the largest total."""
    drawn = [mark for one in devices if one.kind == "oral-syringe" for mark in marks(one).by_volume]
    return min(drawn), min(drawn) / max(one.volume for one in fills(devices))


def shortened(dose: Fraction) -> Fraction:
    """Return a dose with the two digits that somebody would write."""
    power = 0
    while dose * 10**power < 10:
        power += 1
    return Fraction(round(dose * 10**power), 10**power)


@TWO
@given(tiny_doses(stages=2, totals=5))
def test_two_stages_take_the_pick_of_the_exhaustive_reference(request: DoseRequest) -> None:
    compare(request)


@THREE
@given(tiny_doses(stages=3, totals=3))
def test_three_stages_take_the_pick_of_the_exhaustive_reference(request: DoseRequest) -> None:
    compare(request)


@pytest.mark.parametrize(
    ("devices", "dose", "limit", "kind"),
    [
        ("oral-syringe-1ml oral-syringe-10ml cylinder-100ml", "0.37 mg", None, "single"),
        ("oral-syringe-1ml oral-syringe-10ml cylinder-100ml", "0.002 mg", None, "two stages"),
        ("oral-syringe-0.5ml oral-syringe-1ml cylinder-25ml", "0.00001 mg", None, "three stages"),
        ("oral-syringe-1ml cylinder-25ml", "0.00000001 mg", None, "nothing"),
    ],
)
def test_stages_are_as_few_as_measure_the_dose(
    devices: str, dose: str, limit: str | None, kind: str
) -> None:
    request = DoseRequest(
        drug="citalopram",
        dose=dose,
        market="GB",
        products=("gb-citalopram-drops-40",),
        devices=tuple(devices.split()),
        methods=("diluted-liquid",),
        max_error=limit,
        date=DATE,
    )
    assert compare(request) == kind


CITALOPRAM = {"products": ("gb-citalopram-drops-40",), "methods": ("diluted-liquid",)}


def test_dose_too_small_for_one_step_is_diluted_twice_and_needs_a_reason() -> None:
    made = pick_of(ask("citalopram", "0.001 mg", **CITALOPRAM), "diluted-liquid")
    assert made.rating == "good"
    assert len(measures(made)) == 5  # draw, to, draw, to, draw
    assert needing_a_reason(made) == {"serial"}


def test_patient_never_dilutes_twice() -> None:
    assert not ask("citalopram", "0.001 mg", role="patient", **CITALOPRAM).preparations


def test_poor_single_dilution_gives_way_to_stages_that_measure_well() -> None:
    # 0.1 mL to 250 mL would leave 0.1 mL to be drawn: 23 % off
    made = pick_of(ask("citalopram", "0.002 mg", **CITALOPRAM), "diluted-liquid")
    assert made.rating == "good"
    assert len(measures(made)) == 5


def test_no_intermediate_is_stronger_than_what_dissolves() -> None:
    # diazepam: 0.05 mg/mL; from 5 mg/mL the first stage must thin a hundredfold at least
    only = {"products": ("us-diazepam-concentrate-5",), "market": "US"}
    answer = ask("diazepam", "0.0002 mg", methods=("diluted-liquid",), **only)
    assert answer.preparations
    for made in answer.preparations:
        drawn, total = (float(one.split()[-2]) for one in measures(made)[:2])
        assert 5 * drawn / total <= 0.05


def test_second_syringe_of_one_make_changes_nothing() -> None:
    one = ("oral-syringe-1ml", "oral-syringe-10ml", "cylinder-100ml")
    answers = [
        ask("citalopram", "0.001 mg", devices=devices, **CITALOPRAM)
        for devices in (one, (*one, "oral-syringe-1ml"))
    ]
    first, second = ([measures(made) for made in answer.preparations] for answer in answers)
    assert first == second


def test_dose_that_stages_reach_only_beyond_the_limit_is_refused_as_that() -> None:
    answer = ask("citalopram", "0.0001 mg", max_error="5 %", **CITALOPRAM)
    assert not answer.preparations
    assert {one.code for one in answer.refused} == {"beyond-limit"}
