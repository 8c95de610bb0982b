"""The picture of the ladder: the smallest change against the dose, a line for each way."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QLabel, QWidget

from taperlab.desktop.check.ladder_signs import LINES, SIGN, named, swatch_of
from taperlab.desktop.look.theme import current_palette
from taperlab.desktop.parts.flow import Flow
from taperlab.desktop.parts.labels import column
from taperlab.desktop.taper.chart_parts import Canvas
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from taperlab.desktop.check.ladder_view import LadderView, Place, RailView, Ticks
    from taperlab.desktop.look.theme import Palette
    from taperlab.wording import Wording

_HEIGHT, _SIDE, _FOOT = 19, 4.4, 3  # in ems
_BENEATH = -1000  # the lines of the axes, under what is drawn
_NAN = float("nan")
_FEWER = ((1, 2, 5), (1, 3), (1,))  # times a power of ten: the first whose words do not touch
_AIR = 0.4  # between two words, in ems
_SLACK = 1e-9


class LadderChart(QWidget):
    """Both scales are powers of ten; nothing in it can be dragged."""

    def __init__(self, view: LadderView, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._worn = ("", 0)
        self._lines = [(rail, LINES[place % len(LINES)]) for place, rail in enumerate(view.rails)]
        self.canvas = Canvas()
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot = self.canvas.addPlot()
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMenuEnabled(enableMenu=False)
        self.plot.hideButtons()
        self.plot.showGrid(x=True, y=True, alpha=0.25)
        self.plot.setXRange(*view.across, padding=0)
        self.plot.setYRange(*view.up, padding=0)
        self._axes: dict[str, tuple[Ticks, str]] = {
            "bottom": (view.ticks_across, view.axis),
            "left": (view.ticks_up, words.text(Message("desktop.ladder-axis-change"))),
        }
        low, high = max(view.across[0], view.up[0]), min(view.across[1], view.up[1])
        self._whole = self.plot.plot([low, high], [low, high])
        self.curves = [pg.PlotDataItem() for _ in view.rails]
        for curve in self.curves:
            self.plot.addItem(curve)
        self.swatches = [QLabel() for _ in self._lines]
        self._lay_out()
        self._dress()
        self.setAccessibleName(words.text(Message("desktop.ladder-picture")))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours and the size of the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._dress()

    def _lay_out(self) -> None:
        keys = [
            named(swatch, rail.name)
            for swatch, (rail, _) in zip(self.swatches, self._lines, strict=True)
        ]
        self.whole = QLabel()
        keys.append(named(self.whole, self._words.text(Message("desktop.ladder-whole"))))
        layout = column(self, gap=8)
        layout.addWidget(self.canvas)
        layout.addWidget(Flow(keys))

    def _dress(self) -> None:
        palette, em = current_palette(), self.fontMetrics().height()
        if self._worn == (palette.name, em):
            return
        self._worn = palette.name, em
        self.canvas.setBackground(QColor(palette.surface))
        self.canvas.setFixedHeight(em * _HEIGHT)
        font, size = QFont(self.font()), f"{self.fontInfo().pixelSize()}px"
        for side, (_, name) in self._axes.items():
            axis = self.plot.getAxis(side)
            axis.setTickFont(font)
            axis.setPen(QColor(palette.line))
            axis.setTextPen(QColor(palette.muted))
            axis.setLabel(name, color=palette.text, size=size)
            axis.setZValue(_BENEATH)
        self.plot.getAxis("left").setWidth(em * _SIDE)
        self.plot.getAxis("bottom").setHeight(em * _FOOT)
        self._mark()
        self._ink(palette, em)

    def _ink(self, palette: Palette, em: int) -> None:
        self._whole.setPen(pg.mkPen(QColor(palette.muted), width=1, style=Qt.PenStyle.DashLine))
        self.whole.setPixmap(swatch_of(None, palette.muted, Qt.PenStyle.DashLine, em))
        for curve, swatch, (rail, line) in zip(
            self.curves, self.swatches, self._lines, strict=True
        ):
            ink = QColor(line.ink)
            curve.setData(  # all at once: each part alone would have it drawn anew
                *_points(rail),
                connect=np.array(rail.joined, dtype=np.int32),
                pen=pg.mkPen(ink, width=2, style=line.dashes),
                symbol=line.sign,
                symbolSize=em * SIGN,
                symbolPen=pg.mkPen(ink, width=2),
                symbolBrush=pg.mkBrush(ink if line.is_filled else None),
            )
            swatch.setPixmap(swatch_of(line, line.ink, line.dashes, em))

    def _mark(self) -> None:
        """Name as many marks of each scale as have room."""
        metrics = self.fontMetrics()
        for side, (ticks, _) in self._axes.items():
            widths = [metrics.horizontalAdvance(text) for _, text in ticks]
            needed = max(widths, default=0) if side == "bottom" else metrics.height()
            shown = apart(ticks, self._room(side), needed + metrics.height() * _AIR)
            self.plot.getAxis(side).setTicks([shown])

    def _room(self, side: str) -> float:
        """Return how many pixels an axis has at the least for one power of ten."""
        low, high = self.plot.viewRange()[0 if side == "bottom" else 1]
        em = self.fontMetrics().height()
        pixels = em * (_HEIGHT - _FOOT) if side == "left" else max(self.width() - em * _SIDE, 1)
        return float(pixels) / (high - low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name as many marks as have room."""
        super().resizeEvent(event)
        self._mark()


def _points(rail: RailView) -> tuple[list[float], list[float]]:
    """Return the places of a way; a dose that is not made has none."""
    places: Sequence[Place] = [one or (_NAN, _NAN) for one in rail.places]
    return [one[0] for one in places], [one[1] for one in places]


def apart(ticks: Ticks, per_power: float, needed: float) -> list[tuple[float, str]]:
    """Return as many marks as have room for their words, if need be every so many powers."""
    for times in _FEWER:
        shown = [each for each in ticks if _times(each[0]) in times]
        if all(b[0] - a[0] >= needed / per_power - _SLACK for a, b in pairwise(shown)):
            return shown
    every = math.ceil(needed / per_power)
    return [each for each in shown if round(each[0]) % every == 0]


def _times(place: float) -> int:
    """Return by how much a mark is more than its power of ten."""
    return round(10 ** (place - math.floor(place + _SLACK)))
