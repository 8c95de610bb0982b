"""The dialogs themselves, answered by clicks, and the last resort."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from taperlab.desktop.crash import CrashDialog
from taperlab.desktop.dialogs import Dialogs
from taperlab.desktop.hook import CrashHook
from taperlab.messages import InputError, Message
from taperlab.wording import Wording


def clicking(text: str, seen: list[str]) -> Callable[[], None]:
    """Click the button with these words in the dialog that comes up."""

    def click() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            QTimer.singleShot(10, click)
            return
        if isinstance(dialog, QMessageBox):
            seen.extend((dialog.text(), dialog.informativeText()))
        buttons = dialog.findChildren(QPushButton)
        next(each for each in buttons if each.text() == text).click()

    return click


def fail() -> None:
    raise ZeroDivisionError("planted")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.mark.parametrize(
    ("button", "decision"), [("&Save", "save"), ("&Discard", "discard"), ("&Cancel", "cancel")]
)
def test_unsaved_work_is_saved_given_up_or_kept(
    parent: QWidget, button: str, decision: str
) -> None:
    seen: list[str] = []
    QTimer.singleShot(0, clicking(button, seen))
    assert Dialogs(parent, Wording()).unsaved("dose.json", can_save=True) == decision
    assert seen == ["“dose.json” has changes that are not saved.", "Save them first?"]


def test_what_cannot_be_saved_is_not_offered_to_be(parent: QWidget) -> None:
    seen: list[str] = []
    QTimer.singleShot(0, clicking("&Discard", seen))
    assert Dialogs(parent, Wording()).unsaved("dose.json", can_save=False) == "discard"
    assert "cannot be saved" in seen[1]


def test_an_error_is_told_with_its_remedy(parent: QWidget) -> None:
    seen: list[str] = []
    QTimer.singleShot(0, clicking("&Close", seen))
    Dialogs(parent, Wording()).tell(InputError(Message("desktop.nothing-to-save")))
    assert seen[0] == "There is no answer to save yet."
    assert seen[1]


def test_the_purpose_and_the_marks_it_has_not_are_said(parent: QWidget) -> None:
    seen: list[str] = []
    QTimer.singleShot(0, clicking("&Close", seen))
    Dialogs(parent, Wording()).about("1.2.3")
    assert seen[0] == "TaperLab 1.2.3"
    assert "no CE, UKCA or FDA mark" in seen[1]


def test_an_unforeseen_error_reaches_the_crash_dialog_with_its_traceback(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reports: list[str] = []

    def read(dialog: CrashDialog) -> int:
        reports.append(dialog.report.toPlainText())
        return 0

    assert qtbot
    monkeypatch.setattr(CrashDialog, "exec", read)
    hook = CrashHook(Wording())
    with pytest.raises(ZeroDivisionError) as caught:
        fail()
    hook(caught.type, caught.value, caught.tb)
    assert "ZeroDivisionError: planted" in reports[0]
    assert "test_dialogs.py" in reports[0]
    assert "planted" in capsys.readouterr().err


def test_the_hook_is_where_python_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    hook = CrashHook(Wording())
    hook.install()
    assert sys.excepthook is hook


def test_the_report_can_be_copied(qtbot: QtBot) -> None:
    dialog = CrashDialog(Wording(), "the report")
    qtbot.addWidget(dialog)
    dialog.show()
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy the text").click()
    assert QApplication.clipboard().text() == "the report"
