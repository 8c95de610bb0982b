"""Boxes of the Taper page: what is next, each change of bottle, what to supply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from taperlab.desktop.parts.findings_box import ReturnedCheck
from taperlab.desktop.parts.labels import column, label, row, rule, short_label
from taperlab.desktop.taper.course_words import bottle_lines, supply_lines
from taperlab.messages import Message
from taperlab.taper.mixing_up import RETURNED

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from taperlab.desktop.names import Names
    from taperlab.desktop.taper.course_view import NextView
    from taperlab.taper.document import Plan, Supply
    from taperlab.wording import Wording


class NextBox(QFrame):
    """The next step, worded as an instruction; nothing else on the page is."""

    def __init__(self, view: NextView, words: Wording) -> None:
        super().__init__()
        self.setProperty("role", "note-box")
        layout = column(self, gap=4, margin=16)
        layout.addWidget(label(words.text(Message("desktop.next")), "eyebrow"))
        layout.addWidget(label(view.title, "lead"))
        layout.addWidget(label(view.figure, "figure-small"))
        for number, text in enumerate(view.steps, 1):
            line = row(gap=8)
            line.addWidget(short_label(str(number), "number"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(text), 1)
            layout.addLayout(line)
        layout.addWidget(label(view.detail, "note"))
        self.sheets = QPushButton(words.text(Message("desktop.sheets-of-step")))
        layout.addWidget(self.sheets, 0, Qt.AlignmentFlag.AlignLeft)
        self.sheets.setVisible(bool(view.steps))


class BottlesPage(QWidget):
    """Every bottle with the steps that it serves, and what a mix-up at each change would do."""

    returned = Signal(str, str)

    def __init__(self, plan: Plan, names: Names) -> None:
        super().__init__()
        words = names.words
        layout = _page(self, words.text(Message("desktop.bottles-intro", n=len(plan.bottles))))
        for bottle in plan.bottles:
            inner = _card(layout)
            title, lines, warning = bottle_lines(bottle, plan, names)
            inner.addWidget(label(title, "lead"))
            for line in lines:
                inner.addWidget(label(line))
            if warning is not None:
                box = QFrame()
                box.setProperty("role", f"{warning.severity}-box")
                text = column(box, gap=4, margin=12)
                text.addWidget(label(words.text(Message("desktop.mix-up")), "label"))
                for line in warning.lines:
                    text.addWidget(label(line))
                inner.addWidget(box)
        ticked = RETURNED in plan.request.overrides
        self.back = ReturnedCheck(words, ticked=ticked)
        self.back.ticked.connect(self.returned)
        layout.addWidget(self.back)
        self.back.setVisible(ticked or any(each.code == RETURNED for each in plan.findings))
        layout.addStretch(1)


class SupplyPage(QWidget):
    """What to prescribe and dispense: for the next 28 days, and for the whole plan."""

    def __init__(self, plan: Plan, names: Names) -> None:
        super().__init__()
        words = names.words
        layout = _page(self, words.text(Message("desktop.supply-intro")))
        for key, supply in (("next", plan.next_28_days), ("whole", plan.whole)):
            inner = _card(layout)
            title = Message(f"desktop.supply-{key}", days=supply.days)
            inner.addWidget(label(words.text(title), "lead"))
            _fill_supply(inner, supply, names)
        layout.addStretch(1)


def _fill_supply(layout: QVBoxLayout, supply: Supply, names: Names) -> None:
    words = names.words
    lines = supply_lines(supply, names)
    for line in lines:
        layout.addWidget(label(line))
    if not lines:
        layout.addWidget(label(words.text(Message("desktop.supply-nothing")), "note"))
    if supply.prescription:
        layout.addWidget(rule())
        layout.addWidget(label(words.text(Message("desktop.prescription")), "label"))
        for line in supply.prescription:
            layout.addWidget(label(line))


def _page(widget: QWidget, intro: str) -> QVBoxLayout:
    widget.setMaximumWidth(1040)
    layout = column(widget, gap=16)
    layout.setContentsMargins(24, 16, 24, 24)
    layout.addWidget(label(intro, "note"))
    return layout


def _card(layout: QVBoxLayout) -> QVBoxLayout:
    box = QFrame()
    box.setProperty("role", "card")
    layout.addWidget(box)
    return column(box, gap=8, margin=16)
