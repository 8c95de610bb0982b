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
    """A picture with its caption under it, or to be written elsewhere."""

    def __init__(self, drawing: Drawing, caption: Paragraph | None, scale: float) -> None:
        super().__init__()
        self._drawing, self._caption, self._scale = drawing, caption, scale
        self.narrowest, self.picture_height = drawing.width * scale, drawing.height * scale
        self.width = self.narrowest if caption is None else max(self.narrowest, _NARROWEST)

    def without_caption(self) -> tuple[Figure, Paragraph | None]:
        """Return the picture alone, and its caption."""
        return Figure(self._drawing, None, self._scale), self._caption

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Take the picture's width, and the height of both."""
        caption = 0 if self._caption is None else self._caption.wrap(self.width, 1e6)[1] + 2
        self.height = self.picture_height + caption
        return self.width, self.height

    def draw(self) -> None:
        """Draw the picture, then the caption."""
        canvas = self.canv
        canvas.saveState()
        canvas.translate(0, self.height - self.picture_height)
        canvas.scale(self._scale, self._scale)
        renderPDF.draw(self._drawing, canvas, 0, 0)
        canvas.restoreState()
        if self._caption is not None:
            self._caption.drawOn(canvas, 0, 0)


class Step(Flowable):
    """A number in a ring, the sentences, and the figure under or beside them.

    Beside a tall picture there is room for its caption under the sentences.
    """

    def __init__(
        self,
        number: int,
        sentences: Sequence[Flowable],
        figure: Figure | None,
        type_: Typography,
    ) -> None:
        super().__init__()
        self._number, self._sentences, self._whole = str(number), tuple(sentences), figure
        self._ring_radius, self.spaceAfter = type_.ring, type_.gap
        self._indent = 2 * type_.ring + 10

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Take the whole width; a figure that is narrow enough stands beside the sentences."""
        self.width = available_width
        room = available_width - self._indent
        self._figure, self._caption, words = self._arranged(room)
        figure = self._figure
        self._beside = figure is not None and figure.width < 0.5 * room
        shown = 0.0 if figure is None else figure.wrap(room, 1e6)[1]
        tall = max(words, shown) if self._beside else words + shown
        self.height = max(tall, 2 * self._ring_radius + 2)
        return self.width, self.height

    def _words(self, width: float) -> float:
        return sum(one.wrap(width, 1e6)[1] + one.getSpaceAfter() for one in self._sentences)

    def _arranged(self, room: float) -> tuple[Figure | None, Paragraph | None, float]:
        """Return the figure, its caption if that goes under the words, and the words' height."""
        whole = self._whole
        if whole is None or whole.width >= 0.5 * room:
            return whole, None, self._words(room)
        alone, caption = whole.without_caption()
        if caption is not None:
            reading = room - alone.width - _GUTTER
            words = self._words(reading) + caption.wrap(reading, 1e6)[1]
            one_line = caption.height <= caption.style.leading
            if one_line and words <= alone.picture_height:
                return alone, caption, words
        return whole, None, self._words(room - whole.width - _GUTTER)

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
            if self._caption is not None:
                self._caption.drawOn(self.canv, self._indent, 0)  # below what the arrow may say
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
