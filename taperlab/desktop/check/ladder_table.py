"""The ladder as a table: a line for each dose, a column for each way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from taperlab.messages import Message

if TYPE_CHECKING:
    from taperlab.desktop.check.ladder_view import LadderView
    from taperlab.wording import Wording

_FRAME = 6  # the border and the padding that the style sheet gives it
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LadderTable(QTableWidget):
    """As tall as it has lines; sideways it scrolls by itself, by arrow keys too."""

    def __init__(self, view: LadderView, words: Wording) -> None:
        super().__init__(len(view.doses), len(view.rails) + 1)
        dose = words.text(Message("desktop.ladder-dose"))
        self.columns: list[tuple[str, ...]] = []
        self._add(dose, dose, view.doses)
        for rail in view.rails:
            self._add(rail.name, rail.spoken, rail.cells)
        self.setAccessibleName(words.text(Message("desktop.ladder-table")))
        self._behave()
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew at another size of text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._measure()

    def _add(self, name: str, spoken: str, cells: tuple[str, ...]) -> None:
        across = len(self.columns)
        self.columns.append((name, *cells))
        head = QTableWidgetItem(name)
        head.setToolTip(spoken)
        self.setHorizontalHeaderItem(across, head)
        for down, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setTextAlignment(_RIGHT)
            dose = self.columns[0][down + 1]
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{dose}, {spoken}: {text}")
            self.setItem(down, across, item)

    def _behave(self) -> None:
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(_RIGHT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _measure(self) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        line, head = round(metrics.height() * 1.7), round(metrics.height() * 1.9)
        self.verticalHeader().setDefaultSectionSize(line)
        self.horizontalHeader().setFixedHeight(head)
        for place, texts in enumerate(self.columns):
            wide = max(map(metrics.horizontalAdvance, texts)) + metrics.height()
            self.setColumnWidth(place, wide)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(line * self.rowCount() + head + bar + _FRAME)
