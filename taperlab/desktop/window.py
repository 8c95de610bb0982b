"""The window: its pages, its menus, the files that are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from taperlab.desktop.check.page import CheckPage
from taperlab.desktop.dose.page import DosePage
from taperlab.desktop.look.icons import window_icon
from taperlab.desktop.menus import Menus
from taperlab.desktop.pages import PageStack
from taperlab.desktop.taper.page import TaperPage
from taperlab.desktop.worker import Worker
from taperlab.messages import TaperLabError
from taperlab.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from taperlab.desktop.dialogs import Dialogs
    from taperlab.desktop.dose.panel import DosePanel
    from taperlab.desktop.dose.presenter import DosePresenter
    from taperlab.desktop.dose.question import Question
    from taperlab.desktop.engine import Engine
    from taperlab.desktop.look.appearance import Appearance
    from taperlab.desktop.pages import Document, Page
    from taperlab.desktop.paper.printing import Printing
    from taperlab.desktop.settings import Settings
    from taperlab.wording import Wording

SMALLEST = 1024, 700
USUAL = 1280, 860


class Window(QMainWindow):
    """One window with its pages; each page has a file of its own."""

    first_painted = Signal()

    def __init__(self, appearance: Appearance, settings: Settings, words: Wording) -> None:
        super().__init__()
        self._appearance = appearance
        self._settings = settings
        self._words = words
        self._painted = False
        self.dialogs: Dialogs | None = None
        self.worker = Worker(self)
        self.dose_page = DosePage(self, words)
        self.taper_page = TaperPage(self, words)
        self.check_page = CheckPage(self, words)
        self.pages: tuple[Page, ...] = (self.dose_page, self.taper_page, self.check_page)
        self.stack = PageStack(self.pages, words)
        self.setCentralWidget(self.stack)
        self.setMinimumSize(640, 480)
        self.resize(*USUAL)
        self.restoreGeometry(settings.geometry)
        self.menus = Menus(self, appearance, words)
        self._listen()
        for page in self.pages:
            page.new(settings.market)
        self.stack.here.focus()

    @property
    def here(self) -> Page:
        """The page that is shown."""
        return self.stack.here

    @property
    def document(self) -> Document:
        """What the page that is shown has in a file."""
        return self.here.document

    @property
    def page(self) -> DosePanel:
        """The Dose page's widgets."""
        return self.dose_page.widget

    @property
    def dose(self) -> DosePresenter:
        """The Dose page without its widgets."""
        return self.dose_page.dose

    @property
    def _printing(self) -> Printing:
        """What prints the papers of the page that is shown."""
        taper = self.taper_page
        return taper.printing if self.here is taper else self.dose_page.printing

    def ask(self) -> Dialogs:
        """Return who asks the person at the window."""
        if self.dialogs is None:
            from taperlab.desktop.dialogs import Dialogs  # noqa: PLC0415 - after the first paint

            self.dialogs = Dialogs(self, self._words)
        return self.dialogs

    def take_engine(self, engine: Engine) -> None:
        """Begin to answer."""
        for page in self.pages:
            page.take_engine(engine)

    def new(self) -> None:
        """Begin with blank fields, if nothing is lost by it."""
        if self.may_leave():
            self.here.new(self._settings.market)
            self.here.focus()

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
        document = self.document
        if not document.can_save:
            return self.trying(lambda: document.save(self._settings.folder))
        suggested = document.path or self._settings.folder / f"{self.suggested_name()}.json"
        path = self.ask().file_to_save(suggested, pdf=False)
        if path is None or not self.trying(lambda: document.save(path)):
            return False
        self._settings.folder = path.parent
        return True

    def print_sheet(self) -> None:
        """Print the paper that is shown."""
        self._printing.to_printer()

    def save_pdf(self) -> None:
        """Save the paper that is shown."""
        self._printing.to_file(self._settings)

    def about(self) -> None:
        """Say what the program is for and what it is not."""
        self.ask().about(__version__)

    def find_drug(self) -> None:
        """Go to the field that a person begins with."""
        self.here.focus()

    def turn_to(self, index: int) -> None:
        """Turn to one of the views of a dose's answer."""
        self.dose_page.turn_to(index)

    def turn_page(self, index: int) -> None:
        """Turn to another page, and to the field that one begins with there."""
        self.stack.turn_to(index)
        self.here.focus()

    def trying(self, action: Callable[[], object]) -> bool:
        """Do something that can fail in words; return whether it succeeded."""
        try:
            action()
        except TaperLabError as error:
            self.ask().tell(error)
            return False
        return True

    def may_leave(self) -> bool:
        """Return whether what the page holds may go: saved, or given up in so many words."""
        self.commit()
        document = self.document
        if not document.is_modified:
            return True
        decided = self.ask().unsaved(document.name, can_save=document.can_save)
        return self.save() if decided == "save" else decided == "discard"

    def commit(self) -> None:
        """Have what is half typed count."""
        self.here.commit()

    def suggested_name(self) -> str:
        """Return a name for a file."""
        kept = (c if c.isalnum() or c in " .-" else "-" for c in self.here.suggested_name())
        return "".join(kept).strip()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless something would be lost."""
        if not all(self._may_leave(index) for index in range(len(self.pages))):
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
        QTimer.singleShot(0, self, lambda: self.setWindowIcon(window_icon()))

    def _may_leave(self, index: int) -> bool:
        """Ask about another page's work only where it can be seen."""
        if not self.pages[index].document.is_modified and self.pages[index] is not self.here:
            return True
        self.stack.turn_to(index)
        return self.may_leave()

    def _open(self, path: Path) -> None:
        from taperlab.desktop.opening import schema_of  # noqa: PLC0415 - after the first paint

        schema = schema_of(path)
        fitting = (index for index, page in enumerate(self.pages) if page.schema == schema)
        index = next(fitting, self.stack.bar.currentIndex())
        if self.pages[index] is not self.here and not self._may_leave(index):
            return
        self.pages[index].open(path)
        self.stack.turn_to(index)
        self._settings.folder = path.parent

    def _listen(self) -> None:
        for page in self.pages:
            page.document.changed.connect(self._name)
        self.stack.turned.connect(self._turned)
        self.dose.question_changed.connect(self._remember)
        self._appearance.changed.connect(self._redress)

    def _turned(self) -> None:
        self.menus.follow(self.here)
        self._name()

    def _name(self) -> None:
        self.setWindowTitle(f"{self.document.name}[*] \u2013 TaperLab")
        self.setWindowModified(self.document.is_modified)

    def _remember(self, question: Question) -> None:
        if question.market != self._settings.market:
            self._settings.market = question.market

    def _redress(self) -> None:
        self.menus.refresh()
        for page in self.pages:
            page.fit()
