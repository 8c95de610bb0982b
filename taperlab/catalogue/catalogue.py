"""The catalogue as one value, with its lookups."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final, Self, get_args

from taperlab.catalogue.errors import UnknownNameError
from taperlab.catalogue.joining import joined
from taperlab.catalogue.loader import Contents, read_folders, read_shipped
from taperlab.catalogue.local import local_folder
from taperlab.catalogue.types import Market

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from taperlab.catalogue.error_model import ErrorModel
    from taperlab.catalogue.types import Device, Drug, Product, Source

__all__ = ["Catalogue"]

_MARKETS: Final[tuple[Market, ...]] = get_args(Market)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Drugs, products, devices and evidence; two catalogues are equal if their content is.

    ``hash`` names the content, ``version`` is what its makers call it.
    """

    version: str
    hash: str
    drugs: tuple[Drug, ...] = field(compare=False, repr=False)
    devices: tuple[Device, ...] = field(compare=False, repr=False)
    sources: Mapping[str, Source] = field(compare=False, repr=False)
    error_model: ErrorModel = field(compare=False, repr=False)
    _drugs: Mapping[str, Drug] = field(compare=False, repr=False)
    _products: Mapping[str, Product] = field(compare=False, repr=False)
    _devices: Mapping[str, Device] = field(compare=False, repr=False)

    @classmethod
    def shipped(cls) -> Catalogue:
        """Return the catalogue that comes with the program; it is read once."""
        return _shipped()

    @classmethod
    def with_local(cls, folder: Path | None = None) -> Catalogue:
        """Return the shipped catalogue with the user's own files, or as it is without any.

        They stand in a folder given here, or by ``TAPERLAB_CATALOGUE``, or else in
        ``catalogue`` in the user's data folder of TaperLab.

        Raises:
            CatalogueFileError: naming the file, the key and the reason.
        """
        found = folder or local_folder()
        if found is None or not found.exists():
            return _shipped()
        contents = joined(_contents(), found)
        return _shipped() if contents is _contents() else cls.of(contents)

    @classmethod
    def load(cls, folders: Iterable[Path]) -> Self:
        """Read the files of some folders as one catalogue.

        Raises:
            CatalogueFileError: naming the file, the key and the reason.
        """
        return cls.of(read_folders(folders))

    @classmethod
    def of(cls, contents: Contents) -> Self:
        """Make a catalogue of what was read."""
        drugs = contents.drugs
        return cls(
            version=contents.version,
            hash=contents.hash,
            drugs=drugs,
            devices=contents.devices,
            sources=contents.sources,
            error_model=contents.error_model,
            _drugs={key.casefold(): drug for drug in drugs for key in (drug.id, drug.name)},
            _products={product.id: product for drug in drugs for product in drug.products},
            _devices={device.id: device for device in contents.devices},
        )

    @property
    def products(self) -> tuple[Product, ...]:
        """Every product of every drug."""
        return tuple(self._products.values())

    @property
    def markets(self) -> tuple[Market, ...]:
        """The markets that have products."""
        found = {product.market for product in self._products.values()}
        return tuple(market for market in _MARKETS if market in found)

    def market(self, name: str) -> Market:
        """Find a market by its code, in capitals or not.

        Raises:
            UnknownNameError: with the names that are near it.
        """
        for market in self.markets:
            if market == name.strip().upper():
                return market
        raise UnknownNameError("market", name, self.markets)

    def drug(self, name: str) -> Drug:
        """Find a drug by its id or its name, in capitals or not.

        Raises:
            UnknownNameError: with the names that are near it.
        """
        found = self._drugs.get(name.strip().casefold())
        if found is None:
            raise UnknownNameError("drug", name, (drug.name for drug in self.drugs))
        return found

    def product(self, product_id: str) -> Product:
        """Find a product by its id.

        Raises:
            UnknownNameError: with the ids that are near it.
        """
        found = self._products.get(product_id)
        if found is None:
            raise UnknownNameError("product", product_id, self._products)
        return found

    def device(self, device_id: str) -> Device:
        """Find a device by its id.

        Raises:
            UnknownNameError: with the ids that are near it.
        """
        found = self._devices.get(device_id)
        if found is None:
            raise UnknownNameError("device", device_id, self._devices)
        return found

    def products_of(self, drug: str, market: str) -> tuple[Product, ...]:
        """List the products of one drug in one market, in the order of its file.

        Raises:
            UnknownNameError: if either is unknown.
        """
        wanted = self.market(market)
        return tuple(item for item in self.drug(drug).products if item.market == wanted)


@cache
def _contents() -> Contents:
    return read_shipped()


@cache
def _shipped() -> Catalogue:
    return Catalogue.of(_contents())
