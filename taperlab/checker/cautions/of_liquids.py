"""What is due of liquids: to order, in a drink, diluted, mixed, and whether they stay dissolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.checker.cautions.due import Due, amount, named, rounded
from taperlab.checker.figures import read
from taperlab.checker.keeping import is_published
from taperlab.checker.operations import DOSE, Draw, Pour
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from taperlab.catalogue.types import Product
    from taperlab.checker.bench import Vessel
    from taperlab.checker.cautions.due import Case

__all__ = ["of_liquids"]


def of_liquids(case: Case) -> Iterator[Due]:
    """Yield what is due of everything that is measured as a liquid."""
    drunk = {
        one.source for one in case.said.operations if isinstance(one, Pour) and one.into == DOSE
    }
    for one in case.said.operations:
        if isinstance(one, Draw) and case.shelf.is_product(one.source):
            product = case.shelf.stock(one.source).product
            if one.into in {DOSE, *drunk} and product.supply == "special":
                yield Due("methods.special-to-order", "warn", (named(product),), needs_reason=True)
            if one.into in drunk:
                yield _drinks(product)
    yield from _parts(case)


def _drinks(product: Product) -> Due:
    """Say what a product may be mixed with, and whether any text was read that says so."""
    known = product.came_from("diluents").confidence in ("primary", "secondary")
    return Due(f"methods.{'drinks-allowed' if known else 'drinks-assumed'}", "note")


def _parts(case: Case) -> Iterator[Due]:
    """What parts of a vessel are drawn: each vessel on the way is one dilution."""
    names = [one.source for one in case.said.operations if isinstance(one, Draw)]
    made = {name: case.course.fullest[name] for name in names if not case.shelf.is_product(name)}
    dilutions = [one for one in made.values() if one.liquids and one.volume]
    if len(dilutions) > 1:
        yield Due("methods.serial", "warn", (str(len(dilutions)),), needs_reason=True)
    if dilutions:
        strongest = max(dilutions, key=_strength)
        products = [case.shelf.stock(one).product for one in strongest.liquids]
        products.sort(key=lambda one: -read(canonical(one.strength)).number)
        yield from _mixed(products) if len(products) > 1 else _diluted(products[0])
        for due in _dissolved(case, strongest, products[0]):
            if len(products) == 1 or due.code != "solubility-unknown":
                yield due
    for one in made.values():
        if one.units and one.volume and not is_published(one, case.shelf):
            product = case.shelf.stock(next(iter(one.units))).product
            yield from _dissolved(case, one, product)


def _mixed(products: list[Product]) -> Iterator[Due]:
    names = tuple(named(one) for one in products)
    yield Due("methods.mixed-strengths", "warn", names, needs_reason=True)


def _diluted(product: Product) -> Iterator[Due]:
    if product.dilution == "unknown":
        yield Due("methods.diluent-unstated", "warn", (named(product),), needs_reason=True)
    elif product.dilution == "drink-whole":
        yield Due("methods.aliquot-at-once", "warn", (named(product),), needs_reason=True)
    yield Due("methods.dilution-off-label", "warn", (named(product),))
    if product.diluents:
        yield _drinks(product)


def _strength(vessel: Vessel) -> Decimal:
    return vessel.counted / vessel.volume


def _dissolved(case: Case, vessel: Vessel, product: Product) -> Iterator[Due]:
    """Whether it stays dissolved, and whether anybody knows (practice.md 40)."""
    known, drug = case.drug.solubility, case.drug.name.lower()
    if known is None and product.liquid == "solution":
        yield Due("methods.solubility-unknown", "note", (drug,))
    elif known is None:
        yield Due("methods.may-settle", "warn", (drug,), needs_reason=True)
    elif vessel.physical / vessel.volume > read(canonical(known.water), "mg/mL").number:
        made = vessel.physical / vessel.volume
        words = (drug, amount(known.water), rounded(made, "mg/mL"))
        yield Due("methods.above-solubility", "warn", words, needs_reason=True)
