"""What is asked on the left, what comes of it on the right, sharing the width of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from taperlab.desktop.parts.labels import column

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_LEFT_EMS = 25
_MOST_OF_WIDTH = 0.41


class Halves(QWidget):
    """A page of two halves; ``stand`` puts them side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        column(self, gap=0).addWidget(self._splitter)

    def stand(self, left: QWidget, right: QWidget) -> None:
        """Put two widgets side by side; the right one grows with the page."""
        self._splitter.addWidget(left)
        self._splitter.addWidget(right)
        self._splitter.setStretchFactor(1, 1)

    def fit(self) -> None:
        """Share the width between both, by the size of the text."""
        wanted = self.fontMetrics().height() * _LEFT_EMS * 3 // 4
        left = min(wanted, int(self.width() * _MOST_OF_WIDTH))
        self._splitter.setSizes([left, self.width() - left])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.fit()
