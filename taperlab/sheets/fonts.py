"""The one font family of every sheet, embedded: Source Sans Pro in three weights."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from taperlab.messages import InputError, Message

__all__ = ["BODY", "BOLD", "MEDIUM", "check_glyphs", "register"]

BODY, MEDIUM, BOLD = "SourceSansPro", "SourceSansPro-Semibold", "SourceSansPro-Bold"
_FILES = {BODY: "Regular", MEDIUM: "Semibold", BOLD: "Bold"}


@cache
def register() -> None:
    """Make the family known to reportlab; a second time does nothing."""
    folder = files("font_source_sans_pro") / "files"
    for name, weight in _FILES.items():
        data = (folder / f"SourceSansPro-{weight}.ttf").read_bytes()
        pdfmetrics.registerFont(TTFont(name, BytesIO(data)))
    pdfmetrics.registerFontFamily(BODY, normal=BODY, bold=BOLD, italic=BODY, boldItalic=BOLD)


def check_glyphs(text: str) -> None:
    """Insist that the font has a sign for every character: a black box is no name.

    Raises:
        InputError: naming the first character that has none.
    """
    register()
    font = pdfmetrics.getFont(BODY)
    glyphs = font.face.charToGlyph  # type: ignore[attr-defined] # a TTFont has a face
    for char in text:
        if ord(char) not in glyphs:
            raise InputError(Message("sheets.no-glyph", char=char))
