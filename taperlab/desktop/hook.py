"""Hears of every error that nobody foresaw, and has it shown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from taperlab.wording import Wording


class CrashHook:
    """Takes ``sys.excepthook``: prints as before, and shows the first error in a dialog."""

    def __init__(self, words: Wording) -> None:
        self._words = words
        self._showing = False

    def install(self) -> None:
        """Hear of every error from here on."""
        sys.excepthook = self

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Show the error; one that happens while it shows is only printed."""
        sys.__excepthook__(kind, error, trace)
        if self._showing:
            return
        from taperlab.desktop.crash import show_crash  # noqa: PLC0415 - seldom needed

        self._showing = True
        show_crash(self._words, error)
        self._showing = False
