"""The window on a real screen: it is seen, takes keys, and fits."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from taperlab.answers.document import Answer
from taperlab.answers.request import DoseRequest
from taperlab.catalogue import Catalogue
from taperlab.desktop.engine import load_engine
from taperlab.desktop.look.appearance import Appearance
from taperlab.desktop.settings import Settings
from taperlab.desktop.window import Window
from taperlab.wording import Wording
from tests.patience import PATIENCE_MS


@pytest.fixture
def unready(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    """A window whose engine is not loaded yet."""
    settings = Settings(tmp_path / "settings.ini")
    appearance = Appearance(qapp, settings)
    made = Window(appearance, settings, Wording())
    appearance.dress()
    made.resize(1024, 700)
    with qtbot.waitExposed(made, timeout=PATIENCE_MS):
        made.show()
    made.activateWindow()
    yield made
    made.hide()
    made.worker.stop()


@pytest.fixture
def window(unready: Window) -> Window:
    unready.take_engine(load_engine())
    return unready


def type_dose(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=PATIENCE_MS)
    qtbot.keyClicks(QApplication.focusWidget(), "citalopram")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "0.37 mg")


def figures(window: Window) -> list[str]:
    labels = window.page.answer_panel.findChildren(QLabel)
    return [each.text() for each in labels if each.isVisible()]


def test_a_dose_typed_on_a_real_screen_is_answered(window: Window, qtbot: QtBot) -> None:
    type_dose(window, qtbot)
    qtbot.waitUntil(lambda: "0.74\u00a0mL" in figures(window), timeout=PATIENCE_MS)
    screen = window.screen().geometry()
    assert screen.contains(window.frameGeometry())
    image = window.grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, 1024, 7) for y in range(0, 700, 7)}
    assert len(colours) > 20


def test_keys_are_taken_while_an_answer_is_worked_out(unready: Window, qtbot: QtBot) -> None:
    """The work is held back until the keys have landed: no clock decides."""
    engine, begun, go_on = load_engine(), Event(), Event()

    def held(
        request: DoseRequest, catalogue: Catalogue, *, cancelled: Callable[[], bool] | None = None
    ) -> Answer:
        begun.set()
        go_on.wait()
        return engine.prepare(request, catalogue, cancelled=cancelled)

    try:
        unready.take_engine(replace(engine, prepare=held))
        type_dose(unready, qtbot)
        qtbot.waitUntil(begun.is_set, timeout=PATIENCE_MS)
        line = unready.page.question_panel.controls.dose
        line.clear()
        qtbot.keyClicks(line, "0.41 mg")
        assert line.text() == "0.41 mg"
        assert not unready.worker.is_idle
    finally:
        go_on.set()
    qtbot.waitUntil(lambda: "0.82\u00a0mL" in figures(unready), timeout=PATIENCE_MS)


def test_the_program_starts_paints_and_ends(tmp_path: Path) -> None:
    code = "from taperlab.desktop.app import main; main([], quit_after_first_paint=True)"
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0
    assert "Traceback" not in ended.stderr
