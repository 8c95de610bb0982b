"""From the files of a catalogue to their shapes: as the build compiled them, or from the TOML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec

from taperlab.catalogue.compiled import DRUGS, NAME, content_hash, current
from taperlab.catalogue.errors import CatalogueFileError
from taperlab.catalogue.reading import parse_toml, shaped
from taperlab.catalogue.shapes import (
    DevicesShape,
    DrugShape,
    EditionShape,
    ErrorModelShape,
    FilesShape,
)
from taperlab.catalogue.types import Source
from taperlab.shipped import names, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = [
    "DEVICES",
    "ERRORS",
    "SOURCES",
    "Files",
    "folder_files",
    "read_files",
    "shipped_files",
    "sources_of",
]

SOURCES: Final = "sources.toml"
DEVICES: Final = "devices.toml"
ERRORS: Final = "error-model.toml"
_EDITION: Final = "edition.toml"
_ROOM: Final = "catalogue"


@dataclass(frozen=True, slots=True)
class Files:
    """All files of a catalogue in their shapes, and the hash of their content."""

    hash: str
    shapes: FilesShape


def shipped_files() -> Files:
    """Return the files that come with the program."""
    listed = (*names(_ROOM, ".toml"), *names(f"{_ROOM}/{DRUGS}", ".toml"))
    files = {name.removeprefix(f"{_ROOM}/"): read_bytes(name) for name in listed}
    compiled = names(_ROOM, NAME)
    return read_files(files, read_bytes(compiled[0]) if compiled else b"")


def folder_files(folders: Iterable[Path]) -> Files:
    """Return the files of some folders as one set; a later file replaces an earlier one.

    Raises:
        CatalogueFileError: naming the file, the key and the reason.
    """
    files: dict[str, bytes] = {}
    for folder in folders:
        for path in (*sorted(folder.glob("*.toml")), *sorted(folder.glob(f"{DRUGS}*.toml"))):
            files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return read_files(files)


def read_files(files: Mapping[str, bytes], compiled: bytes = b"") -> Files:
    """Give files their shapes: as they were compiled, unless they have changed since.

    Raises:
        CatalogueFileError: naming the file, the key and the reason.
    """
    return _from_compiled(compiled, files) or _from_toml(files)


def _from_compiled(compiled: bytes, files: Mapping[str, bytes]) -> Files | None:
    found = current(compiled, files)
    if found is None:
        return None
    name, tables = found
    try:
        return Files(name, msgspec.json.decode(tables, type=FilesShape))
    except msgspec.DecodeError:
        return None  # the TOML says what is wrong, and where


def _from_toml(files: Mapping[str, bytes]) -> Files:
    trees = {file: parse_toml(data, file) for file, data in files.items()}
    drugs = {
        file: shaped(tree, DrugShape, file)
        for file, tree in sorted(trees.items())
        if file.startswith(DRUGS)
    }
    shapes = FilesShape(
        edition=shaped(_tree(trees, _EDITION), EditionShape, _EDITION),
        sources=sources_of(_tree(trees, SOURCES), SOURCES),
        devices=shaped(_tree(trees, DEVICES), DevicesShape, DEVICES),
        error_model=shaped(_tree(trees, ERRORS), ErrorModelShape, ERRORS),
        drugs=drugs,
    )
    return Files(content_hash(trees), shapes)


def sources_of(tree: dict[str, Any], file: str) -> dict[str, Source]:
    """Give a file of sources its shape."""
    return {key: shaped(entry, Source, f"{file}: {key}") for key, entry in tree.items()}


def _tree(trees: Mapping[str, dict[str, Any]], file: str) -> dict[str, Any]:
    if file not in trees:
        raise CatalogueFileError("missing", file, "")
    return trees[file]
