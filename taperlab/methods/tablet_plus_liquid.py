"""Tablet plus liquid: whole units for the greater part, a measured liquid for the rest."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Message
from taperlab.methods.gauges import content_of
from taperlab.methods.liquids import counted, near_marks, special_findings, supply_of, volume_of
from taperlab.methods.neat import worth_judging
from taperlab.methods.oral_liquid import neat_draw
from taperlab.methods.question import Answers, Proposal, Question, Refused
from taperlab.methods.units import MOST_UNITS, contents_of, take, units_of
from taperlab.methods.whole_tablets import sums
from taperlab.methods.working import counts_as, dose_volume, shown
from taperlab.quantities import Mass
from taperlab.recipe.operations import DOSE, Recipe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.types import Product
    from taperlab.methods.instruments import Instrument

__all__ = ["METHOD", "propose"]

METHOD = "tablet-plus-liquid"
_CLASS, _SPECIAL = 3, 9


def propose(question: Question) -> Answers:
    """Propose as many units of one strength as fit below the dose, the rest as liquid."""
    found = False
    for unit, count, liquid in _pairs(question):
        rest = question.target(unit).amount - count * unit.strength.amount
        current = question.current_for(unit)
        above = None if current is None else current - Mass(count * unit.strength.amount)
        strength = counted(liquid)
        most = volume_of(above, strength)
        ideal = rest / strength.amount
        whole = question.target(unit).amount / strength.amount
        draws = list(near_marks(question, ideal, most))
        for syringe, volume in worth_judging(draws, ideal, question.limit, whole):
            found = True
            yield _proposal(question, (unit, count), liquid, (syringe, volume))
    if not found:
        yield Refused(METHOD, None, Message("methods.no-tablet-and-liquid"))


def _pairs(question: Question) -> Iterator[tuple[Product, int, Product]]:
    """Yield units and liquids that may be taken together: both IR, with one number of doses."""
    neat = [
        product
        for product in question.products
        if product.is_liquid and product.counts_as is not None and not product.must_dilute
    ]
    for unit in units_of(question):
        target, strength = question.target(unit).amount, unit.strength.amount
        for liquid in neat:
            alike = unit.release == liquid.release == "IR"
            if not alike or question.doses_of(unit) != question.doses_of(liquid):
                continue
            count = -(-target // strength) - 1  # the most that leave something to measure
            if 1 <= count <= MOST_UNITS:
                yield unit, count, liquid


def _proposal(
    question: Question,
    units: tuple[Product, int],
    liquid: Product,
    measured: tuple[Instrument, Fraction],
) -> Proposal:
    (unit, count), (syringe, volume) = units, measured
    target = question.target(unit)
    contents = contents_of(question, (unit,))
    contents[liquid.id] = content_of(liquid, question.errors)
    operations = (
        take(question, unit, [Fraction(1)] * count, DOSE),
        neat_draw(liquid, syringe, volume),
    )
    rest = Mass(target.amount - count * unit.strength.amount)
    return Proposal(
        method=METHOD,
        products=(unit, liquid),
        recipe=Recipe(operations, contents),
        target=target,
        doses_per_day=question.doses_of(unit),
        rank=_SPECIAL if liquid.supply == "special" else _CLASS,
        supply=supply_of(liquid, "licensed"),
        uses={unit.id: Fraction(count), liquid.id: volume},
        working=(
            *sums((unit,), {unit.id: count}),
            Message("methods.work-rest", dose=shown(target), rest=shown(rest)),
            *counts_as(liquid),
            *dose_volume(rest, counted(liquid), volume),
        ),
        plainness=2,
        findings=special_findings(liquid),
    )
