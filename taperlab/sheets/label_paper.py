"""Labels on their stock: a sheet of 21 or a roll; what does not fit goes to a second label."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph

from taperlab.messages import InputError, Message
from taperlab.sheets import palette
from taperlab.sheets.canvas import numbered, plain
from taperlab.sheets.content import Label
from taperlab.sheets.fonts import BODY, BOLD, check_glyphs, register
from taperlab.sheets.markup import marked_up
from taperlab.sheets.paper import describe
from taperlab.sheets.typography import style
from taperlab.wording import Wording

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas

    from taperlab.sheets.content import Sheet

__all__ = ["LAYOUTS", "OUTLINES", "Layout", "labels_pdf", "outlines_pdf"]

_DIRECTION = style(BOLD, 11.5, 14)
_LINE = style(BODY, 9, 10)
_STRONG = style(BOLD, 9, 10)
_FOOT = style(BODY, 7.5, 9, colour=palette.QUIET)
_INSET = 2 * mm
_NAMING_KEYS = (
    "sheets.label.contents",
    "sheets.label.product",
    "sheets.label.marked",
    "sheets.label.capsules",
)
_STRONG_KEYS = tuple(
    f"sheets.{key}"
    for key in (
        "draft",
        "label.not-",
        "label.do-not-",
        "label.contents",
        "label.product",
        "label.marked",
        "label.capsules",
    )
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A stock of labels: page, grid, label, first corner and pitch, in points."""

    page: tuple[float, float]
    columns: int
    rows: int
    size: tuple[float, float]
    corner: tuple[float, float] = (0, 0)
    pitch: tuple[float, float] = (0, 0)

    @property
    def positions(self) -> int:
        """How many labels there are on a page."""
        return self.columns * self.rows

    def place(self, position: int) -> tuple[float, float]:
        """Return the lower left corner of a label; the first position is 0, rows first."""
        row, column = divmod(position, self.columns)
        left = self.corner[0] + column * self.pitch[0]
        top = self.page[1] - self.corner[1] - row * self.pitch[1]
        return left, top - self.size[1]


LAYOUTS = {
    "L7160": Layout(
        page=A4,
        columns=3,
        rows=7,
        size=(63.5 * mm, 38.1 * mm),
        corner=(7.21 * mm, 15.15 * mm),
        pitch=(66.04 * mm, 38.1 * mm),
    ),
    "roll-70x35": Layout(page=(70 * mm, 35 * mm), columns=1, rows=1, size=(70 * mm, 35 * mm)),
}
OUTLINES = {f"{name}-outlines": layout for name, layout in LAYOUTS.items()}
"""The same stock without text: the outlines, to test a printer with."""


def labels_pdf(sheet: Sheet, layout: Layout, start: int = 1) -> bytes:
    """Set labels on their stock, from position ``start`` on.

    Raises:
        InputError: for a position that is not there, or text that fits on no label.
    """
    register()
    if not 1 <= start <= layout.positions:
        raise InputError(Message("sheets.bad-start", start=start, last=layout.positions))
    wording = Wording(sheet.language)
    printer = _Printer(layout, wording)
    labels = [
        part for block in sheet.blocks if isinstance(block, Label) for part in printer.parts(block)
    ]
    buffer = BytesIO()
    foot = _Foot(sheet, wording, layout)
    canvas = _canvas(buffer, sheet, wording, layout, foot)
    for index, label in enumerate(labels, start=start - 1):
        position = index % layout.positions
        if position == 0 and index > start - 1:
            canvas.showPage()
        printer.draw(canvas, label, layout.place(position))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def outlines_pdf(layout: Layout) -> bytes:
    """Return a page with the outline of every label, to test a printer with."""
    buffer = BytesIO()
    canvas = plain()(buffer, pagesize=layout.page, invariant=1)
    canvas.setStrokeColor(palette.EDGE)
    for position in range(layout.positions):
        canvas.roundRect(*layout.place(position), *layout.size, 4, stroke=1, fill=0)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _canvas(buffer: BytesIO, sheet: Sheet, wording: Wording, layout: Layout, foot: _Foot) -> Canvas:
    canvas = numbered(foot)(
        buffer,
        pagesize=layout.page,
        invariant=1,
        lang=sheet.language,
    )
    describe(canvas, sheet, wording)
    return canvas


