"""The window: the Dose page, its menus, the file that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from taperlab import __version__
from taperlab.desktop.document_presenter import DocumentPresenter
from taperlab.desktop.dose_panel import DosePanel
from taperlab.desktop.dose_presenter import DosePresenter
from taperlab.desktop.icons import window_icon
from taperlab.desktop.menus import Menus
from taperlab.desktop.printing import Printing
from taperlab.desktop.worker import Worker
from taperlab.messages import TaperLabError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from taperlab.desktop.appearance import Appearance
    from taperlab.desktop.dialogs import Dialogs
    from taperlab.desktop.engine import Engine
    from taperlab.desktop.question import Question
    from taperlab.desktop.settings import Settings
    from taperlab.wording import Wording

SMALLEST = 1024, 700
USUAL = 1280, 860


class Window(QMainWindow):
    """One window on one preparation."""

    first_painted = Signal()

    def __init__(self, appearance: Appearance, settings: Settings, words: Wording) -> None:
        super().__init__()
        self._appearance = appearance
        self._settings = settings
        self._words = words
        self._painted = False
        self.dialogs: Dialogs | None = None
        self.worker = Worker(self)
        self.dose = DosePresenter(words, self.worker, self)
        self.document = DocumentPresenter(self.dose, words, self)
        self.page = DosePanel(self.dose, words, self.worker)
        self.printing = Printing(self)
        self.setCentralWidget(self.page)
        self.setMinimumSize(640, 480)
        self.resize(*USUAL)
        self.restoreGeometry(settings.geometry)
        self.menus = Menus(self, appearance, words)
        self._listen()
        self.page.question_panel.show_question(self.document.new(settings.market))
        self.page.question_panel.controls.drug.setFocus()

    def ask(self) -> Dialogs:
        """Return who asks the person at the window."""
        if self.dialogs is None:
            from taperlab.desktop.dialogs import Dialogs  # noqa: PLC0415 - after the first paint

            self.dialogs = Dialogs(self, self._words)
        return self.dialogs

    def take_engine(self, engine: Engine) -> None:
        """Begin to answer."""
        self.page.begin(engine)
        self.page.question_panel.controls.market.choose(self.dose.question.market)

    def new(self) -> None:
        """Begin with a blank question, if nothing is lost by it."""
        if self.may_leave():
            self.page.question_panel.show_question(self.document.new(self._settings.market))
            self.find_drug()

    def open(self) -> None:
        """Ask for a file and open it, if nothing is lost by it."""
        if self.may_leave() and (path := self.ask().file_to_open(self._settings.folder)):
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Open a file, or say why not; what is on screen stays until the file has been read."""
        self.trying(lambda: self._open(path))

    def save(self) -> bool:
        """Save to the file that is open, or ask for one."""
        if self.document.path is None:
            return self.save_as()
        path = self.document.path
        return self.trying(lambda: self.document.save(path))

    def save_as(self) -> bool:
        """Ask for a file and save to it."""
        if not self.document.can_save:
            return self.trying(lambda: self.document.save(self._settings.folder))
        suggested = self.document.path or self._settings.folder / f"{self.suggested_name()}.json"
        path = self.ask().file_to_save(suggested, pdf=False)
        if path is None or not self.trying(lambda: self.document.save(path)):
            return False
        self._settings.folder = path.parent
        return True

    def print_sheet(self) -> None:
        """Print the paper that is shown."""
        self.printing.to_printer()

    def save_pdf(self) -> None:
        """Save the paper that is shown."""
        self.printing.to_file(self._settings)

    def about(self) -> None:
        """Say what the program is for and what it is not."""
        self.ask().about(__version__)

    def find_drug(self) -> None:
        """Go to the drug and select what stands there."""
        line = self.page.question_panel.controls.drug.line
        line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        line.selectAll()

    def go_to_dose(self) -> None:
        """Go to the dose and select what stands there."""
        line = self.page.question_panel.controls.dose
        line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        line.selectAll()

    def go_to_answer(self) -> None:
        """Go to the first card, or to the tabs."""
        panel = self.page.answer_panel
        card = next(iter(panel.cards.cards.values()), None) if panel.cards else None
        (card or panel.tabs).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn_to(self, index: int) -> None:
        """Turn to one of the views of the answer."""
        tabs = self.page.answer_panel.tabs
        if tabs.isTabEnabled(index):
            tabs.setCurrentIndex(index)

    def trying(self, action: Callable[[], object]) -> bool:
        """Do something that can fail in words; return whether it succeeded."""
        try:
            action()
        except TaperLabError as error:
            self.ask().tell(error)
            return False
        return True

    def may_leave(self) -> bool:
        """Return whether what is on screen may go: saved, or given up in so many words."""
        self.commit()
        if not self.document.is_modified:
            return True
        decided = self.ask().unsaved(self.document.name, can_save=self.document.can_save)
        return self.save() if decided == "save" else decided == "discard"

    def commit(self) -> None:
        """Have a half-typed reason count: leave the box it stands in."""
        focused = QApplication.focusWidget()
        if focused is not None and self.page.answer_panel.isAncestorOf(focused):
            focused.clearFocus()

    def suggested_name(self) -> str:
        """Return a name for a file of this question."""
        question = self.dose.question
        kept = (c if c.isalnum() or c in " .-" else "-" for c in f"{question.drug} {question.dose}")
        return "".join(kept).strip()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless something would be lost."""
        if not self.may_leave():
            event.ignore()
            return
        self._settings.geometry = self.saveGeometry()
        self.worker.stop()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say when the window has been seen for the first time."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._begin)

    def _begin(self) -> None:
        self.first_painted.emit()
        self.setWindowIcon(window_icon())

    def _open(self, path: Path) -> None:
        self.page.question_panel.show_question(self.document.open(path))
        self._settings.folder = path.parent

    def _listen(self) -> None:
        self.document.changed.connect(self._name)
        self.dose.question_changed.connect(self._remember)
        self._appearance.changed.connect(self._redress)
        self.page.print_asked.connect(self.print_sheet)
        self.page.save_asked.connect(self.save_pdf)

    def _name(self) -> None:
        self.setWindowTitle(f"{self.document.name}[*] \u2013 TaperLab")
        self.setWindowModified(self.document.is_modified)

    def _remember(self, question: Question) -> None:
        if question.market != self._settings.market:
            self._settings.market = question.market

    def _redress(self) -> None:
        self.menus.refresh()
        self.page.fit()
