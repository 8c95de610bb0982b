"""A numbered step on paper: a number in a ring, the sentences, and the picture with its caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.graphics import renderPDF
from reportlab.platypus import Flowable

from taperlab.sheets import palette
from taperlab.sheets.fonts import MEDIUM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.graphics.shapes import Drawing
    from reportlab.platypus import Paragraph

    from taperlab.sheets.typography import Typography

__all__ = ["Figure", "Step"]

_NARROWEST = 112.0
_GUTTER = 14.0


class Figure(Flowable):
    """A picture with its caption under it."""

    def __init__(self, drawing: Drawing, caption: Paragraph | None, scale: float) -> None:
        super().__init__()
        self._drawing, self._caption, self._scale = drawing, caption, scale
        narrowest = 0 if caption is None else _NARROWEST
        self.width = max(drawing.width * scale, narrowest)

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Take the picture's width, and the height of both."""
        caption = 0 if self._caption is None else self._caption.wrap(self.width, 1e6)[1] + 2
        self.height = self._drawing.height * self._scale + caption
        return self.width, self.height

    def draw(self) -> None:
        """Draw the picture, then the caption."""
        canvas, high = self.canv, self._drawing.height * self._scale
        canvas.saveState()
        canvas.translate(0, self.height - high)
        canvas.scale(self._scale, self._scale)
        renderPDF.draw(self._drawing, canvas, 0, 0)
        canvas.restoreState()
        if self._caption is not None:
            self._caption.drawOn(canvas, 0, 0)


class Step(Flowable):
    """A number in a ring, the sentences, and the figure under or beside them."""

    def __init__(
        self,
        number: int,
        sentences: Sequence[Flowable],
        figure: Figure | None,
        type_: Typography,
    ) -> None:
        super().__init__()
        self._number, self._sentences, self._figure = str(number), tuple(sentences), figure
        self._ring_radius, self.spaceAfter = type_.ring, type_.gap
        self._indent = 2 * type_.ring + 10

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Take the whole width; a figure that is narrow enough stands beside the sentences."""
        self.width = available_width
        room, figure = available_width - self._indent, self._figure
        self._beside = figure is not None and figure.width < 0.5 * room
        reading = room - figure.width - _GUTTER if figure and self._beside else room
        words = sum(one.wrap(reading, 1e6)[1] + one.getSpaceAfter() for one in self._sentences)
        shown = 0.0 if figure is None else figure.wrap(room, 1e6)[1]
        tall = max(words, shown) if self._beside else words + shown
        self.height = max(tall, 2 * self._ring_radius + 2)
        return self.width, self.height

    def draw(self) -> None:
        """Draw ring, sentences and figure, in the order they are read."""
        self._ring()
        top = self.height
        for one in self._sentences:
            top -= one.height
            one.drawOn(self.canv, self._indent, top)
            top -= one.getSpaceAfter()
        figure = self._figure
        if figure is not None and self._beside:
            figure.drawOn(self.canv, self.width - figure.width, self.height - figure.height)
        elif figure is not None:
            figure.drawOn(self.canv, self._indent, top - figure.height)

    def _ring(self) -> None:
        canvas, radius = self.canv, self._ring_radius
        size, middle = radius * 1.2, self.height - radius - 0.5
        canvas.setStrokeColor(palette.ACCENT)
        canvas.setLineWidth(1.5)
        canvas.circle(radius + 1, middle, radius, stroke=1, fill=0)
        canvas.setFillColor(palette.INK)
        canvas.setFont(MEDIUM, size)
        canvas.drawCentredString(radius + 1, middle - 0.34 * size, self._number)