class _Printer:
    """Breaks a label's lines over as many labels as they need."""

    def __init__(self, layout: Layout, wording: Wording) -> None:
        self._wording = wording
        self._width, self._height = (side - 2 * _INSET for side in layout.size)

    def parts(self, label: Label) -> list[list[Paragraph]]:
        """Return the lines of each label: one if all fits, never smaller type.

        Each further one says again what the container holds, if that takes no label more.
        """
        lines = [
            *(self._line(one) for one in label.before),
            self._paragraph(label.direction, _DIRECTION),
            *(self._line(one) for one in label.after),
        ]
        end = self._line(label.reference)
        if self._total([*lines, end]) <= self._height:
            return [[*lines, end]]
        named = [self._line(one) for one in label.before if one.key.startswith(_NAMING_KEYS)]
        groups = self._groups(lines, [], end.height)
        telling = self._groups(lines, named, end.height)
        groups = telling if len(telling) == len(groups) else groups
        ends = (self._part(label, number, len(groups)) for number in range(1, len(groups) + 1))
        return [[*group, part] for group, part in zip(groups, ends, strict=True)]

    def draw(self, canvas: Canvas, lines: list[Paragraph], corner: tuple[float, float]) -> None:
        """Draw the lines of one label from the top down."""
        top = corner[1] + self._height + _INSET
        for line in lines:
            top -= line.height
            line.drawOn(canvas, corner[0] + _INSET, top)

    def _groups(
        self, lines: list[Paragraph], named: list[Paragraph], reserved: float
    ) -> list[list[Paragraph]]:
        groups: list[list[Paragraph]] = [[]]
        for line in lines:
            if self._total([*groups[-1], line]) + reserved > self._height:
                fits = self._total([*named, line]) + reserved <= self._height
                groups.append(list(named) if fits else [])
            groups[-1].append(line)
            if self._total(groups[-1]) + reserved > self._height:
                raise InputError(Message("sheets.label-too-long", text=line.getPlainText()))
        return groups

    def _part(self, label: Label, number: int, count: int) -> Paragraph:
        fields = dict(label.reference.fields) | {"page": number, "pages": count}
        return self._line(Message(f"{label.reference.key}-part", **fields))

    def _line(self, message: Message) -> Paragraph:
        return self._paragraph(message, _STRONG if message.key.startswith(_STRONG_KEYS) else _LINE)

    def _paragraph(self, message: Message, kind: ParagraphStyle) -> Paragraph:
        text = self._wording.text(message)
        check_glyphs(text)
        for word in text.split(" "):
            if stringWidth(word, kind.fontName, kind.fontSize) > self._width:
                raise InputError(Message("sheets.label-too-long", text=text))
        paragraph = Paragraph(marked_up(message, self._wording), kind)
        paragraph.wrap(self._width, 1e6)
        return paragraph

    @staticmethod
    def _total(lines: list[Paragraph]) -> float:
        return sum(line.height for line in lines)


class _Foot:
    """What stands in the lower margin of a sheet of labels; a roll has no margin."""

    def __init__(self, sheet: Sheet, wording: Wording, layout: Layout) -> None:
        self._sheet, self._wording = sheet, wording
        self._room = layout.place(layout.positions - 1)[1]
        self._width = layout.page[0] - 20 * mm

    def __call__(self, canvas: Canvas, page: int, pages: int) -> None:
        if not self._room:
            return
        top = self._room - 6
        number = Message("sheets.foot.page", page=page, pages=pages)
        for message in (*self._sheet.foot, number):
            line = Paragraph(marked_up(message, self._wording), _FOOT)
            _, height = line.wrap(self._width, 1e6)
            top -= height
            line.drawOn(canvas, 10 * mm, top)
