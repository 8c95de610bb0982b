"""A preparation in a file: whole or not at all, refused in words, never lost in silence."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from taperlab.answers.codec import decode_answer
from taperlab.desktop import files
from taperlab.desktop.files import read_file, write_whole
from taperlab.messages import InputError
from tests.desktop.conftest import Desk


def test_a_saved_preparation_opens_as_it_was(desk: Desk, tmp_path: Path) -> None:
    desk.ask("citalopram", "0.37 mg", current="0.4 mg")
    desk.person.path = tmp_path / "dose.json"
    assert desk.window.isWindowModified()
    assert desk.window.save()
    assert not desk.window.isWindowModified()
    assert desk.window.windowTitle().startswith("dose.json")
    saved = desk.window.dose.answer
    desk.window.new()
    assert desk.window.dose.answer is None
    desk.window.open()
    assert desk.window.dose.answer == saved
    assert desk.sees("0.74\u00a0mL")
    controls = desk.window.page.question_panel.controls
    assert controls.drug.currentText() == "Citalopram"
    assert controls.dose.text() == "0.37 mg"
    assert controls.current.text() == "0.4 mg"
    assert desk.window.page.question_panel.gathered() == desk.window.dose.question
    assert not desk.window.isWindowModified()


def test_the_file_is_the_contract_s_json(desk: Desk, tmp_path: Path) -> None:
    desk.ask()
    desk.person.path = tmp_path / "dose.json"
    desk.window.save()
    data = (tmp_path / "dose.json").read_bytes()
    assert json.loads(data)["schema"] == "taperlab/answer/1"
    assert decode_answer(data, "dose.json") == desk.window.dose.answer


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"0.74 mL", b"7.4 mL"),
        lambda data: data.replace(b'"schema": "taperlab/answer/1"', b'"schema": "other/1"'),
        lambda _: b"\xff\xfe\x00",
        lambda _: b"[]",
        lambda _: b"",
    ],
    ids=["cut", "tampered", "schema", "not-text", "not-an-answer", "empty"],
)
def test_a_damaged_file_is_refused_in_words_and_nothing_is_lost(
    desk: Desk, tmp_path: Path, damage: object
) -> None:
    assert callable(damage)
    path = tmp_path / "dose.json"
    desk.ask()
    desk.person.path = path
    desk.window.save()
    path.write_bytes(damage(path.read_bytes()))
    before = desk.window.dose.answer, desk.window.dose.question, desk.texts
    desk.window.open()
    assert [type(error) for error in desk.person.told] == [InputError]
    assert (desk.window.dose.answer, desk.window.dose.question, desk.texts) == before


def test_leaving_unsaved_work_asks_and_cancel_keeps_it(desk: Desk) -> None:
    desk.ask()
    question = desk.window.dose.question
    for leave in (desk.window.new, desk.window.open, desk.window.close):
        leave()
        assert desk.window.dose.question == question
        assert desk.window.isVisible()
    assert desk.person.asked == ["Untitled: True"] * 3


def test_leaving_nothing_does_not_ask(desk: Desk) -> None:
    desk.window.close()
    assert desk.person.asked == []
    assert not desk.window.isVisible()


def test_work_without_an_answer_is_still_asked_about(desk: Desk) -> None:
    desk.type(dose="5")
    desk.window.close()
    assert desk.person.asked == ["Untitled: False"]


def test_saving_on_the_way_out_saves_and_closes(desk: Desk, tmp_path: Path) -> None:
    desk.ask()
    desk.person.decision, desk.person.path = "save", tmp_path / "dose.json"
    desk.window.close()
    assert (tmp_path / "dose.json").is_file()
    assert not desk.window.isVisible()


def test_a_save_that_fails_on_the_way_out_keeps_the_window(desk: Desk, tmp_path: Path) -> None:
    desk.ask()
    desk.person.decision, desk.person.path = "save", tmp_path / "no such folder" / "dose.json"
    desk.window.close()
    assert desk.window.isVisible()
    assert len(desk.person.told) == 1


def test_there_is_nothing_to_save_before_an_answer(desk: Desk) -> None:
    assert not desk.window.save()
    assert [error.code for error in desk.person.told] == ["nothing-to-save"]


def test_a_failed_write_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "dose.json"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError) as caught:
        write_whole(path, b"new")
    assert caught.value.code == "not-written"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_written_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "dose.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_permissions_the_person_s_mask_gives(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_whole(tmp_path / "dose.json", b"new")
    finally:
        os.umask(mask)
    assert (tmp_path / "dose.json").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("kind", ["missing", "folder", "too large"])
def test_what_cannot_be_read_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = tmp_path / "dose.json"
    if kind == "folder":
        path.mkdir()
    elif kind == "too large":
        path.write_bytes(b"12345")
        monkeypatch.setattr(files, "LARGEST", 4)
    with pytest.raises(InputError) as caught:
        read_file(path)
    assert caught.value.code == ("too-large" if kind == "too large" else "not-read")
