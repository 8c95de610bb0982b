"""One preparation as a card: the recommended one large and open, the others small until asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QWidget

from taperlab.desktop.dose.card_parts import Steps, error_bar, rating_pill
from taperlab.desktop.parts.cautions import CautionBox, NotesBox
from taperlab.desktop.parts.labels import column, label, restyle, row, rule, short_label
from taperlab.messages import Message

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QVBoxLayout

    from taperlab.desktop.dose.card_view import CardView
    from taperlab.desktop.parts.pictures import PictureBook
    from taperlab.wording import Wording


class Card(QFrame):
    """What to take, how good it is, how to make it; choosing it turns the other pages to it."""

    chosen = Signal(int)
    reason_given = Signal(str, str)

    def __init__(self, view: CardView, words: Wording, book: PictureBook) -> None:
        super().__init__()
        self.view = view
        self._words = words
        self._book = book
        self.setProperty("role", "card")
        restyle(self, "chosen", value=False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{view.method}: {view.figure}. {view.rating_text}")
        self._layout = column(self, gap=12, margin=24 if view.recommended else 16)
        self._head()
        self.details: QWidget | None = None
        self._more = QToolButton()
        if view.recommended:
            self.open()
        else:
            self._more.setText(words.text(Message("desktop.show-steps")))
            self._more.setAccessibleName(f"{self._more.text()}: {view.method}, {view.figure}")
            self._more.clicked.connect(self.open)
            self._layout.addWidget(self._more)

    def mark_chosen(self, *, chosen: bool) -> None:
        """Show whether the other pages speak of this card."""
        restyle(self, "chosen", value=chosen)

    def open(self) -> None:
        """Show how it is made, and choose it."""
        if self.details is None:
            self.details = self._make_details()
            self._layout.addWidget(self.details)
            self._more.hide()
            self.chosen.emit(self.view.number)

    def cautions(self) -> list[CautionBox]:
        """Return the boxes of the cautions that show."""
        return self.findChildren(CautionBox)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the card."""
        self.chosen.emit(self.view.number)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the card by Space or Enter, and open it."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.open()
            self.chosen.emit(self.view.number)
        else:
            super().keyPressEvent(event)

    def _head(self) -> None:
        view = self.view
        top = row(gap=16)
        titles = column(gap=0)
        if view.eyebrow:
            titles.addWidget(label(view.eyebrow, "eyebrow"))
        titles.addWidget(label(view.method, "lead"))
        top.addLayout(titles, 1)
        top.addWidget(rating_pill(view), 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(top)
        figure = label(view.figure, "figure" if view.recommended else "figure-small")
        self._layout.addWidget(figure)
        self._layout.addWidget(label(view.products, "note"))
        self._layout.addWidget(label(view.delivers))
        self._layout.addWidget(label(view.error_text, "note"))

    def _make_details(self) -> QWidget:
        box = QWidget()
        layout = column(box, gap=16)
        if self.view.bar is not None:
            layout.addWidget(error_bar(self.view.bar, self._words))
        layout.addWidget(rule())
        layout.addWidget(Steps(self.view.steps, self._book))
        for caution in self.view.warnings:
            self._heed(CautionBox(caution, self._words), layout)
        if self.view.notes:
            layout.addWidget(NotesBox(self.view.notes, self._words))
        layout.addWidget(rule())
        layout.addLayout(self._facts())
        layout.addWidget(label(self.view.why, "note"))
        return box

    def _heed(self, box: CautionBox, layout: QVBoxLayout) -> None:
        box.reason_given.connect(self.reason_given)
        layout.addWidget(box)

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for line, (name, value) in enumerate(self.view.facts):
            grid.addWidget(short_label(name, "note"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value), line, 1)
        return grid
