from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from taperlab.cli import files
from taperlab.cli.files import open_whole, read_lines, write_file
from taperlab.messages import InputError
from tests.cli.conftest import Call

AS_ROOT = os.geteuid() == 0
CONTENTS = {
    "empty": b"",
    "not-utf-8": b"\xff\xfe\x00{",
    "not-json": b"{'drug': 'citalopram'}",
    "half-json": b'{"schema": "taperlab/answer/1", ',
    "a list": b"[]",
    "a number": b"0.37",
    "another schema": b'{"schema": "taperlab/plan/1"}',
    "a pdf": b"%PDF-1.7\n%%EOF",
    "deep": b"[" * 100_000,
    "deep within": b'{"schema": "taperlab/answer/1", "x": ' + b"[" * 100_000,
}


@pytest.fixture
def readers(tmp_path: Path) -> list[list[str]]:
    """Every command that reads a file, but for the file."""
    return [
        ["read"],
        ["verify"],
        ["sheet", "patient", "-o", str(tmp_path / "out.pdf")],
        ["batch", "-o", str(tmp_path / "out.jsonl")],
    ]


def test_a_missing_file_is_refused(refused: Call, readers: list[list[str]], tmp_path: Path) -> None:
    for command in readers:
        found = refused(*command, tmp_path / "none")
        assert (found.status, found.error["code"]) == (2, "file-missing")
        assert "none" in found.error["text"]


def test_a_folder_is_refused(refused: Call, readers: list[list[str]], tmp_path: Path) -> None:
    for command in readers:
        found = refused(*command, tmp_path)
        assert (found.status, found.error["code"]) == (2, "file-is-folder")


def test_a_name_below_a_file_is_refused(
    refused: Call, readers: list[list[str]], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    for command in readers:
        found = refused(*command, tmp_path / "file" / "below")
        assert (found.status, found.error["code"]) == (2, "file-missing")


def test_a_name_that_no_disk_takes_is_refused(refused: Call, readers: list[list[str]]) -> None:
    for command in readers:
        found = refused(*command, "x" * 5000)
        assert (found.status, found.error["code"]) == (2, "file-unreadable")


@pytest.mark.skipif(AS_ROOT, reason="nothing is forbidden to root")
def test_a_forbidden_file_is_refused(
    refused: Call, readers: list[list[str]], tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.touch(mode=0)
    for command in readers:
        assert refused(*command, secret).error["code"] == "file-forbidden"


def test_a_file_far_too_large_is_refused(
    refused: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_LARGEST", 10)
    large = tmp_path / "large"
    large.write_bytes(b"x" * 11)
    for command in ("read", "verify"):
        found = refused(command, large)
        assert (found.status, found.error["code"]) == (2, "file-too-large")


@pytest.mark.parametrize("what", CONTENTS)
@pytest.mark.parametrize("command", ["verify", "sheet"])
def test_what_is_no_answer_is_refused(
    refused: Call, tmp_path: Path, command: str, what: str
) -> None:
    path = tmp_path / "answer.json"
    path.write_bytes(CONTENTS[what])
    more = ["patient", path, "-o", tmp_path / "out.pdf"] if command == "sheet" else [path]
    found = refused(command, *more)
    assert found.status == 2
    assert found.error["remedy"]
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("what", ["empty", "not-utf-8", "a list", "a pdf", "deep"])
def test_what_is_no_sheet_is_refused(refused: Call, tmp_path: Path, what: str) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(CONTENTS[what])
    found = refused("read", path)
    assert found.status == 2
    assert found.error["remedy"]


def test_a_tampered_answer_is_refused_by_the_sheets(
    refused: Call, tmp_path: Path, answer_file: Path
) -> None:
    tampered = tmp_path / "answer.json"
    tampered.write_bytes(answer_file.read_bytes().replace(b'"0.74 mL"', b'"0.75 mL"'))
    found = refused("sheet", "patient", tampered, "-o", tmp_path / "out.pdf")
    assert (found.status, found.error["code"]) == (2, "file-tampered")


@pytest.fixture
def requests(tmp_path: Path) -> Path:
    path = tmp_path / "requests.jsonl"
    path.write_bytes(b"{}\n")
    return path


def test_an_output_that_cannot_be_written_is_refused(
    refused: Call, requests: Path, tmp_path: Path
) -> None:
    expected = {
        tmp_path / "none" / "out.jsonl": "folder-missing",
        tmp_path / "requests.jsonl" / "out.jsonl": "folder-missing",
        tmp_path: "output-is-folder",
        tmp_path / ("x" * 300): "output-unwritable",
    }
    for output, code in expected.items():
        found = refused("batch", requests, "-o", output)
        assert (found.status, found.error["code"]) == (2, code)


def test_a_sheet_that_cannot_be_written_is_refused(
    refused: Call, answer_file: Path, tmp_path: Path
) -> None:
    found = refused("sheet", "labels", answer_file, "-o", tmp_path / "none" / "out.pdf")
    assert (found.status, found.error["code"]) == (2, "folder-missing")


def test_nothing_is_written_over_what_is_read(
    refused: Call, requests: Path, tmp_path: Path
) -> None:
    other = tmp_path / "link.jsonl"
    other.symlink_to(requests)
    for output in (requests, other):
        found = refused("batch", requests, "-o", output)
        assert (found.status, found.error["code"]) == (2, "same-file")
    assert requests.read_bytes() == b"{}\n"


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_bytes(b"before")

    def stopped_half_way() -> None:
        with open_whole(str(target)) as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped_half_way()
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]
    write_file(str(target), b"after")
    assert target.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_is_replaced_keeps_its_rights(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.touch(mode=0o600)
    write_file(str(target), b"after")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_link_is_followed_and_not_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "out", tmp_path / "link"
    target.touch()
    link.symlink_to(target)
    write_file(str(link), b"after")
    assert link.is_symlink()
    assert target.read_bytes() == b"after"


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_file(os.devnull, b"gone")
    assert Path(os.devnull).is_char_device()


def test_a_line_longer_than_any_request_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"ab\n" + b"x" * 100 + b"\ncd")
    lines = list(read_lines(str(path), longest=5))
    assert [len(line) > 5 for line in lines] == [False, True, False]
    assert (lines[0], lines[2]) == (b"ab\n", b"cd")


def test_a_folder_has_no_lines(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        list(read_lines(str(tmp_path), longest=5))


def test_who_is_still_reading_the_old_file_never_sees_half_of_the_new(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_bytes(b"before")
    with target.open("rb") as reader:
        write_file(str(target), b"after")
        assert reader.read() == b"before"
