"""What is due of the products: their own cautions, their market, and how sure their facts are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from taperlab.checker.cautions.due import Due, named, spoken_day
from taperlab.checker.words import templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.types import Product
    from taperlab.checker.cautions.due import Case

__all__ = ["of_products"]

_YEAR = dt.timedelta(days=365)
_FACTS = {
    "strength": "strength",
    "counts_as": "counts-as",
    "supply": "supply",
    "may_split": "may-split",
    "may_disperse": "may-disperse",
    "dilution": "dilution",
    "diluents": "diluents",
    "must_dilute": "must-dilute",
    "drink_volume": "drink-volume",
    "drops_per_ml": "drops-per-ml",
    "closure": "closure",
    "liquid": "liquid",
    "doses_per_day": "doses-per-day",
    "with_food": "with-food",
    "pack": "pack",
    "film_coated": "film-coated",
    "cautions": "cautions",
}
"""Fields of a product that bear on a preparation, and what each is called."""

_OF_THE_DOSE = frozenset(
    {"counts_as", "dilution", "diluents", "must_dilute", "doses_per_day", "liquid"}
)


def of_products(case: Case) -> Iterator[Due]:
    """Yield what is due of each product that the dose is made of."""
    if len({one.release for one in case.at_hand}) > 1:
        yield Due("answers.other-release", "warn", (case.drug.name,))
    for name in case.said.products:
        product = case.shelf.stock(name).product
        yield from _itself(case, product)
        yield from _facts(case, product)


def _itself(case: Case, product: Product) -> Iterator[Due]:
    name = named(product)
    if product.market != case.request.market:
        yield Due("answers.imported", "warn", (name, product.market), needs_reason=True)
    for code in product.cautions:
        if code != "special-to-order":
            yield Due(f"catalogue.{code}", "note", (name,))
    if product.with_food:
        yield Due("answers.with-food", "note", (name,))
    if case.said.doses_per_day < product.doses_per_day:
        yield Due("answers.divided-doses", "warn", (name, str(product.doses_per_day)))


def _facts(case: Case, product: Product) -> Iterator[Due]:
    name, language = named(product), case.request.lang
    said = [field for field in _FACTS if _says(product, field)]
    if product.local:
        yield Due("answers.local-facts", "warn", (name,))
    remembered = [one for one in said if product.came_from(one).confidence == "memory"]
    if remembered:
        severity = "note" if remembered == ["cautions"] else "warn"
        words = (name, *(_word(one, language) for one in remembered))
        yield Due("answers.unconfirmed-facts", severity, words)
    assumed = [
        one
        for one in said
        if one in _OF_THE_DOSE and product.came_from(one).confidence == "assumption"
    ]
    if assumed:
        words = (name, *(_word(one, language) for one in assumed))
        yield Due("answers.assumed-facts", "note", words)
    oldest = min((product.came_from(one).read for one in said), default=case.day)
    if case.day - oldest > _YEAR:
        yield Due("answers.old-facts", "warn", (name, spoken_day(oldest, language)))


def _says(product: Product, field: str) -> bool:
    """Whether the catalogue states a fact, and not only that nothing is known or allowed."""
    value = getattr(product, field)
    if field == "doses_per_day":
        return bool(value > 1)
    return value not in (None, (), False, "unknown", "none")


def _word(field: str, language: str) -> str:
    return templates(language, "answers")[f"answers.fact.{_FACTS[field]}"]
