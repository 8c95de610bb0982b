"""Occupancy against dose: the published fit as a line, what was observed as marks beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from taperlab.desktop.look.theme import current_palette
from taperlab.desktop.parts.labels import column, label
from taperlab.desktop.taper.chart_parts import Canvas
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.desktop.taper.curve_data import CurveData, Seen
    from taperlab.wording import Wording

_EMS, _AXIS, _SIDE = 12, 2.7, 4.2
_MARK = 0.6


class CurveView(QWidget):
    """Says of a model that it is one: the line, and how far from it people were."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._data: CurveData | None = None
        self.canvas = Canvas()
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.ci.setContentsMargins(0, 0, 0, 0)
        self.plot = self.canvas.addPlot()
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMenuEnabled(enableMenu=False)
        self.plot.hideButtons()
        self.fit = pg.PlotDataItem()
        self.spread = pg.PlotDataItem()
        self.seen = pg.ScatterPlotItem()
        for each in (self.fit, self.spread, self.seen):
            self.plot.addItem(each)
        self.legend = label("", "small")
        layout = column(self, gap=4)
        layout.addWidget(self.canvas)
        layout.addWidget(self.legend)
        self._dress()

    def put(self, data: CurveData) -> None:
        """Draw a curve and its points, unless they are drawn already."""
        if data == self._data:
            return
        self._data = data
        self.fit.setData(list(data.doses), list(data.points))
        ends = [end for each in data.seen for end in _ends(each)]
        self.spread.setData([x for x, _ in ends], [y for _, y in ends], connect="pairs")
        self.seen.setData(
            x=[each.dose for each in data.seen], y=[each.points for each in data.seen]
        )
        self.plot.setXRange(0, data.doses[-1] * 1.04, padding=0)
        self.plot.setYRange(0, 104, padding=0)
        key = "desktop.curve-seen" if data.seen else "desktop.curve-not-seen"
        self.legend.setText(self._words.text(Message(key, n=len(data.seen))))
        self.setAccessibleName(self._words.text(Message("desktop.curve-picture")))
        self.setAccessibleDescription(self.legend.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours and the size of the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._dress()

    def _dress(self) -> None:
        palette, em = current_palette(), self.fontMetrics().height()
        self.canvas.setFixedHeight(em * _EMS)
        self.canvas.setBackground(QColor(palette.surface))
        size = f"{self.fontInfo().pixelSize()}px"
        for side, key in (("left", "axis-occupancy"), ("bottom", "axis-daily")):
            axis = self.plot.getAxis(side)
            axis.setTickFont(QFont(self.font()))
            axis.setPen(QColor(palette.line))
            axis.setTextPen(QColor(palette.muted))
            axis.enableAutoSIPrefix(False)  # noqa: FBT003 - pyqtgraph's own
            text = self._words.text(Message(f"desktop.{key}"))
            axis.setLabel(text, color=palette.text, size=size)
        self.plot.getAxis("left").setWidth(em * _SIDE)
        self.plot.getAxis("bottom").setHeight(em * _AXIS)
        self.fit.setPen(pg.mkPen(QColor(palette.accent), width=2))
        self.spread.setPen(pg.mkPen(QColor(palette.acceptable), width=1))
        self.seen.setPen(pg.mkPen(QColor(palette.acceptable), width=2))
        self.seen.setBrush(QColor(palette.surface))
        self.seen.setSize(em * _MARK)


def _ends(seen: Seen) -> Iterator[tuple[float, float]]:
    """Yield the ends of a line across, and of one up and down."""
    for beside, above in ((seen.beside, 0.0), (0.0, seen.above)):
        yield seen.dose - beside, seen.points - above
        yield seen.dose + beside, seen.points + above
