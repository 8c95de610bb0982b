"""An answer beside the exhaustive reference: the same pick, and nothing on the front lost."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from unittest.mock import patch

from taperlab import DoseRequest, prepare
from taperlab.answers.document import Preparation
from taperlab.answers.operations import Add, Draw, Keep, MakeUp
from taperlab.catalogue.types import Device, Product
from tests.methods.choosing import best, front
from tests.methods.erring import ACCEPTABLE
from tests.methods.exhaustive import Case, Keeping, Member, space
from tests.methods.exhaustive_serial import Chain, chains
from tests.methods.glassware import Measure
from tests.strategies import CATALOGUE


def compare(request: DoseRequest) -> str:
    """Compare an answer's pick and front with those of the reference; say what was compared."""
    case = case_of(request)
    everything = reference(request, case)
    with patch("taperlab.answers.answering.suggestions", lambda *_: []):  # of other requests
        answer = prepare(request, CATALOGUE)
    if any(len(it.products) > 1 for it in answer.preparations):
        return "mixed"  # two liquids in one vessel: this reference does not speak of them
    listed = [made_of(one, request, case) for one in answer.preparations]
    picks = [m for m, one in zip(listed, answer.preparations, strict=True) if one.pick]
    assert len(picks) == bool(everything)
    if not everything:
        return "nothing"
    assert picks[0] in best(everything)
    assert front(everything) <= {one.cell for one in listed}
    return (
        "kept"
        if picks[0].case.keeping
        else {3: "single", 5: "two stages", 7: "three stages"}[picks[0].handling]
    )


def case_of(request: DoseRequest) -> Case:
    """Return what a request asks, as the reference sees it; the batch kept depends on the drug."""
    drug = CATALOGUE.drug(request.drug)
    maxima = [one.dose.amount for one in drug.max_daily if one.market == request.market]
    patient = request.role == "patient"
    limit = None if request.max_error is None else share(request.max_error)
    return Case(
        target=milligrams(request.dose),
        limit=ACCEPTABLE if patient and limit is None else limit,
        current=None if request.current_dose is None else milligrams(request.current_dose),
        patient=patient,
        doses_per_day=1,
        market=request.market,
        solubility=drug.solubility.water.amount if drug.solubility else None,
        daily_maximum=min(maxima, default=None),
    )


def share(typed: str) -> Fraction:
    return Fraction(typed.removesuffix(" %")) / 100


def milligrams(typed: str) -> Fraction:
    return Fraction(typed.removesuffix(" mg").replace(",", "."))


def reference(request: DoseRequest, case: Case) -> list[Member | Chain]:
    """Return every dilution that may be listed, of each product that may be diluted."""
    products = [CATALOGUE.product(name) for name in request.products or ()]
    refused = {"none"} | ({"unknown", "drink-whole"} if case.patient else set())
    over = case.daily_maximum is not None and case.target > case.daily_maximum
    if over or (case.current is not None and case.target > case.current):
        return []
    devices = [CATALOGUE.device(name) for name in request.devices or ()]
    return [
        made
        for product in products
        if product.dilution not in refused
        for made in _of_product(request, case, product, devices)
    ]


def _of_product(
    request: DoseRequest, case: Case, product: Product, devices: list[Device]
) -> list[Member | Chain]:
    """Return one batch for all days; where none meets the limit, what is made afresh too."""
    limit = ACCEPTABLE if case.limit is None else case.limit
    found: list[Member | Chain] = []
    keeping = _keeping(request, product)
    if keeping is not None:
        found += space(replace(case, keeping=keeping), product, devices)
    for stages in (1, 2, 3):
        if any(not one.beyond(limit) for one in found) or (stages > 1 and case.patient):
            break
        found += (
            space(case, product, devices) if stages == 1 else chains(case, product, devices, stages)
        )
    return found


def _keeping(request: DoseRequest, product: Product) -> Keeping | None:
    """Return the batch that a cited stability allows a professional to keep."""
    if request.days < 2 or request.role == "patient" or product.dilution != "store":
        return None
    overage = share(request.overage) if request.overage else Fraction(0)
    for one in CATALOGUE.drug(request.drug).stability:
        strengths = [strength.amount for strength in one.concentration]
        if one.made_from == "liquid" and strengths and (one.days or 0) >= request.days:
            return Keeping(request.days, overage, min(strengths), max(strengths))
    return None


def made_of(preparation: Preparation, request: DoseRequest, case: Case) -> Member | Chain:
    """Return the reference's own value of what a preparation does."""
    product = CATALOGUE.product(preparation.products[0])
    if any(isinstance(one, Keep) for one in preparation.operations):
        case = replace(case, keeping=_keeping(request, product))
    *made, dose = [one for one in preparation.operations if isinstance(one, Draw | Add | MakeUp)]
    measures = [_measure(one) for one in made]
    if len(made) > 2:
        stages = tuple(zip(measures[::2], measures[1::2], strict=True))
        return Chain.of(case, product, stages, _measure(dose))
    stock, fill = measures
    return Member(case, product, stock, fill, _measure(dose), isinstance(made[1], Add))


def _measure(operation: Draw | Add | MakeUp) -> Measure:
    volume = operation.to if isinstance(operation, MakeUp) else operation.volume
    assert volume is not None
    return Measure(CATALOGUE.device(operation.device), volume.amount)
