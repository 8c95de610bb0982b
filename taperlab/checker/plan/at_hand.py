"""One dose of a plan or a check as it would be asked for alone, and what it may be made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.checker.documents import Request

if TYPE_CHECKING:
    from taperlab.checker.documents import Preparation
    from taperlab.checker.plan import check_documents, documents
    from taperlab.checker.shelf import Shelf

__all__ = ["asked_alone", "of_its_form"]


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


def asked_alone(
    asked: documents.Request | check_documents.Request,
    made: Preparation,
    current: str | None,
    since: str,
    products: tuple[str, ...] | None,
) -> Request:
    """Return the request for one dose that a step amounts to, each time it is taken."""
    return Request(
        drug=asked.drug,
        dose=made.target,
        current_dose=current,
        market=asked.market,
        role=asked.role,
        devices=asked.devices,
        days=asked.days,
        date=since,
        products=products,
        confirmed_devices=asked.confirmed_devices,
        overrides=asked.overrides,
        beads=asked.beads,
        weighed=asked.weighed,
        expiries=asked.expiries,
        lang=asked.lang,
    )
