"""Widgets side by side, as many as have room, the others beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

WIDEST = 1600  # of a page: beyond it lines are hard to follow
_LEAST_EMS = 22


class Sides(QWidget):
    """Shares the width evenly; each side keeps so many ems of room."""

    def __init__(self, widgets: Sequence[QWidget], least: int = _LEAST_EMS) -> None:
        super().__init__()
        self._widgets = widgets
        self._least = least
        self._beside = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        self._place(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put them where there is room."""
        super().resizeEvent(event)
        least = self.fontMetrics().height() * self._least
        fitting = max(event.size().width() // least, 1)
        self._place(min(fitting, len(self._widgets)))

    def _place(self, beside: int) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        for place, widget in enumerate(self._widgets):
            self._grid.removeWidget(widget)
            self._grid.addWidget(widget, *divmod(place, beside))
            self._grid.setColumnStretch(place, int(place < beside))
