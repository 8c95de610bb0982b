"""Builds the folder bundle from an installed wheel: dist/taperlab/, with desktop entry and icons.

A wheel that leaves a room or a resource out would be hidden by the working tree, so PyInstaller
never sees it: it runs in an environment that holds the wheel alone, from another folder.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
BUILD = ROOT / "build"
ENVIRONMENT = BUILD / "wheel-environment"
PYTHON = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin") / "python"


def install() -> None:
    """Put the one wheel in dist/ into a fresh environment, with the tool that bundles."""
    (wheel,) = DIST.glob("taperlab-*.whl")
    venv.create(ENVIRONMENT, with_pip=True, clear=True)
    tool = f"pyinstaller=={version('pyinstaller')}"
    run(PYTHON, "-m", "pip", "install", "--quiet", wheel, tool, folder=ROOT)


def bundle() -> None:
    """Build the folder, and lay the desktop entry and the icons in it."""
    spec = ROOT / "packaging" / "taperlab.spec"
    places = ("--distpath", DIST, "--workpath", BUILD / "bundle")
    run(PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *places, spec, folder=BUILD)
    share = DIST / "taperlab" / "share"
    entry = share / "applications" / "taperlab.desktop"
    entry.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "packaging" / "taperlab.desktop", entry)
    for icon in (ROOT / "resources" / "icons").glob("taperlab*"):
        size, name = _place(icon)
        target = share / "icons" / "hicolor" / size / "apps" / name
        target.parent.mkdir(parents=True)
        shutil.copyfile(icon, target)


def run(*command: object, folder: Path) -> None:
    """Run a command that must succeed."""
    subprocess.run([str(part) for part in command], check=True, cwd=folder)


def _place(icon: Path) -> tuple[str, str]:
    _, _, size = icon.stem.partition("-")
    return (f"{size}x{size}" if size else "scalable"), f"taperlab{icon.suffix}"


if __name__ == "__main__":
    install()
    bundle()
