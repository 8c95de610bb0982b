"""The right of the Check page: the verdict, how fine one can measure, aids to timing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QWidget

from taperlab.desktop.check.aids import TimingPage
from taperlab.desktop.check.ladder_page import LadderPage
from taperlab.desktop.check.page import TABS
from taperlab.desktop.check.verdict import VerdictPage
from taperlab.desktop.check.view import view_of_check
from taperlab.desktop.check.welcome import CheckWelcome
from taperlab.desktop.parts.labels import column, label
from taperlab.desktop.parts.marks import Ghost
from taperlab.desktop.parts.scrolled import Scrolled
from taperlab.desktop.parts.views import view_bar
from taperlab.messages import Message

if TYPE_CHECKING:
    from taperlab.desktop.check.timing import TimingView
    from taperlab.desktop.names import Names
    from taperlab.desktop.parts.pictures import PictureBook
    from taperlab.messages import TaperLabError
    from taperlab.taper.document import Check
    from taperlab.wording import Wording


class CheckResult(QWidget):
    """Shows one thing at a time; what was void a moment ago is gone before anything else comes."""

    reason_given = Signal(str, str)
    again_asked = Signal()

    def __init__(self, words: Wording, book: PictureBook) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words, self._book = words, book
        self._timing: TimingView | None = None
        self.tabs = view_bar(TABS, words)
        self.welcome = CheckWelcome(words)
        self._ghost = QWidget()
        column(self._ghost, margin=24).addWidget(Ghost(), 1)
        self._front: QWidget = self.welcome
        self.note = self._make_note()
        self.verdict: VerdictPage | None = None
        self.timing: TimingPage | None = None
        self._pages = QStackedWidget()
        self._made: dict[str, Scrolled] = {}
        self.ladder = LadderPage(words)
        self._ladder = Scrolled(self.ladder)
        self._lay_out()
        self.tabs.currentChanged.connect(self._turn)

    def clear(self) -> None:
        """Take every old result away at once."""
        self._book.drop()
        self._drop("verdict")
        self.verdict = None
        self.note.hide()
        self._show(self._ghost)

    def show_idle(self) -> None:
        """Say what to do."""
        self.welcome.invite()
        self._show(self.welcome)

    def show_refusal(self, error: TaperLabError, caption: str = "") -> None:
        """Say why there is no verdict, and what would help."""
        self.welcome.refuse(error, caption)
        self._show(self.welcome)

    def show_check(self, check: Check, names: Names) -> None:
        """Show a check: its verdict and advice now, its cards when the window has breathed."""
        view = view_of_check(check, names)
        self.verdict = VerdictPage(view, self._words, self._book)
        self.verdict.reason_given.connect(self.reason_given)
        self._keep("verdict", self.verdict)
        self.note.setVisible(check.catalogue.hash != names.catalogue.hash)
        self._show(self._made["verdict"])
        QTimer.singleShot(0, self.verdict, self.verdict.complete)

    def show_timing(self, view: TimingView | None) -> None:
        """Take the aids to timing, shown when they are turned to; without a drug there are none."""
        if view == self._timing:
            return
        self._timing = view
        self._drop("timing")
        self.timing = None
        self._turn()

    @property
    def shows_ladder(self) -> bool:
        """Whether the view of how fine one can measure is turned to."""
        return TABS[self.tabs.currentIndex()] == "ladder"

    def go_to_verdict(self) -> None:
        """Go to the verdict, if there is one."""
        self.tabs.setCurrentIndex(0)
        if self.verdict is not None:
            self.verdict.verdict.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, front: QWidget) -> None:
        self._front = front
        self._turn()

    def _turn(self) -> None:
        name = TABS[self.tabs.currentIndex()]
        if name == "ladder":
            self._pages.setCurrentWidget(self._ladder)
        elif name == "timing" and self._timing is not None:
            if self.timing is None:
                self.timing = TimingPage(self._timing, self._words)
                self._keep("timing", self.timing)
            self._pages.setCurrentWidget(self._made["timing"])
        else:
            self._pages.setCurrentWidget(self._front)

    def _keep(self, name: str, content: QWidget) -> None:
        # Into the window first and the content after: each move of a tree has it styled again.
        self._made[name] = Scrolled()
        self._pages.addWidget(self._made[name])
        self._made[name].hold(content)

    def _drop(self, name: str) -> None:
        page = self._made.pop(name, None)
        if page is not None:
            self._pages.removeWidget(page)
            page.hide()
            page.deleteLater()

    def _make_note(self) -> QFrame:
        note = QFrame()
        note.setProperty("role", "warn-box")
        layout = column(note, margin=12)
        layout.addWidget(label(self._words.text(Message("desktop.check-made-elsewhere"))))
        again = QPushButton(self._words.text(Message("desktop.again")))
        again.clicked.connect(self.again_asked)
        layout.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        note.hide()
        return note

    def _lay_out(self) -> None:
        for page in (self.welcome, self._ghost, self._ladder):
            self._pages.addWidget(page)
        head = column(gap=8)
        head.setContentsMargins(24, 8, 24, 0)
        head.addWidget(self.tabs)
        head.addWidget(self.note)
        layout = column(self, gap=0)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
