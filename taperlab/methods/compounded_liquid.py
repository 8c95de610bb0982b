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
from taperlab.methods.neat import worth_judging
from taperlab.methods.question import Answers, Proposal, Question, Refused
from taperlab.methods.storing import cited
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
class _Drawn:
    """One dose on a mark: a volume in mL of a formulation, made of one product."""

    formulation: Stability
    concentration: Concentration
    product: Product
    syringe: Instrument
    volume: Fraction


@dataclass(frozen=True, slots=True)
class _Batch:
    """So many tablets made up to a total, of which the dose is drawn."""

    drawn: _Drawn
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
    tablets = [one for one in units_of(question) if one.release == "IR" and one.form == "tablet"]
    if not tablets:
        yield Refused(METHOD, None, Message("methods.no-tablets-to-grind"))
        return
    draws = list(_draws(question, tablets, formulations))
    if not draws:
        yield from _out_of_reach(question, tablets[0], formulations)
        return
    made = [batch for draw in draws if (batch := _batch(question, draw))]
    if not made:
        yield Refused(METHOD, None, Message("methods.no-batch"))
    for batch in _worth_judging(question, made):
        yield _proposal(question, batch)


def _draws(
    question: Question, tablets: list[Product], formulations: list[Stability]
) -> Iterator[_Drawn]:
    """Yield every mark next to the dose, of each formulation made of each tablet."""
    for formulation in formulations:
        for concentration in formulation.concentration:
            for product in tablets:
                ideal = question.target(product).amount / concentration.amount
                current = volume_of(question.current_for(product), concentration)
                for syringe, volume in near_marks(question, ideal, current):
                    yield _Drawn(formulation, concentration, product, syringe, volume)


def _worth_judging(question: Question, made: list[_Batch]) -> Iterator[_Batch]:
    """Yield, of the marks that one bottle is drawn to, those that may be the pick or in front."""
    bottles: dict[tuple[int, Concentration, str, Fraction], list[_Batch]] = {}
    for batch in made:
        drawn = batch.drawn
        bottle = (id(drawn.formulation), drawn.concentration, drawn.product.id, batch.total)
        bottles.setdefault(bottle, []).append(batch)
    for alike in bottles.values():
        batch, drawn = alike[0], alike[0].drawn
        ideal = question.target(drawn.product).amount / drawn.concentration.amount
        off = float(batch.measure.tolerance(batch.total) / batch.total)
        draws = [(one.drawn.syringe, one.drawn.volume) for one in alike]
        kept = worth_judging(draws, ideal, question.limit, besides=off * off / 3)
        yield from (one for one, draw in zip(alike, draws, strict=True) if draw in kept)


def _out_of_reach(
    question: Question, product: Product, formulations: list[Stability]
) -> Iterator[Refused]:
    dose = question.target(product)
    strengths = {each.amount: each for one in formulations for each in one.concentration}
    for amount, concentration in sorted(strengths.items()):
        text = Message(
            "methods.formulation-out-of-reach",
            dose=shown(dose),
            volume=shown(Volume(dose.amount / amount)),
            concentration=concentration,
        )
        yield Refused(METHOD, None, text)


def _batch(question: Question, drawn: _Drawn) -> _Batch | None:
    """Return the smallest batch of whole tablets that serves the days, with its overage.

    It goes by what each dose really draws: on a mark above the ideal one, the days take more.
    """
    doses = question.days * question.doses_of(drawn.product)
    needed = drawn.volume * doses * (1 + question.overage)
    for total in TOTALS:
        tablets = drawn.concentration.amount * total / drawn.product.strength.amount
        measure = dict(question.totals).get(total)
        whole = tablets.denominator == 1 and tablets <= _MOST_TABLETS
        if total > needed and whole and measure is not None:
            return _Batch(drawn, int(tablets), total, measure)
    return None


def _proposal(question: Question, batch: _Batch) -> Proposal:
    drawn = batch.drawn
    product, target = drawn.product, question.target(drawn.product)
    shelf = Shelf(drawn.formulation.days or 1, "stability")
    made = kept(question.date, (product,), question.expiries, shelf)
    operations = _operations(question, batch, until=made.text)
    return Proposal(
        method=METHOD,
        products=(product,),
        recipe=Recipe(operations, contents_of(question, (product,))),
        target=target,
        doses_per_day=question.doses_of(product),
        rank=_CLASS,
        supply="special",
        uses={product.id: batch.tablets * drawn.volume / batch.total},
        working=(
            *_working(batch),
            *dose_volume(target, drawn.concentration, drawn.volume),
        ),
        plainness=2,
        keep=made,
        findings=tuple(_findings(question, batch)),
    )


def _operations(
    question: Question, batch: _Batch, *, until: str
) -> tuple[Operation[Fraction], ...]:
    drawn, measure = batch.drawn, batch.measure
    taken = measured(drawn.volume, gauge_of(drawn.syringe.device), reading=2)
    potency = relative(
        Source("bottle", _BOTTLE, "compounding", handling=False),
        question.errors.content(drawn.product.market, "compounded"),
    )
    total = measured(batch.total, gauge_of(measure.device), reading=3, scope="bottle")
    bottle = Measured(total.nominal, total.dimension, (*total.errors, potency))
    return (
        take(question, drawn.product, [Fraction(1)] * batch.tablets, _BOTTLE, scope="bottle"),
        MakeUp(_BOTTLE, drawn.formulation.vehicle, bottle, measure.id),
        Mix(_BOTTLE, "shake"),
        Draw(_BOTTLE, taken, drawn.syringe.id, 1, DOSE),
        Keep(_BOTTLE, until, drawn.formulation.storage),
    )


def _working(batch: _Batch) -> Iterator[Message]:
    strength = batch.drawn.product.strength
    held = Mass(batch.tablets * strength.amount)
    made = {"total": Volume(batch.total), "concentration": shown(batch.drawn.concentration)}
    yield Message(
        "methods.work-units", count=Count(batch.tablets), strength=strength, dose=shown(held)
    )
    yield Message("methods.work-dilute", dose=shown(held), **made)


def _findings(question: Question, batch: _Batch) -> Iterator[Finding]:
    drawn, formulation = batch.drawn, batch.drawn.formulation
    fields = {"vehicle": formulation.vehicle, "storage": formulation.storage}
    yield Finding("warn", Message("methods.compounded", **fields), soft=True)
    yield from cited(question, formulation)
    if formulation.note:
        yield Finding("note", Message("methods.formulation-note", note=formulation.note))
    doses = question.days * question.doses_of(drawn.product)
    left = batch.total - drawn.volume * doses
    over = Message("methods.left-over", volume=Volume(left), more=int(left // drawn.volume))
    yield Finding("note", over)
