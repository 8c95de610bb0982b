from __future__ import annotations

import sys

import pytest

from taperlab.cli import main
from taperlab.desktop import app
from tests.cli.conftest import Call


@pytest.mark.parametrize(
    ("arguments", "once"),
    [([], False), (["--quit-after-first-paint"], True), (["--lang", "en"], False)],
    ids=["nothing", "once", "language"],
)
def test_without_a_command_the_window_opens(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], *, once: bool
) -> None:
    asked = []

    def open_window(argv: list[str], *, quit_after_first_paint: bool) -> int:
        asked.append((argv, quit_after_first_paint))
        return 7

    monkeypatch.setattr(app, "main", open_window)
    assert main(arguments) == 7
    assert asked == [([], once)]


def test_without_qt_the_reason_is_said_in_words(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing:
        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            if name == "taperlab.desktop.app":
                raise ImportError("libEGL.so.1: cannot open shared object file", name="PySide6")

    monkeypatch.delitem(sys.modules, "taperlab.desktop.app", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing, *sys.meta_path])
    found = call()
    assert found.status == 2
    assert found.remarks.startswith("The window cannot be opened: libEGL.so.1")
