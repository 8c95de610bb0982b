"""Oral liquid: a liquid measured neat, or measured into a drink that is drunk whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from taperlab.messages import Message
from taperlab.methods.gauges import content_of, gauge_of, measured
from taperlab.methods.liquids import (
    counted,
    drinks_finding,
    ideal_volume,
    liquids,
    measure_of,
    near_marks,
    refuse_volume,
    special_findings,
    supply_of,
    volume_of,
    water_or,
)
from taperlab.methods.neat import worth_judging
from taperlab.methods.question import Answers, Proposal, Question, Refused
from taperlab.methods.working import counts_as, dose_volume
from taperlab.recipe.operations import DOSE, Add, Draw, Mix, Operation, Pour, Recipe

if TYPE_CHECKING:
    from fractions import Fraction

    from taperlab.catalogue.types import Product
    from taperlab.messages import Finding
    from taperlab.methods.instruments import Instrument

    _Taken: TypeAlias = tuple[Instrument, Fraction]
    """A syringe, and the mark in mL that is drawn up to."""

__all__ = ["METHOD", "neat_draw", "neat_proposal", "propose"]

METHOD = "oral-liquid"
_GLASS = "glass"
_NEAT, _DRINK, _SPECIAL = 1, 4, 9


def propose(question: Question) -> Answers:
    """Propose each mark next to the dose on each syringe, for each liquid."""
    if not any(product.is_liquid for product in question.products):
        yield Refused(METHOD, None, _no_liquid(question))
    for product in liquids(question, METHOD):
        if isinstance(product, Refused):
            yield product
            continue
        ideal = ideal_volume(question, product)
        current = volume_of(question.current_for(product), counted(product))
        draws = list(near_marks(question, ideal, current))
        found = worth_judging(_within_maximum(question, product, draws), ideal, question.limit)
        if not found:
            yield refuse_volume(METHOD, question, product, ideal)
        elif product.must_dilute:
            yield from _drinks(question, product, found)
        else:
            for syringe, volume in found:
                yield neat_proposal(question, product, syringe, volume)


def _within_maximum(question: Question, product: Product, draws: list[_Taken]) -> list[_Taken]:
    """Return the draws that keep to the highest daily dose; all, if none does."""
    most = question.daily_maximum
    if most is None:
        return draws
    doses = question.doses_of(product) if question.per_day else question.doses_per_day or 1
    volume = most / doses / counted(product).amount
    return [(syringe, mark) for syringe, mark in draws if mark <= volume] or draws


def _no_liquid(question: Question) -> Message:
    """Say that there is no liquid, and where the drug must never be made into one."""
    fragile = all(product.release == "EC" for product in question.products)
    code = "never-liquid" if fragile and question.products else "no-liquid"
    return Message(f"methods.{code}", drug=question.drug.name.lower())


def neat_draw(product: Product, syringe: Instrument, volume: Fraction) -> Draw[Fraction]:
    """Return the one operation of a neat dose."""
    taken = measured(volume, gauge_of(syringe.device), reading=2)
    return Draw(product.id, taken, syringe.id, 1, DOSE)


def neat_proposal(
    question: Question, product: Product, syringe: Instrument, volume: Fraction
) -> Proposal:
    """Return the proposal of one neat dose, a volume in mL on a mark."""
    return _proposal(question, product, volume, (neat_draw(product, syringe, volume),))


def _drinks(
    question: Question, product: Product, found: list[tuple[Instrument, Fraction]]
) -> Answers:
    drink = product.drink_volume
    measure = measure_of(question, drink) if drink else None
    if drink is None or measure is None:
        code = "no-measure-for-drink" if drink else "drink-unknown"
        yield Refused(METHOD, product.id, Message(f"methods.{code}", product=product.name))
        return
    cup, fills = measure
    poured = measured(drink.amount, gauge_of(cup.device), fills=fills, reading=3)
    for syringe, volume in found:
        taken = measured(volume, gauge_of(syringe.device), reading=2)
        operations: tuple[Operation[Fraction], ...] = (
            Draw(product.id, taken, syringe.id, 1, _GLASS),
            Add(water_or(product), poured, cup.id, fills, _GLASS),
            Mix(_GLASS, "stir"),
            Pour(_GLASS, DOSE),
        )
        drinks = (drinks_finding(product),)
        yield _proposal(question, product, volume, operations, rank=_DRINK, findings=drinks)


def _proposal(  # noqa: PLR0913 - what the two ways of taking a liquid differ in
    question: Question,
    product: Product,
    volume: Fraction,
    operations: tuple[Operation[Fraction], ...],
    *,
    rank: int = _NEAT,
    findings: tuple[Finding, ...] = (),
) -> Proposal:
    target = question.target(product)
    content = content_of(product, question.errors)
    return Proposal(
        method=METHOD,
        products=(product,),
        recipe=Recipe(operations, {product.id: content}),
        target=target,
        doses_per_day=question.doses_of(product),
        rank=_SPECIAL if product.supply == "special" else rank,
        supply=supply_of(product, "licensed"),
        uses={product.id: volume},
        working=(*counts_as(product), *dose_volume(target, counted(product), volume)),
        plainness=2,
        findings=(*special_findings(product), *findings),
    )
