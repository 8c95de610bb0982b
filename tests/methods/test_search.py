"""The search against an exhaustive reference: the same picks, and nothing on the front lost."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab import DoseRequest, prepare
from taperlab.answers.document import Answer, Preparation
from taperlab.answers.operations import Add, Draw, MakeUp
from taperlab.catalogue.types import Device
from tests.methods.exhaustive import Case, Member, best, front, space
from tests.methods.glassware import Measure, fills
from tests.strategies import CATALOGUE, DATE, MEASURES, SEARCHES, finite, typed

LIQUIDS = [
    one
    for one in CATALOGUE.products
    if one.is_liquid and one.counts_as is not None and one.supply == "licensed"
]
LIMITS = {None: None} | {f"{n} %": Fraction(n, 100) for n in (8, 9, 12, 15)}
TIMES = (Fraction(1), Fraction(21, 20))


@st.composite
def reduced_requests(draw: st.DrawFn) -> DoseRequest:
    """Draw a request for dilutions of one drug, with two syringes and three totals at most."""
    liquid = draw(st.sampled_from(LIQUIDS))
    same = [one.id for one in LIQUIDS if one.drug == liquid.drug and one.market == liquid.market]
    assert liquid.counts_as is not None
    share = Fraction(draw(st.integers(1, 200)), draw(st.sampled_from((100, 1000, 4000))))
    dose = finite(liquid.counts_as.amount * share)
    syringes = [one.id for one in CATALOGUE.devices if one.kind == "oral-syringe"]
    measures = [one.id for one in CATALOGUE.devices if one.kind in MEASURES[1:]]
    chosen = draw(st.lists(st.sampled_from(syringes), max_size=2, min_size=1, unique=True))
    chosen += draw(
        st.lists(st.sampled_from(measures), min_size=1, max_size=3, unique=True).filter(
            lambda names: len(fills(CATALOGUE.device(name) for name in names)) <= 3
        )
    )
    at_home = liquid.dilution in ("aliquot-at-once", "store")
    roles = ("patient", "pharmacist") if at_home else ("gp", "pharmacist")
    times = draw(st.none() | st.sampled_from(TIMES))
    return DoseRequest(
        drug=liquid.drug,
        dose=typed(dose, liquid.market),
        current_dose=None if times is None else typed(finite(dose * times), liquid.market),
        market=liquid.market,
        products=tuple(draw(st.lists(st.sampled_from(same), min_size=1, max_size=2, unique=True))),
        devices=tuple(chosen),
        methods=("diluted-liquid",),
        role=draw(st.sampled_from(roles)),
        max_error=draw(st.none() | st.sampled_from(list(LIMITS))),
        date=DATE,
    )


def found(dose: str, products: str, devices: str, **fields: object) -> DoseRequest:
    """Return a request whose pick or front was once missed."""
    names = tuple(products.split())
    market, drug = names[0].split("-")[:2]
    return DoseRequest(
        drug=drug,
        dose=dose,
        market=market.upper(),
        products=names,
        devices=tuple(devices.split()),
        methods=("diluted-liquid",),
        date=DATE,
        **fields,  # type: ignore[arg-type] # by field name
    )


FOUND = (
    # the limit, not plainness, decides once nothing plain meets it
    found(
        "0.1062 mg",
        "us-diazepam-concentrate-5 us-diazepam-solution-1",
        "oral-syringe-5ml cylinder-100ml flask-25ml flask-100ml",
        max_error="12 %",
    ),
    # the smallest error, which is not the pick, sets the window of one percentage point
    found(
        "0.137 mg", "us-risperidone-solution-1", "oral-syringe-10ml oral-syringe-1ml cylinder-5ml"
    ),
    # rounding by more than 10 % counts as much as a small volume
    found("0.022 mg", "gb-diazepam-suspension-0.4", "oral-syringe-20ml flask-250ml cylinder-5ml"),
    # a poor one is no method's pick while another is acceptable
    found(
        "12.7 mg",
        "gb-sertraline-suspension-10 gb-sertraline-concentrate-20",
        "oral-syringe-0.5ml oral-syringe-20ml cylinder-50ml",
    ),
    # holding the dose: what would be above it pushes nothing off the front
    found(
        "0.97 mg",
        "gb-risperidone-solution-1",
        "oral-syringe-20ml flask-50ml",
        current_dose="0.97 mg",
    ),
)


def case_of(request: DoseRequest) -> Case:
    drug = CATALOGUE.drug(request.drug)
    target = Fraction(request.dose.removesuffix(" mg").replace(",", "."))
    current = request.current_dose
    maxima = [one.dose.amount for one in drug.max_daily if one.market == request.market]
    patient = request.role == "patient"
    limit = LIMITS[request.max_error]
    return Case(
        target=target,
        limit=Fraction(1, 5) if patient and limit is None else limit,
        current=None
        if current is None
        else Fraction(current.removesuffix(" mg").replace(",", ".")),
        patient=patient,
        doses_per_day=1,
        market=request.market,
        solubility=drug.solubility.water.amount if drug.solubility else None,
        daily_maximum=min(maxima, default=None),
    )


def reference(request: DoseRequest, case: Case) -> list[Member]:
    """Return every dilution that may be listed, of each product that may be diluted."""
    products = [CATALOGUE.product(name) for name in request.products or ()]
    refused = {"none"} | ({"unknown", "drink-whole"} if case.patient else set())
    over = case.daily_maximum is not None and case.target > case.daily_maximum
    if over or (case.current is not None and case.target > case.current):
        return []
    devices = [CATALOGUE.device(name) for name in request.devices or ()]
    return [
        member
        for product in products
        if product.dilution not in refused
        for member in space(case, product, devices)
    ]


def member_of(preparation: Preparation, case: Case) -> Member:
    """Return the reference's own value of what a preparation does."""
    stock, fill, _, dose, _ = preparation.operations
    assert isinstance(stock, Draw)
    assert isinstance(fill, Add | MakeUp)
    assert isinstance(dose, Draw)
    volume = fill.volume if isinstance(fill, Add) else fill.to
    assert volume is not None
    return Member(
        case,
        CATALOGUE.product(preparation.products[0]),
        Measure(named(stock.device), stock.volume.amount),
        Measure(named(fill.device), volume.amount),
        Measure(named(dose.device), dose.volume.amount),
        isinstance(fill, Add),
    )


def named(device: str) -> Device:
    return CATALOGUE.device(device)


def in_stages(answer: Answer) -> bool:
    """Whether a serial dilution is listed, for which this reference does not speak."""
    made = [[one for one in it.operations if isinstance(one, MakeUp)] for it in answer.preparations]
    return any(len(fillings) > 1 for fillings in made)


@SEARCHES
@given(reduced_requests())
def test_search_takes_the_pick_of_the_exhaustive_reference(request: DoseRequest) -> None:
    compare(request)


@pytest.mark.parametrize("request_", FOUND, ids=lambda request: f"{request.drug} {request.dose}")
def test_search_takes_the_pick_where_it_once_did_not(request_: DoseRequest) -> None:
    compare(request_)


def compare(request: DoseRequest) -> None:
    """Compare an answer's pick and front with those of the reference."""
    answer = prepare(request, CATALOGUE)
    if in_stages(answer):
        return
    case = case_of(request)
    listed = [member_of(one, case) for one in answer.preparations]
    everything = reference(request, case)
    picks = [m for m, one in zip(listed, answer.preparations, strict=True) if one.pick]
    assert len(picks) == bool(everything)
    if everything:
        assert picks[0] in best(everything)
        assert front(everything) <= {one.cell for one in listed}
