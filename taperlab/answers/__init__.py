"""From a request to ranked preparations: resolve, propose, judge, rank, explain.

``prepare`` is loaded when it is first asked for: it brings NumPy along, which a window that
only paints does not need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taperlab.answers.answering import prepare

__all__ = ["prepare"]


def __getattr__(name: str) -> object:
    if name == "prepare":
        from taperlab.answers.answering import prepare  # noqa: PLC0415 - see above

        return prepare
    raise AttributeError(name)
