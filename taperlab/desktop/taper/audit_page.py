"""A plan that somebody else wrote: pasted on top, and beneath it what there is to say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPlainTextEdit, QPushButton, QWidget

from taperlab.desktop.parts.findings_box import FindingsBox
from taperlab.desktop.parts.labels import column, label
from taperlab.desktop.taper.course_table import COLUMNS, StepTable
from taperlab.desktop.taper.course_view import Rows
from taperlab.desktop.taper.figures import summary_figures
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.desktop.names import Names
    from taperlab.messages import TaperLabError
    from taperlab.taper.auditing import Audit
    from taperlab.wording import Wording

_WIDEST = 1240
_LINES = 8
_IN_FRONT = ("number", "dates", "dose", "percent", "points", "verdict")


class AuditPage(QWidget):
    """Takes a day and a dose on each line; nothing of it is changed or made smoother."""

    asked = Signal(str)

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self.setMaximumWidth(_WIDEST)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(words.text(Message("desktop.audit-example")))
        self.text.setAccessibleName(words.text(Message("desktop.audit-doses")))
        self.text.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES)
        self.button = QPushButton(words.text(Message("desktop.audit-do")))
        self.button.setProperty("role", "main")
        title = label(words.text(Message("desktop.audit-doses")), "label")
        title.setBuddy(self.text)
        self.reason = label("", "reason")
        self._result = column(gap=16)
        layout = column(self, gap=12)
        layout.setContentsMargins(24, 16, 24, 24)
        layout.addWidget(label(words.text(Message("desktop.audit-intro")), "note"))
        for each in (title, self.text, self.reason):
            layout.addWidget(each)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._result)
        layout.addStretch(1)
        self.reason.hide()
        self.text.textChanged.connect(self.clear)
        self.button.clicked.connect(lambda: self.asked.emit(self.text.toPlainText()))

    def clear(self) -> None:
        """Take what was found away; what was pasted stays."""
        self.reason.hide()
        self._put([])

    def show_waiting(self) -> None:
        """Say that it is being worked out."""
        self._put([label(self._words.text(Message("desktop.compare-working")), "note")])

    def refuse(self, error: TaperLabError) -> None:
        """Say beside the text why it cannot be judged."""
        self._put([])
        say = self._words.text
        self.reason.setText(f"{say(error.problem)} {say(error.remedy)}")
        self.reason.show()

    def show_audit(self, found: Audit, names: Names) -> None:
        """Show what there is to heed, the figures, and every step."""
        table = StepTable(self._words, lambda *_: None)
        table.put(Rows(found, names))
        _drops_first(table)
        parts: list[QWidget] = []
        if found.findings:
            parts.append(FindingsBox(found.findings, self._words, asks=False))
        parts += [_figures(found, names), table]
        parts.append(label(self._words.text(Message("desktop.audit-no-instruction")), "note"))
        self._put(parts)

    def _put(self, widgets: Sequence[QWidget]) -> None:
        while item := self._result.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for each in widgets:
            self._result.addWidget(each)


def _drops_first(table: StepTable) -> None:
    """Put what each step takes off beside its dose: that is what an audit is read for."""
    header = table.horizontalHeader()
    for place, name in enumerate(_IN_FRONT):
        header.moveSection(header.visualIndex(COLUMNS.index(name)), place)


def _figures(found: Audit, names: Names) -> QWidget:
    box = QFrame()
    box.setProperty("role", "card")
    grid = QGridLayout(box)
    grid.setContentsMargins(16, 16, 16, 16)
    grid.setHorizontalSpacing(24)
    for line, (name, value) in enumerate(summary_figures(found.summary, names)):
        grid.addWidget(label(name, "note"), line, 0)
        grid.addWidget(label(value), line, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 2)
    return box
