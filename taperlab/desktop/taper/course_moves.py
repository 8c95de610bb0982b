"""The moves of whoever takes the taper, as buttons; some ask for one thing first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from taperlab.desktop.parts.day_box import DayBox
from taperlab.desktop.parts.flow import Flow
from taperlab.desktop.parts.labels import WrappingCheck, column, label
from taperlab.messages import Message

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QKeyEvent

    from taperlab.messages import TaperLabError
    from taperlab.wording import Wording

MOVES: Final = {
    "go-on": "",
    "hold": "every",
    "go-back": "",
    "smaller-step": "dose",
    "slower": "every",
    "pause": "",
    "restart": "dose",
}
"""Each move with the name of what it asks for, or nothing; what is left empty is the usual."""

_RESTART: Final = "restart"


class MoveBar(QWidget):
    """Buttons, the day that a move counts from, and room for the one thing a move may ask."""

    moved = Signal(str, object, object)

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._name = ""
        say = words.text
        self.buttons = {name: QPushButton(say(Message(f"desktop.move-{name}"))) for name in MOVES}
        for name, button in self.buttons.items():
            button.setToolTip(say(Message(f"desktop.move-{name}-tip")))
            button.clicked.connect(lambda _checked=False, name=name: self._begin(name))
        self.buttons["go-on"].setProperty("role", "main")
        self.day = DayBox(words)
        self.value = QLineEdit()
        self.confirm = QPushButton(say(Message("desktop.move-confirm")))
        self.cancel = QPushButton(say(Message("desktop.move-cancel")))
        self.asked = QWidget()
        self.gap = WrappingCheck(say(Message("desktop.move-gap")))
        self.without = DayBox(words)
        self.reason = label("", "reason")
        self._lay_out()
        self.confirm.clicked.connect(self._finish)
        self.value.returnPressed.connect(self._finish)
        self.cancel.clicked.connect(self.close_question)

    def show_day(self, earliest: dt.date, today: dt.date) -> None:
        """Offer the day that a move counts from: today, or when the dose of now began."""
        self.day.show_day(max(earliest, today))
        self.close_question()

    def refuse(self, error: TaperLabError) -> None:
        """Say why a move cannot be made; what was typed stays."""
        text = f"{self._words.text(error.problem)} {self._words.text(error.remedy)}"
        self.reason.setText(text)
        self.reason.show()

    def close_question(self) -> None:
        """Ask for nothing any more."""
        self._name = ""
        self.asked.hide()
        self.reason.hide()
        self.value.clear()
        self.gap.box.setChecked(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the question by Escape."""
        if event.key() == Qt.Key.Key_Escape and self._name:
            name = self._name
            self.close_question()
            self.buttons[name].setFocus()
        else:
            super().keyPressEvent(event)

    def _begin(self, name: str) -> None:
        self.close_question()
        if not MOVES[name]:
            self._announce(name, {})
            return
        self._name = name
        caption = self._words.text(Message(f"desktop.move-{name}-asks"))
        self._caption.setText(caption)
        self.value.setAccessibleName(caption)
        self.value.setPlaceholderText(self._words.text(Message(f"desktop.move-{name}-example")))
        self.gap.setVisible(name == _RESTART)
        self.without.setVisible(name == _RESTART)
        self.asked.show()
        self.value.setFocus()

    def _finish(self) -> None:
        typed, name = self.value.text().strip(), MOVES[self._name]
        value: dict[str, str | dt.date] = {}
        if typed:
            value[name] = f"{typed}d" if name == "every" and typed.isdigit() else typed
        if self._name == _RESTART and self.gap.box.isChecked():
            value["without"] = self.without.day
        self._announce(self._name, value)

    def _announce(self, name: str, value: dict[str, str | dt.date]) -> None:
        self.moved.emit(name, self.day.day, value)

    def _lay_out(self) -> None:
        layout = column(self, gap=12)
        layout.addWidget(Flow(list(self.buttons.values())))
        inner = column(self.asked, gap=4)
        self._caption = label("", "label")
        inner.addWidget(self._caption)
        inner.addWidget(self.value)
        inner.addWidget(self.gap)
        inner.addWidget(Flow([self.without, self.confirm, self.cancel]))
        self.without.setAccessibleName(self.gap.box.accessibleName())
        layout.addWidget(self.asked)
        layout.addWidget(self.reason)
        counts = label(self._words.text(Message("desktop.move-on")), "label")
        counts.setWordWrap(False)
        counts.setBuddy(self.day)
        self.day.setAccessibleName(counts.text())
        layout.addWidget(Flow([counts, self.day]))
        self.close_question()
