"""Compounded liquid: tablets made into a published formulation, from which doses are drawn.

Only formulations with a concentration, a vehicle and a number of days from a cited text
(facts of the catalogue); the batch is the smallest total that serves the days.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message
from taperlab.methods.expiry import Shelf, kept
from taperlab.methods.gauges import gauge_of, measured, relative
from taperlab.methods.liquids import near_marks, volume_of
from taperlab.methods.marks import TOTALS
from taperlab.methods.question import Answers, Proposal, Question, Refused
from taperlab.methods.units import contents_of, take, units_of
from taperlab.methods.working import dose_volume, shown
from taperlab.quantities import Concentration, Count, Mass, Volume
from taperlab.recipe.measured import Measured, Source
from taperlab.recipe.operations import DOSE, Draw, Keep, MakeUp, Mix, Operation, Recipe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.types import Product, Stability
    from taperlab.methods.instruments import Instrument

__all__ = ["METHOD", "propose"]

METHOD = "compounded-liquid"
_CLASS = 10
_BOTTLE = "bottle"
_MOST_TABLETS = 40


@dataclass(frozen=True, slots=True)
class _Batch:
    """So many tablets made up to a total by a formulation."""

    formulation: Stability
    concentration: Concentration
    product: Product
    tablets: int
    total: Fraction
    measure: Instrument


def propose(question: Question) -> Answers:
    """Propose each published formulation, from each tablet that makes it in whole tablets."""
    if question.role == "patient":
        yield Refused(METHOD, None, Message("methods.compound-pharmacist-only"))
        return
    formulations = [
        one
        for one in question.drug.stability
        if one.days and one.concentration and one.made_from == "tablets"
    ]
    if not formulations:
        yield Refused(METHOD, None, Message("methods.no-formulation"))
        return
    found = False
    for formulation in formulations:
        for concentration in formulation.concentration:
            for answer in _answers(question, formulation, concentration):
                found = True
                yield answer
    if not found:
        yield Refused(METHOD, None, Message("methods.no-batch"))


def _answers(question: Question, formulation: Stability, concentration: Concentration) -> Answers:
    for product in units_of(question):
        if product.release != "IR" or product.form != "tablet":
            continue
        ideal = question.target(product).amount / concentration.amount
        current = volume_of(question.current_for(product), concentration)
        for syringe, volume in near_marks(question, ideal, current):
            batch = _batch(question, formulation, concentration, product, volume)
            if batch is not None:
                yield _proposal(question, batch, syringe, volume)


def _batch(
    question: Question,
    formulation: Stability,
    concentration: Concentration,
    product: Product,
    volume: Fraction,
) -> _Batch | None:
    """Return the smallest batch of whole tablets that serves the days, with its overage.

    ``volume`` is what each dose really draws: on a mark above the ideal one, the days take more.
    """
    doses = question.days * question.doses_of(product)
    needed = volume * doses * (1 + question.overage)
    for total in TOTALS:
        tablets = concentration.amount * total / product.strength.amount
        measure = dict(question.totals).get(total)
        whole = tablets.denominator == 1 and tablets <= _MOST_TABLETS
        if total > needed and whole and measure is not None:
            return _Batch(formulation, concentration, product, int(tablets), total, measure)
    return None


def _proposal(question: Question, batch: _Batch, syringe: Instrument, volume: Fraction) -> Proposal:
    product, formulation = batch.product, batch.formulation
    made = kept(
        question.date, (product,), question.expiries, Shelf(formulation.days or 1, "stability")
    )
    target = question.target(product)
    return Proposal(
        method=METHOD,
        products=(product,),
        recipe=Recipe(
            _operations(question, batch, syringe, volume, until=made.text),
            contents_of(question, (product,)),
        ),
        target=target,
        doses_per_day=question.doses_of(product),
        rank=_CLASS,
        supply="special",
        uses={product.id: _share_of(batch, volume)},
        working=(
            *_working(batch),
            *dose_volume(target, batch.concentration, volume),
        ),
        plainness=2,
        keep=made,
        findings=tuple(_findings(question, batch, volume)),
    )


def _operations(
    question: Question, batch: _Batch, syringe: Instrument, volume: Fraction, *, until: str
) -> tuple[Operation[Fraction], ...]:
    taken = measured(volume, gauge_of(syringe.device), reading=2)
    potency = relative(
        Source("bottle", _BOTTLE, "compounding", handling=False),
        question.errors.content(batch.product.market, "compounded"),
    )
    total = measured(batch.total, gauge_of(batch.measure.device), reading=3)
    bottle = Measured(total.nominal, total.dimension, (*total.errors, potency))
    vehicle = batch.formulation.vehicle
    return (
        take(question, batch.product, [Fraction(1)] * batch.tablets, _BOTTLE),
        MakeUp(_BOTTLE, vehicle, bottle, batch.measure.id),
        Mix(_BOTTLE, "shake"),
        Draw(_BOTTLE, taken, syringe.id, 1, DOSE),
        Keep(_BOTTLE, until, batch.formulation.storage),
    )


def _share_of(batch: _Batch, volume: Fraction) -> Fraction:
    """Return how many tablets one dose uses up."""
    return batch.tablets * volume / batch.total


def _working(batch: _Batch) -> Iterator[Message]:
    strength = batch.product.strength
    held = Mass(batch.tablets * strength.amount)
    total = Volume(batch.total)
    yield Message(
        "methods.work-units", count=Count(batch.tablets), strength=strength, dose=shown(held)
    )
    concentration = shown(batch.concentration)
    yield Message("methods.work-dilute", dose=shown(held), total=total, concentration=concentration)


def _findings(question: Question, batch: _Batch, volume: Fraction) -> Iterator[Finding]:
    doses = question.days * question.doses_of(batch.product)
    left = Volume(batch.total - volume * doses)
    fields = {
        "vehicle": batch.formulation.vehicle,
        "storage": batch.formulation.storage,
    }
    yield Finding("warn", Message("methods.compounded", **fields), soft=True)
    for key in batch.formulation.provenance.source:
        cited = question.citations[key].replace(". ", ", ").rstrip(".")  # one sentence on a sheet
        yield Finding("note", Message("methods.formulation-source", source=cited))
    if batch.formulation.note:
        yield Finding("note", Message("methods.formulation-note", note=batch.formulation.note))
    yield Finding("note", Message("methods.left-over", doses=doses, volume=left))
