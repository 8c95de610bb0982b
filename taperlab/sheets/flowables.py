"""The blocks of a sheet as they are set on paper; each draws its parts in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph

from taperlab.sheets import palette
from taperlab.sheets.fonts import BODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.lib.styles import ParagraphStyle

__all__ = ["Blanks", "Boxes", "Panel", "Row", "Stack", "Ticked"]

_LEAST_BLANK = 60.0  # what a hand needs to write a name, or sign


class Stack(Flowable):
    """Paragraphs one under the other, never apart, with room around them."""

    def __init__(
        self, parts: Sequence[Paragraph], *, left: float = 0, after: float = 0, before: float = 0
    ) -> None:
        super().__init__()
        self._parts, self._left = tuple(parts), left
        self.spaceAfter, self.spaceBefore = after, before

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Take the whole width and the height of all paragraphs."""
        width = available_width - self._left
        self.width, self.height = available_width, sum(p.wrap(width, 1e6)[1] for p in self._parts)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the paragraphs from the top down."""
        top = self.height
        for part in self._parts:
            top -= part.height
            part.drawOn(self.canv, self._left, top)


class Panel(Stack):
    """Paragraphs on a tinted ground with a bar at the left."""

    def __init__(
        self, parts: Sequence[Paragraph], *, warning: bool = False, pad: float = 9, after: float = 0
    ) -> None:
        super().__init__(parts, left=pad + 5, after=after)
        self._warning, self._pad = warning, pad

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Take the room of the paragraphs and of the ground around them."""
        _, height = super().wrap(available_width - self._pad, available_height)
        self.width, self.height = available_width, height + 2 * self._pad - 2
        return self.width, self.height

    def draw(self) -> None:
        """Draw the ground, then the paragraphs on it."""
        canvas = self.canv
        canvas.setFillColor(palette.WARNING_TINT if self._warning else palette.TINT)
        canvas.roundRect(0, 0, self.width, self.height, 3, stroke=0, fill=1)
        canvas.setFillColor(palette.WARNING if self._warning else palette.ACCENT)
        canvas.rect(0, 0, 3.5, self.height, stroke=0, fill=1)
        canvas.saveState()
        canvas.translate(0, 1 - self._pad)
        super().draw()
        canvas.restoreState()


class Ticked(Stack):
    """A line with an empty box before it."""

    def draw(self) -> None:
        """Draw the box, then the line."""
        canvas, side = self.canv, 9
        canvas.setStrokeColor(palette.EDGE)
        canvas.setLineWidth(0.9)
        canvas.rect(1, self.height - side - 4.5, side, side, stroke=1, fill=0)
        super().draw()


class Boxes(Flowable):
    """Empty boxes in rows, one for each dose."""

    _SIDE, _STEP = 17.0, 23.0

    def __init__(self, count: int, *, after: float = 0) -> None:
        super().__init__()
        self._count, self.spaceAfter = count, after

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Take as many rows as the boxes need."""
        self._columns = min(14, int(available_width // self._STEP))
        rows = -(-self._count // self._columns)
        self.width, self.height = available_width, rows * self._STEP
        return self.width, self.height

    def draw(self) -> None:
        """Draw the boxes row by row."""
        self.canv.setStrokeColor(palette.EDGE)
        self.canv.setLineWidth(0.9)
        for index in range(self._count):
            row, column = divmod(index, self._columns)
            bottom = self.height - (row + 1) * self._STEP + 3
            gap = 10 if column >= 7 else 0
            self.canv.roundRect(column * self._STEP + gap + 1, bottom, self._SIDE, self._SIDE, 2)


class Blanks(Flowable):
    """Words with a line behind each, to be filled in by hand: in one row, if there is room."""

    def __init__(
        self, texts: Sequence[str], style: ParagraphStyle, height: float, *, after: float = 0
    ) -> None:
        super().__init__()
        self.spaceAfter = after
        self._texts, self._style, self._row = tuple(texts), style, height

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Take the whole width in equal parts, or a row for each where one is too long."""
        part, style = available_width / len(self._texts), self._style
        widest = max(stringWidth(one, style.fontName, style.fontSize) for one in self._texts)
        self._across = len(self._texts) if widest + _LEAST_BLANK <= part else 1
        rows = len(self._texts) // self._across
        self.width, self.height = available_width, self._row * rows
        return self.width, self.height

    def draw(self) -> None:
        """Draw each text and the line behind it."""
        canvas, style = self.canv, self._style
        part = self.width / self._across
        canvas.setStrokeColor(palette.EDGE)
        canvas.setLineWidth(0.6)
        for index, text in enumerate(self._texts):
            left = index % self._across * part
            bottom = self.height - (index // self._across + 1) * self._row
            canvas.setFillColor(palette.INK)
            canvas.setFont(style.fontName, style.fontSize)
            canvas.drawString(left, bottom + 5, text)
            begin = left + stringWidth(text, style.fontName, style.fontSize) + 5
            canvas.line(begin, bottom + 3.5, left + part - 10, bottom + 3.5)


class Row(Flowable):
    """A row of the budget: a source and its scope at the left, figures at the right."""

    def __init__(
        self, cells: Sequence[str], style: ParagraphStyle, columns: Sequence[float]
    ) -> None:
        super().__init__()
        self._first = Paragraph(cells[0], style)
        self._cells, self._style, self._columns = tuple(cells[1:]), style, tuple(columns)

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Take the height of the source's text."""
        self.width = available_width
        _, height = self._first.wrap(self._columns[0] * available_width - 8, 1e6)
        self.height = height + 2.4
        return self.width, self.height

    def draw(self) -> None:
        """Draw the source, then the other cells on its last line."""
        canvas, style = self.canv, self._style
        self._first.drawOn(canvas, 0, 2.4)
        canvas.setFont(style.fontName if style.fontName != BODY else BODY, style.fontSize)
        canvas.setFillColor(palette.INK)
        base = 2.4 + style.leading - style.fontSize
        right = self._columns[0] * self.width
        for index, (cell, share) in enumerate(zip(self._cells, self._columns[1:], strict=True)):
            if index == 0:
                canvas.drawString(right, base, cell)
            right += share * self.width
            if index:
                canvas.drawRightString(right, base, cell)
        canvas.setStrokeColor(palette.HAIRLINE)
        canvas.setLineWidth(0.4)
        canvas.line(0, 0, self.width, 0)
