"""The last view of the Check page: time since the change, pace, withdrawal or relapse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from taperlab.desktop.parts.labels import column, label, row, rule, short_label
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QVBoxLayout

    from taperlab.desktop.check.timing import TellingView, TimingView
    from taperlab.wording import Wording

_TOP = Qt.AlignmentFlag.AlignTop
_WIDEST = 1240


class TimingPage(QWidget):
    """Information for a talk with whoever prescribes; it names no time and makes no diagnosis."""

    def __init__(self, view: TimingView, words: Wording) -> None:
        super().__init__()
        self.setMaximumWidth(_WIDEST)
        layout = column(self, gap=16)
        layout.setContentsMargins(24, 16, 24, 24)
        layout.addWidget(label(words.text(Message("desktop.timing-intro")), "note"))
        for key, lines in (("since-title", view.since), ("pace-title", view.pace)):
            title = words.text(Message(f"desktop.{key}", drug=view.drug))
            _listed(_card(layout), title, lines)
        _tell(_card(layout), view.telling, words)
        layout.addStretch(1)


def _listed(layout: QVBoxLayout, title: str, lines: Sequence[str]) -> None:
    layout.addWidget(label(title, "lead"))
    for text in lines:
        line = row(gap=8)
        line.addWidget(short_label("\u2022"), 0, _TOP)
        line.addWidget(label(text), 1)
        layout.addLayout(line)


def _tell(layout: QVBoxLayout, view: TellingView, words: Wording) -> None:
    layout.addWidget(label(view.title, "lead"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    for place, width in enumerate((2, 3, 3)):
        grid.setColumnStretch(place, width)
    for place, name in enumerate(("withdrawal", "relapse"), 1):
        grid.addWidget(label(words.text(Message(f"desktop.speaks-for-{name}")), "label"), 0, place)
    for line, cells in enumerate(view.rows):
        grid.addWidget(rule(), 2 * line + 1, 0, 1, 3)
        for place, text in enumerate(cells):
            grid.addWidget(label(text, "body" if place else "note"), 2 * line + 2, place, _TOP)
    layout.addLayout(grid)
    layout.addWidget(rule())
    layout.addWidget(label(view.talk, "label"))
    layout.addWidget(label(view.source, "small"))


def _card(layout: QVBoxLayout) -> QVBoxLayout:
    box = QFrame()
    box.setProperty("role", "card")
    layout.addWidget(box)
    return column(box, gap=8, margin=16)
