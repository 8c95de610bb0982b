"""Whole and split tablets and strips against an exhaustive reference: nothing is lost.

`make test` asks 100 requests of each; `make proof` asks 1,000 more of each, as many of each drug
and market.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab import DoseRequest
from taperlab.answers.document import Preparation
from taperlab.answers.operations import Take
from taperlab.catalogue.types import Product
from tests.methods.drawing import HUNDRED, asked_of, compare, hands, places, request_for, sold
from tests.methods.exhaustive_made import Asked
from tests.methods.exhaustive_tablets import Tablets, of_parts, of_strip, of_wholes
from tests.strategies import CATALOGUE, DATE

UNITS = [one for one in CATALOGUE.products if not one.is_liquid and one.supply == "licensed"]
WAYS: dict[str, Callable[[Asked, Sequence[Product]], Iterator[Tablets]]] = {
    "whole-tablets": of_wholes,
    "split-tablets": of_parts,
    "strip": of_strip,
}
MANY = {"whole-tablets": 3, "split-tablets": 3, "strip": 5}
SHARES = tuple(Fraction(n, 4) for n in (0, 1, 2, 3))
UNITS_IN, EACH = places(UNITS)


@st.composite
def for_tablets(draw: st.DrawFn, method: str, products: Sequence[Product] = UNITS) -> DoseRequest:
    """Draw a request for a sum of what is at hand, or at times for what is next to one."""
    at_hand = draw(hands(products, 4))
    some = st.lists(st.sampled_from(at_hand), max_size=MANY[method])
    dose = sum((one.strength.amount for one in draw(some)), Fraction(0))
    part = draw(st.sampled_from(SHARES if method == "split-tablets" else SHARES[:1] * 3 + SHARES))
    dose += part * draw(st.sampled_from(at_hand)).strength.amount
    return request_for(draw, at_hand, dose or at_hand[0].strength.amount, method)


def reference(request: DoseRequest) -> list[Tablets]:
    """Return all that the one method asked may list."""
    products = [CATALOGUE.product(name) for name in request.products or ()]
    (method,) = request.methods or ()
    return list(WAYS[method](asked_of(request, products[0]), products))


def made_of(one: Preparation, request: DoseRequest) -> Tablets:
    """Return the reference's own value of what a preparation does."""
    takes = [it for it in one.operations if isinstance(it, Take)]
    assert len(takes) == len(one.operations)
    pieces = {it.product: tuple(map(Fraction, it.pieces)) for it in takes}
    at_hand = [CATALOGUE.product(name) for name in request.products or ()]
    counts = [(one, pieces.get(one.id, ()).count(Fraction(1))) for one in at_hand]
    wholes = tuple((product, count) for product, count in counts if count)
    cut = {name: tuple(n for n in some if n != 1) for name, some in pieces.items()}
    divided = [(CATALOGUE.product(name), parts) for name, parts in cut.items() if parts]
    asked, strip = asked_of(request, at_hand[0]), one.method == "strip"
    if not divided:
        return Tablets(asked, wholes, strip=strip)
    ((product, parts),) = divided
    return Tablets(asked, wholes, product, parts, strip)


@pytest.mark.parametrize("method", WAYS)
@HUNDRED
@given(st.data())
def test_tablets_are_the_pick_of_the_exhaustive_reference(method: str, data: st.DataObject) -> None:
    compare(data.draw(for_tablets(method)), reference, made_of)


@pytest.mark.parametrize(
    ("dose", "names", "method"),
    [  # what a tie of the fewest units once lost: an import, and tablets of less strength
        ("10 mg", "us-citalopram-tablet-10 gb-citalopram-tablet-10", "strip"),
        (
            "23.75 mg",
            "gb-aripiprazole-tablet-5 gb-aripiprazole-tablet-10 gb-aripiprazole-tablet-15",
            "split-tablets",
        ),
    ],
)
def test_all_of_the_fewest_units_are_compared(dose: str, names: str, method: str) -> None:
    products = tuple(names.split())
    market, drug = products[0].split("-")[:2]
    fields = {"drug": drug, "dose": dose, "market": market.upper(), "products": products}
    request = DoseRequest(**fields, methods=(method,), date=DATE)  # type: ignore[arg-type] # by name
    compare(request, reference, made_of)


@pytest.mark.proof
@pytest.mark.parametrize("method", WAYS)
@pytest.mark.parametrize(("drug", "market"), UNITS_IN)
@EACH
@given(st.data())
def test_tablets_of_every_drug_are_the_pick(
    method: str, drug: str, market: str, data: st.DataObject
) -> None:
    request = data.draw(for_tablets(method, sold(UNITS, drug, market)))
    compare(request, reference, made_of)
