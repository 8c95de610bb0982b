"""The checker's own reading of the catalogue: what is in a product, what a device can measure.

Strengths are read from the text that the catalogue exports, not from the engine's numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from taperlab.checker.figures import ZERO, Figure, carefully, read
from taperlab.checker.findings import stop
from taperlab.messages import Finding, InputError, Message
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from decimal import Decimal

    from taperlab.catalogue import Catalogue
    from taperlab.catalogue.types import Device, Product
    from taperlab.quantities import Quantity

__all__ = ["HOUSEHOLD", "Mismatch", "Shelf", "Stock", "Tool", "cannot"]

HOUSEHOLD = "household-measure"


class Mismatch(Exception):  # noqa: N818 - a disagreement found, not an error of the program
    """What is written cannot be carried out, or must not be: becomes a finding."""

    def __init__(self, key: str, **fields: str) -> None:
        super().__init__(key)
        self.message = Message(f"checker.{key}", **fields)


def cannot(error: Mismatch | ArithmeticError) -> Finding:
    """Return the finding for what cannot be carried out, or cannot even be computed."""
    if isinstance(error, Mismatch):
        return Finding("stop", error.message)
    return stop("not-computable")


@dataclass(frozen=True, slots=True)
class Stock:
    """What one mL or one unit of a product holds; ``counted`` on the drug's own scale."""

    product: Product
    physical: Decimal
    counted: Decimal
    liquid: bool


@dataclass(frozen=True, slots=True)
class Tool:
    """The marks of a device; zero where the catalogue has none."""

    device: Device
    capacity: Decimal
    graduation: Decimal
    smallest: Decimal


@dataclass(frozen=True, slots=True)
class Shelf:
    """Products and devices by id; ``scale`` is the product whose own milligrams are meant."""

    catalogue: Catalogue
    scale: str = "tablet"

    def is_product(self, name: str) -> bool:
        """Whether the catalogue knows a product of that id."""
        try:
            self.catalogue.product(name)
        except InputError:
            return False
        return True

    def stock(self, name: str) -> Stock:
        """Return what a product holds.

        Raises:
            Mismatch: if there is no such product, or nobody knows what its milligrams count as.
        """
        try:
            product = self.catalogue.product(name)
        except InputError:
            raise Mismatch("unknown-product", product=name) from None
        physical = _figure(product.strength)
        counted = physical if product.counts_as is None else _figure(product.counts_as)
        if product.counts_as is None and self.scale != name:
            raise Mismatch("counts-as-unknown", product=name)
        if counted.unit != physical.unit:
            raise Mismatch("counts-as-unknown", product=name)
        return Stock(product, physical.number, counted.number, physical.unit == "mg/mL")

    def drop(self, name: str) -> Decimal:
        """Return the volume of one drop of a product's own dropper, in mL."""
        rate = self.stock(name).product.drops_per_ml
        if rate is None:
            raise Mismatch("drops-unknown", product=name)
        with carefully():
            return 1 / _figure(rate).number

    def tool(self, name: str) -> Tool:
        """Return a device; ``#2`` behind an id marks a second one of the same kind."""
        kind = name.partition("#")[0]
        try:
            device = self.catalogue.device(kind)
        except InputError:
            raise Mismatch("unknown-device", device=name) from None
        marks = (device.capacity, device.graduation, device.smallest)
        return Tool(device, *(ZERO if mark is None else _figure(mark).number for mark in marks))


def _figure(quantity: Quantity) -> Figure:
    return read(canonical(quantity))
