"""From start to the first painted window, against a window with nothing in it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median

from benchmarks.measure import report

__all__ = ["main"]

_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)

application = QApplication(sys.argv)
window = Window()
window.resize(1200, 800)
window.show()
application.exec()
"""
_OURS = [sys.executable, "-m", "taperlab", "--quit-after-first-paint"]
_THEIRS = [sys.executable, "-c", _BARE]
_RUNS = 9


def main() -> None:
    """Print the ratios of time and of memory."""
    ours, theirs = [], []
    for _ in range(_RUNS):
        ours.append(_start(_OURS))
        theirs.append(_start(_THEIRS))
    (our_time, our_size), (their_time, their_size) = _medians(ours), _medians(theirs)
    report(
        "start to first painted window against a bare window",
        our_time / their_time,
        f"{our_time:.2f} s",
        f"{their_time:.2f} s",
        "2.5 x",
    )
    report(
        "peak memory at the first painted window against a bare window",
        our_size / their_size,
        f"{our_size:.0f} MiB",
        f"{their_size:.0f} MiB",
        "3 x",
    )


def _start(command: list[str]) -> tuple[float, float]:
    """Return seconds and MiB of one process, and fail with it."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    taken = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return taken, used.ru_maxrss / unit


def _medians(runs: list[tuple[float, float]]) -> tuple[float, float]:
    times, sizes = zip(*runs, strict=True)
    return median(times), median(sizes)
