"""How the ways of a ladder are told apart, in the picture and beside their names."""

from __future__ import annotations

from typing import NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from taperlab.desktop.look.theme import current_palette
from taperlab.desktop.parts.labels import row, short_label

SIGN = 0.55  # of an em


class Line(NamedTuple):
    """How one way is told from the others: by its sign, its dashes and its ink on each ground."""

    sign: str
    dashes: Qt.PenStyle
    light: str
    dark: str

    @property
    def is_filled(self) -> bool:
        """Whether its sign is: hollow ones, of what is not solid, show what is behind them."""
        return self.dashes == Qt.PenStyle.SolidLine

    @property
    def ink(self) -> str:
        """The ink on the ground that is worn now."""
        return self.dark if current_palette().name == "dark" else self.light


_SOLID, _DASH, _DOT = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine
LINES = (
    Line("o", _SOLID, "#0f6875", "#63c7d2"),
    Line("s", _DASH, "#9a4300", "#f2a65a"),
    Line("t1", _SOLID, "#6b3fa0", "#c9aef7"),
    Line("d", _DOT, "#1f5fbf", "#8ab8ff"),
    Line("+", _SOLID, "#a6266e", "#f397c6"),
    Line("star", _DASH, "#5a6700", "#c5d36a"),
    Line("x", _SOLID, "#50646b", "#a3b6bc"),
    Line("t", _DOT, "#7a4a2b", "#d9b48f"),
    Line("h", _DASH, "#0f6875", "#63c7d2"),
    Line("p", _SOLID, "#9a4300", "#f2a65a"),
    Line("t2", _DOT, "#6b3fa0", "#c9aef7"),
)


def named(swatch: QLabel, name: str) -> QWidget:
    """Return a bit of a line with the name of its way."""
    box = QWidget()
    line = row(box, gap=6)
    line.addWidget(swatch)
    line.addWidget(short_label(name))
    return box


def swatch_of(line: Line | None, ink: str, dashes: Qt.PenStyle, em: int) -> QPixmap:
    """Draw a bit of a line with its sign, as the picture has it."""
    pixmap = QPixmap(em * 2, em)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pg.mkPen(QColor(ink), width=2, style=dashes))
    painter.drawLine(QPointF(0, em / 2), QPointF(em * 2, em / 2))
    if line is not None:
        painter.translate(QPointF(em, em / 2))
        painter.scale(em * SIGN, em * SIGN)
        painter.setPen(pg.mkPen(QColor(ink), width=2))
        painter.setBrush(QColor(ink) if line.is_filled else Qt.BrushStyle.NoBrush)
        painter.drawPath(pg.graphicsItems.ScatterPlotItem.Symbols[line.sign])
    painter.end()
    return pixmap
