"""What holds for every answer: carried out again, on the marks, nothing forbidden, well ordered."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given

from taperlab import DoseRequest, prepare
from taperlab.answers.answering import CancelledError
from taperlab.answers.document import Answer, Preparation
from taperlab.answers.operations import Add, Draw, Drip, Keep, MakeUp, Mix, Pour, Take
from taperlab.catalogue.types import Device, Product
from taperlab.quantities import Volume
from tests.answers.rerun import Rerun
from tests.asking import ask
from tests.strategies import ANSWERS, CATALOGUE, DATE, requests

RANKS = ("good", "acceptable", "poor")


def answer_to(request: DoseRequest) -> Answer:
    return prepare(request, CATALOGUE)


@ANSWERS
@given(requests())
def test_operations_carried_out_again_give_exactly_the_dose(request: DoseRequest) -> None:
    answer = answer_to(request)
    for made in answer.preparations:
        bench = Rerun(answer.request, CATALOGUE)
        assert bench.dose(made) == made.delivered.amount
        assert bench.discarded == made.waste.amount
        kept = {one.vessel for one in made.operations if isinstance(one, Keep)}
        left = {name for name, drug in bench.drug.items() if drug and name != "dose"}
        assert left <= kept  # what is not taken is thrown away, or kept with a date
        assert not kept or made.keep != "at once"


@ANSWERS
@given(requests())
def test_every_volume_is_on_a_mark_and_fits_and_is_not_too_small(request: DoseRequest) -> None:
    answer = answer_to(request)
    for made in answer.preparations:
        for device, volume in measured(made):
            assert device.id in {name.partition("#")[0] for name in answer.request.devices}
            assert smallest(device) <= volume <= size(device.capacity)
            if device.kind == "flask":
                assert volume == size(device.capacity)
            else:
                assert (volume / size(device.graduation)).denominator == 1


def measured(preparation: Preparation) -> Iterator[tuple[Device, Fraction]]:
    """Yield each device with the volume of one fill."""
    for operation in preparation.operations:
        match operation:
            case Draw(device=device, volume=volume, fills=fills):
                assert fills == 1  # several fills only where a drink is poured
                yield CATALOGUE.device(device), volume.amount
            case Add(device=device, volume=added, fills=fills):
                assert added is not None
                yield CATALOGUE.device(device), added.amount / fills
            case MakeUp(device=device, to=to):
                yield CATALOGUE.device(device), to.amount


def size(value: object) -> Fraction:
    assert isinstance(value, Volume)
    return value.amount


def smallest(device: Device) -> Fraction:
    return size(device.capacity if device.kind == "flask" else device.smallest)


@ANSWERS
@given(requests())
def test_nothing_forbidden_is_done(request: DoseRequest) -> None:
    answer = answer_to(request)
    for made in answer.preparations:
        taken = [one for one in made.operations if isinstance(one, Take)]
        for operation in taken:
            product = CATALOGUE.product(operation.product)
            assert product.counts_as is not None or request.dose_of == product.id
            if set(operation.pieces) != {"1"}:
                assert set(operation.pieces) <= {"1", "1/2", "1/4"}
                assert product.form.endswith("tablet")
                assert product.release == "IR"
                assert product.may_split != "none"
            if operation.into != "dose":
                assert product.release == "IR"
            if made.method == "dispersed-tablet":
                dispersed(answer, made, product)
        for source in poured_from(made):
            allowed(answer, made, source)


def dispersed(answer: Answer, made: Preparation, product: Product) -> None:
    """Check what is done with a tablet in water against what its text allows."""
    assert product.may_disperse != "none"
    if any(isinstance(one, Draw) for one in made.operations):
        assert product.may_disperse == "aliquot"
        assert product.form == "dispersible-tablet" or answer.request.role != "patient"


def poured_from(preparation: Preparation) -> list[str]:
    """Return the liquids that are drawn or dripped."""
    sources = [one.source for one in preparation.operations if isinstance(one, Draw | Drip)]
    return [name for name in sources if name in preparation.products]


def allowed(answer: Answer, made: Preparation, source: str) -> None:
    """Check what is done with one liquid against what its text allows."""
    product = CATALOGUE.product(source)
    neat = made.operations[-1] in made.operations[:1] or not made.vessels
    stirred = [one.vessel for one in made.operations if isinstance(one, Mix)]
    drunk_whole = any(isinstance(one, Pour) for one in made.operations)
    assert product.counts_as is not None or answer.request.dose_of == source
    assert not (neat and product.must_dilute)
    if stirred and not drunk_whole:
        assert product.dilution != "none"
        if answer.request.role == "patient":
            assert product.dilution in ("aliquot-at-once", "store")
        assert made.keep == "at once"
    if stirred:
        liquids = {one.what for one in made.operations if isinstance(one, Add)}
        liquids |= {one.liquid for one in made.operations if isinstance(one, MakeUp)}
        assert not product.diluents or liquids <= set(product.diluents)


@ANSWERS
@given(requests())
def test_no_solution_is_made_stronger_than_water_dissolves(request: DoseRequest) -> None:
    drug = CATALOGUE.drug(request.drug)
    for made in answer_to(request).preparations:
        clear = {CATALOGUE.product(name).liquid for name in made.products} & {
            "solution",
            "cosolvent",
        }
        poured = any(isinstance(one, Pour) for one in made.operations)
        for vessel in made.vessels.values():
            if drug.solubility and clear and not poured:
                assert vessel.physical_concentration <= drug.solubility.water


@ANSWERS
@given(requests())
def test_at_most_one_is_recommended_and_it_deserves_it(request: DoseRequest) -> None:
    answer = answer_to(request)
    chosen = [one for one in answer.preparations if one.recommended]
    fit = [one for one in answer.preparations if one.rating != "poor"]
    assert len(chosen) == bool(fit)
    for made in chosen:
        assert made.rating in ("good", "acceptable")
        assert made.error != "not known"
        assert made.pick
        assert answer.recommended is answer.preparations[0] is made
    assert not {one.severity for made in answer.preparations for one in made.cautions} & {"stop"}


@ANSWERS
@given(requests())
def test_recommended_stands_first_then_the_picks_then_the_fronts(request: DoseRequest) -> None:
    listed = answer_to(request).preparations
    standing = [(not one.recommended, not one.pick) for one in listed]
    assert standing == sorted(standing)
    methods = [one.method for one in listed if one.pick]
    assert len(methods) == len(set(methods))
    assert {one.method for one in listed} == set(methods)
    assert len({(one.method, one.operations) for one in listed}) == len(listed)


@ANSWERS
@given(requests())
def test_figures_agree_with_each_other(request: DoseRequest) -> None:
    for made in answer_to(request).preparations:
        bias = made.delivered / made.target - 1
        assert abs(percent(made.bias) - bias * 100) <= Fraction(1, 200)
        assert abs(bias) <= Fraction(1, 5)
        if made.error == "not known":
            assert (made.rating, made.worst) == ("poor", ("not known",))
            continue
        error = percent(made.error)
        assert error + Fraction(1, 100) >= abs(bias) * 100
        assert RANKS.index(made.rating) >= (error > Fraction("10.01")) + (error > Fraction("20.01"))
        low, high = (Fraction(text.removesuffix(" mg")) for text in made.worst)
        assert low <= made.delivered.amount <= high
        handling = Fraction(made.standard_uncertainty.removesuffix(" mg"))
        stated = abs(bias) * 100 + 200 * handling / made.target.amount
        assert abs(stated - error) <= Fraction("0.01") + stated / 100


def percent(text: str) -> Fraction:
    return Fraction(text.removesuffix(" %"))


@ANSWERS
@given(requests())
def test_limits_that_were_asked_for_are_kept(request: DoseRequest) -> None:
    answer = answer_to(request)
    for made in answer.preparations:
        if answer.request.max_error is not None:
            assert percent(made.error) <= percent(answer.request.max_error) + Fraction(1, 200)
        if request.role == "patient":
            assert made.rating != "poor"
            assert made.plain
        if request.methods is not None:
            assert made.method in request.methods
        if request.products is not None and request.dose_of == "tablet":
            assert set(made.products) <= set(request.products)
        assert made.target.amount * made.doses_per_day == daily(answer, made)


def daily(answer: Answer, made: Preparation) -> Fraction:
    """Return what is to be taken a day, counted."""
    asked, scale = answer.request, Fraction(1)
    if asked.dose_of != "tablet":
        scale = CATALOGUE.product(asked.dose_of).ratio or Fraction(1)
    times = 1 if asked.per == "day" else made.doses_per_day
    return asked.dose.amount * scale * times


@ANSWERS
@given(requests())
def test_no_preparation_is_above_the_dose_taken_now(request: DoseRequest) -> None:
    answer = answer_to(request)
    current = answer.request.current_dose
    for made in answer.preparations:
        if current is not None:
            assert made.delivered.amount / made.target.amount <= current / answer.request.dose


@ANSWERS
@given(requests())
def test_every_method_that_was_asked_says_something(request: DoseRequest) -> None:
    answer = answer_to(request)
    spoken = {one.method for one in answer.preparations} | {one.method for one in answer.refused}
    silent = set(request.methods or ()) - spoken
    assert silent <= {"counted-drops", "diluted-liquid", "oral-liquid"}
    assert all(one.text and one.remedy for one in answer.refused)


def test_answer_can_be_cancelled_before_any_method() -> None:
    request = DoseRequest(drug="citalopram", dose="0.37 mg", date=DATE)
    with pytest.raises(CancelledError):
        prepare(request, CATALOGUE, cancelled=lambda: True)
    assert prepare(request, CATALOGUE, cancelled=lambda: False) == prepare(request, CATALOGUE)


def test_answer_is_cancelled_between_two_methods() -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 3

    request = DoseRequest(drug="citalopram", dose="0.37 mg", date=DATE)
    with pytest.raises(CancelledError):
        prepare(request, CATALOGUE, cancelled=cancelled)
    assert len(asked) == 4


def test_every_drug_of_the_catalogue_is_answered_in_each_of_its_markets() -> None:
    for drug in CATALOGUE.drugs:
        for market in sorted({one.market for one in drug.products}):
            answer = ask(drug.id, "1 mg", market=market)
            assert answer.preparations or answer.refused
