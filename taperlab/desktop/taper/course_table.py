"""The steps as a table: one model over many rows, no widget of their own for any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from taperlab.desktop.look.theme import current_palette
from taperlab.desktop.taper.course_edit import DoseDelegate
from taperlab.desktop.taper.course_marks import verdict_mark
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from taperlab.desktop.taper.course_view import StepRow
    from taperlab.messages import TaperLabError
    from taperlab.wording import Wording

COLUMNS = ("number", "dates", "dose", "achieved", "verdict", "how", "percent", "points")
_DOSE, _HOW = COLUMNS.index("dose"), COLUMNS.index("how")
_RIGHT = frozenset({"dose", "achieved", "percent", "points"})
_LEAST_ROWS, _MOST_ROWS = 3, 12
_SAMPLE = 60
_FRAME = 6  # the border and the padding that the style sheet gives it
_Index = QModelIndex | QPersistentModelIndex


class StepModel(QAbstractTableModel):
    """Rows of words; the dose of a step to come can be edited."""

    dose_edited = Signal(int, str)

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self.rows: Sequence[StepRow] = ()
        self.is_open = False

    def put(self, rows: Sequence[StepRow]) -> None:
        """Show these rows and no others."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return the number of steps."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        """Name a column, on the side on which its figures stand."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return _side_of(COLUMNS[section])
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._words.text(Message(f"desktop.column-{COLUMNS[section]}"))

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let only the doses that are still to come be edited, and not the stop at the end."""
        flags = super().flags(index)
        row = self.rows[index.row()]
        if self.is_open and index.column() == _DOSE and row.is_open:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return what a cell shows in one role."""
        row, name = self.rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return f"{head}: {_text(row, name)}"
        told = _TOLD.get(role)
        return told(row, name) if told else None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take an edited dose; the model shows it when it comes back as a new plan."""
        row = self.rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or str(value).strip() == row.typed:
            return False
        self.dose_edited.emit(row.number, str(value))
        return True


class StepTable(QTableView):
    """The table: by rows, as tall as a dozen steps, its widths from what stands in it."""

    step_chosen = Signal(int)

    def __init__(self, words: Wording, read: Callable[[int, str], TaperLabError | None]) -> None:
        super().__init__()
        self.steps = StepModel(words)
        self._wants = [0] * len(COLUMNS)
        self._tall = 0
        self.setModel(self.steps)
        self.delegate = DoseDelegate(read, self)
        self.setItemDelegateForColumn(_DOSE, self.delegate)
        self.setAccessibleName(words.text(Message("desktop.steps")))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentRowChanged.connect(self._choose)
        self._measure()

    def put(self, rows: Sequence[StepRow]) -> None:
        """Show these steps, from their first."""
        self.steps.put(rows)
        if rows:  # a table that is taken away keeps its shape for the next
            self._measure()

    def choose(self, number: int) -> None:
        """Select a step by its number."""
        place = number - 1  # steps are numbered from one, without a gap
        if 0 <= place < len(self.steps.rows):
            self.setCurrentIndex(self.steps.index(place, _DOSE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what is left to the words."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew at another size of text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._measure()

    def _measure(self) -> None:
        metrics = QFontMetrics(_bold(self.font()))
        line, header = round(metrics.height() * 1.7), round(metrics.height() * 1.9)
        self.verticalHeader().setDefaultSectionSize(line)
        self.horizontalHeader().setFixedHeight(header)
        shown = min(max(len(self.steps.rows), _LEAST_ROWS), _MOST_ROWS)
        self._wants = [self._wanted(name, metrics) for name in COLUMNS]
        self._tall = line * shown + header + _FRAME
        self._share()

    def _share(self) -> None:
        """Give each column what it wants and its part of what is left; words give way first."""
        wanted = list(self._wants)
        room = self.viewport().width() - sum(wanted)
        if room < 0:
            least = min(wanted[_HOW], self.fontMetrics().height() * 12)
            wanted[_HOW] = max(wanted[_HOW] + room, least)
        for place, width in enumerate(wanted):
            self.setColumnWidth(place, width + max(room, 0) // len(wanted))
        bar = self.horizontalScrollBar().sizeHint().height()
        fits = sum(wanted) <= self.viewport().width()
        self.setFixedHeight(self._tall + (0 if fits else bar))

    def _wanted(self, name: str, metrics: QFontMetrics) -> int:
        place = COLUMNS.index(name)
        head = str(self.steps.headerData(place, Qt.Orientation.Horizontal))
        every = max(1, len(self.steps.rows) // _SAMPLE)
        texts = [head, *(_text(row, name) for row in self.steps.rows[::every])]
        mark = metrics.height() * 6 // 5 if name == "verdict" else 0
        return max(map(metrics.horizontalAdvance, texts)) + metrics.height() * 3 // 4 + mark

    def _choose(self, current: QModelIndex) -> None:
        if current.isValid():
            self.step_chosen.emit(self.steps.rows[current.row()].number)


def _text(row: StepRow, name: str) -> str:
    if name == "number":
        return f"{row.number}  {row.standing_text}"
    if name == "verdict":
        return row.verdict_text
    return str(getattr(row, name))


def _ink(row: StepRow) -> str:
    palette = current_palette()
    if row.is_refused:
        return palette.poor
    return palette.text if row.standing in {"now", "next", "past"} else palette.muted


def _font(row: StepRow) -> QFont | None:
    return _bold(QFont()) if row.is_instruction else None


def _decoration(row: StepRow, name: str) -> QIcon | None:
    return verdict_mark(row.verdict) if name == "verdict" and row.verdict else None


def _ground(row: StepRow, _name: str) -> QBrush | None:
    return QBrush(QColor(current_palette().accent_soft)) if row.is_instruction else None


def _side(_row: StepRow, name: str) -> Qt.AlignmentFlag:
    return _side_of(name)


def _side_of(name: str) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if name in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


_TOLD: Final[dict[int, Callable[[StepRow, str], object]]] = {
    Qt.ItemDataRole.DisplayRole: _text,
    Qt.ItemDataRole.EditRole: lambda row, _: row.typed,
    Qt.ItemDataRole.UserRole: lambda row, _: row.number,
    Qt.ItemDataRole.ToolTipRole: lambda row, _: row.detail(),
    Qt.ItemDataRole.TextAlignmentRole: _side,
    Qt.ItemDataRole.DecorationRole: _decoration,
    Qt.ItemDataRole.FontRole: lambda row, _: _font(row),
    Qt.ItemDataRole.ForegroundRole: lambda row, _: QBrush(QColor(_ink(row))),
    Qt.ItemDataRole.BackgroundRole: _ground,
}
