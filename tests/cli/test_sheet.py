from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.mark.parametrize("kind", ["patient", "worksheet", "labels"])
def test_a_sheet_is_written_and_reads_back(
    call: Call, answer_file: Path, tmp_path: Path, kind: str
) -> None:
    output = tmp_path / f"{kind}.pdf"
    written = call("sheet", kind, answer_file, "-o", output)
    assert (written.status, written.out) == (0, b"")
    assert written.remarks == f"Written, and read back: {output}\n"
    person, program = call("read", output), call("read", output, "--json")
    assert (person.status, program.status) == (0, 0)
    assert person.text.startswith("Whoever follows this takes 0.37 mg of citalopram.")
    found = {name: program.json[name] for name in ("schema", "kind", "drug", "delivered", "agrees")}
    assert found == {
        "schema": "taperlab/reading/1",
        "kind": kind,
        "drug": "citalopram",
        "delivered": "0.37 mg",
        "agrees": True,
    }


def test_a_program_is_told_what_was_written(call: Call, answer_file: Path, tmp_path: Path) -> None:
    output = tmp_path / "labels.pdf"
    options = ["--layout", "roll-70x35", "--patient", "A. Person", "--supplier", "High Street"]
    found = call("sheet", "labels", answer_file, "-o", output, *options, "--json")
    assert (found.status, found.json) == (0, {"kind": "labels", "file": str(output)})
    assert output.read_bytes().startswith(b"%PDF")


def test_outlines_to_test_a_printer_with_are_of_labels_alone(
    call: Call, answer_file: Path, tmp_path: Path
) -> None:
    output, outlines = tmp_path / "outlines.pdf", ["--layout", "L7160-outlines"]
    assert call("sheet", "patient", answer_file, "-o", output, *outlines).status == 2
    assert not output.exists()
    done = call("sheet", "labels", answer_file, "-o", output, *outlines)
    assert (done.status, output.read_bytes()[:4]) == (0, b"%PDF")
    assert "read back" not in done.remarks


@pytest.mark.skipif(sys.platform == "win32", reason="names of files are text there")
def test_a_name_that_is_no_text_is_told_as_an_escape(
    call: Call, answer_file: Path, tmp_path: Path
) -> None:
    output = tmp_path / os.fsdecode(b"\xff\x1b[31m.html")
    program, person = (
        call("sheet", "patient", answer_file, "-o", output, *more) for more in (["--json"], [])
    )
    assert (program.status, person.status) == (0, 0)
    assert program.json["file"] == str(tmp_path / "\\udcff\\x1b[31m.html")
    assert person.remarks.endswith("\\udcff\\x1b[31m.html\n")


def test_the_ending_decides_for_html(call: Call, answer_file: Path, tmp_path: Path) -> None:
    output = tmp_path / "patient.HTML"
    assert call("sheet", "patient", answer_file, "-o", output).status == 0
    assert "0.74" in output.read_text("utf-8")
    assert "<html" in output.read_text("utf-8")


def test_names_make_the_sheet_one_that_was_checked(
    call: Call, answer_file: Path, tmp_path: Path
) -> None:
    draft, checked = tmp_path / "draft.html", tmp_path / "checked.html"
    call("sheet", "patient", answer_file, "-o", draft)
    names = ["--prepared-by", "Ann Prepares", "--checked-by", "Bo Checks"]
    assert call("sheet", "patient", answer_file, "-o", checked, *names).status == 0
    assert "DRAFT" in draft.read_text("utf-8")
    assert "DRAFT" not in checked.read_text("utf-8")
    assert "Bo Checks" in checked.read_text("utf-8")


def test_another_preparation_of_the_answer_can_be_printed(
    call: Call, answer_file: Path, tmp_path: Path
) -> None:
    count = len(json.loads(answer_file.read_bytes())["preparations"])
    output = tmp_path / "worksheet.pdf"
    assert count > 1
    assert call("sheet", "worksheet", answer_file, "-o", output, "--preparation", "2").status == 0
    assert call("read", output).status == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["checker"], "no-such-kind"),
        (["gp"], "no-such-kind"),
        (["calendar"], "no-such-kind"),
        (["strip"], "no-such-kind"),
        (["nonsense"], "no-such-kind"),
        (["worksheet", "--preparation", "99"], "no-such-preparation"),
        (["labels", "--start", "99"], "bad-start"),
        (["labels", "--patient", "a\nb"], "not-printable"),
        (["labels", "--supplier", "\x1b[31m"], "not-printable"),
        (["patient", "--prepared-by", "\x07"], "not-printable"),
        (["patient", "--checked-by", "\udcff"], "not-printable"),
    ],
)
def test_what_cannot_be_printed_is_refused_and_nothing_is_written(
    refused: Call, answer_file: Path, tmp_path: Path, arguments: list[str], code: str
) -> None:
    kind, *options = arguments
    found = refused("sheet", kind, answer_file, "-o", tmp_path / "out.pdf", *options)
    assert (found.status, found.error["code"]) == (2, code)
    assert not list(tmp_path.iterdir())


def test_a_kind_that_is_not_there_names_those_that_are(
    refused: Call, answer_file: Path, tmp_path: Path
) -> None:
    found = refused("sheet", "strip", answer_file, "-o", tmp_path / "out.pdf")
    assert "patient, worksheet and labels" in found.error["remedy"]


@pytest.mark.parametrize("name", ["out", "out.txt", "out.pdf.zip", ".pdf", ""])
def test_an_output_that_is_neither_pdf_nor_html_is_refused(
    refused: Call, answer_file: Path, name: str
) -> None:
    found = refused("sheet", "patient", answer_file, "-o", name)
    assert (found.status, found.error["code"]) == (2, "unknown-ending")


def test_an_answer_without_a_preparation_has_no_sheet(
    call: Call, refused: Call, tmp_path: Path
) -> None:
    answer, output = tmp_path / "answer.json", tmp_path / "out.pdf"
    answer.write_bytes(call("dose", "duloxetine", "7 mg", "--json").out)
    found = refused("sheet", "patient", answer, "-o", output)
    assert found.status in {1, 2}
    assert found.error["remedy"]
    assert not output.exists()
