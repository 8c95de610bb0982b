"""The user's own catalogue joined to the shipped one.

Its files have the shape of the shipped ones; one about a shipped drug may hold products and
formulations alone. What has the id of a shipped thing takes its place, all else is added.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from msgspec import structs

from taperlab.catalogue import build, instruments
from taperlab.catalogue.compiled import DRUGS, content_hash
from taperlab.catalogue.errors import CatalogueFileError
from taperlab.catalogue.files import DEVICES, SOURCES, sources_of
from taperlab.catalogue.local import local_files
from taperlab.catalogue.naming import check_drug, check_file, check_names, once
from taperlab.catalogue.reading import Page, parse_toml, shaped
from taperlab.catalogue.shapes import AdditionShape, DevicesShape, DrugShape

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from taperlab.catalogue.loader import Contents
    from taperlab.catalogue.types import Device, Drug, Product, Source, Stability

__all__ = ["joined"]

T = TypeVar("T")

_MARK: Final = "+local"


def joined(shipped: Contents, folder: Path) -> Contents:
    """Add a folder's files to the shipped catalogue; without any it is the same object.

    Raises:
        CatalogueFileError: naming the file, the key and the reason.
    """
    place = f"{folder}/"
    trees = {file: parse_toml(data, place + file) for file, data in local_files(folder).items()}
    if not trees:
        return shipped
    sources = _sources(trees.get(SOURCES, {}), shipped.sources, place + SOURCES)
    desk = _Desk(place, frozenset(sources))
    contents = replace(
        shipped,
        version=shipped.version + _MARK,
        hash=content_hash({"shipped": shipped.hash, "local": trees}),
        sources=sources,
        devices=_merged(shipped.devices, desk.devices(trees), _id),
        drugs=_merged(shipped.drugs, desk.drugs(trees, shipped.drugs), _id),
    )
    check_names(contents.drugs, contents.devices, place)
    return contents


def _sources(tree: dict[str, Any], shipped: Mapping[str, Source], file: str) -> dict[str, Source]:
    own = sources_of(tree, file)
    for key, source in own.items():
        if shipped.get(key, source) != source:
            raise CatalogueFileError("source-taken", file, key)
    return {**shipped, **own}


def _merged(old: Iterable[T], new: Iterable[T], key: Callable[[T], object]) -> tuple[T, ...]:
    """Put what is new in the place of what has the same key, and the rest at the end."""
    return tuple(({key(it): it for it in old} | {key(it): it for it in new}).values())


def _id(thing: Drug | Device | Product) -> str:
    return thing.id


def _what(formulation: Stability) -> object:
    return formulation.concentration, formulation.vehicle, formulation.storage


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where the user's files are read: their folder, and the sources they may name."""

    place: str
    sources: frozenset[str]

    def devices(self, trees: Mapping[str, dict[str, Any]]) -> tuple[Device, ...]:
        if DEVICES not in trees:
            return ()
        shape = shaped(trees[DEVICES], DevicesShape, self.place + DEVICES)
        page = self._page(DEVICES, shape.read)
        once(page.file, (entry.id for entry in shape.devices))
        return tuple(instruments.device(entry, page) for entry in shape.devices)

    def drugs(
        self, trees: Mapping[str, dict[str, Any]], shipped: Iterable[Drug]
    ) -> tuple[Drug, ...]:
        known = {f"{DRUGS}{drug.id}.toml": drug for drug in shipped}
        return tuple(
            self._drug(tree, file, known.get(file))
            for file, tree in trees.items()
            if file.startswith(DRUGS)
        )

    def _drug(self, tree: dict[str, Any], file: str, old: Drug | None) -> Drug:
        if old is not None and "name" not in tree:
            return self._added(tree, file, old)
        shape = shaped(tree, DrugShape, self.place + file)
        check_file(shape.id, file, self.place)
        page = self._page(file, shape.read)
        drug = build.drug(shape, page)
        check_drug(page.file, drug.products, drug.curves)
        if old is None or drug.gate is not None:
            return drug
        return structs.replace(drug, gate=old.gate, provenance=old.provenance)

    def _added(self, tree: dict[str, Any], file: str, old: Drug) -> Drug:
        shape = shaped(tree, AdditionShape, self.place + file)
        check_file(shape.id, file, self.place)
        page = self._page(file, shape.read)
        products = build.sold(shape.products, old.id, page)
        formulations = build.formulations(shape.stability, page)
        check_drug(page.file, products)
        return structs.replace(
            old,
            products=_merged(old.products, products, _id),
            stability=_merged(old.stability, formulations, _what),
        )

    def _page(self, file: str, read: dt.date) -> Page:
        return Page(self.place + file, read, self.sources, local=True)
