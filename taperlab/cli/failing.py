"""A document that was written, and says what is missing in it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from taperlab.cli.terminal import Terminal
    from taperlab.messages import TaperLabError

__all__ = ["with_error"]


def with_error(document: bytes, error: TaperLabError, terminal: Terminal) -> bytes:
    """Return a JSON document with the error beside what it holds, and hashed with it."""
    fields = msgspec.json.decode(document)
    fields |= {"error": terminal.explain(error), "hash": ""}
    plain = msgspec.json.encode(fields, order="sorted")
    fields["hash"] = hashlib.sha256(plain).hexdigest()[:16]
    return msgspec.json.format(msgspec.json.encode(fields), indent=2)
