"""The sentences that the other rooms may say on a sheet: why, working, cautions.

They are a closed set too, so that no stray line can hide behind ``Caution:``.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

from taperlab.checker.words import templates

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["is_said"]

_VALUE = r"((?:[^.\[\]]|\.(?=[0-9])){1,240}?)"  # a value is no sentence of its own
_ROOMS = ("answers", "methods", "catalogue", "recipe")
_OF_A_PLAN = ("taper.concentration-changed", "taper.why-in-plan", "taper.told.")
_BETWEEN = re.compile(r", | and ")
_PRODUCT = "product"


def is_said(text: str, language: str, products: Container[str]) -> bool:
    """Whether a text, on one line, is a sentence of one of the rooms, about known products."""
    return any(_may_fit(one, text) and _fits(one, text, products) for one in _sentences(language))


class _Sentence(NamedTuple):
    literals: tuple[str, ...]
    pattern: str
    fields: tuple[str, ...]


def _may_fit(sentence: _Sentence, text: str) -> bool:
    """Whether the fixed words are there in their order: far quicker to tell than a full match."""
    if not text.startswith(sentence.literals[0]) or not text.endswith(sentence.literals[-1]):
        return False
    place = 0
    for literal in sentence.literals:
        place = text.find(literal, place)
        if place < 0:
            return False
        place += len(literal)
    return True


def _fits(sentence: _Sentence, text: str, products: Container[str]) -> bool:
    match = _compiled(sentence.pattern).fullmatch(text)
    if match is None:
        return False
    named = [
        value
        for name, value in zip(sentence.fields, match.groups(), strict=True)
        if name == _PRODUCT
    ]
    return all(one in products or _all_in(one, products) for one in named)


def _all_in(names: str, products: Container[str]) -> bool:
    return all(one in products for one in _BETWEEN.split(names))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _sentences(language: str) -> tuple[_Sentence, ...]:
    texts = [text for room in _ROOMS for text in templates(language, room).values() if text]
    texts += _of_a_plan(language)
    found = (_sentence(text.replace("\u00a0", " ")) for text in texts)
    return tuple(one for one in found if "".join(one.literals).strip())  # fields alone fit anything


def _of_a_plan(language: str) -> list[str]:
    """Return what a plan may say of one step on its sheets."""
    known = templates(language, "taper")
    return [text for key, text in known.items() if key.startswith(_OF_A_PLAN)]


def _sentence(text: str) -> _Sentence:
    parts = [(literal, name) for literal, name, _, _ in Formatter().parse(text)]
    pattern = "".join(
        re.escape(literal) + ("" if name is None else _VALUE) for literal, name in parts
    )
    fields = tuple(name for _, name in parts if name is not None)
    literals = [literal for literal, _ in parts] + [""] * (parts[-1][1] is not None)
    return _Sentence(tuple(literals), pattern, fields)
