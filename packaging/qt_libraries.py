"""Names the Debian packages of the system libraries that Qt needs here and does not find.

qt_libraries.py offscreen | xcb     exit 1 and say what to install, if anything is missing
qt_libraries.py --packages          print every package that any platform needs
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys

ANY_PLATFORM = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}
XCB_PLATFORM = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WINDOW = "from PySide6.QtWidgets import QApplication; QApplication([])"


def qt_starts(platform: str | None = None) -> subprocess.CompletedProcess[str]:
    """Start a Qt application in a process of its own: without a display it aborts."""
    environment = dict(os.environ)
    if platform:
        environment["QT_QPA_PLATFORM"] = platform
    return subprocess.run(
        [sys.executable, "-c", WINDOW], env=environment, capture_output=True, text=True, check=False
    )


def missing(platform: str) -> dict[str, str]:
    """Return each library that cannot be loaded, with the package that brings it."""
    wanted = ANY_PLATFORM | (XCB_PLATFORM if platform == "xcb" else {})
    return {library: package for library, package in wanted.items() if not _loads(library)}


def advice(platform: str) -> str:
    """Say which libraries are missing and what installs them; empty if none is."""
    found = missing(platform) if sys.platform == "linux" else {}
    if not found:
        return ""
    packages = " ".join(sorted(set(found.values())))
    return (
        f"Qt needs system libraries that are not here: {', '.join(found)}.\n"
        f"On Debian and Ubuntu this brings them:\n    apt-get install {packages}"
    )


def main(argument: str) -> int:
    """Say what is missing; return the exit status."""
    if argument == "--packages":
        print(" ".join(sorted({*ANY_PLATFORM.values(), *XCB_PLATFORM.values()})))
        return 0
    if text := advice(argument):
        print(text, file=sys.stderr)
        return 1
    if argument == "offscreen" and (started := qt_starts("offscreen")).returncode:
        print(f"Qt does not start here:\n{started.stderr}", file=sys.stderr)
        return 1
    return 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
