"""What hypothesis draws from: requests that a pharmacy could type, and recipes of every kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st

from taperlab import Catalogue, DoseRequest
from taperlab.answers.resolve import resolve
from taperlab.catalogue.types import Device, Drug, Product
from taperlab.methods import METHODS
from taperlab.methods.question import Proposal
from taperlab.quantities import Proportion, canonical, number

T = TypeVar("T")
CATALOGUE = Catalogue.shipped()
DATE = dt.date(2026, 12, 1)
MEASURES = ("oral-syringe", "cylinder", "flask")

# In proportion to the profile: an answer takes some 50 ms, the reference earns its time.
ANSWERS = settings(max_examples=max(settings().max_examples * 6 // 10, 1))
SEARCHES = settings(max_examples=settings().max_examples * 2)

_LIMITS = tuple(canonical(Proportion(Fraction(n, 100))) for n in (7, 10, 20, 40))
_SHARES = tuple(Fraction(n) for n in ("1/4", "1/2", "3/4", "1", "5/4", "3/2", "2", "7/2"))
_TIMES = tuple(Fraction(n) for n in ("0.9", "1", "1.05", "1.1", "1.5", "3", "8"))


def typed(amount: Fraction, market: str) -> str:
    """Write a dose as people of a market type it, without a group that may mean thousands."""
    digits = number(amount)
    whole, _, part = digits.partition(".")
    if market in {"GB", "US"}:
        return f"{digits} mg"
    return f"{whole},{part} mg" if part else f"{whole} mg"


def finite(amount: Fraction) -> Fraction:
    """Round to what a prescriber would write: four decimals."""
    return max(round(amount, 4), Fraction(1, 10_000))


@st.composite
def doses(draw: st.DrawFn, drug: Drug) -> Fraction:
    """Draw a dose in mg: any three digits, a part of a tablet, or a volume of a liquid."""
    strengths = sorted({one.strength.amount for one in drug.products if not one.is_liquid})
    liquids = sorted({one.strength.amount for one in drug.products if one.is_liquid})
    kind = draw(st.integers(0, 3))
    if kind == 0 or not strengths or not liquids:
        return draw(st.integers(1, 999)) * Fraction(10) ** draw(st.integers(-4, 0))
    if kind == 1:
        return finite(draw(st.sampled_from(strengths)) * draw(st.sampled_from(_SHARES)))
    return finite(draw(st.sampled_from(liquids)) * Fraction(draw(st.integers(1, 300)), 200))


@st.composite
def requests(draw: st.DrawFn, *, role: str | None = None) -> DoseRequest:
    """Draw a request: all drugs, their markets, devices, roles, products, methods and limits."""
    drug = draw(st.sampled_from(CATALOGUE.drugs))
    market = draw(st.sampled_from(sorted({one.market for one in drug.products})))
    dose = draw(doses(drug))
    times = draw(_at_times(st.sampled_from(_TIMES)))
    return DoseRequest(
        drug=drug.id,
        dose=typed(dose, market),
        dose_of=draw(_scales(drug)),
        per=draw(st.sampled_from(("administration", "day"))),
        doses_per_day=draw(st.sampled_from((None, None, 1, 2, 3))),
        current_dose=None if times is None else typed(finite(dose * times), market),
        market=market,
        products=draw(_at_times(_some([one.id for one in drug.products]))),
        devices=draw(_at_times(_some([one.id for one in CATALOGUE.devices]))),
        methods=draw(_at_times(_some(list(METHODS)))),
        role=role or draw(st.sampled_from(("patient", "pharmacist", "gp"))),
        max_error=draw(_at_times(st.sampled_from(_LIMITS))),
        date=DATE,
    )


def _scales(drug: Drug) -> st.SearchStrategy[str]:
    own = st.sampled_from([one.id for one in drug.products])
    return _at_times(own).map(lambda name: name or "tablet")


def _at_times(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.integers(0, 3).flatmap(lambda at: st.none() if at else strategy)


def _some(names: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), min_size=1, max_size=8, unique=True).map(tuple)


def product(name: str) -> Product:
    """Return a product of the shipped catalogue."""
    return CATALOGUE.product(name)


def device(name: str) -> Device:
    """Return a device of the shipped catalogue."""
    return CATALOGUE.device(name)


def proposals(request: DoseRequest) -> Iterator[Proposal]:
    """Yield every recipe that the methods propose for a request, before it is judged."""
    question, repeated = resolve(request, CATALOGUE)
    for method in repeated.methods or tuple(METHODS):
        for found in METHODS[method](question):
            if isinstance(found, Proposal):
                yield found
