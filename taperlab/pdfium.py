"""PDFium behind one lock: the text, the glyph boxes and the picture of each page of a PDF.

PDFium crashes the process when two threads are in it at once, whichever documents they hold.
So every call passes through one process-wide lock, and what comes out is plain data.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple, Self

import pypdfium2
import pypdfium2.raw

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK = RLock()
_TEXT_OR_LINES = (pypdfium2.raw.FPDF_PAGEOBJ_TEXT, pypdfium2.raw.FPDF_PAGEOBJ_PATH)


class UnreadablePdfError(Exception):
    """These bytes are not a PDF that can be opened."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Size(NamedTuple):
    """The size of a page, in points."""

    width: float
    height: float


class Glyph(NamedTuple):
    """One character and the box of its ink, in points from the page's lower left corner."""

    char: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Raster:
    """A page as pixels: rows from the top, three bytes a pixel (red, green, blue)."""

    width: int
    height: int
    stride: int
    pixels: bytes


class Document:
    """An open PDF. Use it in a ``with`` block; any thread may call it."""

    def __init__(self, data: bytes) -> None:
        with _LOCK:
            try:
                self._pdf = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError as error:
                raise UnreadablePdfError(str(error)) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the document; a second time does nothing."""
        with _LOCK:
            self._pdf.close()

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        with _LOCK:
            return len(self._pdf)

    def size(self, page: int) -> Size:
        """Return the size of a page; the first is 0."""
        with self._page(page) as opened:
            return Size(*opened.get_size())

    def text(self, page: int) -> str:
        """Return the text of a page exactly as PDFium gives it, line ends and all."""
        with self._text_page(page) as text:
            return str(text.get_text_range())

    def glyphs(self, page: int) -> tuple[Glyph, ...]:
        """Return every character of a page with its box, in the order of the text."""
        with self._text_page(page) as text:
            return tuple(_glyph(text, index) for index in range(text.count_chars()))

    def render(self, page: int, scale: float = 1.0) -> Raster:
        """Draw a page at so many pixels a point."""
        with self._page(page) as opened:
            bitmap = opened.render(scale=scale, rev_byteorder=True)
            raster = Raster(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            return raster

    def unread(self, page: int) -> int:
        """Count what can show words on a page that its text does not hold: notes, images, forms."""
        with self._page(page) as opened:
            notes: int = pypdfium2.raw.FPDFPage_GetAnnotCount(opened)
            count = pypdfium2.raw.FPDFPage_CountObjects(opened)
            shown = (pypdfium2.raw.FPDFPage_GetObject(opened, index) for index in range(count))
            kinds = [pypdfium2.raw.FPDFPageObj_GetType(one) for one in shown]
            return notes + sum(kind not in _TEXT_OR_LINES for kind in kinds)

    @contextmanager
    def _page(self, number: int) -> Iterator[pypdfium2.PdfPage]:
        with _LOCK:
            if not 0 <= number < len(self._pdf):
                raise IndexError(f"no page {number} in a document of {len(self._pdf)}")
            page = self._pdf[number]
            try:
                yield page
            finally:
                page.close()

    @contextmanager
    def _text_page(self, number: int) -> Iterator[pypdfium2.PdfTextPage]:
        with self._page(number) as page:
            text = page.get_textpage()
            try:
                yield text
            finally:
                text.close()


def _glyph(text: pypdfium2.PdfTextPage, index: int) -> Glyph:
    code = pypdfium2.raw.FPDFText_GetUnicode(text, index)
    return Glyph(chr(code), *text.get_charbox(index))
