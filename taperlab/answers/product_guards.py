"""What the guards say of the products themselves: cautions, release, and how sure the facts are."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from taperlab.answers.figures import Figures
    from taperlab.catalogue.types import Confidence, Product
    from taperlab.methods.question import Question

__all__ = ["judge_products"]

_STALE = dt.timedelta(days=365)
_TELLING = (
    "strength",
    "counts-as",
    "supply",
    "may-split",
    "may-disperse",
    "dilution",
    "diluents",
    "must-dilute",
    "drink-volume",
    "drops-per-ml",
    "closure",
    "liquid",
    "doses-per-day",
    "with-food",
    "pack",
    "film-coated",
    "cautions",
)
"""Facts that bear on a preparation, each with its words under ``answers.fact``."""

_TAKEN_FOR_GRANTED = ("counts-as", "dilution", "diluents", "must-dilute", "doses-per-day", "liquid")
"""Facts that bear on the dose or on the dilution: an assumption about one is said."""


_UNSAID: tuple[object, ...] = (None, (), False, "unknown", "none")


def judge_products(question: Question, figures: Figures, today: dt.date) -> Iterator[Finding]:
    """Judge the products of one proposal."""
    if len({product.release for product in question.products}) > 1:
        yield Finding("warn", Message("answers.other-release", drug=question.drug.name))
    for product in figures.proposal.products:
        yield from _product(question, product, figures)
        doubts, oldest = _facts(_Same(product))
        yield from doubts
        if oldest is not None and today - oldest > _STALE:
            yield Finding("warn", Message("answers.old-facts", product=product.name, read=oldest))


def _product(question: Question, product: Product, figures: Figures) -> Iterator[Finding]:
    if product.market != question.market:
        text = Message("answers.imported", product=product.name, market=product.market)
        yield Finding("warn", text, soft=True)
    for code in product.cautions:
        if code != "special-to-order":
            yield Finding("note", Message(f"catalogue.{code}", product=product.name))
    if product.with_food:
        yield Finding("note", Message("answers.with-food", product=product.name))
    if figures.proposal.doses_per_day < product.doses_per_day:
        text = Message("answers.divided-doses", product=product.name, doses=product.doses_per_day)
        yield Finding("warn", text)


class _Same:
    """A product that is the very same one, so that what was found of it can be kept."""

    def __init__(self, product: Product) -> None:
        self.product = product

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.product is self.product

    def __hash__(self) -> int:
        return id(self.product)


@lru_cache(maxsize=1024)
def _facts(same: _Same) -> tuple[tuple[Finding, ...], dt.date | None]:
    """Say which facts about a product are local or unconfirmed, and when the oldest was read."""
    product = same.product
    read = [product.came_from(_field(fact)).read for fact in _TELLING if _is_said(product, fact)]
    return tuple(_doubts(product)), min(read, default=None)


def _doubts(product: Product) -> Iterator[Finding]:
    if product.local:
        yield Finding("warn", Message("answers.local-facts", name=product.name))
    remembered = _names(product, _TELLING, "memory")
    if remembered:
        text = Message("answers.unconfirmed-facts", product=product.name, facts=remembered)
        only_cautions = remembered == _names(product, ("cautions",), "memory")
        yield Finding("note" if only_cautions else "warn", text)
    assumed = _names(product, _TAKEN_FOR_GRANTED, "assumption")
    if assumed:
        text = Message("answers.assumed-facts", product=product.name, facts=assumed)
        yield Finding("note", text)


def _names(product: Product, facts: Iterable[str], confidence: Confidence) -> tuple[Message, ...]:
    """Name the stated facts of one confidence, in words."""
    return tuple(
        Message(f"answers.fact.{fact}")
        for fact in facts
        if _is_said(product, fact) and product.came_from(_field(fact)).confidence == confidence
    )


def _is_said(product: Product, fact: str) -> bool:
    """Whether the catalogue states a fact, or only says that nothing is known or allowed."""
    value = getattr(product, _field(fact))
    return value > 1 if fact == "doses-per-day" else value not in _UNSAID


def _field(fact: str) -> str:
    return fact.replace("-", "_")
