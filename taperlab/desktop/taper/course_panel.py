"""The right of the Taper page: the plan, its bottles, its supply, or why there is no plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QStackedWidget, QWidget

from taperlab.desktop.parts.labels import column, label, row
from taperlab.desktop.parts.marks import Ghost
from taperlab.desktop.parts.scrolled import Scrolled
from taperlab.desktop.parts.views import view_bar
from taperlab.desktop.taper.audit_page import AuditPage
from taperlab.desktop.taper.compare_page import ComparePage
from taperlab.desktop.taper.course_boxes import BottlesPage, SupplyPage
from taperlab.desktop.taper.course_page import CoursePage
from taperlab.desktop.taper.sheets_page import SheetsPage
from taperlab.desktop.taper.welcome import TaperWelcome
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from taperlab.desktop.names import Names
    from taperlab.desktop.parts.pictures import PictureBook
    from taperlab.messages import TaperLabError
    from taperlab.taper.document import Plan
    from taperlab.wording import Wording

TABS = ("plan", "bottles", "supply", "sheets", "compare", "audit")
_OF_A_PLAN = ("bottles", "supply", "sheets")
_OF_THE_FORM = ("compare", "audit")
_MARGIN = 24


class CoursePanel(QWidget):
    """Shows one thing at a time; what was void a moment ago is gone before anything else comes."""

    undo_asked = Signal()
    redo_asked = Signal()
    again_asked = Signal()
    sheets_watched = Signal(bool)

    def __init__(
        self, words: Wording, book: PictureBook, read: Callable[[int, str], TaperLabError | None]
    ) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = words
        self._plan: Plan | None = None
        self._names: Names | None = None
        self.tabs = view_bar(TABS, words)
        self.undo = QPushButton(words.text(Message("desktop.undo")))
        self.redo = QPushButton(words.text(Message("desktop.redo")))
        self.course = CoursePage(words, book, read)
        self.welcome = TaperWelcome(words)
        self.note = self._make_note()
        self._ghost = QWidget()
        column(self._ghost, margin=24).addWidget(Ghost(), 1)
        self._pages = QStackedWidget()
        self._plan_page = Scrolled(self.course)
        self._made: dict[str, Scrolled] = {}
        self.compare = ComparePage(words)
        self.audit = AuditPage(words)
        self.sheets = SheetsPage(words)
        self._asides: dict[str, QWidget] = {
            "sheets": self.sheets,
            "compare": Scrolled(self.compare),
            "audit": Scrolled(self.audit),
        }
        self._under: QWidget = self.welcome
        self._lay_out()
        self._listen()

    def _listen(self) -> None:
        self.tabs.currentChanged.connect(self._turn)
        self.course.sheets_asked.connect(self._turn_to_sheets)
        self.undo.clicked.connect(self.undo_asked)
        self.redo.clicked.connect(self.redo_asked)

    def clear(self) -> None:
        """Take every old result away at once."""
        self._plan = None
        self._lay_under(self._ghost)
        self.course.clear()
        self._forget()
        self.note.hide()
        self._open_tabs(able=False)

    def show_idle(self) -> None:
        """Say what to do."""
        self.welcome.invite()
        self._lay_under(self.welcome)

    def show_refusal(self, error: TaperLabError, caption: str = "") -> None:
        """Say why there is no plan, and what would help."""
        self.welcome.refuse(error, caption)
        self._lay_under(self.welcome)

    def show_plan(self, plan: Plan, names: Names) -> None:
        """Show a plan: the page that is turned to now, the others when they are."""
        self._plan, self._names = plan, names
        self._plan_page.verticalScrollBar().setValue(0)
        self.course.show_plan(plan, names)
        self._under = self._plan_page
        self._open_tabs(able=True)
        self.note.setVisible(plan.catalogue.hash != names.catalogue.hash)
        self._turn()
        QTimer.singleShot(0, self.course, self.course.complete)

    def show_history(self, *, can_undo: bool, can_redo: bool) -> None:
        """Let go back, and on again, as far as there is anything."""
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what goes back beneath the tabs where both have no room side by side."""
        super().resizeEvent(event)
        needed = sum(each.sizeHint().width() for each in (self.tabs, self.undo, self.redo))
        wide = event.size().width() > needed + 4 * _MARGIN
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._top.setDirection(across if wide else down)

    def _lay_under(self, widget: QWidget) -> None:
        """Show something in the plan's place; what needs no plan is not covered by it."""
        self._under = widget
        if self._here not in _OF_THE_FORM:
            self._pages.setCurrentWidget(widget)

    @property
    def _here(self) -> str:
        return TABS[self.tabs.currentIndex()]

    def _turn(self) -> None:
        name = self._here
        self.sheets_watched.emit(name == "sheets" and self._plan is not None)
        if name in _OF_THE_FORM or (name in self._asides and self._plan is not None):
            self._pages.setCurrentWidget(self._asides[name])
            return
        if name == "plan" or self._plan is None or self._names is None:
            self._pages.setCurrentWidget(self._under)
            return
        if name not in self._made:
            page = BottlesPage if name == "bottles" else SupplyPage
            self._made[name] = Scrolled()
            self._pages.addWidget(self._made[name])
            content = page(self._plan, self._names)
            self._made[name].hold(content)
            if isinstance(content, BottlesPage):
                content.returned.connect(self.course.reason_given)
        self._pages.setCurrentWidget(self._made[name])

    def _turn_to_sheets(self) -> None:
        self.tabs.setCurrentIndex(TABS.index("sheets"))
        self.sheets.preview.kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        for page in self._made.values():
            self._pages.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._made.clear()

    def _open_tabs(self, *, able: bool) -> None:
        if not able and self._here not in _OF_THE_FORM:
            self.tabs.setCurrentIndex(0)
        for name in _OF_A_PLAN:
            self.tabs.setTabEnabled(TABS.index(name), able)

    def _make_note(self) -> QFrame:
        note = QFrame()
        note.setProperty("role", "warn-box")
        layout = column(note, margin=12)
        layout.addWidget(label(self._words.text(Message("desktop.plan-made-elsewhere"))))
        again = QPushButton(self._words.text(Message("desktop.again")))
        again.clicked.connect(self.again_asked)
        layout.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        note.hide()
        return note

    def _lay_out(self) -> None:
        for page in (self.welcome, self._ghost, self._plan_page, *self._asides.values()):
            self._pages.addWidget(page)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.addWidget(self.tabs, 1)
        history = row()
        history.addWidget(self.undo)
        history.addWidget(self.redo)
        history.addStretch(1)
        self._top.addLayout(history)
        head = column(gap=8)
        head.setContentsMargins(_MARGIN, 8, _MARGIN, 0)
        head.addLayout(self._top)
        head.addWidget(self.note)
        layout = column(self, gap=0)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
        self._open_tabs(able=False)
        self.show_history(can_undo=False, can_redo=False)
