"""The shapes of the three verdicts: told apart without their colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from taperlab.desktop.look.theme import current_palette

if TYPE_CHECKING:
    from taperlab.desktop.look.theme import Palette
    from taperlab.taper.document import Verdict

PATTERNS: Final[dict[str, Qt.BrushStyle]] = {
    "clear": Qt.BrushStyle.SolidPattern,
    "blurred": Qt.BrushStyle.BDiagPattern,
    "lost": Qt.BrushStyle.DiagCrossPattern,
}
_SIZE = 32
_icons: dict[tuple[str, str], QIcon] = {}


def verdict_inks(verdict: str, palette: Palette) -> tuple[str, str]:
    """Return the ink and the ground of a verdict."""
    name = {"clear": "good", "blurred": "acceptable", "lost": "poor"}[verdict]
    return getattr(palette, name), getattr(palette, f"{name}_soft")


def verdict_mark(verdict: Verdict) -> QIcon:
    """Return a filled circle for clear, a diamond for blurred, a crossed box for lost."""
    palette = current_palette()
    key = palette.name, verdict
    if key not in _icons:
        _icons[key] = QIcon(_drawn(verdict, verdict_inks(verdict, palette)[0]))
    return _icons[key]


def _drawn(verdict: Verdict, ink: str) -> QPixmap:
    pixmap = QPixmap(_SIZE, _SIZE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), 3))
    box = QRectF(5, 5, _SIZE - 10, _SIZE - 10)
    if verdict == "clear":
        painter.setBrush(QBrush(QColor(ink)))
        painter.drawEllipse(box)
    elif verdict == "blurred":
        middle = box.center()
        right, left = QPointF(box.right(), middle.y()), QPointF(box.left(), middle.y())
        top, bottom = QPointF(middle.x(), box.top()), QPointF(middle.x(), box.bottom())
        painter.drawPolygon(QPolygonF([top, right, bottom, left]))
    else:
        painter.drawRect(box)
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())
    painter.end()
    return pixmap
