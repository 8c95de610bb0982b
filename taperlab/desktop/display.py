"""Whether a window can be opened here: asked first, because Qt ends the process if not."""

from __future__ import annotations

import ctypes
import os
import sys

_TRIAL = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
_NEEDS_A_SCREEN = ("", "xcb", "wayland")


def can_open() -> bool:
    """Tell whether this system has a display that takes a window."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if sys.platform != "linux" or platform not in _NEEDS_A_SCREEN:
        return True
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    return _x_answers() or _trial_succeeds()


def _x_answers() -> bool:
    """Ask the X server, which takes a thousandth of the time that trying Qt takes."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return False
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = x11.XOpenDisplay(None)
    if display:
        x11.XCloseDisplay(ctypes.c_void_p(display))
    return bool(display)


def _trial_succeeds() -> bool:
    """Try Qt in a process of its own; a bundled program has no Python to try it with."""
    if getattr(sys, "frozen", False):
        return bool(os.environ.get("WAYLAND_DISPLAY"))
    import subprocess  # noqa: PLC0415 - only where nothing quicker can tell

    trial = [sys.executable, "-c", _TRIAL]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0  # noqa: S603 - this Python
