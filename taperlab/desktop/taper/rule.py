"""The rule that finds the next dose: its kind, its number, and where another takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QWidget

from taperlab.desktop.parts.choices import ChoiceBox
from taperlab.desktop.parts.labels import column, label, row
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.wording import Wording

KINDS = ("occupancy", "proportional", "proportional-original", "linear", "list")
_SHARES = ("proportional", "proportional-original")


class RuleBox(QWidget):
    """A rule as its kind and what is typed for it; a percentage says of which dose it is."""

    changed = Signal()

    def __init__(
        self, words: Wording, kinds: Sequence[str] = KINDS, *, beside: bool = False
    ) -> None:
        super().__init__()
        self._words = words
        self.kind = ChoiceBox()
        self.kind.offer([(each, words.text(Message(f"desktop.rule-{each}"))) for each in kinds])
        self.amount = QLineEdit()
        layout = row(self) if beside else column(self, gap=4)
        layout.addWidget(self.kind, 1)
        layout.addWidget(self.amount, 1)
        self.setFocusProxy(self.kind)
        self.kind.currentIndexChanged.connect(self._turn)
        self.amount.textChanged.connect(self.changed)
        self._turn()

    def name(self, text: str) -> None:
        """Name both parts for a screen reader."""
        self.kind.setAccessibleName(text)
        self._name = text
        self._turn()

    @property
    def text(self) -> str | None:
        """The rule as a request has it (``"occupancy:5"``), or None while nothing is typed."""
        kind, typed = str(self.kind.currentData()), self.amount.text().strip()
        if not typed:
            return None
        return f"{kind}:{typed}%" if kind in _SHARES and typed[-1].isdigit() else f"{kind}:{typed}"

    def show_text(self, text: str | None) -> None:
        """Show a rule, in silence; without one what is typed goes and the kind stays."""
        kind, _, rest = (text or "").partition(":")
        with QSignalBlocker(self):
            if kind:
                self.kind.choose(kind)
            self.amount.setText(rest.removesuffix("%").strip() if kind in _SHARES else rest)

    def _turn(self) -> None:
        example = Message(f"desktop.rule-{self.kind.currentData()}-example")
        self.amount.setPlaceholderText(self._words.text(example))
        named = getattr(self, "_name", "")
        self.amount.setAccessibleName(f"{named}: {self.kind.currentText()}")
        self.changed.emit()


class ThenBox(QFrame):
    """From some dose down, another rule."""

    changed = Signal()
    removed = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.at = QLineEdit()
        self.at.setPlaceholderText(words.text(Message("desktop.then-at-example")))
        self.at.setAccessibleName(words.text(Message("desktop.then-at")))
        self.rule = RuleBox(words, KINDS[:-1])
        self.rule.name(words.text(Message("desktop.then")))
        self.remove = QPushButton(words.text(Message("desktop.then-remove")))
        layout = column(self, margin=12)
        layout.addWidget(label(words.text(Message("desktop.then-at")), "label"))
        layout.addWidget(self.at)
        layout.addWidget(self.rule)
        layout.addWidget(self.remove)
        self.at.textChanged.connect(self.changed)
        self.rule.changed.connect(self.changed)
        self.remove.clicked.connect(self.removed)

    @property
    def text(self) -> str | None:
        """The change as a request has it (``"proportional:3%@2mg"``), or None while blank."""
        rule, at = self.rule.text, self.at.text().strip()
        return f"{rule or ''}@{at}" if rule or at else None

    def show_text(self, text: str) -> None:
        """Show a change, in silence."""
        rule, _, at = text.rpartition("@")
        with QSignalBlocker(self):
            self.at.setText(at)
            self.rule.show_text(rule)


class ThenList(QWidget):
    """The changes of rule on the way down, and the button that adds one."""

    changed = Signal()
    resized = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self.boxes: list[ThenBox] = []
        self.add = QPushButton(words.text(Message("desktop.then-add")))
        self.add.clicked.connect(self._add_and_go)
        self._layout = column(self)
        self._layout.addWidget(self.add)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every change that is not blank."""
        return tuple(each.text for each in self.boxes if each.text is not None)

    def show_texts(self, texts: Sequence[str]) -> None:
        """Show these changes and no others, in silence."""
        if tuple(texts) == self.texts and len(texts) == len(self.boxes):
            return
        for box in list(self.boxes):
            self._take(box)
        for text in texts:
            self._append().show_text(text)
        self.resized.emit()

    def _append(self) -> ThenBox:
        box = ThenBox(self._words)
        box.changed.connect(self.changed)
        box.removed.connect(lambda: self._remove(box))
        self.boxes.append(box)
        self._layout.insertWidget(self._layout.count() - 1, box)
        return box

    def _add_and_go(self) -> None:
        box = self._append()
        self.resized.emit()
        box.at.setFocus()

    def _remove(self, box: ThenBox) -> None:
        self._take(box)
        self.add.setFocus()
        self.resized.emit()
        self.changed.emit()

    def _take(self, box: ThenBox) -> None:
        self.boxes.remove(box)
        self._layout.removeWidget(box)
        box.hide()
        box.deleteLater()
