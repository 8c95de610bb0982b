"""The page's text as a sequence of sentence templates, so that every word is accounted for.

The cheapest way through the text wins: a template costs little, a letter of free text more, and a
word that no template holds by far the most.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from heapq import heappop, heappush
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

from taperlab.checker.lexicon import is_free, spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from taperlab.checker.lexicon import Lexicon

__all__ = ["LEFT_OVER", "Fill", "Template", "cover", "ready"]

LEFT_OVER = ""
_TEMPLATE, _NAME, _BARE, _LETTER, _WORD = 1, 2, 3, 100, 1_000_000
_MOST_LINES = 8  # a caution is no longer
_NAME_LINES = 2  # on a label a long name takes two
_BARE_KEYS = {"step", "pic.scale"}
_WITHIN_LINES = {*_BARE_KEYS, "pic.arrow", "pic.display"}


@dataclass(frozen=True, slots=True)
class Fill:
    """A template with its values as they stand on the page; ``LEFT_OVER`` is a strange word."""

    key: str
    text: str
    page: int
    values: Mapping[str, str] = field(default_factory=dict)
    box: tuple[float, float, float, float] = (0, 0, 0, 0)
    """Left, bottom, right and top of its words, in points."""

    def __getitem__(self, name: str) -> str:
        return self.values[name]


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with its fields; ``last`` is the free text that it ends in, if it does."""

    key: str
    start: str
    source: str
    fields: tuple[str, ...]
    last: str | None
    price: int
    lexicon: Lexicon


class _Edge(NamedTuple):
    start: int
    end: int
    fill: Fill


@cache
def ready(lexicon: Lexicon, keys: tuple[str, ...]) -> tuple[Template, ...]:
    """Make the templates of these keys ready for matching."""
    return tuple(_template(lexicon, key) for key in keys)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _template(lexicon: Lexicon, key: str) -> Template:
    parts = [(text, name) for text, name, _, _ in Formatter().parse(lexicon.templates[key])]
    names = [name for _, name in parts if name is not None]
    last = parts[-1][1]
    if last is None or not (is_free(key, last) or last == "product"):
        last = None
    pattern = ""
    for number, (literal, name) in enumerate(parts, 1):
        pattern += _literal(literal, key)
        if name is not None and not (last and number == len(parts)):
            pattern += f"({lexicon.pattern(key, name)})"
    if last is not None:
        names.pop()
    end = "" if last else r"(?=[ \n]|\Z)"
    start = parts[0][0].split(" ")[0].rstrip(";")
    return Template(key, start, pattern + end, tuple(names), last, _price(key, parts), lexicon)


def _price(key: str, parts: list[tuple[str, str | None]]) -> int:
    if key in _BARE_KEYS:
        return _BARE
    return _TEMPLATE if any(re.search(r"\w", literal) for literal, _ in parts) else _NAME


def _literal(text: str, key: str) -> str:
    pattern = spelled(text)
    return pattern.replace(";", ";?") if key.startswith("wk.budget") else pattern


def cover(text: str, templates: Iterable[Template], page: int) -> tuple[Fill, ...]:
    """Cover a page's text with templates, each word once."""
    best: dict[int, tuple[int, _Edge | None]] = {0: (0, None)}
    queue, done = [(0, 0)], set[int]()
    while queue:
        cost, start = heappop(queue)
        if start >= len(text):
            break
        if start in done:
            continue
        done.add(start)
        for price, edge in _edges(text, start, templates, page):
            known = best.get(edge.end)
            if known is None or cost + price < known[0]:
                best[edge.end] = cost + price, edge
                heappush(queue, (cost + price, edge.end))
    return tuple(_back(best))


def _back(best: dict[int, tuple[int, _Edge | None]]) -> list[Fill]:
    fills = []
    edge = best[max(best)][1]
    while edge is not None:
        fills.append(edge.fill)
        edge = best[edge.start][1]
    return fills[::-1]


def _edges(
    text: str, start: int, templates: Iterable[Template], page: int
) -> Iterator[tuple[int, _Edge]]:
    late = start > 0 and text[start - 1] != "\n"
    for template in templates:
        if not text.startswith(template.start, start):
            continue  # most patterns need never be compiled
        if late and not template.start and template.key not in _WITHIN_LINES:
            continue  # a name begins a line
        match = _compiled(template.source).match(text, start)
        if match is None:
            continue
        for values, end in _values(text, template, match):
            fill = Fill(template.key, text[start:end], page, values)
            free = (len(value) for name, value in values.items() if is_free(template.key, name))
            yield template.price + _LETTER * sum(free), _Edge(start, end + 1, fill)
    word = re.compile(r"[^ \n]*").match(text, start)
    end = word.end() if word else start
    yield _WORD, _Edge(start, end + 1, Fill(LEFT_OVER, text[start:end], page))


def _values(
    text: str, template: Template, match: re.Match[str]
) -> Iterator[tuple[dict[str, str], int]]:
    """Yield the values of a template, once for each place where its last field may end."""
    lexicon, key, last = template.lexicon, template.key, template.last
    values = dict(zip(template.fields, match.groups(), strict=True))
    if not all(lexicon.knows(name, value) for name, value in values.items()):
        return
    if last is None:
        yield values, match.end()
        return
    begin = match.end()
    ends = [end for end in _ends(text, begin, last) if lexicon.knows(last, text[begin:end])]
    said = [end for end in ends if lexicon.is_said(key, text[begin:end])]
    for end in said or ends:  # what is known to be said does not go on with strange words
        yield {**values, last: text[begin:end]}, end


def _ends(text: str, start: int, last: str) -> Iterator[int]:
    """Where free text may end: a name at any blank of its line, the rest where a line ends."""
    lines = 0
    for mark in re.compile(r"[ \n]|\Z").finditer(text, start + 1):
        lines += mark[0] != " "
        if mark[0] != " " or last == "name":
            yield mark.start()
        if lines == (_NAME_LINES if last == "name" else _MOST_LINES):
            return
