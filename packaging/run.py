"""Opens the window; where there is no display, writes the example case's sheets instead."""

from __future__ import annotations

import os
import subprocess
import sys

import example_sheets
import qt_libraries

FOLDER = "example-sheets"


def has_display() -> bool:
    """Tell whether this system names a display to open a window on."""
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform != "linux" or bool(named) or "QT_QPA_PLATFORM" in os.environ


def main() -> int:
    """Open the window, or say why not and do the next best thing."""
    if not has_display():
        return without_window("There is no display here")
    if not qt_libraries.qt_starts().returncode:
        return subprocess.run(example_sheets.TAPERLAB, check=False).returncode
    if text := qt_libraries.advice("xcb" if os.environ.get("DISPLAY") else "offscreen"):
        print(text, file=sys.stderr)
        return 1
    return without_window("The display here cannot be opened")


def without_window(reason: str) -> int:
    """Leave the example case's sheets."""
    print(f"{reason}, so TaperLab opens no window and writes its example sheets instead.")
    return example_sheets.main(FOLDER)


if __name__ == "__main__":
    sys.exit(main())
