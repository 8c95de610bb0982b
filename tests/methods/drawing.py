"""Requests for units and neat liquids, what they ask, and an answer beside the reference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TypeVar
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st

from taperlab import DoseRequest, prepare
from taperlab.answers.document import Preparation
from taperlab.catalogue.types import Product
from tests.methods.choosing import best, front
from tests.methods.comparing import milligrams, share
from tests.methods.erring import ACCEPTABLE
from tests.methods.exhaustive_made import Asked, Made
from tests.strategies import CATALOGUE, DATE, finite, typed

HUNDRED = settings(max_examples=100)
LIMITS = st.sampled_from((None, None, None, "3 %", "5 %", "8 %", "12 %", "15 %"))
TIMES = st.sampled_from((None, None, *map(Fraction, ("1", "21/20", "3/2", "8"))))
ROLES = ("pharmacist", "gp", "patient")
Of = TypeVar("Of", bound=Made)


def places(
    products: Iterable[Product], requests: int = 1000
) -> tuple[Sequence[tuple[str, str]], settings]:
    """Return each drug and market of some products, and how many requests that is for each."""
    found = sorted({(one.drug, one.market) for one in products})
    return found, settings(max_examples=-(-requests // len(found)))


def sold(products: Iterable[Product], drug: str, market: str) -> list[Product]:
    """Return what is sold of a drug in a market."""
    return [one for one in products if (one.drug, one.market) == (drug, market)]


@st.composite
def hands(draw: st.DrawFn, products: Sequence[Product], most: int = 3) -> list[Product]:
    """Draw products at hand: of one drug, now and then one of another market among them."""
    first = draw(st.sampled_from(products))
    same = [one for one in products if (one.drug, one.market) == (first.drug, first.market)]
    others = draw(st.lists(st.sampled_from(same), max_size=most))
    if draw(st.integers(0, 4)) == 0:
        drug = [one for one in CATALOGUE.products if one.drug == first.drug]
        others.append(draw(st.sampled_from(drug)))
    return list({one.id: one for one in (first, *others)}.values())


def request_for(
    draw: st.DrawFn, products: Sequence[Product], dose: Fraction, method: str, **fields: object
) -> DoseRequest:
    """Draw the rest of a request for a dose for one time."""
    first = products[0]
    per_day = draw(st.booleans())
    doses = draw(st.sampled_from((None, 1, 2, 3)))
    times = draw(TIMES)
    maxima = [one.dose.amount for one in CATALOGUE.drug(first.drug).max_daily]
    if maxima and draw(st.integers(0, 9)) == 0:  # just below the highest daily dose
        dose = min(maxima) / (doses or 1) * Fraction(draw(st.integers(980, 1000)), 1000)
    each = finite(dose)
    asked = each * (doses or first.doses_per_day) if per_day else each
    request = {
        "drug": first.drug,
        "dose": typed(asked, first.market),
        "per": "day" if per_day else "administration",
        "doses_per_day": doses,
        "current_dose": None if times is None else typed(finite(asked * times), first.market),
        "market": first.market,
        "products": tuple(one.id for one in products),
        "methods": (method,),
        "role": draw(st.sampled_from(ROLES)),
        "max_error": draw(LIMITS),
        "date": DATE,
    }
    return DoseRequest(**request | fields)  # type: ignore[arg-type] # by field name


def asked_of(request: DoseRequest, product: Product) -> Asked:
    """Return what a request asks of a product, for one administration."""
    per_day = request.per == "day"
    doses = request.doses_per_day or (product.doses_per_day if per_day else 1)
    divided = doses if per_day else 1
    dose = milligrams(request.dose)
    current = None if request.current_dose is None else milligrams(request.current_dose)
    drug = CATALOGUE.drug(request.drug)
    far = current is not None and max(dose / current, current / dose) >= 5
    patient = request.role == "patient"
    limit = None if request.max_error is None else share(request.max_error)
    return Asked(
        target=dose / divided,
        limit=ACCEPTABLE if patient and limit is None else limit,
        current=None if current is None else current / divided,
        patient=patient,
        doses_per_day=doses,
        days=request.days,
        market=request.market,
        daily_maximum=min(
            (one.dose.amount for one in drug.max_daily if one.market == request.market),
            default=None,
        ),
        reasons=far + (drug.gate is not None),
    )


def refused(request: DoseRequest) -> bool:
    """Whether the dose itself is stopped: above the maximum or what is taken, or gated."""
    drug, dose = CATALOGUE.drug(request.drug), milligrams(request.dose)
    daily = dose * (1 if request.per == "day" else request.doses_per_day or 1)
    maxima = [one.dose.amount for one in drug.max_daily if one.market == request.market]
    raised = request.current_dose is not None and dose > milligrams(request.current_dose)
    gated = request.role == "patient" and drug.gate is not None
    return raised or gated or any(daily > most for most in maxima)


def compare(
    request: DoseRequest,
    reference: Callable[[DoseRequest], Sequence[Of]],
    made_of: Callable[[Preparation, DoseRequest], Of],
) -> None:
    """Compare pick, front, dose and error of an answer with those of the reference."""
    with patch("taperlab.answers.answering.suggestions", lambda *_: []):  # of other requests
        answer = prepare(request, CATALOGUE)
    unstopped = [] if refused(request) else reference(request)
    everything = [one for one in unstopped if not one.stopped]
    listed = [made_of(one, request) for one in answer.preparations]
    picks = [m for m, one in zip(listed, answer.preparations, strict=True) if one.pick]
    assert len(picks) == bool(everything)
    if everything:
        assert picks[0] in best(everything)
        assert front(everything) <= {one.cell for one in listed}
    for mine, one in zip(listed, answer.preparations, strict=True):
        assert mine in everything
        assert mine.delivered == one.delivered.amount
        assert one.rating == ("good", "acceptable", "poor")[mine.grade]
        if one.error == "not known":
            assert mine.error == 1
        else:  # it is said to two decimals
            assert abs(share(one.error) - mine.error) * 20_000 <= 1
