"""What to heed: each caution in its box, with room for a reason where one is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit

from taperlab.desktop.labels import column, label, row, short_label
from taperlab.messages import Message

if TYPE_CHECKING:
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
        layout.addWidget(label(caution.text))
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


class NotesBox(QFrame):
    """What is worth knowing, in one box."""

    def __init__(self, notes: tuple[str, ...], words: Wording) -> None:
        super().__init__()
        self.setProperty("role", "note-box")
        layout = column(self, gap=4, margin=12)
        layout.addWidget(label(words.text(Message("desktop.notes")), "lead"))
        for note in notes:
            line = row(gap=8)
            line.addWidget(short_label("\u2022"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(note), 1)
            layout.addLayout(line)
