from __future__ import annotations

from pathlib import Path

import pytest

from taperlab.cli.settings import settings_file
from tests.cli.conftest import Call

DOSE = ("dose", "citalopram", "10 mg", "--json")


def test_the_market_is_gb_out_of_the_box(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TAPERLAB_SETTINGS")
    monkeypatch.setattr("taperlab.cli.settings.user_config_path", tmp_path.joinpath)
    assert settings_file() == tmp_path / "taperlab" / "settings.toml"
    assert call(*DOSE).json["request"]["market"] == "GB"


@pytest.mark.parametrize(
    "command",
    [
        DOSE,
        ("taper", "citalopram", "10 mg", "--rule", "list:5mg", "--json"),
        ("check", "citalopram", "10 mg", "5 mg", "--json"),
    ],
)
def test_the_market_is_the_one_settled(
    call: Call, settings: Path, command: tuple[str, ...]
) -> None:
    settings.write_text('market = "US"\n', "utf-8")
    assert call(*command).json["request"]["market"] == "US"
    assert call(*command, "--market", "DE").json["request"]["market"] == "DE"


@pytest.mark.parametrize(
    "written",
    [b"market = US", b"market = 5", b'markt = "US"', b"\xff\xfe", b"market = "],
)
def test_settings_that_cannot_be_read_are_refused_but_not_needed(
    refused: Call, call: Call, settings: Path, written: bytes
) -> None:
    settings.write_bytes(written)
    assert refused(*DOSE[:-1]).error["code"] == "settings-unread"
    assert call(*DOSE, "--market", "GB").status == 0


def test_a_market_settled_that_there_is_not_is_refused(refused: Call, settings: Path) -> None:
    settings.write_text('market = "FR"', "utf-8")
    assert refused(*DOSE[:-1]).error["code"] == "unknown-choice"


def test_settings_that_are_named_and_not_there_are_refused(
    refused: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TAPERLAB_SETTINGS", str(tmp_path / "nowhere.toml"))
    found = refused(*DOSE[:-1])
    assert (found.status, found.error["code"]) == (2, "settings-missing")


def test_a_folder_for_settings_is_refused(
    refused: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TAPERLAB_SETTINGS", str(tmp_path))
    assert refused(*DOSE[:-1]).error["code"] == "settings-unread"
