"""The small drawings of controls, in the colours of the palette that is on."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTemporaryDir
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QLabel

from taperlab.shipped import names, read_bytes, read_text

if TYPE_CHECKING:
    from taperlab.desktop.look.theme import Palette

SIZES = (16, 32, 48, 128, 256)


class IconFolder:
    """A folder that lives as long as the window: style sheets take pictures from files alone."""

    def __init__(self) -> None:
        self._folder = QTemporaryDir()

    def painted(self, palette: Palette) -> dict[str, str]:
        """Write every drawing in two inks of the palette; return the files by name and ink."""
        inks = {"": palette.muted, "-bright": palette.on_accent, "-accent": palette.accent}
        return {
            f"{PurePosixPath(name).stem}{suffix}": self._write(name, f"{palette.name}{suffix}", ink)
            for name in names("icons/ui", ".svg")
            for suffix, ink in inks.items()
        }

    def _write(self, name: str, suffix: str, ink: str) -> str:
        path = Path(self._folder.path()) / f"{PurePosixPath(name).stem}-{suffix}.svg"
        path.write_text(read_text(name).replace("currentColor", ink), encoding="utf-8")
        return path.as_posix()


def window_icon() -> QIcon:
    """Return the program's icon at every size that it ships in."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(picture(size))
    return icon


def picture(size: int) -> QPixmap:
    """Return the program's icon at one of its sizes."""
    pixmap = QPixmap()
    pixmap.loadFromData(read_bytes(f"icons/taperlab-{size}.png"))
    return pixmap


class IconLabel(QLabel):
    """The program's icon, as large as so many heights of the text around it."""

    def __init__(self, ems: float) -> None:
        super().__init__()
        self._ems = ems
        self._drawn = 0

    def event(self, event: QEvent) -> bool:
        """Follow the size of the text."""
        if event.type() in {QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            size = round(self.fontInfo().pixelSize() * self._ems)
            if size != self._drawn and self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
                self._draw(size)
        return super().event(event)

    def _draw(self, size: int) -> None:
        self._drawn = size
        ratio = self.devicePixelRatioF()
        wanted = round(size * ratio)
        large = picture(next((each for each in SIZES if each >= wanted), SIZES[-1]))
        smooth = Qt.TransformationMode.SmoothTransformation
        pixmap = large.scaledToHeight(wanted, smooth)
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)
