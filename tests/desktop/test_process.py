"""The program as a process: it paints and ends, says why it cannot, and loads nothing early."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from taperlab.desktop.display import can_open
from tests.patience import PATIENCE

START = "from taperlab.desktop.app import main; import sys; sys.exit(main({argv}, {options}))"
HEAVY = (
    "numpy", "pint", "reportlab", "pypdfium2", "msgspec", "taperlab.answers.answering",
    "subprocess", "importlib.resources",
)  # fmt: skip
LISTEN = """
import sys
from taperlab.desktop.app import main
status = main([], quit_after_first_paint=True)
print(sorted(name for name in {heavy!r} if name in sys.modules))
sys.exit(status)
"""


def start(code: str, tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    named = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    everything = {**named, "XDG_CONFIG_HOME": str(tmp_path), **environment}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=everything,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_it_paints_once_and_ends_well(tmp_path: Path) -> None:
    code = START.format(argv="[]", options="quit_after_first_paint=True")
    ended = start(code, tmp_path, QT_QPA_PLATFORM="offscreen")
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    ended = start(LISTEN.format(heavy=HEAVY), tmp_path, QT_QPA_PLATFORM="offscreen")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == "[]"


def test_what_stays_for_good_is_not_gone_through_again(tmp_path: Path) -> None:
    code = """
import gc
from taperlab.desktop.engine import load_engine
catalogue = load_engine().catalogue
print(any(each is catalogue for each in gc.get_objects()))
"""
    ended = start(code, tmp_path)
    assert ended.stdout.strip() == "False", ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("display", [{}, {"DISPLAY": ":987"}], ids=["none", "dead"])
def test_without_a_display_it_says_so_in_words(tmp_path: Path, display: dict[str, str]) -> None:
    ended = start(START.format(argv="[]", options=""), tmp_path, **display)
    assert ended.returncode == 2
    assert "no display" in ended.stderr
    assert "taperlab dose --help" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_offscreen_platform_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.delenv("DISPLAY", raising=False)
    assert can_open()


def test_signals_leave_the_count_of_references_as_it_was() -> None:
    """Some releases of PySide6 lose a reference to True with each emit, and the process with it."""
    code = """
import sys
from PySide6.QtCore import QObject, Signal
class Sender(QObject):
    sent = Signal()
sender = Sender()
before = sys.getrefcount(True)
for _ in range(100):
    sender.sent.emit()
sys.exit(sys.getrefcount(True) < before - 50)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
