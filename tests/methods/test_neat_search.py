"""Neat liquids, drops, and liquids beside tablets against an exhaustive reference.

`make test` asks 100 requests of each; `make proof` asks 1,000 more of each, as many of each drug
and market.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab import DoseRequest
from taperlab.answers.document import Preparation
from taperlab.answers.operations import Add, Draw, Drip, Take
from taperlab.catalogue.types import Device, Product
from tests.methods.drawing import HUNDRED, asked_of, compare, hands, places, request_for, sold
from tests.methods.exhaustive_neat import (
    Drops,
    Neat,
    content,
    known,
    of_drops,
    of_liquid,
    of_tablets,
)
from tests.methods.glassware import Measure
from tests.strategies import CATALOGUE, DATE, MEASURES

LIQUIDS = known(CATALOGUE.products)
DROPPED = [one for one in LIQUIDS if one.closure == "dropper"]
BOTH = {(one.drug, one.market) for one in LIQUIDS if not one.must_dilute}
TABLETS = [
    one
    for one in CATALOGUE.products
    if not one.is_liquid and one.release == "IR" and (one.drug, one.market) in BOTH
    if one.supply == "licensed"
]
OF = {"oral-liquid": LIQUIDS, "counted-drops": DROPPED, "tablet-plus-liquid": TABLETS}
DEVICES = [one.id for one in CATALOGUE.devices if one.kind in MEASURES]
PLACES = {method: places(products) for method, products in OF.items()}
EVERY = [(method, *place) for method, (found, _) in PLACES.items() for place in found]


@st.composite
def for_liquids(draw: st.DrawFn, method: str, products: Sequence[Product]) -> DoseRequest:
    """Draw a request for a volume that somebody may measure, or a few tablets and a volume."""
    at_hand = draw(hands(products))
    first = at_hand[0]
    if method == "tablet-plus-liquid":
        liquids = sold(LIQUIDS, first.drug, first.market)
        at_hand += draw(st.lists(st.sampled_from(liquids), min_size=1, max_size=2, unique_by=id))
        most = draw(st.sampled_from((400, 400, 1000)))
        share = Fraction(draw(st.integers(201, most)), 200)
        rounded = round(share * 10) / Fraction(10)
        dose = first.strength.amount * draw(st.sampled_from((share, rounded)))
    else:
        steps, most = draw(st.sampled_from((20, 100, 333))), 1 if method == "counted-drops" else 5
        dose = content(first) * Fraction(draw(st.integers(1, steps * most)), steps)
    devices = draw(st.lists(st.sampled_from(DEVICES), min_size=4, max_size=8, unique=True))
    fields: dict[str, object] = {"devices": tuple(devices)}
    if method == "counted-drops":  # no drop is nearer than 15 %
        fields["max_error"] = draw(st.sampled_from((None, None, "18 %", "20 %")))
    return request_for(draw, at_hand, dose, method, **fields)


def reference(request: DoseRequest) -> list[Neat | Drops]:
    """Return all that the one method asked may list."""
    products = [CATALOGUE.product(name) for name in request.products or ()]
    devices = [CATALOGUE.device(name) for name in request.devices or ()]
    if request.methods == ("tablet-plus-liquid",):
        return list(beside_tablets(request, products, devices))
    way = of_drops if request.methods == ("counted-drops",) else of_liquid
    return [made for one in known(products) for made in way(asked_of(request, one), one, devices)]


def beside_tablets(
    request: DoseRequest, products: Sequence[Product], devices: Sequence[Device]
) -> Iterator[Neat]:
    """Yield each tablet with each liquid that is taken as often, both of ordinary release."""
    units = [one for one in products if not one.is_liquid and one.supply == "licensed"]
    for tablet in (one for one in units if one.counts_as is not None):
        for liquid in known(products):
            asked = asked_of(request, tablet)
            ordinary = tablet.release == liquid.release == "IR" and not liquid.must_dilute
            if ordinary and asked == asked_of(request, liquid):
                yield from of_tablets(asked, tablet, liquid, devices)


def made_of(one: Preparation, request: DoseRequest) -> Neat | Drops:
    """Return the reference's own value of what a preparation does."""
    takes = [it for it in one.operations if isinstance(it, Take)]
    product = CATALOGUE.product(one.products[-1])
    asked = asked_of(request, product)
    for operation in one.operations:
        if isinstance(operation, Drip):
            return Drops(asked, product, operation.drops)
    (draw,) = (it for it in one.operations if isinstance(it, Draw))
    assert draw.fills == 1
    measure = Measure(CATALOGUE.device(draw.device), draw.volume.amount)
    drink = sum(it.fills for it in one.operations if isinstance(it, Add))
    tablet = CATALOGUE.product(takes[0].product) if takes else None
    return Neat(asked, product, measure, tablet, sum(len(it.pieces) for it in takes), drink)


@pytest.mark.parametrize("method", OF)
@HUNDRED
@given(st.data())
def test_liquids_are_the_pick_of_the_exhaustive_reference(method: str, data: st.DataObject) -> None:
    compare(data.draw(for_liquids(method, OF[method])), reference, made_of)


@pytest.mark.parametrize(
    ("dose", "names", "method"),
    [  # a smaller error that empties one more pack in 28 days once hid the mark below it
        ("105.2252 mg", "gb-gabapentin-special-suspension-20", "oral-liquid"),
        ("58.8 mg", "us-fluoxetine-capsule-20 us-fluoxetine-solution-4", "tablet-plus-liquid"),
    ],
)
def test_fewer_packs_come_before_a_smaller_error(dose: str, names: str, method: str) -> None:
    products = tuple(names.split())
    market, drug = products[0].split("-")[:2]
    devices = (f"oral-syringe-{10 if method == 'oral-liquid' else 20}ml",)
    fields = {"drug": drug, "dose": dose, "market": market.upper(), "products": products}
    request = DoseRequest(**fields, devices=devices, methods=(method,), date=DATE)  # type: ignore[arg-type] # by name
    compare(request, reference, made_of)


@pytest.mark.proof
@pytest.mark.parametrize(("method", "drug", "market"), EVERY)
def test_liquids_of_every_drug_are_the_pick(method: str, drug: str, market: str) -> None:
    products, (_, each) = sold(OF[method], drug, market), PLACES[method]

    @each
    @given(for_liquids(method, products))
    def as_the_reference(request: DoseRequest) -> None:
        compare(request, reference, made_of)

    as_the_reference()
