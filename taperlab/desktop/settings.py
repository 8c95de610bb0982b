"""What is remembered from one start to the next: a small file of the person's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

if TYPE_CHECKING:
    from taperlab.desktop.look.theme import ThemeChoice

SCALES = (100, 125, 150, 175, 200)
_FILE = "taperlab/desktop.ini"


def own_settings() -> Settings:
    """Return the settings of whoever runs the program."""
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Settings(Path(QStandardPaths.writableLocation(place)) / _FILE)


class Settings:
    """Theme, size of text, market, folder and the window's place; what is damaged is the usual."""

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def theme(self) -> ThemeChoice:
        """Light, dark, or as the system."""
        text = self._text("theme")
        return "light" if text == "light" else "dark" if text == "dark" else "system"

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._store.setValue("theme", choice)

    @property
    def scale(self) -> int:
        """The size of text, in per cent."""
        text = self._text("scale")
        return int(text) if text.isdecimal() and int(text) in SCALES else SCALES[0]

    @scale.setter
    def scale(self, percent: int) -> None:
        self._store.setValue("scale", str(percent))

    @property
    def market(self) -> str:
        """The market of the last question."""
        return self._text("market") or "GB"

    @market.setter
    def market(self, code: str) -> None:
        self._store.setValue("market", code)

    @property
    def folder(self) -> Path:
        """Where files were last opened or saved."""
        known = Path(self._text("folder") or ".")
        return known if known.is_absolute() and known.is_dir() else Path.home()

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._store.setValue("folder", str(folder))

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood."""
        found = self._store.value("geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("geometry", geometry)

    def _text(self, name: str) -> str:
        found = cast("object", self._store.value(name))
        return found if isinstance(found, str) else ""
