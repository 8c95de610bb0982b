"""What to heed: each caution in its box, with room for a reason where one is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit

from taperlab.desktop.parts.labels import column, label, row, short_label
from taperlab.messages import Message
from taperlab.sheets.names import tied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.answers.document import Caution
    from taperlab.wording import Wording


class CautionBox(QFrame):
    """One caution: how grave it is in a word, what it says, and the reason to go on."""

    reason_given = Signal(str, str)

    def __init__(self, caution: Caution, words: Wording) -> None:
        super().__init__()
        self.caution = caution
        self.setProperty("role", f"{caution.severity}-box")
        layout = column(self, gap=4, margin=12)
        grave = words.text(Message(f"desktop.severity-{caution.severity}"))
        layout.addWidget(label(grave, "lead"))
        layout.addWidget(label(tied(caution.text)))
        self.reason = QLineEdit(caution.reason or "")
        if caution.needs_reason:
            asked = QLabel(words.text(Message("desktop.reason")))
            asked.setProperty("role", "label")
            asked.setBuddy(self.reason)
            self.reason.setAccessibleName(f"{asked.text().replace('&', '')}: {caution.text}")
            self.reason.setPlaceholderText(words.text(Message("desktop.reason-example")))
            self.reason.editingFinished.connect(self._announce)
            layout.addWidget(asked)
            layout.addWidget(self.reason)

    def _announce(self) -> None:
        if self.reason.text().strip() != (self.caution.reason or ""):
            self.reason_given.emit(self.caution.code, self.reason.text())


class LinesBox(QFrame):
    """Several sentences of one kind in one box: one as it is, more each with a bullet."""

    def __init__(self, role: str, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.inside = column(self, gap=4, margin=12)
        self.inside.addWidget(label(title, "lead"))
        for text in lines:
            line = row(gap=8)
            if len(lines) > 1:
                line.addWidget(short_label("\u2022"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(tied(text)), 1)
            self.inside.addLayout(line)


class NotesBox(LinesBox):
    """What is worth knowing, in one box."""

    def __init__(self, notes: Sequence[str], words: Wording) -> None:
        super().__init__("note-box", words.text(Message("desktop.notes")), notes)
