"""Colours and type: two palettes, one typeface, and which of them is on."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette

ThemeChoice = Literal["system", "light", "dark"]
FACES = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")
FAMILY = "Source Sans Pro"
BASE = 15
_DIMMED = frozenset(
    {QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText}
)
_PLAIN_SYSTEM = 13  # pixels of a desktop's own font where nothing is enlarged


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they are for; every ``*_soft`` is a ground for its namesake."""

    name: Literal["light", "dark"]
    page: str
    side: str
    surface: str
    field: str
    text: str
    muted: str
    line: str
    edge: str
    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    good: str
    good_soft: str
    acceptable: str
    acceptable_soft: str
    poor: str
    poor_soft: str
    ghost: str


LIGHT = Palette(
    name="light",
    page="#f3f6f7",
    side="#fbfcfc",
    surface="#ffffff",
    field="#ffffff",
    text="#14252a",
    muted="#50646b",
    line="#dde5e7",
    edge="#7d9198",
    accent="#0f6875",
    accent_strong="#0a4f5a",
    accent_soft="#e2f1f3",
    on_accent="#ffffff",
    good="#1a6b41",
    good_soft="#e3f3ea",
    acceptable="#7d5200",
    acceptable_soft="#fcf0d6",
    poor="#a12626",
    poor_soft="#fbe7e5",
    ghost="#e6ecee",
)
DARK = Palette(
    name="dark",
    page="#0f181b",
    side="#141f23",
    surface="#1a272b",
    field="#101a1d",
    text="#e8f0f2",
    muted="#a3b6bc",
    line="#2b3a3f",
    edge="#75898f",
    accent="#63c7d2",
    accent_strong="#8bdbe4",
    accent_soft="#173a40",
    on_accent="#06262b",
    good="#7fd6a4",
    good_soft="#17352a",
    acceptable="#f0c264",
    acceptable_soft="#3a2f15",
    poor="#ff9c94",
    poor_soft="#3d2021",
    ghost="#223136",
)


def palette_for(choice: ThemeChoice) -> Palette:
    """Return the palette that was chosen, or the one that the system asks for."""
    if choice == "system":
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if choice == "dark" else LIGHT


def load_faces() -> None:
    """Make the typeface of the printed sheets known to the screen."""
    spec = find_spec("font_source_sans_pro")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in FACES:
            QFontDatabase.addApplicationFont(str(Path(folder, "files", name)))


def system_font() -> QFont:
    """Return the font that the desktop uses, at the size that its user chose there."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)


def text_size(system: QFont, percent: int) -> int:
    """Return the size of body text in pixels: ours, enlarged as the system and the person ask."""
    pixels = QFontInfo(system).pixelSize()
    enlarged = max(pixels, _PLAIN_SYSTEM) if pixels > _PLAIN_SYSTEM + 2 else _PLAIN_SYSTEM
    return BASE * enlarged * percent // (_PLAIN_SYSTEM * 100)


def body_font(pixels: int) -> QFont:
    """Return the font of body text."""
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    return font


def qt_palette(palette: Palette) -> QPalette:
    """Return the same colours for what Qt paints without a style sheet."""
    roles = {
        QPalette.ColorRole.Window: palette.page,
        QPalette.ColorRole.Base: palette.field,
        QPalette.ColorRole.AlternateBase: palette.side,
        QPalette.ColorRole.Button: palette.surface,
        QPalette.ColorRole.WindowText: palette.text,
        QPalette.ColorRole.Text: palette.text,
        QPalette.ColorRole.ButtonText: palette.text,
        QPalette.ColorRole.ToolTipBase: palette.surface,
        QPalette.ColorRole.ToolTipText: palette.text,
        QPalette.ColorRole.PlaceholderText: palette.muted,
        QPalette.ColorRole.Highlight: palette.accent,
        QPalette.ColorRole.HighlightedText: palette.on_accent,
        QPalette.ColorRole.Link: palette.accent,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
        if role in _DIMMED:
            made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.muted))
    return made


def current_palette() -> Palette:
    """Return the palette that the application wears now."""
    application = QGuiApplication.instance()
    worn = application.property("palette-name") if application else None
    return DARK if worn == "dark" else LIGHT
