"""Where the window starts: paint first, load after."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

from taperlab.desktop.display import can_open
from taperlab.messages import Message, TaperLabError
from taperlab.wording import Wording

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from taperlab.desktop.engine import Engine
    from taperlab.desktop.window import Window

_SWITCH_INTERVAL = 0.0005  # lets the window breathe beside a thread that computes


def main(argv: list[str], *, quit_after_first_paint: bool = False) -> int:
    """Open the window, with the file that ``argv`` names if any; return the exit status."""
    words = Wording()
    if not can_open():
        sys.stderr.write(f"{words.text(Message('desktop.no-display'))}\n")
        sys.stderr.write(f"{words.text(Message('desktop.no-display.remedy'))}\n")
        return 2
    return _run(argv, words, quit_after_first_paint=quit_after_first_paint)


def _run(argv: list[str], words: Wording, *, quit_after_first_paint: bool) -> int:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - ends the process without a display

    from taperlab.desktop.hook import CrashHook  # noqa: PLC0415
    from taperlab.desktop.look.appearance import Appearance  # noqa: PLC0415
    from taperlab.desktop.settings import own_settings  # noqa: PLC0415
    from taperlab.desktop.window import Window  # noqa: PLC0415

    application = QApplication(["taperlab", *argv])
    application.setApplicationName("taperlab")
    application.setApplicationDisplayName("")
    application.setDesktopFileName("taperlab")
    CrashHook(words).install()
    settings = own_settings()
    appearance = Appearance(application, settings)
    window = Window(appearance, settings, words)
    appearance.dress()
    if quit_after_first_paint:
        window.first_painted.connect(application.quit)
    else:
        window.first_painted.connect(lambda: _load(window, argv))
    window.show()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return application.exec()


def _load(window: Window, argv: list[str]) -> None:
    from pathlib import Path  # noqa: PLC0415 - after the first paint

    from taperlab.desktop.engine import load_engine  # noqa: PLC0415

    sys.setswitchinterval(_SWITCH_INTERVAL)
    file = Path(argv[-1]) if argv else None

    def receive(future: Future[Engine]) -> None:
        try:
            engine = future.result()
        except TaperLabError as error:  # a file of the user's own catalogue
            window.dose.give_up(error)
        else:
            _begin(window, engine, file)

    window.worker.start("engine", lambda _dropped: load_engine(), receive)


def _begin(window: Window, engine: Engine, file: Path | None) -> None:
    window.take_engine(engine)
    if file is not None:
        window.open_file(file)
