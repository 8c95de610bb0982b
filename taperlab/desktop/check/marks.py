"""The shape of a verdict, large: told apart without its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from taperlab.desktop.look.theme import current_palette
from taperlab.desktop.parts.marks import Painted

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPaintEvent

    from taperlab.desktop.check.view import Standing

GROUNDS: Final[dict[Standing, str]] = {
    "makeable": "good",
    "heed": "warn-box",
    "blurred": "warn-box",
    "stopped": "stop-box",
    "lost": "stop-box",
    "not-makeable": "stop-banner",
}
"""The role of the ground on which each verdict stands."""

INKS: Final[dict[Standing, str]] = {
    "makeable": "good",
    "heed": "acceptable",
    "blurred": "acceptable",
    "stopped": "poor",
    "lost": "poor",
    "not-makeable": "on_accent",
}
_OCTAGON: Final = (
    *((0.3, 0.0), (0.7, 0.0), (1.0, 0.3), (1.0, 0.7)),
    *((0.7, 1.0), (0.3, 1.0), (0.0, 0.7), (0.0, 0.3)),
)
_LINES: Final = 3.6
_PEN: Final = 0.09


class VerdictMark(Painted):
    """A shape for each verdict, and what stands in it.

    A tick in a circle, a call in a triangle or an octagon, waves in a diamond, a crossed box, a
    bar in a circle.
    """

    lines = _LINES

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self._standing = standing
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        side = round(self.fontMetrics().height() * self.lines)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape in the ink of the verdict."""
        painter, side = self._painter(), self.height()
        ink = QColor(getattr(current_palette(), INKS[self._standing]))
        pen = QPen(ink, side * _PEN, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        inset = side * (_PEN / 2 + 0.02)
        self._draw(painter, QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))
        painter.end()

    def _draw(self, painter: QPainter, box: QRectF) -> None:
        match self._standing:
            case "makeable":
                painter.drawEllipse(box)
                painter.drawPolyline(_within(box, (0.27, 0.53), (0.44, 0.70), (0.74, 0.34)))
            case "heed":
                painter.drawPolygon(_within(box, (0.5, 0.06), (1, 0.94), (0, 0.94)))
                painter.drawPolyline(_within(box, (0.5, 0.4), (0.5, 0.6)))
                painter.drawPoint(_place(box, 0.5, 0.77))
            case "stopped":
                painter.drawPolygon(_within(box, *_OCTAGON))
                painter.drawPolyline(_within(box, (0.5, 0.25), (0.5, 0.53)))
                painter.drawPoint(_place(box, 0.5, 0.75))
            case "blurred":
                painter.drawPolygon(_within(box, (0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)))
                for height in (0.43, 0.59):
                    wave = ((0.3, height), (0.4, height - 0.06), (0.5, height))
                    rest = ((0.6, height + 0.06), (0.7, height))
                    painter.drawPolyline(_within(box, *wave, *rest))
            case "lost":
                painter.drawRoundedRect(box, box.width() * 0.1, box.width() * 0.1)
                painter.drawPolyline(_within(box, (0.27, 0.27), (0.73, 0.73)))
                painter.drawPolyline(_within(box, (0.73, 0.27), (0.27, 0.73)))
            case "not-makeable":
                painter.drawEllipse(box)
                painter.drawPolyline(_within(box, (0.26, 0.5), (0.74, 0.5)))


def _within(box: QRectF, *places: tuple[float, float]) -> QPolygonF:
    return QPolygonF([_place(box, *each) for each in places])


def _place(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.left() + x * box.width(), box.top() + y * box.height())
