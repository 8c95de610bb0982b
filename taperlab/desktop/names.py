"""Ids to names a person knows; what this catalogue does not know keeps its id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from taperlab.messages import Message
from taperlab.quantities import Content
from taperlab.sheets.names import HOUSEHOLD, tied

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taperlab.catalogue import Catalogue
    from taperlab.catalogue.types import Device, Product
    from taperlab.quantities import Piece
    from taperlab.wording import Wording

VESSELS = frozenset({"cylinder", "flask", "glass", "cup", "bottle", "beaker"})


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called, in one language, by one catalogue."""

    catalogue: Catalogue
    words: Wording
    _products: Mapping[str, Product]
    _devices: Mapping[str, Device]

    @classmethod
    def of(cls, catalogue: Catalogue, words: Wording) -> Self:
        """Return the names of everything in a catalogue."""
        products = {each.id: each for each in catalogue.products}
        return cls(catalogue, words, products, {each.id: each for each in catalogue.devices})

    def product(self, id_: str) -> str:
        """Name a product."""
        found = self.find_product(id_)
        return tied(found.name) if found else id_

    def sold(self, id_: str) -> str:
        """Name a product, and say so where it stands in the user's own catalogue."""
        found = self.find_product(id_)
        if found is None or not found.local:
            return self.product(id_)
        return self.words.text(Message("desktop.local-product", product=self.product(id_)))

    def device(self, id_: str) -> str:
        """Name a device; the second of its kind says so."""
        found, (_, _, number) = self.find_device(id_), id_.partition("#")
        if found is None:
            return self.words.text(Message("desktop.rough-measure")) if id_ == HOUSEHOLD else id_
        if not number:
            return tied(found.name)
        return self.words.text(
            Message("desktop.device-again", device=tied(found.name), number=number)
        )

    def vessel(self, name: str) -> str:
        """Name a vessel of a recipe."""
        base, _, number = name.replace("#", "-").partition("-")
        if base not in VESSELS:
            return name
        called = self.words.text(Message(f"desktop.vessel-{base}"))
        return f"{called} {number}" if number else called

    def source(self, name: str) -> str:
        """Name what is drawn from: a product, or a vessel."""
        found = self.find_product(name)
        if found:
            return tied(found.name)
        return self.words.text(Message("desktop.the-vessel", vessel=self.vessel(name)))

    def piece(self, id_: str) -> Piece:
        """Return what a product is counted in."""
        found = self.find_product(id_)
        strength = found.strength if found else None
        return strength.per if isinstance(strength, Content) else "tablet"

    def find_product(self, id_: str) -> Product | None:
        """Return a product, if this catalogue has it."""
        return self._products.get(id_)

    def find_device(self, id_: str) -> Device | None:
        """Return the device behind an instance (``oral-syringe-1ml#2``), if it is known."""
        return self._devices.get(id_.partition("#")[0])
