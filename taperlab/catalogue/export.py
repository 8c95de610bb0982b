"""The catalogue as the JSON document of the contract (schema ``taperlab/catalogue/1``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from taperlab.quantities import Quantity, canonical

if TYPE_CHECKING:
    from taperlab.catalogue.catalogue import Catalogue
    from taperlab.catalogue.types import Drug, Product

__all__ = ["export_document"]

_SCHEMA: Final = "taperlab/catalogue/1"


def export_document(catalogue: Catalogue) -> dict[str, Any]:
    """Return the whole catalogue as plain values; quantities are strings (INTERFACE 2)."""
    return {
        "schema": _SCHEMA,
        "version": catalogue.version,
        "hash": catalogue.hash,
        "drugs": [_drug(drug) for drug in catalogue.drugs],
        "products": [_product(product) for product in catalogue.products],
        "devices": [_sourced(_plain(device)) for device in catalogue.devices],
        "error_model": _error_model(_plain(catalogue.error_model)),
        "sources": {key: _plain(source) for key, source in catalogue.sources.items()},
    }


def _drug(drug: Drug) -> dict[str, Any]:
    plain = _plain(drug)
    del plain["products"]  # they are a list of their own
    facts = plain.pop("provenance")
    return {name: _cited(value) for name, value in plain.items()} | {"facts": facts}


def _product(product: Product) -> dict[str, Any]:
    plain = _plain(product)
    facts = plain.pop("provenance")
    return plain | facts.pop("") | {"facts": facts}


def _error_model(plain: dict[str, Any]) -> dict[str, Any]:
    assay = [entry | {"figure": _sourced(entry["figure"])} for entry in plain.pop("assay")]
    return {"assay": assay} | {name: _sourced(figure) for name, figure in plain.items()}


def _cited(value: object) -> object:
    match value:
        case list() | tuple():
            return [_cited(item) for item in value]
        case dict():
            return _sourced(value)
    return value


def _sourced(plain: dict[str, Any]) -> dict[str, Any]:
    """Put where a fact is from beside the fact; its own note goes before the source's."""
    provenance: dict[str, Any] = plain.pop("provenance")
    return provenance | plain if plain.get("note") else plain | provenance


def _plain(record: msgspec.Struct) -> dict[str, Any]:
    """Return the fields of a record that are known."""
    return {
        name: value
        for name, value in msgspec.to_builtins(record, enc_hook=_text).items()
        if value is not None
    }


def _text(value: object) -> str:
    if isinstance(value, Quantity):
        return canonical(value)
    raise NotImplementedError(type(value))
