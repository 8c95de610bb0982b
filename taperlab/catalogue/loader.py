"""Strict loading: the shapes of all files to one catalogue, or an error that says what to mend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from taperlab.catalogue import build, instruments
from taperlab.catalogue.files import DEVICES, ERRORS, folder_files, shipped_files
from taperlab.catalogue.naming import check_drug, check_file, check_names, once
from taperlab.catalogue.reading import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from taperlab.catalogue.error_model import ErrorModel
    from taperlab.catalogue.files import Files
    from taperlab.catalogue.shapes import DrugShape
    from taperlab.catalogue.types import Device, Drug, Source

__all__ = ["Contents", "contents_of", "read_folders", "read_shipped"]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a set of catalogue files holds."""

    version: str
    hash: str
    sources: dict[str, Source]
    drugs: tuple[Drug, ...]
    devices: tuple[Device, ...]
    error_model: ErrorModel


def read_shipped() -> Contents:
    """Read the catalogue that comes with the program."""
    return contents_of(shipped_files())


def read_folders(folders: Iterable[Path]) -> Contents:
    """Read the catalogue files of some folders as one; a later folder's file replaces an earlier's.

    Raises:
        CatalogueFileError: naming the file, the key and the reason.
    """
    return contents_of(folder_files(folders))


def contents_of(files: Files) -> Contents:
    """Make a catalogue of the shapes of its files.

    Raises:
        CatalogueFileError: naming the file, the key and the reason.
    """
    shapes = files.shapes
    known = frozenset(shapes.sources)
    on_devices = Page(DEVICES, shapes.devices.read, known)
    on_errors = Page(ERRORS, shapes.error_model.read, known)
    contents = Contents(
        version=shapes.edition.version,
        hash=files.hash,
        sources=shapes.sources,
        drugs=tuple(_drugs(shapes.drugs, known)),
        devices=tuple(instruments.device(entry, on_devices) for entry in shapes.devices.devices),
        error_model=instruments.error_model(shapes.error_model, on_errors),
    )
    once(DEVICES, (device.id for device in contents.devices))
    check_names(contents.drugs, contents.devices)
    return contents


def _drugs(shapes: Mapping[str, DrugShape], known: frozenset[str]) -> Iterator[Drug]:
    for file, shape in shapes.items():
        check_file(shape.id, file)
        drug = build.drug(shape, Page(file, shape.read, known))
        check_drug(file, drug.products, drug.curves)
        yield drug
