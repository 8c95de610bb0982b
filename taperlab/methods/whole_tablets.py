"""Whole tablets, capsules or sachets of other strengths, exact only."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message
from taperlab.methods.question import Answers, Proposal, Question, Refused
from taperlab.methods.units import (
    combinations,
    contents_of,
    families,
    piece_of,
    take,
    units_of,
)
from taperlab.methods.working import shown
from taperlab.quantities import Count, Mass
from taperlab.recipe.operations import DOSE, Recipe

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Mapping

    from taperlab.catalogue.types import Product

__all__ = ["METHOD", "propose", "sums"]

METHOD = "whole-tablets"


def propose(question: Question) -> Answers:
    """Propose the combinations of fewest units, one for each form and release."""
    units = units_of(question)
    if not units:
        yield Refused(METHOD, None, Message("methods.no-units"))
        return
    found = False
    for family in families(units):
        target = question.target(family[0])
        ways = list(combinations(family, target.amount))
        fewest = min((way.total() for way in ways), default=0)
        for way in ways:
            if way.total() == fewest:
                found = True
                yield _proposal(question, family, way, target)
    if not found:
        yield _refused(question, units)


def _refused(question: Question, units: tuple[Product, ...]) -> Refused:
    least = min(units, key=lambda product: product.strength.amount)
    dose = shown(question.target(least))
    code = "no-combination" if any(one.release == "IR" for one in units) else "no-combination-whole"
    text = Message(f"methods.{code}", dose=dose, least=least.name)
    return Refused(METHOD, None, text)


def _proposal(
    question: Question, family: tuple[Product, ...], way: Counter[str], target: Mass
) -> Proposal:
    chosen = tuple(product for product in family if way[product.id])
    operations = tuple(
        take(question, product, [Fraction(1)] * way[product.id], DOSE) for product in chosen
    )
    return Proposal(
        method=METHOD,
        products=chosen,
        recipe=Recipe(operations, contents_of(question, chosen)),
        target=target,
        doses_per_day=question.doses_of(family[0]),
        rank=1,
        supply="licensed",
        uses={product.id: Fraction(way[product.id]) for product in chosen},
        working=tuple(sums(chosen, way)),
        plainness=2,
        findings=_release_findings(chosen[0]),
    )


def sums(products: tuple[Product, ...], way: Mapping[str, int]) -> Iterator[Message]:
    """Show how many of each unit hold how much."""
    for product in products:
        count = way.get(product.id, 0)
        if not count or product.counts_as is None:
            continue
        held = Mass(count * product.counts_as.amount)
        yield Message(
            "methods.work-units",
            count=Count(count, piece_of(product)),
            strength=product.counts_as,
            dose=shown(held),
        )


def _release_findings(product: Product) -> tuple[Finding, ...]:
    if product.release == "IR":
        return ()
    return (Finding("note", Message("methods.swallow-whole", product=product.name)),)
