"""Controls of the question: a list to choose one from, a row of buttons, a foldable list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)

from taperlab.desktop.parts.labels import column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QResizeEvent, QWheelEvent


_MOST_LETTERS = 12


class ChoiceBox(QComboBox):
    """A list of rows; long names are cut short on the button and whole in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.setSizeAdjustPolicy(adjust)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def offer(self, rows: Iterable[tuple[object, str]]) -> None:
        """Show these rows in place of the ones before, and keep what was chosen."""
        chosen = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            for value, text in rows:
                self.addItem(text, value)
                self.setItemData(self.count() - 1, text, Qt.ItemDataRole.ToolTipRole)
            self.choose(chosen)
        longest = max(len(self.itemText(index)) for index in range(self.count()))
        self.setMinimumContentsLength(min(longest, _MOST_LETTERS))

    def choose(self, value: object) -> None:
        """Choose a row by its value; an unknown one leaves the first."""
        self.setCurrentIndex(max(self.findData(value), 0))
        self.setToolTip(self.currentText())

    @property
    def is_cut_short(self) -> bool:
        """Whether the chosen name is wider than its place."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        parts = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(parts[0], option, parts[1], self).width()
        return self.fontMetrics().horizontalAdvance(self.currentText()) > room

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: scrolling past must not change a question."""
        event.ignore()


class SearchBox(QComboBox):
    """A list one types in: any part of a name finds it, and what was typed stays."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.setSizeAdjustPolicy(adjust)
        self.setMinimumContentsLength(8)
        self.line = self.lineEdit() or QLineEdit()
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)

    @property
    def value(self) -> str:
        """What was typed, in the spelling of the list where it is in the list."""
        typed = self.currentText()
        found = self.findText(typed.strip(), Qt.MatchFlag.MatchFixedString)
        return typed if found < 0 else self.itemText(found)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these names; what was typed stays as it is."""
        if [self.itemText(index) for index in range(self.count())] == list(names):
            return
        typed = self.currentText()
        with QSignalBlocker(self):
            self.clear()
            self.addItems(names)
            self.setCurrentIndex(-1)
            self.setEditText(typed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class Beside(QWidget):
    """A few widgets of equal width, side by side; beneath each other where that is too tight."""

    def __init__(self, widgets: Sequence[QWidget], *, gap: int) -> None:
        super().__init__()
        self._widgets = widgets
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap)
        for place, widget in enumerate(widgets):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
            self._grid.addWidget(widget, 0, place, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put them where all their words fit."""
        super().resizeEvent(event)
        widest = max(widget.sizeHint().width() for widget in self._widgets)
        room = event.size().width() - self._grid.spacing() * (len(self._widgets) - 1)
        beside = widest * len(self._widgets) <= room
        for place, widget in enumerate(self._widgets):
            cell = (0, place) if beside else (place, 0)
            self._grid.addWidget(widget, *cell, Qt.AlignmentFlag.AlignTop)


class ButtonRow(QWidget):
    """One of a few, all in sight; it wraps into a column where the words are too long."""

    chosen = Signal(str)

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._values: list[str] = []
        for value, text in rows:
            button = QPushButton(text)
            button.setCheckable(True)
            button.setProperty("role", "choice")
            self._group.addButton(button, len(self._values))
            self._values.append(value)
        column(self).addWidget(Beside(self._group.buttons(), gap=4))
        self._group.button(0).setChecked(True)
        self.setFocusProxy(self._group.button(0))
        self._group.idClicked.connect(self._announce)

    @property
    def value(self) -> str:
        """What is chosen."""
        return self._values[self._group.checkedId()]

    def choose(self, value: str) -> None:
        """Choose by value, in silence."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def button(self, value: str) -> QPushButton:
        """Return the button of a value."""
        found = self._group.button(self._values.index(value))
        if not isinstance(found, QPushButton):
            raise TypeError(value)
        return found

    def _announce(self, index: int) -> None:
        self.chosen.emit(self._values[index])


class Fold(QWidget):
    """A heading with a summary that opens to show what is under it."""

    def __init__(self, caption: str, content: QWidget) -> None:
        super().__init__()
        self._caption = caption
        self._content = content
        self.button = QToolButton()
        self.button.setProperty("role", "fold")
        self.button.setCheckable(True)
        self.button.setArrowType(Qt.ArrowType.RightArrow)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button.setText(caption)
        self.button.toggled.connect(self.open)
        layout = column(self)
        layout.addWidget(self.button)
        layout.addWidget(content)
        content.hide()

    def open(self, opened: bool = True) -> None:  # noqa: FBT001, FBT002 - a slot of toggled(bool)
        """Show or hide what is under the heading."""
        self.button.setChecked(opened)
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        self.button.setArrowType(arrow)
        self._content.setVisible(opened)
