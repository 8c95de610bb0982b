"""The chart: dose and modelled occupancy over time, and beneath them verdicts and bottles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from taperlab.desktop.look.theme import current_palette
from taperlab.desktop.parts.labels import column, label
from taperlab.desktop.taper.chart_parts import Canvas, DateAxis, SpanRow
from taperlab.messages import Message

if TYPE_CHECKING:
    from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent

    from taperlab.desktop.taper.chart_data import ChartData, Line
    from taperlab.wording import Wording

_PLOT, _AXIS, _ROW, _SIDE = 8.5, 1.8, 1.7, 4.2  # heights and the width at the left, in ems
_ROWS = ("bottles", "ribbon")
_UNDER = 0.015  # beneath nothing, so that the line of it is seen


class ChartView(QWidget):
    """One time for everything; a click on it chooses the step that was clicked."""

    step_chosen = Signal(int)

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._data: ChartData | None = None
        self.canvas = Canvas()
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.ci.layout.setSpacing(2)
        self.canvas.ci.setContentsMargins(0, 0, 0, 0)
        self._axis = DateAxis(words.language)
        self.dose = self._plot(0)
        self.occupancy = self._plot(1)
        self.rows = {name: self._row(place) for place, name in enumerate(_ROWS, 2)}
        self.spans = {name: SpanRow() for name in _ROWS}
        for name, spans in self.spans.items():
            self.rows[name].addItem(spans)
        self._curves = {name: pg.PlotDataItem() for name in ("past", "coming", "held", "falls")}
        for name, curve in self._curves.items():
            (self.dose if name in {"past", "coming"} else self.occupancy).addItem(curve)
        self.legend = label("", "small")
        self.model = label("", "small")
        layout = column(self, gap=4)
        for each in (self.canvas, self.legend, self.model):
            layout.addWidget(each)
        self.canvas.scene().sigMouseClicked.connect(self._click)
        self._dress()

    def put(self, data: ChartData, model: str, description: str) -> None:
        """Draw a plan; ``model`` says what the occupancy rests on, empty where there is none."""
        self._data = data
        _draw(self._curves["past"], data.past_dose)
        _draw(self._curves["coming"], data.coming_dose)
        _draw(self._curves["held"], data.past_occupancy)
        _draw(self._curves["falls"], data.coming_occupancy)
        self.spans["ribbon"].put(data.ribbon, data.first, data.last)
        self.spans["bottles"].put(data.bottles, data.first, data.last)
        self.occupancy.setVisible(data.coming_occupancy is not None)
        self.rows["bottles"].setVisible(bool(data.bottles))
        self._scale(data)
        self.legend.setText(self._words.text(Message("desktop.chart-legend")))
        self.model.setText(model)
        self.model.setVisible(bool(model))
        self.setAccessibleName(self._words.text(Message("desktop.chart")))
        self.setAccessibleDescription(description)
        self._fit()

    def clear(self) -> None:
        """Take the picture away."""
        self._data = None
        for curve in self._curves.values():
            curve.setData([], [])
        for spans in self.spans.values():
            spans.put((), 0, 0)
        self.model.clear()
        self.setAccessibleDescription("")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours and the size of the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._dress()

    def _plot(self, place: int) -> pg.PlotItem:
        plot = self.canvas.addPlot(row=place, col=0)
        plot.hideAxis("bottom")
        return self._quiet(plot)

    def _row(self, place: int) -> pg.PlotItem:
        last = place == len(_ROWS) + 1
        plot = self.canvas.addPlot(
            row=place, col=0, axisItems={"bottom": self._axis} if last else None
        )
        plot.getAxis("left").setStyle(tickLength=0)
        plot.setYRange(0, 1, padding=0)
        if not last:
            plot.hideAxis("bottom")
        return self._quiet(plot)

    def _quiet(self, plot: pg.PlotItem) -> pg.PlotItem:
        plot.setMouseEnabled(x=False, y=False)
        plot.setMenuEnabled(enableMenu=False)
        plot.hideButtons()
        if plot is not getattr(self, "dose", plot):
            plot.setXLink(self.dose)
        return plot

    def _scale(self, data: ChartData) -> None:
        self.dose.setXRange(data.first, data.last, padding=0)
        heights = (*data.past_dose.heights, *data.coming_dose.heights)
        self.dose.setYRange(-max(heights) * _UNDER, max(heights) * 1.08, padding=0)
        self.occupancy.setYRange(-112 * _UNDER, 112, padding=0)

    def _fit(self) -> None:
        """Give each row its height, by the size of the text."""
        em = self.fontMetrics().height()
        grid = self.canvas.ci.layout
        shown = [True, self.occupancy.isVisible(), self.rows["bottles"].isVisible(), True]
        heights = [_PLOT, _PLOT, _ROW, _ROW]
        whole = 0.0
        for place, (there, height) in enumerate(zip(shown, heights, strict=True)):
            lines = height if there else 0.0
            whole += lines
            grid.setRowFixedHeight(place, lines * em + (_AXIS * em if place == 3 else 0))
        self.canvas.setFixedHeight(round((whole + _AXIS) * em) + 8)

    def _dress(self) -> None:
        palette, em = current_palette(), self.fontMetrics().height()
        font = QFont(self.font())
        self.canvas.setBackground(QColor(palette.surface))
        for plot in (self.dose, self.occupancy, *self.rows.values()):
            for side in ("left", "bottom"):
                axis = plot.getAxis(side)
                axis.setTickFont(font)
                axis.setPen(QColor(palette.line))
                axis.setTextPen(QColor(palette.muted))
            plot.getAxis("left").setWidth(em * _SIDE)
        self._axis.setHeight(em * _AXIS)
        self._name_axes(palette.text)
        ink = QColor(palette.accent)
        for name, curve in self._curves.items():
            dashed = name in {"coming", "falls"}
            pen = pg.mkPen(
                ink, width=2, style=Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
            )
            curve.setPen(pen)
        self._fit()

    def _name_axes(self, ink: str) -> None:
        size = f"{self.fontInfo().pixelSize()}px"
        say = self._words.text
        self.dose.getAxis("left").setLabel(say(Message("desktop.axis-dose")), color=ink, size=size)
        axis = self.occupancy.getAxis("left")
        axis.setLabel(say(Message("desktop.axis-occupancy")), color=ink, size=size)
        for name, plot in self.rows.items():
            word = say(Message(f"desktop.row-{name}"))
            plot.getAxis("left").setTicks([[(0.5, word)]])

    def _click(self, event: MouseClickEvent) -> None:
        if self._data is None:
            return
        day = self.dose.vb.mapSceneToView(QPointF(event.scenePos())).x()
        for number, first, last in self._data.steps:
            if first <= day < last:
                self.step_chosen.emit(number)


def _draw(curve: pg.PlotDataItem, line: Line | None) -> None:
    curve.setData(*((list(line.days), list(line.heights)) if line else ([], [])))
