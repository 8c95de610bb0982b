"""The first field that cannot be read: nothing is asked while there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.messages import TaperLabError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["first_doubt"]


def first_doubt(
    reading: Mapping[str, str | TaperLabError], *, apart: Collection[str] = ()
) -> TaperLabError | None:
    """Return the first reason why something cannot be read; it knows its field."""
    for name, found in reading.items():
        if isinstance(found, TaperLabError) and name not in apart:
            found.field = found.field or name
            return found
    return None
