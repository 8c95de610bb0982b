"""The sentences that the other rooms may say on a sheet: why, working, cautions.

They are a closed set too, so that no stray line can hide behind ``Caution:``.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from taperlab.checker.words import templates

__all__ = ["is_said"]

_VALUE = r"(?:[^.\[\]]|\.(?=[0-9])){1,240}?"  # a value is no sentence of its own
_ROOMS = ("answers", "methods", "catalogue", "recipe")


def is_said(text: str, language: str) -> bool:
    """Whether a text, on one line, is a sentence of one of the rooms."""
    return any(
        text.startswith(start) and re.fullmatch(pattern, text) is not None
        for start, pattern in _sentences(language)
    )


@cache
def _sentences(language: str) -> tuple[tuple[str, str], ...]:
    texts = [text for room in _ROOMS for text in templates(language, room).values()]
    return tuple(_sentence(text.replace("\u00a0", " ")) for text in texts)


def _sentence(text: str) -> tuple[str, str]:
    parts = [(literal, name) for literal, name, _, _ in Formatter().parse(text)]
    pattern = "".join(
        re.escape(literal) + ("" if name is None else _VALUE) for literal, name in parts
    )
    return (parts[0][0] if parts else ""), pattern
