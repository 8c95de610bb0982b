"""Units and the parts that they may be divided into: what can be left out of a dose of them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from taperlab.recipe.operations import Count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from taperlab.answers.ranking import Candidate
    from taperlab.catalogue.types import Product

__all__ = ["UNITS", "alike", "doses_of_parts", "part_of", "parts_in"]

UNITS: Final = ("whole-tablets", "split-tablets")
_MOST_PARTS: Final = 40
_PARTS: Final[Mapping[str, Fraction]] = {
    "none": Fraction(1),
    "halves": Fraction(1, 2),
    "unknown": Fraction(1, 2),
    "quarters": Fraction(1, 4),
}


def doses_of_parts(start: Fraction, parts: set[Fraction]) -> list[Fraction]:
    """Return the smaller doses that are some parts fewer, or are parts of one kind alone."""
    fewer = {start - count * one for one in parts for count in range(1, _MOST_PARTS + 1)}
    alone = {count * one for one in parts for count in range(1, _MOST_PARTS + 1)}
    return sorted((one for one in fewer | alone if 0 < one < start), reverse=True)


def alike(own: Product, products: tuple[Product, ...]) -> Iterator[Product]:
    """Yield the products of the same form and release: to change those is no smaller dose."""
    for one in products:
        if (one.form, one.release) == (own.form, own.release):
            yield one


def parts_in(candidate: Candidate, products: tuple[Product, ...]) -> set[Fraction]:
    """Return the smallest parts in counted mg that may be left out; none where none is known."""
    proposal = candidate.proposal
    beads = [one for one in proposal.recipe.operations if isinstance(one, Count)]
    if beads:
        contents = proposal.recipe.contents[beads[0].product]
        return {contents.nominal / beads[0].per_capsule}
    if proposal.method not in UNITS:
        return set()
    return {
        one.counts_as.amount * part_of(one)
        for one in products
        if one.counts_as is not None and not one.is_liquid
    }


def part_of(product: Product) -> Fraction:
    """Return the smallest part of a unit that its product may be divided into."""
    return _PARTS[product.may_split]
