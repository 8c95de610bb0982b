"""Which products the dose that is taken now may be made of: those of the form that is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taperlab.checker.documents import Preparation
    from taperlab.checker.plan import check_documents, documents
    from taperlab.checker.shelf import Shelf

__all__ = ["of_its_form"]


def of_its_form(
    asked: documents.Request | check_documents.Request, made: Preparation, shelf: Shelf
) -> tuple[str, ...] | None:
    """Return the products of the form of release that is said to be taken; None for all."""
    if asked.taking is None:
        return asked.products
    form = shelf.stock(asked.taking).product.release
    if {shelf.stock(name).product.release for name in made.products} != {form}:
        return asked.products
    every = [one for one in shelf.catalogue.drug(asked.drug).products if one.market == asked.market]
    ids = asked.products if asked.products is not None else tuple(one.id for one in every)
    return tuple(name for name in ids if shelf.catalogue.product(name).release == form)
