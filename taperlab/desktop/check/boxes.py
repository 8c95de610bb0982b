"""Boxes of the Check page: the verdict, what to prescribe, how sure it is, each dose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QPushButton, QWidget

from taperlab.desktop.check.marks import GROUNDS, VerdictMark
from taperlab.desktop.dose.card import Card
from taperlab.desktop.parts.choices import Fold
from taperlab.desktop.parts.labels import column, label, row, rule, short_label
from taperlab.desktop.taper.course_marks import verdict_mark
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QVBoxLayout

    from taperlab.desktop.check.view import (
        DoseView,
        FigureView,
        RefusedView,
        ResolutionView,
        VerdictView,
    )
    from taperlab.desktop.parts.pictures import PictureBook
    from taperlab.wording import Wording

_TOP = Qt.AlignmentFlag.AlignTop
_MARK = 20
_WIDE_EMS = 22
_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class VerdictBox(QFrame):
    """The verdict, large, in shape, colour and word; then the change; then why."""

    def __init__(self, view: VerdictView) -> None:
        super().__init__()
        self.setProperty("role", GROUNDS[view.standing])
        self.setAccessibleName(f"{view.word}. {view.change}")
        self.setAccessibleDescription(view.why)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(24, 24, 24, 24)
        self._line.setSpacing(24)
        self._line.addWidget(VerdictMark(view.standing), 0, _TOP)
        words = column(gap=4)
        words.addWidget(label(view.word, "verdict"))
        words.addWidget(label(view.change, "lead"))
        words.addSpacing(8)
        words.addWidget(label(view.why))
        self._line.addLayout(words, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the shape above the words where it would leave them too little room."""
        super().resizeEvent(event)
        wide = event.size().width() >= self.fontMetrics().height() * _WIDE_EMS
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(across if wide else down)


class PrescribeBox(QFrame):
    """What to prescribe, as text that can be selected, or copied whole."""

    def __init__(self, lines: Sequence[str], words: Wording, caption: Message) -> None:
        super().__init__()
        self._text = "\n".join(lines)
        self._words = words
        layout = _card(self)
        layout.addWidget(label(words.text(caption), "lead"))
        self.text = label(self._text)
        self.text.setTextInteractionFlags(_SELECTABLE)
        self.text.setAccessibleName(words.text(caption))
        layout.addWidget(self.text)
        self.copy = QPushButton(words.text(Message("desktop.copy")))
        self.copy.clicked.connect(self._copy)
        layout.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.copy.setText(self._words.text(Message("desktop.copied")))


class ResolutionBox(QFrame):
    """Both figures in shape and word, which of them counts, and the limit of measuring."""

    def __init__(self, view: ResolutionView, words: Wording) -> None:
        super().__init__()
        layout = _card(self)
        layout.addWidget(label(words.text(Message("desktop.resolution")), "lead"))
        if view.figures:
            layout.addWidget(label(words.text(Message("desktop.resolution-intro")), "note"))
        for figure in view.figures:
            layout.addLayout(_figure_line(figure))
        for text in (view.prescribed, view.missing):
            if text:
                layout.addWidget(label(text))
        if view.smallest:
            layout.addWidget(rule())
            layout.addWidget(label(view.smallest))
            limit = words.text(Message("desktop.limit-not-advice"))
            layout.addWidget(label(limit, "label"))
        layout.addStretch(1)


class BetterBox(QFrame):
    """What would make it possible, or finer; never a larger cut."""

    def __init__(self, lines: Sequence[str], words: Wording, *, possible: bool) -> None:
        super().__init__()
        layout = _card(self)
        key = "desktop.finer" if possible else "desktop.would-make-possible"
        layout.addWidget(label(words.text(Message(key)), "lead"))
        for text in lines:
            line = row(gap=8)
            line.addWidget(short_label("\u2192", "number"), 0, _TOP)
            line.addWidget(label(text), 1)
            layout.addLayout(line)


class DoseBox(QWidget):
    """One side of the reduction: its title, and its card or what stands there instead."""

    reason_given = Signal(str, str)

    def __init__(self, view: DoseView, words: Wording, book: PictureBook) -> None:
        super().__init__()
        layout = column(self, gap=8)
        layout.addWidget(label(view.title, "label"))
        self.card: Card | None = None
        if view.card is not None:
            self.card = Card(view.card, words, book)
            self.card.reason_given.connect(self.reason_given)
            layout.addWidget(self.card)
        else:
            box = QFrame()
            _card(box).addWidget(label(view.instead))
            layout.addWidget(box)
        layout.addStretch(1)


class RefusedBox(QFrame):
    """Every way that cannot serve, why, and what would help; folded until it is asked for."""

    def __init__(self, ways: Sequence[RefusedView], words: Wording) -> None:
        super().__init__()
        content = QWidget()
        layout = column(content, gap=8)
        layout.setContentsMargins(8, 8, 8, 0)
        self.fold = Fold(words.text(Message("desktop.refused")), content)
        _card(self).addWidget(self.fold)
        for number, each in enumerate(ways):
            if number:
                layout.addWidget(rule())
            layout.addWidget(label(each.method, "label"))
            for text in each.texts:
                layout.addWidget(label(text))
            for text in each.remedies:
                layout.addWidget(label(text, "note"))


def _figure_line(view: FigureView) -> QVBoxLayout:
    lines = column(gap=0)
    head = row(gap=8)
    mark = QLabel()
    mark.setPixmap(verdict_mark(view.verdict).pixmap(_MARK, _MARK))
    head.addWidget(mark)
    head.addWidget(short_label(view.word, "lead"))
    head.addWidget(label(view.figure), 1)
    lines.addLayout(head)
    lines.addWidget(label(view.condition, "body" if view.goes_by else "note"))
    return lines


def _card(box: QFrame) -> QVBoxLayout:
    box.setProperty("role", "card")
    return column(box, gap=8, margin=16)
