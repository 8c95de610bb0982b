"""The program on a real screen: `make window` gives it one."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication

from tests.patience import PATIENCE

PROGRAM = "import sys; from taperlab.cli import main; sys.exit(main())"


@pytest.fixture(scope="module", autouse=True)
def _real_screen(qapp: QApplication) -> None:
    assert qapp.platformName() == "xcb", "these tests are run by `make window`"


def test_the_program_paints_its_window_and_leaves() -> None:
    command = [sys.executable, "-c", PROGRAM, "--quit-after-first-paint"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_display_it_says_so_in_words_and_does_not_abort() -> None:
    hidden = {name: value for name, value in os.environ.items() if name not in _SCREEN}
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(
        command, env=hidden, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode in {1, 2}
    assert "display" in done.stderr
    assert "Traceback" not in done.stderr


_SCREEN = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
