"""Where the user's own catalogue stands, and which files are in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from platformdirs import user_data_path

from taperlab.catalogue.compiled import DRUGS
from taperlab.catalogue.errors import CatalogueFileError
from taperlab.catalogue.files import DEVICES, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["local_files", "local_folder"]

_VARIABLE: Final = "TAPERLAB_CATALOGUE"


def local_folder() -> Path | None:
    """Find the user's own folder, if there is one.

    Raises:
        CatalogueFileError: if one is named that is not there.
    """
    named = os.environ.get(_VARIABLE)
    folder = Path(named) if named else user_data_path("taperlab") / "catalogue"
    if folder.is_dir():
        return folder
    if named or folder.exists():
        raise CatalogueFileError("no-folder", str(folder), "")
    return None


def local_files(folder: Path) -> dict[str, bytes]:
    """Read every TOML file of a folder, by its name within it.

    Raises:
        CatalogueFileError: if one cannot be read, or would be ignored for where it stands.
    """
    try:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _found(folder)}
    except OSError as error:
        _refuse(error)


def _found(folder: Path) -> Iterator[Path]:
    for root, _, names in os.walk(folder, onerror=_refuse, followlinks=True):
        for name in sorted(names):
            path = Path(root, name)
            if path.suffix.lower() != ".toml":
                continue
            if path.relative_to(folder).as_posix() not in {SOURCES, DEVICES, f"{DRUGS}{name}"}:
                raise CatalogueFileError("no-place", str(path), "")
            yield path


def _refuse(error: OSError) -> NoReturn:
    raise CatalogueFileError("unreadable", str(error.filename), "", what=error.strerror)
