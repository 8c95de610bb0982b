"""A place in the window whose widgets are made when it is first looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from taperlab.desktop.parts.labels import column

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent


class Late(QWidget):
    """An empty place that asks to be filled when it is first seen."""

    def __init__(self, fill: Callable[[], None]) -> None:
        super().__init__()
        self._fill = fill
        self._place = column(self, gap=0)

    def hold(self, content: QWidget) -> None:
        """Take what fills it."""
        self._place.addWidget(content)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask to be filled."""
        super().showEvent(event)
        self._fill()
