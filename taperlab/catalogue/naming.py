"""One thing, one name: a name on paper must lead back to a single product, drug or device."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from taperlab.catalogue.compiled import DRUGS
from taperlab.catalogue.errors import CatalogueFileError
from taperlab.catalogue.files import DEVICES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from taperlab.catalogue.types import Curve, Device, Drug, Product

__all__ = ["check_drug", "check_file", "check_names", "once"]


def once(file: str, keys: Iterable[str]) -> None:
    """Refuse a file that holds the same key twice."""
    for key, times in Counter(keys).items():
        if times > 1:
            raise CatalogueFileError("duplicate", file, key)


def check_file(drug_id: str, file: str, folder: str = "") -> None:
    """Refuse a drug that stands in another drug's file."""
    if file != _file(drug_id):
        raise CatalogueFileError("wrong-name", f"{folder}{file}", "id", what=drug_id)


def check_drug(file: str, products: Iterable[Product], curves: Iterable[Curve] = ()) -> None:
    """Refuse a file that makes two products of one id, or two curves of one name."""
    once(file, (product.id for product in products))
    once(file, (curve.name for curve in curves))


def check_names(drugs: Sequence[Drug], devices: Sequence[Device], folder: str = "") -> None:
    """Refuse a name that two things share; ``folder`` is where the user's own files stand."""
    for kind in (_drugs(drugs), _products(drugs), _devices(devices)):
        seen: dict[str, str] = {}
        for name, key, file, local in sorted(kind, key=lambda entry: entry[-1]):
            other = seen.setdefault(name, key)
            if other != key:
                place = f"{folder}{file}" if local else file
                raise CatalogueFileError("same-name", place, key, other=other)


def _drugs(drugs: Iterable[Drug]) -> Iterator[tuple[str, str, str, bool]]:
    for drug in drugs:
        for name in (drug.id, drug.name):
            yield name.casefold(), drug.id, _file(drug.id), drug.local


def _products(drugs: Iterable[Drug]) -> Iterator[tuple[str, str, str, bool]]:
    for drug in drugs:
        for product in drug.products:
            name = f"{product.market} {product.name}"
            yield name, product.id, _file(drug.id), product.local


def _devices(devices: Iterable[Device]) -> Iterator[tuple[str, str, str, bool]]:
    for device in devices:
        yield device.name, device.id, DEVICES, device.local


def _file(drug: str) -> str:
    return f"{DRUGS}{drug}.toml"
