"""Rules side by side: which ones on top, and beneath them what each would come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from taperlab.desktop.parts.flow import Flow
from taperlab.desktop.parts.labels import column, label
from taperlab.desktop.taper.compare_table import ComparisonTable
from taperlab.desktop.taper.rule import RuleBox
from taperlab.messages import Message
from taperlab.sheets.names import tied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.desktop.names import Names
    from taperlab.messages import TaperLabError
    from taperlab.taper.comparing import Compared, Comparison
    from taperlab.wording import Wording

_FEWEST, _MOST = 2, 4
_THEN = " then "  # as the engine joins a rule with those that take over
_WIDEST = 1240


class ComparePage(QWidget):
    """Asks for two to four rules; it says what each costs and chooses none."""

    asked = Signal(object)
    edited = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self.setMaximumWidth(_WIDEST)
        self.rules: list[RuleBox] = []
        self._begun: str | None = None
        self.add = QPushButton(words.text(Message("desktop.compare-add")))
        self.button = QPushButton(words.text(Message("desktop.compare-do")))
        self.button.setProperty("role", "main")
        layout = column(self, gap=16)
        layout.setContentsMargins(24, 16, 24, 24)
        layout.addWidget(label(words.text(Message("desktop.compare-intro")), "note"))
        self._rules = column(gap=8)
        layout.addLayout(self._rules)
        layout.addWidget(Flow([self.add, self.button]))
        self._result = column(gap=16)
        layout.addLayout(self._result)
        layout.addStretch(1)
        for _ in range(_FEWEST):
            self._append()
        self.add.clicked.connect(self._append)
        self.button.clicked.connect(lambda: self.asked.emit(self.texts))

    @property
    def texts(self) -> tuple[str, ...]:
        """The rules that are filled in, as a request has them."""
        return tuple(each.text for each in self.rules if each.text is not None)

    def begin(self, rule_now: str | None) -> None:
        """Begin with the rule of the form, as long as nothing else was typed there."""
        if rule_now and self.rules[0].text in {None, self._begun}:
            self._begun = rule_now
            self.rules[0].show_text(rule_now)

    def clear(self) -> None:
        """Take what was found away."""
        self._put([])

    def show_waiting(self) -> None:
        """Say that it is being worked out."""
        self._put([label(self._words.text(Message("desktop.compare-working")), "note")])

    def refuse(self, error: TaperLabError) -> None:
        """Say why there is nothing to compare."""
        say = self._words.text
        self._put([label(f"{say(error.problem)} {say(error.remedy)}", "reason")])

    def show_comparison(self, found: Comparison, names: Names) -> None:
        """Show a column for each rule that can be carried out, and why the others cannot."""
        planned = [each for each in found.rules if each.summary is not None]
        failed = [each for each in found.rules if each.error is not None]
        parts: list[QWidget] = [_refused(each, names) for each in failed]
        if planned:
            parts.append(ComparisonTable(planned, names))
        parts.append(label(self._words.text(Message("desktop.compare-no-choice")), "note"))
        self._put(parts)

    def _append(self) -> None:
        box = RuleBox(self._words, beside=True)
        name = self._words.text(Message("desktop.compare-rule", n=len(self.rules) + 1))
        box.name(name)
        box.changed.connect(self._edit)
        self.rules.append(box)
        self._rules.addWidget(box)
        self.add.setVisible(len(self.rules) < _MOST)
        if len(self.rules) > _FEWEST:
            box.kind.setFocus()

    def _edit(self) -> None:
        self.clear()
        self.edited.emit()

    def _put(self, widgets: Sequence[QWidget]) -> None:
        while item := self._result.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for each in widgets:
            self._result.addWidget(each)


def _refused(one: Compared, names: Names) -> QWidget:
    box = QFrame()
    box.setProperty("role", "warn-box")
    layout = column(box, gap=4, margin=12)
    first, _, _ = one.rule.partition(_THEN)
    kind, _, amount = first.partition(":")
    title = names.words.text(Message(f"desktop.rule-{kind}"))
    layout.addWidget(label(tied(f"{title}: {amount}"), "label"))
    if one.error is not None:
        layout.addWidget(label(f"{one.error.text} {one.error.remedy}"))
    return box
