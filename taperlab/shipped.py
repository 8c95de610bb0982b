"""Files that ship with TaperLab: catalogue, wording, icons, examples. The one door to them."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

_PACKAGE = "taperlab.resources"


class MissingResourceError(Exception):
    """A file that should have come with the program is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(f"TaperLab was installed without {name!r}. Install it again.")
        self.name = name


@cache
def read_bytes(name: str) -> bytes:
    """Return a shipped file, named from the resources folder: ``icons/taperlab.svg``."""
    try:
        return _find(name).read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise MissingResourceError(name) from None


def read_text(name: str) -> str:
    """Return a shipped text file."""
    return read_bytes(name).decode("utf-8")


def names(folder: str, suffix: str = "") -> tuple[str, ...]:
    """Name every file directly in a shipped folder, sorted: ``names("catalogue", ".toml")``."""
    path = PurePosixPath(folder)
    try:
        found = [entry.name for entry in _find(folder).iterdir() if entry.is_file()]
    except (FileNotFoundError, NotADirectoryError):
        raise MissingResourceError(folder) from None
    return tuple(sorted(str(path / name) for name in found if name.endswith(suffix)))


def _find(name: str) -> Path:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        raise ValueError(f"not a name within the resources folder: {name!r}")
    return _root().joinpath(*path.parts)


@cache
def _root() -> Path:
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise MissingResourceError(_PACKAGE)
    return Path(spec.submodule_search_locations[0])
