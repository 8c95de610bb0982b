"""Dilutions kept for several days against the exhaustive reference."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taperlab import DoseRequest
from taperlab.answers.document import Preparation
from tests.asking import ask, codes, recommended
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


def test_opened_bottle_is_not_outlived() -> None:
    # British solution keeps 30 days once opened; of the American one no such figure was read
    british = kept_batch("gb-fluoxetine-solution-4", days=28)
    american = kept_batch("us-fluoxetine-solution-4", days=28)
    assert (british.keep, american.keep) == ("2026-12-30", "2027-01-25")


def test_batch_that_is_kept_says_what_that_rests_on() -> None:
    made = kept_batch("gb-fluoxetine-solution-4", days=28)
    assert "kept-dilution" in codes(made, "warn")
    assert "no preservative" in " ".join(one.text for one in made.cautions)
    fresh = kept_batch("gb-fluoxetine-solution-4", days=1)
    assert "kept-dilution" not in codes(fresh)


def kept_batch(product: str, days: int) -> Preparation:
    market = product[:2].upper()
    only = {"products": (product,), "methods": ("diluted-liquid",), "market": market}
    return recommended(ask("fluoxetine", "0.37 mg", days=days, **only))


@pytest.mark.parametrize(("days", "kept"), [(10, True), (11, False)])
def test_nothing_is_kept_beyond_the_expiry_of_its_stock(days: int, kept: bool) -> None:  # noqa: FBT001
    expiries = {"gb-fluoxetine-solution-4": "2026-12-10"}
    only = {"products": tuple(expiries), "methods": ("diluted-liquid",)}
    made = ask("fluoxetine", "0.37 mg", days=days, expiries=expiries, **only).preparations[0]
    assert (made.keep == "2026-12-10") is kept
    assert (made.keep == "at once") is not kept


def test_what_went_into_a_kept_bottle_is_one_fate_of_all_its_doses() -> None:
    made = recommended(ask("fluoxetine", "0.5 mg", days=7, methods=("diluted-liquid",)))
    scopes = {line.source.rpartition(": ")[2]: line.scope for line in made.budget}
    assert (scopes["reading 1"], scopes["reading 3"], scopes["reading 2"]) == (
        "bottle",
        "bottle",
        "dose",
    )
    afresh = recommended(ask("fluoxetine", "0.5 mg", methods=("diluted-liquid",)))
    assert {line.scope for line in afresh.budget} == {"batch", "device", "dose"}
