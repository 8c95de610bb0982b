"""Parts of a card: the rating, the error bar with its ends, the steps with their pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from taperlab.desktop.parts.labels import column, label, row, short_label
from taperlab.desktop.parts.marks import ErrorBarLine, RatingMark
from taperlab.desktop.parts.pictures import LONG_PICTURE, PICTURE, PictureLabel
from taperlab.messages import Message

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from taperlab.desktop.dose.card_view import CardView, Step
    from taperlab.desktop.parts.bars import ErrorBar
    from taperlab.desktop.parts.pictures import PictureBook
    from taperlab.wording import Wording

_BOXES = {"good": "good", "acceptable": "warn-box", "poor": "stop-box"}
_LEAST_EMS = 13
_TOP = Qt.AlignmentFlag.AlignTop


def rating_pill(view: CardView) -> QFrame:
    """Return the rating as shape, colour and word."""
    pill = QFrame()
    pill.setProperty("role", _BOXES[view.rating])
    layout = row(pill, gap=8)
    layout.setContentsMargins(12, 4, 12, 4)
    layout.addWidget(RatingMark(view.rating))
    layout.addWidget(short_label(view.rating_text, "label"))
    pill.setAccessibleName(view.rating_text)
    return pill


def error_bar(bar: ErrorBar, words: Wording) -> QWidget:
    """Return the drawn error with the worst case at its ends."""
    box = QWidget()
    described = words.text(Message("desktop.bar", low=bar.low_text, high=bar.high_text))
    layout = column(box, gap=0)
    layout.addWidget(ErrorBarLine(bar, described))
    ends = row()
    ends.addWidget(short_label(bar.low_text, "small"))
    ends.addStretch(1)
    ends.addWidget(short_label(bar.high_text, "small"))
    layout.addLayout(ends)
    layout.addWidget(label(words.text(Message("desktop.bar-legend")), "small"))
    return box


class Steps(QWidget):
    """The operations, numbered; each picture beside its sentence, or beneath where it is tight."""

    def __init__(self, steps: tuple[Step, ...], book: PictureBook) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._pictures: dict[int, PictureLabel] = {}
        for line, step in enumerate(steps):
            self._grid.addWidget(short_label(str(line + 1), "number"), 2 * line, 0, _TOP)
            self._grid.addWidget(label(step.text), 2 * line, 1, _TOP)
            if step.shows is not None:
                self._pictures[line] = PictureLabel(step.alt, _box(step))
        self._place(beside=True)
        for line, picture in self._pictures.items():
            if (shows := steps[line].shows) is not None:
                book.put(shows, picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the pictures where there is room."""
        super().resizeEvent(event)
        room = event.size().width() - PICTURE.width()
        self._place(beside=room > self.fontMetrics().height() * _LEAST_EMS)

    def _place(self, *, beside: bool) -> None:
        for line, picture in self._pictures.items():
            self._grid.removeWidget(picture)
            if beside:
                self._grid.addWidget(picture, 2 * line, 2, 2, 1, _TOP)
            else:
                self._grid.addWidget(picture, 2 * line + 1, 1, _TOP | Qt.AlignmentFlag.AlignLeft)


def _box(step: Step) -> QSize:
    return LONG_PICTURE if step.is_long else PICTURE
