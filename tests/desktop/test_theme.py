"""Colours that can be read, in both palettes, and text that follows what was chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication

from taperlab.desktop.engine import Engine
from taperlab.desktop.look.theme import (
    BASE,
    DARK,
    LIGHT,
    Palette,
    current_palette,
    palette_for,
    text_size,
)
from taperlab.desktop.settings import Settings
from tests.desktop.conftest import Desk

# What stands on what: every pair that the style sheet or a painted widget puts together.
TEXT_ON = [
    ("text", "page"),
    ("text", "side"),
    ("text", "surface"),
    ("text", "field"),
    ("text", "accent_soft"),
    ("text", "good_soft"),
    ("text", "acceptable_soft"),
    ("text", "poor_soft"),
    ("muted", "page"),
    ("muted", "side"),
    ("muted", "surface"),
    ("muted", "field"),
    ("muted", "line"),
    ("accent", "page"),
    ("accent", "side"),
    ("accent", "surface"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("acceptable", "acceptable_soft"),
    ("poor", "poor_soft"),
    ("poor", "side"),
]
SHAPE_ON = [
    ("edge", "field"),
    ("edge", "side"),
    ("edge", "surface"),
    ("good", "good_soft"),
    ("acceptable", "acceptable_soft"),
    ("poor", "poor_soft"),
    ("accent", "line"),
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = (each / 255 for each in QColor(colour).getRgb()[:3])  # type: ignore[index] # a tuple
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON, ids=" on ".join)
def test_text_can_be_read(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
@pytest.mark.parametrize(("ink", "ground"), SHAPE_ON, ids=" on ".join)
def test_shapes_can_be_seen(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_on_screen_has_the_palette_s_ground(
    open_window: Callable[..., Desk], engine: Engine, theme: str
) -> None:
    desk = open_window(engine, 100, theme)
    desk.ask()
    image = desk.window.grab().toImage()
    palette = current_palette()
    assert palette.name == theme
    page = image.pixelColor(desk.window.width() - 8, desk.window.height() - 8)
    assert page == QColor(palette.page)


def test_a_theme_is_chosen_in_the_menu_and_remembered(desk: Desk, settings: Settings) -> None:
    desk.appearance.choose_theme("dark")
    assert current_palette() is DARK
    assert settings.theme == "dark"
    desk.appearance.choose_theme("light")
    assert current_palette() is LIGHT


def test_the_system_s_theme_is_followed(monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    assert qapp
    hints = QGuiApplication.styleHints()
    for scheme, palette in ((Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)):
        monkeypatch.setattr(type(hints), "colorScheme", lambda _, scheme=scheme: scheme)
        assert palette_for("system") is palette


@pytest.mark.parametrize(
    ("system", "percent", "expected"),
    [(13, 100, BASE), (13, 200, 2 * BASE), (26, 100, 2 * BASE), (12, 100, BASE)],
)
def test_text_grows_with_the_choice_and_with_the_system(
    qapp: object, system: int, percent: int, expected: int
) -> None:
    assert qapp
    font = QFont()
    font.setPixelSize(system)
    assert text_size(font, percent) == expected
