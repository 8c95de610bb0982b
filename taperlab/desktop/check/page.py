"""The Check page as the frame knows it; its widgets are made when it is first looked at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from taperlab.desktop.check.document import CheckDocument
from taperlab.desktop.check.presenter import CheckPresenter
from taperlab.desktop.late import Late
from taperlab.desktop.pages import Command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QLineEdit

    from taperlab.desktop.check.panel import CheckPanel
    from taperlab.desktop.engine import Engine
    from taperlab.desktop.window import Window
    from taperlab.wording import Wording

TABS = ("verdict", "timing", "ladder")


class CheckPage:
    """One reduction: can it be made, and told apart from its own error?"""

    name = "check"
    schema = "taperlab/check/1"

    def __init__(self, window: Window, words: Wording) -> None:
        self._window = window
        self._words = words
        self._market = "GB"
        self.checks = CheckPresenter(words, window.worker, window)
        self.document = CheckDocument(self.checks, words, window)
        self.panel: CheckPanel | None = None
        self.widget = Late(self._fill)

    @property
    def commands(self) -> Sequence[Command]:
        """The places to go to."""
        tabs = [
            Command(
                "go", f"desktop.do-tab-{tab}", f"Ctrl+{place + 1}", partial(self.turn_to, place)
            )
            for place, tab in enumerate(TABS)
        ]
        return (
            Command("go", "desktop.do-find-drug", "Ctrl+F", self.focus),
            Command("go", "desktop.do-dose", "Ctrl+D", self.go_to_start),
            Command("go", "desktop.do-verdict", "Ctrl+G", self.go_to_verdict),
            *tabs,
        )

    def take_engine(self, engine: Engine) -> None:
        """Begin to answer."""
        self.checks.take_engine(engine)
        if self.checks.asked is None:
            self.document.new(self._market)
        if self.widget.isVisible():
            self._fill()

    def new(self, market: str) -> None:
        """Begin with a blank page."""
        self._market = market
        if self.checks.engine is not None:
            self.document.new(market)

    def open(self, path: Path) -> None:
        """Show a saved check; InputError says why not."""
        self.document.open(path)

    def focus(self) -> None:
        """Go to the drug and select what stands there."""
        if self.panel is not None:
            _select(self.panel.form.controls.drug.line)

    def go_to_start(self) -> None:
        """Go to the dose that is taken now."""
        if self.panel is not None:
            _select(self.panel.form.controls.start)

    def go_to_verdict(self) -> None:
        """Go to the verdict."""
        if self.panel is not None:
            self.panel.result.go_to_verdict()

    def turn_to(self, index: int) -> None:
        """Turn to one of the views of the check."""
        if self.panel is not None and self.panel.result.tabs.isTabEnabled(index):
            self.panel.result.tabs.setCurrentIndex(index)

    def commit(self) -> None:
        """Have a half-typed reason count: leave the box it stands in."""
        focused = QApplication.focusWidget()
        if self.panel is not None and focused and self.panel.result.isAncestorOf(focused):
            focused.clearFocus()

    def fit(self) -> None:
        """Share the width anew."""
        if self.panel is not None:
            self.panel.fit()

    def suggested_name(self) -> str:
        """Return a name for a file of this check."""
        asked = self.checks.asked
        if asked is None:
            return ""
        request = asked.request
        return f"{request.drug} {request.start} - {request.to}"

    def _fill(self) -> None:
        if self.panel is not None or self.checks.engine is None:
            return
        from taperlab.desktop.check.panel import CheckPanel  # noqa: PLC0415 - when first looked at
        from taperlab.desktop.parts.pictures import PictureBook  # noqa: PLC0415

        book = PictureBook(self._window.worker, self._words, "pictures of a check")
        self.panel = CheckPanel(self.checks, self._words, book)
        self.widget.hold(self.panel)
        self.checks.tell()
        self.focus()


def _select(line: QLineEdit) -> None:
    line.setFocus(Qt.FocusReason.ShortcutFocusReason)
    line.selectAll()
