"""The Taper page as the frame knows it; its widgets are made when it is first looked at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from taperlab.desktop.late import Late
from taperlab.desktop.pages import Command
from taperlab.desktop.paper.printing import Printing
from taperlab.desktop.taper.document import TaperDocument
from taperlab.desktop.taper.presenter import TaperPresenter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from taperlab.desktop.engine import Engine
    from taperlab.desktop.taper.panel import TaperPanel
    from taperlab.desktop.window import Window
    from taperlab.wording import Wording

TABS = ("plan", "bottles", "supply", "sheets", "compare", "audit")


class TaperPage:
    """A whole taper: what is asked, its plan, its moves."""

    name = "taper"
    schema = "taperlab/plan/1"

    def __init__(self, window: Window, words: Wording) -> None:
        self._window = window
        self._words = words
        self._market = "GB"
        self.taper = TaperPresenter(words, window.worker, window)
        self.document = TaperDocument(self.taper, words, window)
        self.panel: TaperPanel | None = None
        look = partial(self.turn_to, TABS.index("sheets"))
        self.printing = Printing(window, self._paper, look, self._paper_name)
        self.widget = Late(self._fill)

    @property
    def commands(self) -> Sequence[Command]:
        """Printing, the places to go to, and back and on again through what was asked."""
        window = self._window
        tabs = [
            Command(
                "go", f"desktop.do-tab-{tab}", f"Ctrl+{place + 1}", partial(self.turn_to, place)
            )
            for place, tab in enumerate(TABS)
        ]
        return (
            Command("file", "desktop.do-print", "Ctrl+P", window.print_sheet),
            Command("file", "desktop.do-save-pdf", "Ctrl+E", window.save_pdf),
            Command("go", "desktop.do-find-drug", "Ctrl+F", self.focus),
            Command("go", "desktop.do-dose", "Ctrl+D", self.go_to_start),
            Command("go", "desktop.do-steps", "Ctrl+G", self.go_to_steps),
            *tabs,
            Command("go", "desktop.do-undo", "Ctrl+Z", self.taper.undo),
            Command("go", "desktop.do-redo", "Ctrl+Shift+Z", self.taper.redo),
        )

    def take_engine(self, engine: Engine) -> None:
        """Begin to answer."""
        self.taper.take_engine(engine)
        if self.taper.request is None:
            self.document.new(self._market)
        if self.widget.isVisible():
            self._fill()

    def new(self, market: str) -> None:
        """Begin with a blank request."""
        self._market = market
        if self.taper.engine is not None:
            self.document.new(market)

    def open(self, path: Path) -> None:
        """Show a saved plan; InputError says why not."""
        self.document.open(path)

    def focus(self) -> None:
        """Go to the drug and select what stands there."""
        if self.panel is not None:
            line = self.panel.form.controls.drug.line
            line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            line.selectAll()

    def go_to_start(self) -> None:
        """Go to the dose that the taper begins with."""
        if self.panel is not None:
            line = self.panel.form.controls.start
            line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            line.selectAll()

    def go_to_steps(self) -> None:
        """Go to the table of steps."""
        if self.panel is not None and self.taper.plan is not None:
            self.turn_to(0)
            self.panel.course.course.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn_to(self, index: int) -> None:
        """Turn to one of the views of the plan."""
        if self.panel is not None and self.panel.course.tabs.isTabEnabled(index):
            self.panel.course.tabs.setCurrentIndex(index)

    def commit(self) -> None:
        """Have a half-typed reason count: leave the box it stands in."""
        focused = QApplication.focusWidget()
        if self.panel is not None and focused and self.panel.course.isAncestorOf(focused):
            focused.clearFocus()

    def fit(self) -> None:
        """Share the width anew."""
        if self.panel is not None:
            self.panel.fit()

    def suggested_name(self) -> str:
        """Return a name for a file of this taper."""
        request = self.taper.request
        return f"{request.drug} {request.start}" if request is not None else ""

    def _paper(self) -> bytes | None:
        return None if self.panel is None else self.panel.sheets.papers.pdf

    def _paper_name(self) -> str:
        return "" if self.panel is None else self.panel.sheets.name

    def _fill(self) -> None:
        if self.panel is not None or self.taper.engine is None:
            return
        from taperlab.desktop.parts.pictures import PictureBook  # noqa: PLC0415 - when first looked at
        from taperlab.desktop.taper.panel import TaperPanel  # noqa: PLC0415

        book = PictureBook(self._window.worker, self._words)
        self.panel = TaperPanel(self.taper, self._words, book)
        preview = self.panel.course.sheets.preview
        preview.print_asked.connect(self._window.print_sheet)
        preview.save_asked.connect(self._window.save_pdf)
        self.widget.hold(self.panel)
        self.taper.tell()
        self.focus()
