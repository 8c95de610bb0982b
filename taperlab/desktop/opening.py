"""Which kind of document a file is, before a page reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from taperlab.desktop.files import read_file

if TYPE_CHECKING:
    from pathlib import Path


class _Marked(msgspec.Struct, frozen=True):
    schema: str


def schema_of(path: Path) -> str:
    """Return the schema that a file says it has, or nothing where it says none.

    Raises:
        InputError: if the file cannot be read, or is larger than any document.
    """
    try:
        return msgspec.json.decode(read_file(path), type=_Marked).schema
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""  # the page that is shown says what is wrong with it
