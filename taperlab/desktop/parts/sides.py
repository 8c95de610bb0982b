"""Two widgets side by side where there is room for both, beneath each other where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_LEAST_EMS = 22


class Sides(QWidget):
    """Shares the width evenly; each side keeps so many letters' room, or they are stacked."""

    def __init__(self, widgets: Sequence[QWidget]) -> None:
        super().__init__()
        self._widgets = widgets
        self._beside: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        self._place(beside=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put them where there is room."""
        super().resizeEvent(event)
        least = self.fontMetrics().height() * _LEAST_EMS
        self._place(beside=event.size().width() >= least * len(self._widgets))

    def _place(self, *, beside: bool) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        for place, widget in enumerate(self._widgets):
            self._grid.removeWidget(widget)
            self._grid.addWidget(widget, 0 if beside else place, place if beside else 0)
            self._grid.setColumnStretch(place, 1 if beside or not place else 0)
