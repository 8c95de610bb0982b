"""Sheets on A4 paper: the head and foot of every page, and the PDF around the blocks."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from taperlab.messages import Message
from taperlab.sheets import palette
from taperlab.sheets.canvas import numbered
from taperlab.sheets.fonts import BODY, BOLD, check_glyphs, register
from taperlab.sheets.markup import marked_up
from taperlab.sheets.setting import Setter
from taperlab.sheets.typography import (
    PATIENT,
    PATIENT_CLOSE,
    PROFESSIONAL,
    PROFESSIONAL_CLOSE,
    style,
)
from taperlab.wording import Wording

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas

    from taperlab.sheets.content import Sheet
    from taperlab.sheets.typography import Typography

__all__ = ["MARGIN", "describe", "sheet_pdf"]

MARGIN = 17 * mm
_TOP, _BOTTOM, _BAND = 10 * mm, 20 * mm, 20.0
_DRAFT = style(BOLD, 12, 15, alignment=TA_CENTER)
_SMALL = style(BODY, 8, 10, colour=palette.QUIET)
_MORE = style(BOLD, 12, 14, alignment=TA_RIGHT)
_HEAD = style(BODY, 11, 14)
_DATE = style(BODY, 11, 14, alignment=TA_RIGHT)
_STYLES = {"patient": (PATIENT, PATIENT_CLOSE)}
_PROFESSIONAL_STYLES = (PROFESSIONAL, PROFESSIONAL_CLOSE)


def sheet_pdf(sheet: Sheet) -> bytes:
    """Set a sheet in type, closer where that saves a page: the same sheet gives the same bytes.

    Raises:
        InputError: if a name holds a character that the font cannot show.
    """
    register()
    wide, close = _STYLES.get(sheet.kind, _PROFESSIONAL_STYLES)
    pages, pdf = _build(sheet, wide)
    if pages == 1:
        return pdf
    fewer, closer = _build(sheet, close)
    return closer if fewer < pages else pdf


def _build(sheet: Sheet, type_: Typography) -> tuple[int, bytes]:
    """Return how many pages the sheet takes, and its PDF."""
    wording = Wording(sheet.language)
    page = _Page(sheet, wording, type_)
    buffer = BytesIO()
    document = BaseDocTemplate(buffer, pagesize=A4, invariant=1, lang=sheet.language)
    document.addPageTemplates(PageTemplate(frames=[page.frame()], onPage=page.head))
    story = Setter(wording, type_).story(sheet.blocks)
    document.build(story, canvasmaker=numbered(page.foot))
    return document.page, buffer.getvalue()


def describe(canvas: Canvas, sheet: Sheet, wording: Wording) -> None:
    """Write into the document's properties what it is; no date but the request's."""
    canvas.setTitle(wording.text(sheet.title))
    canvas.setSubject(wording.text(sheet.subject))
    canvas.setAuthor("TaperLab")
    canvas.setCreator(wording.text(sheet.foot[-1]))
    canvas.setProducer("TaperLab")


class _Page:
    """What stands on every page."""

    def __init__(self, sheet: Sheet, wording: Wording, type_: Typography) -> None:
        self._sheet, self._wording = sheet, wording
        self._width = A4[0] - 2 * MARGIN
        names = wording.text(sheet.name)
        check_glyphs(names)
        self._draft = sheet.draft and self._text(sheet.draft, _DRAFT)
        self._title = self._text(sheet.title, type_.title)
        self._name = self._text(sheet.name, _HEAD)
        self._foot = [self._text(one, _SMALL) for one in sheet.foot]
        _, self._title_height = self._title.wrap(self._width, 1e6)
        _, self._name_height = self._name.wrap(self._width - 150, 1e6)

    def frame(self) -> Frame:
        """Return the room between head and foot."""
        band = _BAND + 6 if self._draft else 0
        head = _TOP + band + self._title_height + self._name_height + 12
        height = A4[1] - head - _BOTTOM
        return Frame(MARGIN, _BOTTOM, self._width, height, 0, 0, 0, 0)

    def head(self, canvas: Canvas, _document: object) -> None:
        """Draw the draft band, the title, the name and the date."""
        describe(canvas, self._sheet, self._wording)
        top = A4[1] - _TOP
        if self._draft:
            canvas.setFillColor(palette.WARNING_TINT)
            canvas.setStrokeColor(palette.WARNING)
            canvas.setLineWidth(1)
            canvas.roundRect(MARGIN, top - _BAND, self._width, _BAND, 3, stroke=1, fill=1)
            _, height = self._draft.wrap(self._width, 1e6)
            self._draft.drawOn(canvas, MARGIN, top - _BAND + (_BAND - height) / 2 + 1)
            top -= _BAND + 6
        top -= self._title_height
        self._title.drawOn(canvas, MARGIN, top)
        top -= self._name_height
        self._name.drawOn(canvas, MARGIN, top)
        self._date(canvas, top)

    def foot(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw what the sheet is for, the versions, the page of how many, and whether to go on."""
        canvas.setStrokeColor(palette.HAIRLINE)
        canvas.setLineWidth(0.5)
        top = _BOTTOM - 4
        canvas.line(MARGIN, top, MARGIN + self._width, top)
        number = Message("sheets.foot.page", page=page, pages=pages)
        parts = (*self._foot, self._text(number, _SMALL))
        heights = [part.wrap(self._width, 1e6)[1] for part in parts]
        if page < pages:
            more = self._text(Message("sheets.foot.continued", page=page + 1), _MORE)
            more.wrap(self._width, 1e6)
            more.drawOn(canvas, MARGIN, top - sum(heights))
        for part, height in zip(parts, heights, strict=True):
            top -= height
            part.drawOn(canvas, MARGIN, top)

    def _date(self, canvas: Canvas, bottom: float) -> None:
        date = self._text(self._sheet.dated, _DATE)
        date.wrap(140, 1e6)
        date.drawOn(canvas, MARGIN + self._width - 140, bottom)
        canvas.setStrokeColor(palette.HAIRLINE)
        canvas.setLineWidth(0.8)
        canvas.line(MARGIN, bottom - 4, MARGIN + self._width, bottom - 4)

    def _text(self, message: Message, kind: ParagraphStyle) -> Paragraph:
        return Paragraph(marked_up(message, self._wording), kind)
