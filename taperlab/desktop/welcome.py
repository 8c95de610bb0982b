"""What stands where an answer will be: what to do, or why there is no answer yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from taperlab.desktop.look.icons import IconLabel
from taperlab.desktop.parts.labels import column, label, restyle, row, short_label
from taperlab.desktop.parts.scrolled import Scrolled
from taperlab.messages import Message

if TYPE_CHECKING:
    from taperlab.messages import TaperLabError
    from taperlab.wording import Wording


class Welcome(QWidget):
    """An invitation in three steps, or an error in words; each page has its own invitation."""

    title = "desktop.welcome"
    steps = ("desktop.welcome-drug", "desktop.welcome-dose", "desktop.welcome-answer")
    lead = "desktop.welcome-open"

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._invitation = self._invite()
        self._box = QFrame()
        self._box.setProperty("role", "stop-box")
        self._field = label("", "label")
        self._problem, self._remedy = label("", "lead"), label()
        inner = column(self._box, gap=8, margin=24)
        for each in (self._field, self._problem, self._remedy):
            inner.addWidget(each)
        content = QWidget()
        layout = column(content, gap=16)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addWidget(self._invitation)
        layout.addWidget(self._box)
        layout.addStretch(1)
        column(self).addWidget(Scrolled(content))
        self.invite()

    def invite(self) -> None:
        """Say what to do."""
        self._invitation.show()
        self._box.hide()

    def refuse(self, error: TaperLabError, caption: str = "") -> None:
        """Say what is wrong, in which field if it is in one, and what to do about it."""
        self._field.setText(caption)
        self._field.setVisible(bool(caption))
        self._problem.setText(self._words.text(error.problem))
        self._remedy.setText(self._words.text(error.remedy))
        role = "stop-box" if error.exit_status == 1 else "warn-box"
        restyle(self._box, "role", value=role, inside=True)
        self._invitation.hide()
        self._box.show()

    def _invite(self) -> QWidget:
        box = QWidget()
        layout = column(box, gap=16)
        icon = IconLabel(3.0)
        layout.addWidget(icon, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(label(self._words.text(Message(self.title)), "title"))
        for number, key in enumerate(self.steps, 1):
            line = row(gap=16)
            line.addWidget(short_label(str(number), "number"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(self._words.text(Message(key))), 1)
            layout.addLayout(line)
        layout.addWidget(label(self._words.text(Message(self.lead)), "note"))
        return box
