"""How far off: each source of error with its share, the largest first; and the sum worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from taperlab.desktop.dose.card_parts import error_bar, rating_pill
from taperlab.desktop.parts.labels import column, label, row, short_label
from taperlab.desktop.parts.marks import ShareBar
from taperlab.messages import Message

if TYPE_CHECKING:
    from taperlab.desktop.dose.card_view import BudgetRow, CardView
    from taperlab.wording import Wording

_WIDEST = 1040


class BudgetPage(QWidget):
    """The error budget of one preparation."""

    def __init__(self, view: CardView, words: Wording) -> None:
        super().__init__()
        self.setMaximumWidth(_WIDEST)
        layout = column(self, gap=16)
        layout.setContentsMargins(24, 16, 24, 24)
        top = row(gap=16)
        top.addWidget(label(subject(view), "lead"), 1)
        top.addWidget(rating_pill(view))
        layout.addLayout(top)
        layout.addWidget(label(view.error_text))
        if view.bar is not None:
            layout.addWidget(error_bar(view.bar, words))
        if view.preparation.dominated_by:
            layout.addWidget(label(view.preparation.dominated_by))
        layout.addWidget(label(words.text(Message("desktop.budget-legend")), "note"))
        for each in view.budget:
            layout.addWidget(_source(each, words))
        layout.addStretch(1)


class WorkingPage(QWidget):
    """The working of one preparation, for a pocket calculator."""

    def __init__(self, view: CardView, words: Wording) -> None:
        super().__init__()
        self.setMaximumWidth(_WIDEST)
        layout = column(self, gap=16)
        layout.setContentsMargins(24, 16, 24, 24)
        layout.addWidget(label(subject(view), "lead"))
        layout.addWidget(label(words.text(Message("desktop.working-legend")), "note"))
        box = QFrame()
        box.setProperty("role", "card")
        lines = column(box, gap=16, margin=24)
        for number, text in enumerate(view.working, 1):
            line = row(gap=16)
            line.addWidget(short_label(str(number), "number"))
            line.addWidget(label(text), 1)
            lines.addLayout(line)
        layout.addWidget(box)
        layout.addStretch(1)


def subject(view: CardView) -> str:
    """Name a preparation in one line."""
    return f"{view.method}: {view.figure}"


def _source(each: BudgetRow, words: Wording) -> QFrame:
    box = QFrame()
    box.setProperty("role", "card")
    layout = column(box, gap=8, margin=16)
    top = row(gap=16)
    top.addWidget(label(each.source, "label"), 1)
    top.addWidget(short_label(each.percent, "label"))
    layout.addLayout(top)
    bar = ShareBar(each.share, strong=each.handling)
    bar.setAccessibleName(f"{each.source}: {each.percent}")
    layout.addWidget(bar)
    size = Message("desktop.budget-size", standard=each.standard, worst=each.worst)
    key = "desktop.budget-handling" if each.handling else "desktop.budget-content"
    layout.addWidget(label(f"{words.text(size)} {each.scope} {words.text(Message(key))}", "small"))
    return box
