"""How soon an edit on the Taper page is answered, and how long the window stands still for it."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

from benchmarks.measure import report, seconds
from taperlab import Catalogue, plan_taper

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from taperlab.desktop.window import Window
    from taperlab.taper.request import TaperRequest

__all__ = ["main"]

_STARTS = tuple(f"{whole}.{tenth} mg" for whole in (19, 18, 17) for tenth in range(9, 0, -1))
_SWITCH_INTERVAL = 0.0005  # as the desktop has it
_TAPER = 1  # the page's place


def main() -> None:
    """Print how long edits take until their plan shows, and the loop's worst pause meanwhile."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - not before the platform is chosen

    sys.setswitchinterval(_SWITCH_INTERVAL)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as scratch:
        window = _window(application, Path(scratch) / "settings.ini")
        taken, asked, gap = _edits(application, window)
        window.hide()
        window.worker.stop()
    catalogue = Catalogue.shipped()
    alone = [seconds(lambda: plan_taper(each, catalogue)) for each in asked]  # noqa: B023 - called at once
    ours, theirs = _slowest(taken), _slowest(alone)
    report(
        "95 % of edits on the Taper page are answered in this time, against planning alone",
        ours / theirs,
        f"{ours * 1e3:.0f} ms over {len(taken)} edits",
        f"{theirs * 1e3:.0f} ms",
        "150 ms",
    )
    print(f"             worst pause of the event loop meanwhile: {gap * 1e3:.0f} ms; aim: 50 ms")


def _window(application: QApplication, settings: Path) -> Window:
    from taperlab.desktop.engine import load_engine  # noqa: PLC0415
    from taperlab.desktop.look.appearance import Appearance  # noqa: PLC0415 - Qt, see above
    from taperlab.desktop.settings import Settings  # noqa: PLC0415
    from taperlab.desktop.window import Window  # noqa: PLC0415
    from taperlab.wording import Wording  # noqa: PLC0415

    kept = Settings(settings)
    appearance = Appearance(application, kept)
    window = Window(appearance, kept, Wording())
    appearance.dress()
    window.show()
    window.take_engine(load_engine())
    window.turn_page(_TAPER)
    application.processEvents()
    return window


def _edits(
    application: QApplication, window: Window
) -> tuple[list[float], list[TaperRequest], float]:
    """Type one start after another; return the seconds of each, what was asked, and the gap."""
    panel = window.taper_page.panel
    if panel is None:
        raise RuntimeError
    controls = panel.form.controls
    controls.drug.setEditText("Citalopram")
    controls.start.setText("20 mg")
    controls.rule.kind.choose("occupancy")
    controls.rule.amount.setText("5")
    _settle(application, window, [])
    taken, asked, turns = [], [], list[float]()
    for start in _STARTS:
        begun = time.perf_counter()
        turns.append(begun)
        controls.start.setText(start)
        _settle(application, window, turns)
        taken.append(time.perf_counter() - begun)
        if panel.taper.request is not None:
            asked.append(panel.taper.request)
    return taken, asked, max(later - earlier for earlier, later in pairwise(turns))


def _settle(application: QApplication, window: Window, turns: list[float]) -> None:
    """Turn the loop until the plan, its chart and its next step are painted."""
    from PySide6.QtCore import QEvent  # noqa: PLC0415 - Qt, see above

    rest = 0
    while rest < 3:  # a plan is shown in two turns, and painted in the next
        application.processEvents()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # as a loop's turn
        turns.append(time.perf_counter())
        rest = rest + 1 if window.worker.is_idle and window.taper_page.taper.plan else 0
        time.sleep(0.0005)


def _slowest(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]
