"""No part of a page is shown before it stands in it: it would flash as a window of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.desktop.check.checking import CheckDesk
from tests.desktop.conftest import Desk
from tests.desktop.taper.tapering import taper_desk


class Watch(QObject):
    """Notes each widget that is shown with nothing around it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            popup = watched.windowType() == Qt.WindowType.Popup
            if watched.isWindow() and not popup:
                self.found.append(type(watched).__name__)
        return False


@pytest.fixture
def watch(desk: Desk, qapp: QApplication) -> Iterator[Watch]:
    assert desk.window.isVisible()
    watch = Watch()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


def test_one_window_is_all_that_opens(desk: Desk, watch: Watch) -> None:
    desk.ask(current="0.4 mg")
    taper = taper_desk(desk)
    taper.ask()
    for tab in range(6):
        desk.window.taper_page.turn_to(tab)
        taper.wait()
    check = CheckDesk(desk)
    check.ask()
    assert watch.found == []
