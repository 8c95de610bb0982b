"""The figures of rules: as many columns side by side as have room, the others beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from taperlab.desktop.parts.labels import column, label, rule
from taperlab.desktop.taper.figures import figures_of
from taperlab.sheets.names import tied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from taperlab.desktop.names import Names
    from taperlab.taper.comparing import Compared

_TOP = Qt.AlignmentFlag.AlignTop
_NARROWEST = 4.6  # of a column, in ems: the longest word of a figure fits
_MARGIN = 16


class ComparisonTable(QFrame):
    """No figure is ever cut short: where a column would be too narrow there are fewer."""

    def __init__(self, rules: Sequence[Compared], names: Names) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._titles = [tied(each.words or each.rule) for each in rules]
        self._columns = [figures_of(each, names) for each in rules]
        self._layout = column(self, gap=24, margin=_MARGIN)
        self.beside = 0
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._share()

    def _share(self) -> None:
        room = (self.width() - 2 * _MARGIN) / self.fontMetrics().height()
        fitting = int(room / _NARROWEST) - 1  # the names of the figures are a column too
        beside = min(max(fitting, 1), len(self._titles))
        if beside == self.beside:
            return
        self.beside = beside
        while item := self._layout.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for first in range(0, len(self._titles), beside):
            self._layout.addWidget(self._block(first, first + beside))

    def _block(self, first: int, last: int) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        titles, columns = self._titles[first:last], self._columns[first:last]
        for place, title in enumerate(titles, 1):
            grid.addWidget(label(title, "label"), 0, place, _TOP)
        for place in range(self.beside + 1):
            grid.setColumnStretch(place, 1)
        grid.addWidget(rule(), 1, 0, 1, self.beside + 1)
        for line, (name, _) in enumerate(self._columns[0], 2):
            grid.addWidget(label(name, "note"), line, 0, _TOP)
            for place, found in enumerate(columns, 1):
                grid.addWidget(label(found[line - 2][1]), line, place, _TOP)
        return box
