"""Compounded liquids against an exhaustive reference: nothing is lost.

`make test` asks 100 requests; `make proof` asks 1,000 more, as many of each drug and market.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab import DoseRequest
from taperlab.answers.document import Preparation
from taperlab.answers.operations import Draw, Keep, MakeUp, Take
from taperlab.catalogue.types import Product
from tests.methods.comparing import share
from tests.methods.drawing import HUNDRED, asked_of, compare, hands, places, request_for, sold
from tests.methods.exhaustive_compounded import Bottle, Formulation, of_formulation, published
from tests.methods.glassware import Measure
from tests.strategies import CATALOGUE, MEASURES

PUBLISHED = {one.id: list(published(one.stability)) for one in CATALOGUE.drugs}
TABLETS = [
    one
    for one in CATALOGUE.products
    if one.form == "tablet" and one.release == "IR" and PUBLISHED[one.drug]
]
DEVICES = [one.id for one in CATALOGUE.devices if one.kind in MEASURES]
TABLETS_IN, EACH = places(TABLETS)


@st.composite
def for_compounded(draw: st.DrawFn, products: Sequence[Product] = TABLETS) -> DoseRequest:
    """Draw a request for a volume of what is published."""
    at_hand = draw(hands(products))
    formulation = draw(st.sampled_from(PUBLISHED[at_hand[0].drug]))
    devices = draw(st.lists(st.sampled_from(DEVICES), min_size=8, max_size=14, unique=True))
    volume = Fraction(draw(st.integers(1, 250)), draw(st.sampled_from((50, 77, 200))))
    fields = {
        "devices": tuple(devices),
        "days": draw(st.sampled_from((1, 1, 2, 7, 14, 60))),
        "overage": draw(st.sampled_from((None, "10 %"))),
        "role": draw(st.sampled_from(("pharmacist", "gp"))),
    }
    dose = formulation.strength * volume
    return request_for(draw, at_hand, dose, "compounded-liquid", **fields)


def reference(request: DoseRequest) -> list[Bottle]:
    """Return all that may be listed."""
    devices = [CATALOGUE.device(name) for name in request.devices or ()]
    overage = share(request.overage) if request.overage else Fraction(0)
    products = [CATALOGUE.product(name) for name in request.products or ()]
    return [
        made
        for one in products
        for formulation in PUBLISHED[request.drug]
        for made in of_formulation(asked_of(request, one), one, formulation, devices, overage)
    ]


def made_of(one: Preparation, request: DoseRequest) -> Bottle:
    """Return the reference's own value of what a preparation does."""
    take, make_up, _, draw, keep = one.operations
    assert isinstance(take, Take)
    assert isinstance(make_up, MakeUp)
    assert isinstance(draw, Draw)
    assert isinstance(keep, Keep)
    product = CATALOGUE.product(take.product)
    tablets, total = len(take.pieces), make_up.to.amount
    days = (dt.date.fromisoformat(keep.until) - request.date).days + 1
    strength = tablets * product.strength.amount / total
    return Bottle(
        asked_of(request, product),
        product,
        Formulation(strength, make_up.liquid, keep.where, days),
        Measure(CATALOGUE.device(draw.device), draw.volume.amount),
        tablets,
        Measure(CATALOGUE.device(make_up.device), total),
    )


@HUNDRED
@given(for_compounded())
def test_compounded_is_the_pick_of_the_exhaustive_reference(request: DoseRequest) -> None:
    compare(request, reference, made_of)


@pytest.mark.proof
@pytest.mark.parametrize(("drug", "market"), TABLETS_IN)
@EACH
@given(st.data())
def test_compounded_of_every_drug_is_the_pick(drug: str, market: str, data: st.DataObject) -> None:
    compare(data.draw(for_compounded(sold(TABLETS, drug, market))), reference, made_of)
