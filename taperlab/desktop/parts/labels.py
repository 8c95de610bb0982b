"""Text, boxes and lines in the roles that the style sheet knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

GRID = 8


def label(text: str = "", role: str = "body") -> QLabel:
    """Return text that wraps and can be copied, in one of the style's roles."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    # Text decides the height of its line, never the width of the window.
    made.setMinimumWidth(1)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


def short_label(text: str, role: str = "body") -> QLabel:
    """Return text that stays on one line: a number, a unit, a word."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def rule() -> QFrame:
    """Return a thin line."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def column(widget: QWidget | None = None, *, gap: int = GRID, margin: int = 0) -> QVBoxLayout:
    """Return a layout from top to bottom."""
    layout = QVBoxLayout(widget) if widget else QVBoxLayout()
    layout.setSpacing(gap)
    layout.setContentsMargins(margin, margin, margin, margin)
    return layout


def row(widget: QWidget | None = None, *, gap: int = GRID, margin: int = 0) -> QHBoxLayout:
    """Return a layout from left to right."""
    layout = QHBoxLayout(widget) if widget else QHBoxLayout()
    layout.setSpacing(gap)
    layout.setContentsMargins(margin, margin, margin, margin)
    return layout


def restyle(widget: QWidget, name: str, *, value: object, inside: bool = False) -> None:
    """Set a property that the style sheet looks at, and have it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        for each in (widget, *(widget.findChildren(QWidget) if inside else ())):
            each.style().unpolish(each)
            each.style().polish(each)


class WrappingCheck(QWidget):
    """A check box whose words wrap: a click on them is a click on the box."""

    def __init__(self, text: str, detail: str = "") -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(text)
        self.box.setAccessibleDescription(detail)
        words = column(gap=0)
        words.addWidget(label(text))
        if detail:
            words.addWidget(label(detail, "small"))
        self.line = row(self)
        self.line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        self.line.addLayout(words, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick or untick; the box keeps the focus."""
        self.box.setFocus(Qt.FocusReason.MouseFocusReason)
        self.box.toggle()
        event.accept()
