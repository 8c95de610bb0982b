"""Dispersed tablets against an exhaustive reference: nothing is lost.

`make test` asks 100 requests; `make proof` asks 1,000 more, as many of each drug and market.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab import DoseRequest
from taperlab.answers.document import Preparation
from taperlab.answers.operations import Add, Draw, MakeUp
from taperlab.catalogue.types import Product
from tests.methods.drawing import HUNDRED, asked_of, compare, hands, places, request_for, sold
from tests.methods.exhaustive_dispersed import Dispersed, Part, Whole, of_tablet
from tests.methods.glassware import Measure
from tests.strategies import CATALOGUE, DATE, MEASURES

TABLETS = [
    one
    for one in CATALOGUE.products
    if not one.is_liquid and one.release == "IR" and one.supply == "licensed"
    if one.may_disperse != "none"
]
PARTED = [one for one in TABLETS if one.may_disperse == "aliquot"]
DEVICES = [one.id for one in CATALOGUE.devices if one.kind in MEASURES]
TABLETS_IN, EACH = places(TABLETS)


@st.composite
def for_dispersed(draw: st.DrawFn, products: Sequence[Product]) -> DoseRequest:
    """Draw a request for a tablet, or for a part of one."""
    melting = [one for one in products if one.form == "dispersible-tablet"]
    at_hand = draw(hands(draw(st.sampled_from((products, melting or products))), 2))
    part = st.builds(Fraction, st.integers(1, 100), st.sampled_from((100, 250, 1000)))
    share = draw(st.just(Fraction(1)) | part)
    devices = draw(st.lists(st.sampled_from(DEVICES), min_size=5, max_size=10, unique=True))
    dose = at_hand[0].strength.amount * share
    most = draw(st.sampled_from((None, None, "15 %", "25 %")))  # a part is 12 % off at the least
    fields = {"devices": tuple(devices), "max_error": most}
    return request_for(draw, at_hand, dose, "dispersed-tablet", **fields)


def solubility(request: DoseRequest) -> Fraction | None:
    dissolves = CATALOGUE.drug(request.drug).solubility
    return None if dissolves is None else dissolves.water.amount


def reference(request: DoseRequest) -> list[Dispersed]:
    """Return all that may be listed."""
    devices = [CATALOGUE.device(name) for name in request.devices or ()]
    products = [CATALOGUE.product(name) for name in request.products or ()]
    return [
        made
        for one in products
        for made in of_tablet(asked_of(request, one), one, devices, solubility(request))
    ]


def made_of(one: Preparation, request: DoseRequest) -> Dispersed:
    """Return the reference's own value of what a preparation does."""
    product = CATALOGUE.product(one.products[0])
    asked = asked_of(request, product)
    for operation in one.operations:
        if isinstance(operation, Add):
            return Whole(asked, product, operation.fills)
    (fill,) = (it for it in one.operations if isinstance(it, MakeUp))
    (draw,) = (it for it in one.operations if isinstance(it, Draw))
    made = Measure(CATALOGUE.device(fill.device), fill.to.amount)
    drawn = Measure(CATALOGUE.device(draw.device), draw.volume.amount)
    return Part(asked, product, made, drawn, solubility(request))


@HUNDRED
@given(for_dispersed(PARTED))
def test_dispersed_is_the_pick_of_the_exhaustive_reference(request: DoseRequest) -> None:
    compare(request, reference, made_of)


def test_a_total_of_a_plainer_strength_comes_before_a_smaller_one() -> None:
    # 7.5 mg in 10 mL is 0.75 mg/mL, in 15 mL it is 0.5 mg/mL
    request = DoseRequest(
        drug="olanzapine",
        dose="0.075 mg",
        products=("gb-olanzapine-tablet-7.5",),
        devices=("oral-syringe-0.5ml", "cylinder-25ml"),
        methods=("dispersed-tablet",),
        date=DATE,
    )
    compare(request, reference, made_of)


@pytest.mark.proof
@pytest.mark.parametrize(("drug", "market"), TABLETS_IN)
@EACH
@given(st.data())
def test_dispersed_of_every_drug_is_the_pick(drug: str, market: str, data: st.DataObject) -> None:
    compare(data.draw(for_dispersed(sold(TABLETS, drug, market))), reference, made_of)
