"""A catalogue's files as one text, made when the package is built: reading TOML is slow.

The build runs this file by its path, where none of the program's libraries need be at hand:
it imports nothing but what comes with Python. Whatever has changed since is read from the TOML.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["DRUGS", "NAME", "content_hash", "current", "write"]

NAME: Final = "compiled.json"
DRUGS: Final = "drugs/"

_LAYOUT: Final = b"1"
_SHORT: Final = 12


def write(folder: Path) -> None:
    """Compile the TOML files of a folder into one file beside them."""
    found = [*folder.glob("*.toml"), *folder.glob(f"{DRUGS}*.toml")]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    trees = {file: tomllib.loads(data.decode()) for file, data in files.items()}
    lines = (_digest(files), content_hash(trees), _json(_arranged(trees)))
    (folder / NAME).write_text("\n".join(lines), "utf-8")


def current(compiled: bytes, files: Mapping[str, bytes]) -> tuple[str, bytes] | None:
    """Return the hash and the JSON of what was compiled, if it was made of just these files."""
    digest, _, rest = compiled.partition(b"\n")
    if digest.decode("ascii", "replace") != _digest(files):
        return None
    found, _, tables = rest.partition(b"\n")
    return found.decode(), tables


def content_hash(trees: Mapping[str, object]) -> str:
    """Name the content, whatever the order of its keys and its comments."""
    return hashlib.sha256(_json(trees).encode()).hexdigest()[:_SHORT]


def _digest(files: Mapping[str, bytes]) -> str:
    found = hashlib.sha256(_LAYOUT)
    for file in sorted(files):
        found.update(f"\n{file} {hashlib.sha256(files[file]).hexdigest()}".encode())
    return found.hexdigest()


def _arranged(trees: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    single = {file.removesuffix(".toml"): tree for file, tree in trees.items() if "/" not in file}
    drugs = {file: trees[file] for file in sorted(trees) if file.startswith(DRUGS)}
    return {name.replace("-", "_"): tree for name, tree in single.items()} | {"drugs": drugs}


def _json(tree: object) -> str:
    return json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_iso)


def _iso(day: dt.date) -> str:
    return day.isoformat()
