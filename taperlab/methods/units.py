"""Whole tablets, capsules and sachets: which together make an amount exactly."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from taperlab.methods.gauges import content_of, relative, times_over
from taperlab.quantities import Content, Dimension, Piece
from taperlab.recipe.measured import Measured, Source
from taperlab.recipe.operations import Take

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from taperlab.catalogue.error_model import Figure
    from taperlab.catalogue.types import Product
    from taperlab.methods.question import Question
    from taperlab.recipe.measured import Error, Scope

__all__ = [
    "MOST_UNITS",
    "combinations",
    "contents_of",
    "families",
    "is_unit",
    "piece_of",
    "take",
    "units_of",
]

MOST_UNITS = 4
"""More tablets than this at once is no way to take a dose."""


def units_of(question: Question) -> tuple[Product, ...]:
    """Return the products at hand that are counted, with a known scale of milligrams."""
    return tuple(product for product in question.products if is_unit(product))


def is_unit(product: Product) -> bool:
    """Whether a product is counted, with a known scale of milligrams."""
    return isinstance(product.counts_as, Content) and product.supply == "licensed"


def families(products: Sequence[Product]) -> Iterator[tuple[Product, ...]]:
    """Yield the products that may be mixed: one form and one release, strongest first."""
    kinds = dict.fromkeys((product.form, product.release) for product in products)
    for kind in kinds:
        alike = [product for product in products if (product.form, product.release) == kind]
        yield tuple(sorted(alike, key=lambda product: -product.strength.amount))


def combinations(
    products: Sequence[Product], amount: Fraction, most: int = MOST_UNITS
) -> Iterator[Counter[str]]:
    """Yield every way of making an amount (counted mg) of at most so many whole units."""
    if amount == 0:
        yield Counter()
        return
    if not products or most == 0:
        return
    first, rest = products[0], products[1:]
    strength = _strength(first)
    for count in range(min(most, int(amount / strength)), -1, -1):
        for others in combinations(rest, amount - count * strength, most - count):
            yield others + Counter({first.id: count})


def take(  # noqa: PLR0913 - what is taken, of what, into what, and how far off
    question: Question,
    product: Product,
    pieces: Sequence[Fraction],
    into: str,
    spread: Mapping[Fraction, Figure] | None = None,
    *,
    scope: Scope = "dose",
) -> Take[Fraction]:
    """Return the operation that takes these pieces, with the ``spread`` of each kind of part.

    ``scope`` is what the differences of units outlive: a dose, or a bottle that they go into.
    """
    whole = sum(1 for share in pieces if share == 1)
    measured = []
    for number, share in enumerate(pieces, start=1):
        errors = [_unit_error(question, product, f"unit {number}", 1, scope)]
        if share == 1:
            errors = [_unit_error(question, product, "unit to unit", whole, scope)]
        if spread and share in spread:
            part = Source(scope, product.id, f"part {number}")
            errors.append(relative(part, spread[share]))
        measured.append(Measured(share, Dimension(piece=1), tuple(errors)))
    return Take(product.id, tuple(measured), into)


def _unit_error(
    question: Question, product: Product, what: str, times: int, scope: Scope
) -> Error[Fraction]:
    """Return how units differ; so many like ones are one source, with the weight of a mean.

    Their bounds add and their variances add, as if each were a source of its own, but forty
    tablets in a bottle do not make forty sources.
    """
    source = Source(scope, product.id, what, handling=False)
    return times_over(relative(source, question.errors.unit), times)


def contents_of(question: Question, products: Sequence[Product]) -> dict[str, Measured[Fraction]]:
    """Return the counted content of each product, with its assay limits."""
    return {one.id: content_of(one, question.errors) for one in products}


def piece_of(product: Product) -> Piece:
    """Return what one unit of a product is called."""
    return product.strength.per if isinstance(product.strength, Content) else "tablet"


def _strength(product: Product) -> Fraction:
    if product.counts_as is None:
        raise ValueError(product.id)
    return product.counts_as.amount
