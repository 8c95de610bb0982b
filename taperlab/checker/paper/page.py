"""A page's text as lines of plain blanks, ready to be matched against the sentence templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from taperlab.messages import InputError, Message
from taperlab.pdfium import Document, UnreadablePdfError

if TYPE_CHECKING:
    from taperlab.pdfium import Glyph, Raster, Size

__all__ = ["SCALE", "Page", "read_pages"]

SCALE = 2.0  # pixels a point: a full stop of 8 pt is still two pixels wide
_BLANKS = {ord(blank): " " for blank in "\u00a0\u202f\u2009\t"}


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines of text, its glyphs and its picture."""

    number: int
    text: str
    size: Size
    glyphs: tuple[Glyph, ...]
    raster: Raster
    unread: int = 0
    """How many notes, images and forms there are, which may show words that are no text."""


def read_pages(data: bytes) -> tuple[Page, ...]:
    """Read every page of a PDF.

    Raises:
        InputError: if it is no PDF.
    """
    try:
        with Document(data) as document:
            return tuple(_page(document, number) for number in range(document.page_count))
    except UnreadablePdfError as error:
        problem = Message("checker.not-a-sheet")
        raise InputError(problem) from error


def _page(document: Document, number: int) -> Page:
    text = document.text(number).replace("\r\n", "\n").replace("\r", "\n").translate(_BLANKS)
    lines = (" ".join(line.split(" ")).strip() for line in text.split("\n"))
    return Page(
        number + 1,
        "\n".join(line for line in lines if line),
        document.size(number),
        document.glyphs(number),
        document.render(number, SCALE),
        document.unread(number),
    )
