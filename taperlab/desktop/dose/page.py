"""The Dose page as the frame knows it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from taperlab.desktop.dose.answer_panel import TABS
from taperlab.desktop.dose.document import DocumentPresenter
from taperlab.desktop.dose.panel import DosePanel
from taperlab.desktop.dose.presenter import DosePresenter
from taperlab.desktop.pages import Command
from taperlab.desktop.paper.printing import Printing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QLineEdit

    from taperlab.desktop.engine import Engine
    from taperlab.desktop.window import Window
    from taperlab.wording import Wording


class DosePage:
    """One dose: its question, its preparations, its papers."""

    name = "dose"
    schema = "taperlab/answer/1"

    def __init__(self, window: Window, words: Wording) -> None:
        self._window = window
        self.dose = DosePresenter(words, window.worker, window)
        self.document = DocumentPresenter(self.dose, words, window)
        self.widget = DosePanel(self.dose, words, window.worker)
        sheets = self.widget.sheets
        look = partial(self.turn_to, TABS.index("sheets"))
        self.printing = Printing(window, lambda: sheets.pdf, look, lambda: sheets.kind)
        self.widget.print_asked.connect(window.print_sheet)
        self.widget.save_asked.connect(window.save_pdf)

    @property
    def commands(self) -> Sequence[Command]:
        """Printing, and the places to go to."""
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
            Command("go", "desktop.do-dose", "Ctrl+D", self.go_to_dose),
            Command("go", "desktop.do-answer", "Ctrl+G", self.go_to_answer),
            *tabs,
        )

    def take_engine(self, engine: Engine) -> None:
        """Begin to answer."""
        self.widget.begin(engine)
        self.widget.question_panel.controls.market.choose(self.dose.question.market)

    def new(self, market: str) -> None:
        """Begin with a blank question."""
        self.widget.question_panel.show_question(self.document.new(market))

    def open(self, path: Path) -> None:
        """Show a saved answer; InputError says why not."""
        self.widget.question_panel.show_question(self.document.open(path))

    def focus(self) -> None:
        """Go to the drug and select what stands there."""
        _select(self.widget.question_panel.controls.drug.line)

    def go_to_dose(self) -> None:
        """Go to the dose and select what stands there."""
        _select(self.widget.question_panel.controls.dose)

    def go_to_answer(self) -> None:
        """Go to the first card, or to the tabs."""
        panel = self.widget.answer_panel
        card = next(iter(panel.cards.cards.values()), None) if panel.cards else None
        (card or panel.tabs).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn_to(self, index: int) -> None:
        """Turn to one of the views of the answer."""
        tabs = self.widget.answer_panel.tabs
        if tabs.isTabEnabled(index):
            tabs.setCurrentIndex(index)

    def commit(self) -> None:
        """Have a half-typed reason count: leave the box it stands in."""
        focused = QApplication.focusWidget()
        if focused is not None and self.widget.answer_panel.isAncestorOf(focused):
            focused.clearFocus()

    def fit(self) -> None:
        """Share the width anew."""
        self.widget.fit()

    def suggested_name(self) -> str:
        """Return a name for a file of this question."""
        question = self.dose.question
        return f"{question.drug} {question.dose}"


def _select(line: QLineEdit) -> None:
    line.setFocus(Qt.FocusReason.ShortcutFocusReason)
    line.selectAll()
