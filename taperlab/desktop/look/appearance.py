"""How the whole program looks: theme and size of text, as chosen and as the system asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from taperlab.desktop.look.icons import IconFolder
from taperlab.desktop.look.style import style_sheet
from taperlab.desktop.look.theme import (
    body_font,
    load_faces,
    palette_for,
    qt_palette,
    system_font,
    text_size,
)
from taperlab.desktop.settings import SCALES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from taperlab.desktop.look.theme import ThemeChoice
    from taperlab.desktop.settings import Settings


class Appearance(QObject):
    """Dresses the application, again whenever a choice or the system changes."""

    changed = Signal()

    def __init__(self, application: QApplication, settings: Settings) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        self._icons = IconFolder()
        application.setStyle("fusion")
        load_faces()
        application.setFont(body_font(self.pixels))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.dress)

    @property
    def theme(self) -> ThemeChoice:
        """What was chosen."""
        return self._settings.theme

    @property
    def scale(self) -> int:
        """The size of text that was chosen, in per cent."""
        return self._settings.scale

    @property
    def pixels(self) -> int:
        """The size of body text now."""
        return text_size(system_font(), self.scale)

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Take a theme and keep it."""
        self._settings.theme = choice
        self.dress()

    def choose_scale(self, percent: int) -> None:
        """Take a size of text and keep it."""
        self._settings.scale = percent
        self.dress()

    def larger(self) -> None:
        """Take the next larger size of text."""
        self.choose_scale(min((s for s in SCALES if s > self.scale), default=SCALES[-1]))

    def smaller(self) -> None:
        """Take the next smaller size of text."""
        self.choose_scale(max((s for s in SCALES if s < self.scale), default=SCALES[0]))

    def dress(self) -> None:
        """Put on what was chosen. A window is styled faster as a whole than while it is built."""
        palette = palette_for(self.theme)
        application, pixels = self._application, self.pixels
        application.setProperty("palette-name", palette.name)
        application.setFont(body_font(pixels))
        application.setPalette(qt_palette(palette))
        application.setStyleSheet(style_sheet(palette, pixels, self._icons.painted(palette)))
        self.changed.emit()
