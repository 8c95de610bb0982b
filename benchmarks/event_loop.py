"""How long the window stands still while answers are computed beside it."""

from __future__ import annotations

import os
import sys
import time
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.measure import report
from taperlab import DoseRequest

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from taperlab.answers.document import Answer
    from taperlab.desktop.engine import Engine
    from taperlab.desktop.worker import Worker

__all__ = ["main"]

_TYPED = tuple(f"0.{number} mg" for number in range(21, 60))
_SWITCH_INTERVAL = 0.0005  # as the desktop has it
_REST = 2000  # milliseconds


def main() -> None:
    """Print the worst gap between two turns of the loop, at work and at rest."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - not before the platform is chosen
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from taperlab.desktop.engine import load_engine  # noqa: PLC0415
    from taperlab.desktop.worker import Worker  # noqa: PLC0415

    sys.setswitchinterval(_SWITCH_INTERVAL)
    application = QApplication(sys.argv[:1])
    engine = load_engine()
    engine.prepare(_request(_TYPED[0]), engine.catalogue)
    worker = Worker(application)
    at_rest = _worst_gap(lambda: QTimer.singleShot(_REST, application.quit))
    at_work = _worst_gap(lambda: _answer(worker, engine, list(_TYPED), application.quit))
    worker.stop()
    report(
        "worst gap of the event loop while answers are computed, against a loop at rest",
        at_work / at_rest,
        f"{at_work * 1e3:.1f} ms over {len(_TYPED)} answers",
        f"{at_rest * 1e3:.1f} ms",
        "50 ms",
    )


def _answer(
    worker: Worker, engine: Engine, typed: list[str], finished: Callable[[], object]
) -> None:
    """Have one dose after another answered in the worker, then say so."""

    def receive(future: Future[Answer]) -> None:
        future.result()
        _answer(worker, engine, typed[1:], finished)

    if not typed:
        finished()
        return
    request = _request(typed[0])
    worker.start("answer", lambda _dropped: engine.prepare(request, engine.catalogue), receive)


def _request(dose: str) -> DoseRequest:
    return DoseRequest(drug="citalopram", dose=dose, current_dose="0.6 mg")


def _worst_gap(begin: Callable[[], object]) -> float:
    """Run the loop until it is told to quit; return its longest pause in seconds."""
    from PySide6.QtCore import Qt, QTimer  # noqa: PLC0415 - not before the platform is chosen
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    turns = [time.perf_counter()]
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: turns.append(time.perf_counter()))
    timer.start(1)
    QTimer.singleShot(0, begin)
    QApplication.exec()
    timer.stop()
    return max(later - earlier for earlier, later in pairwise(turns))
