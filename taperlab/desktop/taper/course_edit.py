"""Editing a step's dose in its cell: what cannot be read stays in the editor, with the reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate

from taperlab.desktop.parts.labels import restyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from taperlab.messages import TaperLabError


class _Readable(QValidator):
    """Accepts what the door of quantities reads; everything else may be typed on."""

    def __init__(self, read: Callable[[str], TaperLabError | None], parent: QObject) -> None:
        super().__init__(parent)
        self._read = read

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Tell whether the text is a dose."""
        known = self._read(text) is None
        state = QValidator.State.Acceptable if known else QValidator.State.Intermediate
        return state, text, place


class DoseDelegate(QStyledItemDelegate):
    """An editor whose text is taken only when it reads as a dose."""

    doubted = Signal(object)

    def __init__(self, read: Callable[[int, str], TaperLabError | None], parent: QObject) -> None:
        super().__init__(parent)
        self._read = read

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Return a line for the dose; the reason why it cannot be read is told while one types."""
        del option
        number = int(index.data(Qt.ItemDataRole.UserRole))
        line = QLineEdit(parent)
        line.setProperty("role", "cell")
        line.setValidator(_Readable(partial(self._read, number), line))
        line.textEdited.connect(lambda text: self._judge(line, number, text))
        line.destroyed.connect(lambda: self.doubted.emit(None))
        return line

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Show the dose as one types it."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.setAccessibleName(
                str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
            )
            editor.selectAll()

    def _judge(self, line: QLineEdit, number: int, text: str) -> None:
        error = self._read(number, text)
        restyle(line, "invalid", value=error is not None)
        self.doubted.emit(error)
