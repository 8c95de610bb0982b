"""Strip: a roll of 28 daily pouches, made of stated unit strengths (practice.md 65, 5j)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message
from taperlab.methods.question import Answers, Proposal, Question, Refused
from taperlab.methods.units import combinations, contents_of, families, piece_of, take
from taperlab.methods.whole_tablets import sums
from taperlab.methods.working import shown
from taperlab.quantities import Content, Count, Mass
from taperlab.recipe.operations import DOSE, Recipe

if TYPE_CHECKING:
    from collections import Counter

    from taperlab.catalogue.types import Product

__all__ = ["METHOD", "MOST_PER_POUCH", "POUCHES", "propose", "unit_strengths"]

METHOD = "strip"
POUCHES = 28
MOST_PER_POUCH = 8
_CLASS = 10


def propose(question: Question) -> Answers:
    """Propose the pouches of fewest units that hold the dose exactly.

    The unit strengths are the tablets that the request names: a strip is made of nothing that
    was not stated.
    """
    units = _units(question)
    if not units:
        yield Refused(METHOD, None, Message("methods.no-unit-strengths"))
        return
    found = False
    for family in families(units):
        target, often = question.target(family[0]), question.doses_of(family[0])
        ways = list(combinations(family, target.amount, MOST_PER_POUCH // often))
        fewest = min((way.total() for way in ways), default=0)
        for way in ways:
            if way.total() == fewest:
                found = True
                yield _proposal(question, family, way, target)
    if not found:
        strengths = tuple(one.strength for one in units)
        text = Message("methods.no-pouch", dose=shown(question.dose), units=strengths)
        yield Refused(METHOD, None, text)


def unit_strengths(question: Question) -> tuple[Fraction, ...]:
    """Return the stated unit strengths that pouches may be made of, in counted mg, rising."""
    return tuple(sorted({one.counts_as.amount for one in _units(question) if one.counts_as}))


def _units(question: Question) -> list[Product]:
    return [
        one
        for one in question.products
        if question.named and isinstance(one.counts_as, Content) and one.form == "tablet"
    ]


def _proposal(
    question: Question, family: tuple[Product, ...], way: Counter[str], target: Mass
) -> Proposal:
    chosen = tuple(product for product in family if way[product.id])
    often = question.doses_of(family[0])
    count = way.total() * often  # a pouch is for a day
    units = Count(count, piece_of(chosen[0]))
    return Proposal(
        method=METHOD,
        products=chosen,
        recipe=Recipe(
            tuple(take(question, one, [Fraction(1)] * way[one.id], DOSE) for one in chosen),
            contents_of(question, chosen),
        ),
        target=target,
        doses_per_day=often,
        rank=_CLASS,
        supply="special",
        uses={product.id: Fraction(way[product.id]) for product in chosen},
        working=(
            *sums(chosen, way),
            Message("methods.work-pouches", pouches=POUCHES, units=count * POUCHES),
        ),
        plainness=2,
        findings=(
            Finding("note", Message("methods.pouch", units=units, pouches=POUCHES)),
            Finding("warn", Message("methods.strip-prescription"), soft=True),
        ),
    )
