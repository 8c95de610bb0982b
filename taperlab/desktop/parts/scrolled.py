"""Content that scrolls up and down and never sideways, exactly as tall as its words need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_MARGIN = 48


class Scrolled(QScrollArea):
    """Gives its content the width there is and the height that follows from it.

    Qt's own ``widgetResizable`` takes the height that wrapped text would need at its narrowest.
    """

    def __init__(self, content: QWidget | None = None) -> None:
        super().__init__()
        # To tell what kind of widget Qt's own viewport is, PySide builds each class of QtWidgets.
        self._sight = QWidget()
        self.setViewport(self._sight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if content is not None:
            self.hold(content)

    def hold(self, content: QWidget) -> None:
        """Take the content to scroll."""
        content.setProperty("role", "scrolled")
        self.setWidget(content)
        content.installEventFilter(self)
        content.show()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the content; keep the control that has the focus in sight."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own signature
        """Move the focus and bring the control it went to into sight."""
        moved = super().focusNextPrevChild(next)
        if moved and (focused := self.focusWidget()) is not None:
            self.ensureWidgetVisible(focused, 0, _MARGIN)
        return moved

    def _fit(self) -> None:
        content = self.widget()
        layout = content.layout() if content is not None else None
        if content is None or layout is None:
            return
        # A height for more width than the content takes would have it cut short.
        width = min(self._sight.width(), content.maximumWidth())
        height = self._sight.height()
        wrapped = layout.hasHeightForWidth()
        needed = (
            layout.totalHeightForWidth(width) if wrapped else layout.totalMinimumSize().height()
        )
        content.resize(width, max(height, needed))
