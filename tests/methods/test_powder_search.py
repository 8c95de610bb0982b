"""Weighed powder against an exhaustive reference: nothing is lost.

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
from taperlab.answers.operations import Weigh
from taperlab.answers.request import WeighedUnits
from taperlab.catalogue.types import Product
from tests.methods.comparing import milligrams
from tests.methods.drawing import HUNDRED, asked_of, compare, hands, places, request_for, sold
from tests.methods.exhaustive_powder import Powder, Units, of_powder
from tests.strategies import CATALOGUE, typed

UNITS = [one for one in CATALOGUE.products if not one.is_liquid and one.counts_as is not None]
UNITS = [one for one in UNITS if one.supply == "licensed"]
UNITS_IN, EACH = places(UNITS)


@st.composite
def weighed(draw: st.DrawFn, product: Product) -> WeighedUnits:
    """Draw what somebody weighed: three to five units, more or less alike."""
    about = draw(st.integers(400, 6000))
    off = st.integers(-about // 20, about // 20)
    masses = [Fraction(about + one, 10) for one in draw(st.lists(off, min_size=3, max_size=5))]
    texts = tuple(typed(one, product.market) for one in masses)
    return WeighedUnits(product=product.id, batch="A1", masses=texts)


@st.composite
def for_powder(draw: st.DrawFn, products: Sequence[Product] = UNITS) -> DoseRequest:
    """Draw a request for a part of a unit, or for two."""
    at_hand = draw(hands(products, 2))
    market = at_hand[0].market
    in_hand = [one for one in at_hand if one in UNITS and one.market == market]
    units = tuple(draw(weighed(one)) for one in in_hand if draw(st.integers(0, 5)))
    share = Fraction(draw(st.integers(1, 200)), draw(st.sampled_from((100, 250))))
    fields = {"devices": ("balance-1mg",), "weighed": units}
    dose = at_hand[0].strength.amount * share
    return request_for(draw, at_hand, dose, "weighed-powder", **fields)


def units_of(request: DoseRequest) -> dict[str, Units]:
    """Return what was weighed, by product."""
    return {one.product: Units(tuple(map(milligrams, one.masses))) for one in request.weighed}


def reference(request: DoseRequest) -> list[Powder]:
    """Return all that may be listed."""
    devices = [CATALOGUE.device(name) for name in request.devices or ()]
    products = {name: CATALOGUE.product(name) for name in request.products or ()}
    return [
        made
        for name, units in units_of(request).items()
        for made in of_powder(asked_of(request, products[name]), products[name], units, devices)
    ]


def made_of(one: Preparation, request: DoseRequest) -> Powder:
    """Return the reference's own value of what a preparation does."""
    (weigh,) = one.operations
    assert isinstance(weigh, Weigh)
    product, units = CATALOGUE.product(weigh.product), units_of(request)[weigh.product]
    assert weigh.unit_mass.amount == units.mean
    balance = CATALOGUE.device(weigh.device)
    return Powder(asked_of(request, product), product, units, balance, weigh.powder.amount)


@HUNDRED
@given(for_powder())
def test_powder_is_the_pick_of_the_exhaustive_reference(request: DoseRequest) -> None:
    compare(request, reference, made_of)


@pytest.mark.proof
@pytest.mark.parametrize(("drug", "market"), UNITS_IN)
@EACH
@given(st.data())
def test_powder_of_every_drug_is_the_pick(drug: str, market: str, data: st.DataObject) -> None:
    compare(data.draw(for_powder(sold(UNITS, drug, market))), reference, made_of)
