"""The bar that turns from one view of a page to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabBar

from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from taperlab.wording import Wording


def view_bar(names: Iterable[str], words: Wording) -> QTabBar:
    """Return a bar with a tab for each view, by the names that the page has for them."""
    bar = QTabBar()
    bar.setAccessibleName(words.text(Message("desktop.views")))
    for name in names:
        bar.addTab(words.text(Message(f"desktop.tab-{name}")))
    bar.setExpanding(False)
    bar.setDrawBase(False)
    return bar
