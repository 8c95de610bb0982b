"""What is painted: the rating's shape, the error bar, a share of the whole, cards to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from taperlab.desktop.look.theme import current_palette

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from taperlab.answers.document import Rating
    from taperlab.desktop.parts.bars import ErrorBar

_CAP = 5.0


class Painted(QWidget):
    """Base of what paints itself, at a height that follows the text."""

    lines = 1.0

    def sizeHint(self) -> QSize:
        """Ask for so many lines of text."""
        height = round(self.fontMetrics().height() * self.lines)
        return QSize(height, height)

    def minimumSizeHint(self) -> QSize:
        """Ask for no less."""
        return self.sizeHint()

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter


class RatingMark(Painted):
    """A circle for good, a diamond for acceptable, a triangle for poor."""

    lines = 0.8

    def __init__(self, rating: Rating) -> None:
        super().__init__()
        self._rating = rating
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape in the rating's colour."""
        painter = self._painter()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(current_palette(), self._rating)))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        middle = box.center()
        if self._rating == "good":
            painter.drawEllipse(box)
        elif self._rating == "acceptable":
            corners = (box.left(), middle.y()), (middle.x(), box.top())
            opposite = (box.right(), middle.y()), (middle.x(), box.bottom())
            painter.drawPolygon(QPolygonF([QPointF(*each) for each in (*corners, *opposite)]))
        else:
            top = QPointF(middle.x(), box.top())
            painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
        painter.end()


class ErrorBarLine(Painted):
    """The worst case as a line, the likely range as a bar, the target dashed, the dose a dot."""

    lines = 1.3

    def __init__(self, bar: ErrorBar, description: str) -> None:
        super().__init__()
        self._bar = bar
        self.setAccessibleName(description)
        self.setToolTip(description)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint from the widest to the finest."""
        palette, painter, bar = current_palette(), self._painter(), self._bar.at
        middle, half = self.height() / 2, self.height() * 0.26
        painter.setPen(QPen(QColor(palette.edge), 2))
        painter.drawLine(self._at(bar.low, middle), self._at(bar.high, middle))
        for end in (bar.low, bar.high):
            painter.drawLine(self._at(end, middle - _CAP), self._at(end, middle + _CAP))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent))
        left, right = self._at(bar.likely_low, 0).x(), self._at(bar.likely_high, 0).x()
        painter.drawRoundedRect(QRectF(left, middle - half, right - left, 2 * half), 3, 3)
        painter.setPen(QPen(QColor(palette.text), 2, Qt.PenStyle.DashLine))
        painter.drawLine(self._at(bar.target, 1), self._at(bar.target, self.height() - 1))
        painter.setPen(QPen(QColor(palette.surface), 2))
        painter.setBrush(QColor(palette.text))
        painter.drawEllipse(self._at(bar.delivered, middle), half, half)
        painter.end()

    def _at(self, place: float, height: float) -> QPointF:
        return QPointF(_CAP + place * (self.width() - 2 * _CAP), height)


class ShareBar(Painted):
    """A share of the whole as the filled part of a bar."""

    lines = 0.6

    def __init__(self, share: float, *, strong: bool) -> None:
        super().__init__()
        self._share = share
        self._strong = strong
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, then the share."""
        palette, painter = current_palette(), self._painter()
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(QColor(palette.line))
        painter.drawRoundedRect(whole, 4, 4)
        painter.setBrush(QColor(palette.accent if self._strong else palette.edge))
        whole.setWidth(max(whole.width() * self._share, 4.0))
        painter.drawRoundedRect(whole, 4, 4)
        painter.end()


class Ghost(Painted):
    """The outline of cards to come: it says that something is being worked out, and no number."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a large card and two small ones, empty."""
        palette, painter = current_palette(), self._painter()
        painter.setPen(Qt.PenStyle.NoPen)
        width, unit = self.width(), self.fontMetrics().height()
        for top, lines in ((0, 14), (unit * 15, 5), (unit * 21, 5)):
            painter.setBrush(QColor(palette.surface))
            painter.drawRoundedRect(QRectF(0, top, width, unit * lines), 12, 12)
            painter.setBrush(QColor(palette.ghost))
            for line, part in enumerate((0.2, 0.35, 0.7, 0.62, 0.66, 0.5)[: lines // 2]):
                place = QRectF(unit * 1.5, top + unit * (1.2 + line * 2), width * part, unit * 0.8)
                painter.drawRoundedRect(place, 4, 4)
        painter.end()
