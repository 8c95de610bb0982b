"""Parts of the chart: an axis of dates, rows of named spans, a view that leaves the wheel alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QDate, QLocale, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen

from taperlab.desktop.look.theme import current_palette
from taperlab.desktop.taper.course_marks import PATTERNS, verdict_inks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFontMetrics, QWheelEvent
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from taperlab.desktop.look.theme import Palette
    from taperlab.desktop.taper.chart_data import Span

# A chart's own objects end with the window; what pyqtgraph does at exit would end them twice.
pg.setConfigOptions(antialias=True, exitCleanup=False)
_MONTHS = (1, 2, 3, 6, 12, 24, 60)
_DAYS = (1, 2, 7, 14)
_MOST_TICKS = 7
_DAYS_OF_MONTH = 30.4


class DateAxis(pg.AxisItem):  # type: ignore[misc] # pyqtgraph has no types
    """Days as dates: at the first of months where the whole is long, else every few days."""

    def __init__(self, language: str) -> None:
        super().__init__(orientation="bottom")
        self._locale = QLocale(language)
        self.enableAutoSIPrefix(False)  # noqa: FBT003 - pyqtgraph's own

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Return the days to mark, few enough for their words."""
        most = max(2, min(_MOST_TICKS, int(size / (self._em() * 6))))
        months = (high - low) / _DAYS_OF_MONTH
        if months < most / 2:
            step = next((each for each in _DAYS if (high - low) / each <= most), _DAYS[-1])
            return [(float(step), [float(day) for day in range(int(low) + 1, int(high) + 1, step)])]
        step = next((each for each in _MONTHS if months / each <= most), _MONTHS[-1])
        return [(step * _DAYS_OF_MONTH, _firsts(low, high, step))]

    def tickStrings(self, values: Sequence[float], _scale: float, spacing: float) -> list[str]:
        """Name days in the language of the window."""
        shape = "d MMM" if spacing < _DAYS_OF_MONTH - 1 else "MMM yyyy"
        days = (dt.date.fromordinal(int(value)) for value in values)
        return [self._locale.toString(QDate(d.year, d.month, d.day), shape) for d in days]

    def _em(self) -> float:
        font = self.style["tickFont"]
        return float(font.pixelSize()) if font is not None else 15.0


class SpanRow(pg.GraphicsObject):  # type: ignore[misc] # pyqtgraph has no types
    """Spans over time, each with its word where there is room for it, in colour and pattern."""

    def __init__(self) -> None:
        super().__init__()
        self._spans: Sequence[Span] = ()
        self._bounds = QRectF()

    def put(self, spans: Sequence[Span], first: float, last: float) -> None:
        """Show these spans, between two days."""
        self.prepareGeometryChange()
        self._spans = spans
        self._bounds = QRectF(first, 0, last - first, 1)
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the days that are covered, at a height of one."""
        return self._bounds

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Paint in pixels, so that words and patterns keep their shape."""
        palette, place = current_palette(), painter.transform()
        painter.resetTransform()
        painter.setFont(self._font())
        for span in self._spans:
            box = place.mapRect(QRectF(span.first, 0, span.last - span.first, 1)).adjusted(
                0, 2, 0, -2
            )
            ink, ground = _inks(span.kind, palette)
            painter.setPen(QPen(QColor(ink), 1))
            painter.setBrush(QColor(ground))
            painter.drawRect(box)
            if PATTERNS.get(span.kind, Qt.BrushStyle.SolidPattern) != Qt.BrushStyle.SolidPattern:
                faint = QColor(ink)
                faint.setAlpha(90)
                painter.fillRect(box, QBrush(faint, PATTERNS[span.kind]))
            _write(painter, box, span.text, ink, ground)
        painter.setTransform(place)

    def _font(self) -> QFont:
        view = self.getViewWidget()
        return QFont(view.font()) if view is not None else QFont()


def _write(painter: QPainter, box: QRectF, text: str, ink: str, ground: str) -> None:
    """Write words on a plain patch of their own; the first alone, or none, where it is tight."""
    metrics = painter.fontMetrics()
    fitting = (each for each in (text, text.partition(" ")[0]) if _fits(metrics, each, box))
    text = next(fitting, "")
    if not text:
        return
    width = metrics.horizontalAdvance(text)
    patch = QRectF(0, 0, width + 8, box.height() - 4)
    patch.moveCenter(box.center())
    painter.fillRect(patch, QColor(ground))
    painter.setPen(QColor(ink))
    painter.drawText(patch, Qt.AlignmentFlag.AlignCenter, text)


def _fits(metrics: QFontMetrics, text: str, box: QRectF) -> bool:
    return metrics.horizontalAdvance(text) + 8 <= box.width()


def _inks(kind: str, palette: Palette) -> tuple[str, str]:
    if kind in PATTERNS:
        return verdict_inks(kind, palette)
    return (palette.accent_strong, palette.accent_soft if kind == "odd" else palette.surface)


class Canvas(pg.GraphicsLayoutWidget):  # type: ignore[misc] # pyqtgraph has no types
    """Where plots stand; the wheel scrolls the page and never the plot."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


def _firsts(low: float, high: float, step: int) -> list[float]:
    """Return the first days of every so many months, counted from January."""
    day = dt.date.fromordinal(int(low))
    found: list[float] = []
    month = day.year * 12 + day.month - 1
    while True:
        month += 1
        first = dt.date(month // 12, month % 12 + 1, 1).toordinal()
        if first > high:
            return found
        if month % step == 0:
            found.append(float(first))
