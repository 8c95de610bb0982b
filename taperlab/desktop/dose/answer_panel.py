"""The right of the Dose page: the answer, in four views, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QWidget

from taperlab.desktop.parts.labels import column, label
from taperlab.desktop.parts.scrolled import Scrolled
from taperlab.desktop.parts.views import view_bar
from taperlab.desktop.welcome import Welcome
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.desktop.dose.card_view import CardView, RefusalView
    from taperlab.desktop.dose.cards import Cards
    from taperlab.desktop.paper.preview_panel import PreviewPanel
    from taperlab.desktop.parts.pictures import PictureBook
    from taperlab.messages import TaperLabError
    from taperlab.wording import Wording

TABS = ("preparations", "budget", "working", "sheets")


class AnswerPanel(QWidget):
    """Shows one thing at a time; what was void a moment ago is gone before anything else comes."""

    chosen = Signal(int)
    reason_given = Signal(str, str)
    sheets_watched = Signal(bool)
    again_asked = Signal()
    completed = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = words
        self._book: PictureBook | None = None
        self.tabs = view_bar(TABS, words)
        self.tabs.currentChanged.connect(self._turn)
        self._note_text = label()
        self.note = self._make_note()
        self.preview: PreviewPanel | None = None
        self.welcome = Welcome(words)
        self._ghost = QWidget()
        self._pages = QStackedWidget()
        self._made: dict[str, Scrolled] = {}
        self.cards: Cards | None = None
        self._view: CardView | None = None
        self._lay_out()

    def begin(self, book: PictureBook, preview: PreviewPanel) -> None:
        """Take what answers are shown with; it is made after the first paint."""
        from taperlab.desktop.parts.marks import Ghost  # noqa: PLC0415 - after the first paint

        column(self._ghost, margin=24).addWidget(Ghost(), 1)
        self._book = book
        self.preview = preview
        self._pages.addWidget(preview)

    def clear(self) -> None:
        """Take every old result away at once."""
        self._pages.setCurrentWidget(self._ghost)
        for page in self._made.values():
            self._pages.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._made.clear()
        self.cards = None
        self._view = None
        self.note.hide()
        self._open_tabs(able=False)

    def show_idle(self) -> None:
        """Say what to do."""
        self.welcome.invite()
        self._pages.setCurrentWidget(self.welcome)

    def show_refusal(self, error: TaperLabError, caption: str = "") -> None:
        """Say why there is no answer, and what would help."""
        self.welcome.refuse(error, caption)
        self._pages.setCurrentWidget(self.welcome)

    def show_answer(
        self, views: Sequence[CardView], refused: Sequence[RefusalView], helps: Sequence[str]
    ) -> None:
        """Show the preparations, what would help, and what cannot serve."""
        from taperlab.desktop.dose.cards import Cards  # noqa: PLC0415 - after the first paint

        if self._book is None:
            return
        self.cards = Cards(views, (refused, helps), self._words, self._book)
        self.cards.chosen.connect(self.chosen)
        self.cards.reason_given.connect(self.reason_given)
        self._keep("preparations", self.cards)
        QTimer.singleShot(0, self.cards, self._complete)
        self._open_tabs(able=bool(views))
        self._turn()

    def _complete(self) -> None:
        if self.cards is not None:
            self.cards.complete()
            self.completed.emit()

    def show_chosen(self, view: CardView) -> None:
        """Have the other views speak of this preparation."""
        self._view = view
        for name in ("budget", "working"):
            if old := self._made.pop(name, None):
                self._pages.removeWidget(old)
                old.deleteLater()
        if self.cards is not None:
            self.cards.choose(view.number)
        self._turn()

    def show_note(self, version: str) -> None:
        """Say that the answer rests on other facts than those here now."""
        text = self._words.text(Message("desktop.made-elsewhere", version=version))
        self._note_text.setText(text)
        self.note.show()

    def _turn(self) -> None:
        name = TABS[self.tabs.currentIndex()]
        self.sheets_watched.emit(name == "sheets" and self._view is not None)
        if self.cards is None:
            return
        if self._view is None:
            name = "preparations"
        if name == "sheets" and self.preview is not None:
            self._pages.setCurrentWidget(self.preview)
            return
        if name not in self._made and self._view is not None:
            self._keep(name, self._detail(name, self._view))
        self._pages.setCurrentWidget(self._made[name])

    def _detail(self, name: str, view: CardView) -> QWidget:
        from taperlab.desktop.dose.budget import BudgetPage, WorkingPage  # noqa: PLC0415 - when asked

        page = BudgetPage if name == "budget" else WorkingPage
        return page(view, self._words)

    def _keep(self, name: str, content: QWidget) -> None:
        # Into the window first and the content after: each move of a tree has it styled again.
        self._made[name] = Scrolled()
        self._pages.addWidget(self._made[name])
        self._made[name].hold(content)

    def _open_tabs(self, *, able: bool) -> None:
        for index in range(1, len(TABS)):
            self.tabs.setTabEnabled(index, able)

    def _make_note(self) -> QFrame:
        note = QFrame()
        note.setProperty("role", "warn-box")
        layout = column(note, margin=12)
        layout.addWidget(self._note_text)
        again = QPushButton(self._words.text(Message("desktop.again")))
        again.clicked.connect(self.again_asked)
        layout.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        note.hide()
        return note

    def _lay_out(self) -> None:
        for page in (self.welcome, self._ghost):
            self._pages.addWidget(page)
        layout = column(self, gap=0)
        head = column(gap=8)
        head.setContentsMargins(24, 8, 24, 0)
        head.addWidget(self.tabs)
        head.addWidget(self.note)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
        self._open_tabs(able=False)
