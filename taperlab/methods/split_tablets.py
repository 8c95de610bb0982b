"""Split tablets: one part of a tablet, with whole ones beside it (practice.md 33, 34)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message
from taperlab.methods.question import Answers, Proposal, Question, Refused
from taperlab.methods.units import (
    MOST_UNITS,
    combinations,
    contents_of,
    families,
    piece_of,
    take,
    units_of,
)
from taperlab.methods.whole_tablets import sums
from taperlab.methods.working import shown
from taperlab.quantities import Count, Mass
from taperlab.recipe.operations import DOSE, Recipe

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from taperlab.catalogue.types import Product

__all__ = ["METHOD", "propose"]

METHOD = "split-tablets"
_HALF, _QUARTER = Fraction(1, 2), Fraction(1, 4)
_PARTS = ((_HALF,), (_QUARTER,), (_HALF, _QUARTER))
_LICENSED, _OFF_LABEL = 2, 6


def propose(question: Question) -> Answers:
    """Propose a half, a quarter or three quarters of one tablet, with whole ones to the dose."""
    units = units_of(question)
    if not units:
        yield Refused(METHOD, None, Message("methods.no-units"))
    refused = [refusal for product in units if (refusal := _refusal(product))]
    yield from refused
    found = len(refused) == len(units)  # each was refused in its own words
    for family in families(units):
        for product in family:
            if not _refusal(product):
                for proposal in _splits(question, family, product):
                    found = True
                    yield proposal
    if not found:
        yield Refused(METHOD, None, Message("methods.no-split", dose=shown(question.dose)))


def _refusal(product: Product) -> Refused | None:
    if product.release != "IR":
        return Refused(METHOD, product.id, Message("methods.split-release", product=product.name))
    if product.may_split == "none":
        return Refused(METHOD, product.id, Message("methods.split-forbidden", product=product.name))
    return None


def _splits(
    question: Question, family: tuple[Product, ...], product: Product
) -> Iterator[Proposal]:
    target, strength = question.target(product).amount, product.strength.amount
    for parts in _PARTS:
        rest = target - sum(parts) * strength
        if rest < 0:
            continue
        ways = list(combinations(family, rest, MOST_UNITS - 1))
        fewest = min((way.total() for way in ways), default=0)
        for way in ways:
            if way.total() == fewest:
                yield _proposal(question, family, product, parts, way)


def _proposal(
    question: Question,
    family: tuple[Product, ...],
    product: Product,
    parts: tuple[Fraction, ...],
    way: Counter[str],
) -> Proposal:
    others = tuple(one for one in family if way[one.id] and one.id != product.id)
    scored = product.may_split in ("halves", "quarters")
    half = question.errors.half_scored if scored else question.errors.half_cut
    spread = {_HALF: half, _QUARTER: question.errors.quarter}
    pieces = [Fraction(1)] * way[product.id] + list(parts)
    operations = (
        *(take(question, one, [Fraction(1)] * way[one.id], DOSE) for one in others),
        take(question, product, pieces, DOSE, spread),
    )
    chosen = (*others, product)
    licensed = scored and parts == (_HALF,)
    return Proposal(
        method=METHOD,
        products=chosen,
        recipe=Recipe(operations, contents_of(question, chosen)),
        target=question.target(product),
        doses_per_day=question.doses_of(product),
        rank=_LICENSED if licensed else _OFF_LABEL,
        supply="licensed" if licensed else "off-label",
        uses={
            one.id: Fraction(way[one.id]) + (sum(parts) if one is product else 0) for one in chosen
        },
        working=(*sums(chosen, way), _part_sum(product, sum(parts, Fraction(0)))),
        plainness=2,
        best_rating="good" if scored else "acceptable",
        findings=tuple(_findings(product, parts, scored=scored)),
    )


def _part_sum(product: Product, share: Fraction) -> Message:
    held = Mass(share * product.strength.amount)
    return Message(
        "methods.work-part",
        count=Count(share, piece_of(product)),
        strength=product.strength,
        dose=shown(held),
    )


def _findings(product: Product, parts: tuple[Fraction, ...], *, scored: bool) -> Iterator[Finding]:
    if not scored:
        yield Finding("warn", Message("methods.split-off-label", product=product.name))
    if _QUARTER in parts:
        yield Finding("warn", Message("methods.quarter", product=product.name), soft=True)
