"""The ink: what the text says can also be seen, is within the page and lies under nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from taperlab.checker.findings import stop
from taperlab.checker.paper.page import SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.checker.paper.matching import Fill
    from taperlab.checker.paper.page import Page
    from taperlab.messages import Finding
    from taperlab.pdfium import Glyph, Raster

__all__ = ["placed", "unseen"]

_LEAST_CONTRAST = 80  # of 255: white on white has none, and light grey is no black on white
_GREEN = 1  # of red, green, blue: the one that the eye goes by
_LEAST_HEIGHT = 3.6  # points: a figure or a capital of 6 pt type
_OVERLAP = 0.5  # points in both directions; italics and kerning touch less
_TALL = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZbdfhkl")


class _Word(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float
    glyphs: tuple[Glyph, ...]


def unseen(page: Page) -> Iterator[Finding]:
    """Yield a finding for each word that a reader of the paper would not see as the text has it."""
    words = list(_words(page.glyphs))
    if page.unread:
        yield stop("unread", page=str(page.number))
    for word in words:
        if not _within(word, page):
            yield stop("off-the-page", text=word.text, page=str(page.number))
        elif not _has_ink(word, page.raster, page.size.height):
            yield stop("no-ink", text=word.text, page=str(page.number))
        if _is_tiny(word):
            yield stop("tiny", text=word.text, page=str(page.number))
    for one, other in _overlapping(words):
        yield stop("overlap", text=f"{one.text} / {other.text}", page=str(page.number))


def placed(page: Page, fills: Sequence[Fill]) -> list[Fill]:
    """Return the sentences of a page, each with the box of its words: both come in one order."""
    words = iter(list(_words(page.glyphs)))
    found = []
    for fill in fills:
        own = list(islice(words, len(fill.text.split())))
        box = _word([glyph for word in own for glyph in word.glyphs])[1:5] if own else fill.box
        found.append(replace(fill, box=box))
    return found


def _words(glyphs: Sequence[Glyph]) -> Iterator[_Word]:
    """Group glyphs to words; blanks and line ends part them."""
    word: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char.isspace() or glyph.char in "\u00a0\x00":
            if word:
                yield _word(word)
            word = []
        else:
            word.append(glyph)
    if word:
        yield _word(word)


def _word(glyphs: list[Glyph]) -> _Word:
    return _Word(
        "".join(glyph.char for glyph in glyphs),
        min(glyph.left for glyph in glyphs),
        min(glyph.bottom for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.top for glyph in glyphs),
        tuple(glyphs),
    )


def _within(word: _Word, page: Page) -> bool:
    wide, high = page.size
    return word.left >= 0 and word.bottom >= 0 and word.right <= wide and word.top <= high


def _is_tiny(word: _Word) -> bool:
    tall = [glyph.top - glyph.bottom for glyph in word.glyphs if glyph.char in _TALL]
    return bool(tall) and max(tall) < _LEAST_HEIGHT


def _has_ink(word: _Word, raster: Raster, height: float) -> bool:
    return all(_shows(glyph, raster, height) for glyph in word.glyphs)


def _shows(glyph: Glyph, raster: Raster, height: float) -> bool:
    """Whether the lightest and the darkest pixel in a glyph's box differ enough.

    The box is a pixel higher and lower than the ink, so that a full stop has some paper about
    it, but no wider, so that a hidden one is not taken for its neighbours.
    """
    left = max(int(glyph.left * SCALE), 0)
    right = min(ceil(glyph.right * SCALE), raster.width)
    top = max(int((height - glyph.top) * SCALE) - 1, 0)
    bottom = min(ceil((height - glyph.bottom) * SCALE) + 1, raster.height)
    dark, light = 255, 0
    for row in range(top, bottom):
        start = row * raster.stride
        pixels = raster.pixels[start + 3 * left + _GREEN : start + 3 * right : 3]
        if pixels:
            dark, light = min(dark, *pixels), max(light, *pixels)
            if light - dark >= _LEAST_CONTRAST:
                return True
    return False


def _overlapping(words: Sequence[_Word]) -> Iterator[tuple[_Word, _Word]]:
    """Yield each pair of words whose ink boxes share more than a hair's breadth."""
    falling = sorted(words, key=lambda word: -word.top)
    for number, one in enumerate(falling):
        for other in falling[number + 1 :]:
            if other.top <= one.bottom + _OVERLAP:
                break
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.top, other.top) - max(one.bottom, other.bottom)
            if wide > _OVERLAP and high > _OVERLAP:
                yield one, other
