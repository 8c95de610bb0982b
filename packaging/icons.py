"""Draws resources/icons/taperlab.svg at the sizes that desktops ask for, as PNG files beside it."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZES = (16, 32, 48, 64, 128, 256)


def draw(size: int) -> None:
    """Write the icon at one size, its background left clear."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    QSvgRenderer(str(ICONS / "taperlab.svg")).render(painter)
    painter.end()
    picture.save(str(ICONS / f"taperlab-{size}.png"))


if __name__ == "__main__":
    application = QGuiApplication([])
    for each in SIZES:
        draw(each)
