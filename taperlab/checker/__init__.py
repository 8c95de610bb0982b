"""The second key: documents and finished sheets, read and recomputed independently."""

from __future__ import annotations

from taperlab.checker.paper.sheet import read_sheet
from taperlab.checker.reading import Reading
from taperlab.checker.verify import verify_document

__all__ = ["Reading", "read_sheet", "verify_document"]
