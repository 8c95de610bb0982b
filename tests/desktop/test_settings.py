"""What is remembered, and what becomes of a file that somebody wrote into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from taperlab.desktop.engine import Engine
from taperlab.desktop.settings import Settings, own_settings
from tests.desktop.conftest import Desk


def test_settings_are_there_again_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    first = Settings(path)
    first.theme, first.scale, first.market, first.folder = "dark", 150, "DE", tmp_path
    del first
    again = Settings(path)
    assert (again.theme, again.scale, again.market, again.folder) == ("dark", 150, "DE", tmp_path)


def test_nothing_remembered_is_the_usual(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    assert (settings.theme, settings.scale, settings.market) == ("system", 100, "GB")
    assert settings.folder == Path.home()


@pytest.mark.parametrize(
    "written", ["theme=purple\nscale=7\nfolder=nowhere", "scale=-1", "scale=@Invalid()", "\x00\x01"]
)
def test_damaged_settings_are_the_usual(tmp_path: Path, written: str) -> None:
    path = tmp_path / "settings.ini"
    path.write_text(f"[General]\n{written}\n")
    settings = Settings(path)
    assert (settings.theme, settings.scale) == ("system", 100)
    assert settings.folder == Path.home()


def test_a_remembered_market_is_there_in_the_next_window(
    open_window: Callable[..., Desk], engine: Engine, settings: Settings
) -> None:
    settings.market = "US"
    desk = open_window(engine)
    assert desk.window.dose.question.market == "US"
    assert desk.window.page.question_panel.controls.market.currentData() == "US"
    assert not desk.window.isWindowModified()


def test_the_person_s_own_settings_stand_where_the_system_keeps_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    own_settings().scale = 125
    assert "125" in (tmp_path / "taperlab" / "desktop.ini").read_text("utf-8")
