"""The answer as cards: the recommended, and after it or beside it every other way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from taperlab.desktop.dose.card import Card
from taperlab.desktop.parts.labels import column, label, rule
from taperlab.desktop.parts.sides import WIDEST, Sides
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QVBoxLayout

    from taperlab.desktop.dose.card_view import CardView, RefusalView
    from taperlab.desktop.parts.pictures import PictureBook
    from taperlab.wording import Wording

_LEAST_EMS = 30  # of a side: the pictures of a card stand beside its words


class Cards(QWidget):
    """Shows one answer: the first card, then the others, beside it where there is room."""

    chosen = Signal(int)
    reason_given = Signal(str, str)

    def __init__(
        self,
        views: Sequence[CardView],
        rest: tuple[Sequence[RefusalView], Sequence[str]],
        words: Wording,
        book: PictureBook,
    ) -> None:
        super().__init__()
        self._words = words
        self._book = book
        self.setMaximumWidth(WIDEST)
        self._layout = column(self, gap=16)
        self._layout.setContentsMargins(24, 16, 24, 24)
        self.cards: dict[int, Card] = {}
        self._picks = [view for view in views if view.recommended or view.pick]
        self._rest = [view for view in views if not (view.recommended or view.pick)]
        self._refused, self._helps = rest
        self.is_complete = False
        self._introduce()
        self.more = QPushButton(words.text(Message("desktop.show-more", n=len(self._rest))))
        self.more.clicked.connect(self.show_rest)
        sides = [QWidget() for _ in ("first", "others")[not self._picks :]]
        self._others = column(sides[-1], gap=16)
        for view in self._picks[:1]:
            first = column(sides[0])
            first.addWidget(self._card(view))
            first.addStretch(1)
        self._help()
        self._others.addStretch(1)
        self._layout.addWidget(Sides(sides, _LEAST_EMS))
        self._layout.addStretch(1)

    def complete(self) -> None:
        """Show what follows the first card; the window breathes before this."""
        self._others.takeAt(self._others.count() - 1)
        for view in self._picks[1:]:
            self._others.addWidget(self._card(view))
        self._others.addWidget(self.more)
        self.more.setVisible(bool(self._rest))
        self._refuse(self._refused)
        self._others.addStretch(1)
        self.is_complete = True

    def choose(self, number: int) -> None:
        """Mark one card as the one that the other pages speak of."""
        for each, card in self.cards.items():
            card.mark_chosen(chosen=each == number)

    def show_rest(self) -> None:
        """Show what nothing else dominates, after each method's pick."""
        place = self._others.indexOf(self.more)
        for offset, view in enumerate(self._rest):
            self._others.insertWidget(place + offset, self._card(view))
        self._rest = []
        self.more.hide()

    def _card(self, view: CardView) -> Card:
        card = Card(view, self._words, self._book)
        card.chosen.connect(self.chosen)
        card.reason_given.connect(self.reason_given)
        self.cards[view.number] = card
        return card

    def _introduce(self) -> None:
        if any(view.recommended for view in self._picks):
            return
        key = "desktop.none-recommended" if self._picks else "desktop.none-found"
        box, layout = _box("warn-box" if self._picks else "stop-box")
        layout.addWidget(label(self._words.text(Message(key)), "lead"))
        layout.addWidget(label(self._words.text(Message(f"{key}.remedy"))))
        self._layout.addWidget(box)

    def _help(self) -> None:
        """Say which single change would help, where nothing good was found."""
        if not self._helps:
            return
        box, layout = _box("card")
        layout.addWidget(label(self._words.text(Message("desktop.help")), "lead"))
        for text in self._helps:
            layout.addWidget(label(f"\u2192 {text}"))
        self._others.addWidget(box)

    def _refuse(self, refused: Sequence[RefusalView]) -> None:
        if not refused:
            return
        self._others.addWidget(label(self._words.text(Message("desktop.refused")), "lead"))
        box, layout = _box("card")
        for number, each in enumerate(refused):
            if number:
                layout.addSpacing(8)
                layout.addWidget(rule())
                layout.addSpacing(8)
            layout.addWidget(label(each.method, "label"))
            layout.addWidget(label(each.text))
            layout.addWidget(label(each.remedy, "note"))
        self._others.addWidget(box)


def _box(role: str) -> tuple[QFrame, QVBoxLayout]:
    box = QFrame()
    box.setProperty("role", role)
    return box, column(box, gap=4, margin=16)
