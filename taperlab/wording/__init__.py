"""Text by language."""

from __future__ import annotations

from taperlab.wording.text import MissingWordsError, Wording

__all__ = ["MissingWordsError", "Wording"]
