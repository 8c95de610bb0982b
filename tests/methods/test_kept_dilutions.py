"""Dilutions kept for several days against the exhaustive reference."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from taperlab import DoseRequest
from tests.methods.comparing import compare
from tests.methods.test_search import LIMITS, LIQUIDS, TIMES
from tests.methods.test_serial import few_devices
from tests.strategies import DATE, finite, typed

KEPT = settings(max_examples=max(settings().max_examples // 3, 1))
LARGE = ("oral-syringe-5ml", "oral-syringe-10ml", "oral-syringe-20ml")
STORED = [one for one in LIQUIDS if one.dilution == "store"]


@st.composite
def several_days(draw: st.DrawFn) -> DoseRequest:
    """Draw a request for several days of a liquid whose dilution may be kept."""
    liquid = draw(st.sampled_from(STORED))
    assert liquid.counts_as is not None
    dose = finite(liquid.counts_as.amount * Fraction(draw(st.integers(1, 200)), 400))
    devices = [draw(st.sampled_from(LARGE)), *(one.id for one in draw(few_devices(6)))]
    times = draw(st.none() | st.sampled_from(TIMES))
    return DoseRequest(
        drug=liquid.drug,
        dose=typed(dose, liquid.market),
        current_dose=None if times is None else typed(finite(dose * times), liquid.market),
        market=liquid.market,
        products=(liquid.id,),
        devices=tuple(dict.fromkeys(devices)),
        methods=("diluted-liquid",),
        role=draw(st.sampled_from(("patient", "gp", "pharmacist"))),
        max_error=draw(st.none() | st.sampled_from(LIMITS)),
        date=DATE,
        days=draw(st.sampled_from((2, 3, 5, 7, 14, 57))),
        overage=draw(st.sampled_from((None, "5 %", "10 %", "50 %"))),
    )


@KEPT
@given(several_days())
def test_batch_that_is_kept_is_the_pick_of_the_exhaustive_reference(request: DoseRequest) -> None:
    compare(request)


def test_batch_that_takes_no_more_packs_is_as_good_as_a_smaller_one() -> None:
    # 2.5 mL or 5 mL for five days is one bottle in 28 days, so the smaller error decides
    request = DoseRequest(
        drug="fluoxetine",
        dose="0.48 mg",
        current_dose="0.504 mg",
        market="GB",
        products=("gb-fluoxetine-solution-4",),
        devices=("oral-syringe-10ml", "enfit-ldt-1ml", "flask-50ml", "flask-250ml"),
        methods=("diluted-liquid",),
        date=DATE,
        days=5,
    )
    assert compare(request) == "kept"
