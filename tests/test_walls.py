"""The walls between the rooms, where import contracts cannot look."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "taperlab"
ABOVE_THE_WALL = {"desktop", "resources"}
LOWER_ROOMS = {
    "answers",
    "catalogue",
    "checker",
    "cli",
    "messages",
    "methods",
    "pdfium",
    "quantities",
    "recipe",
    "sheets",
    "shipped",
    "taper",
    "wording",
}
PROBE = """
import importlib, pkgutil, sys
sys.modules["PySide6"] = None
room = importlib.import_module("taperlab.{room}")
modules = pkgutil.walk_packages(getattr(room, "__path__", ()), room.__name__ + ".")
for module in modules:
    importlib.import_module(module.name)
"""


def is_room(entry: Path) -> bool:
    if entry.is_dir():
        return (entry / "__init__.py").is_file()
    return entry.suffix == ".py" and entry.stem != "__init__"


def rooms() -> set[str]:
    found = {entry.stem for entry in PACKAGE.glob("*") if is_room(entry)}
    return found - ABOVE_THE_WALL


def test_every_lower_room_is_there() -> None:
    assert rooms() >= LOWER_ROOMS


@pytest.mark.parametrize("room", sorted(rooms()))
def test_room_needs_no_qt(room: str) -> None:
    subprocess.run([sys.executable, "-c", PROBE.format(room=room)], check=True)


def test_importing_the_package_costs_nothing() -> None:
    heavy = "numpy", "pint", "PySide6", "reportlab", "pypdfium2", "msgspec"
    probe = f"import sys, taperlab; sys.exit(any(name in sys.modules for name in {heavy!r}))"
    subprocess.run([sys.executable, "-c", probe], check=True)


def test_presenters_hold_no_widgets() -> None:
    presenters = list((PACKAGE / "desktop").rglob("*presenter*.py"))
    assert presenters
    assert not [path.name for path in presenters if "QtWidgets" in path.read_text("utf-8")]


def test_every_room_is_a_package_that_the_wheel_will_hold() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert not [folder for folder in folders if not (folder / "__init__.py").is_file()]
