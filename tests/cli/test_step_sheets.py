"""``taperlab sheet`` of a plan: the next step on paper, and no projection."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call

ASKED = ("citalopram", "1 mg", "--rule", "linear:0.3mg", "--date", "2026-03-01")


@pytest.fixture
def plan_file(call: Call, tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_bytes(call("taper", *ASKED, "--json").out)
    return path


@pytest.mark.parametrize("kind", ["patient", "worksheet", "labels"])
@pytest.mark.parametrize(("step", "dose"), [([], "0.7 mg"), (["--step", "1"], "1 mg")])
def test_the_next_step_and_the_present_one_read_back(
    call: Call, plan_file: Path, kind: str, step: list[str], dose: str
) -> None:
    output = plan_file.with_name("sheet.pdf")
    assert call("sheet", kind, plan_file, "-o", output, *step).status == 0
    reading = call("read", output, "--json")
    assert (reading.status, reading.json["agrees"]) == (0, True)
    assert (reading.json["kind"], reading.json["delivered"]) == (kind, dose)


def test_a_step_is_printed_with_its_first_day_and_the_dose_before(
    call: Call, plan_file: Path
) -> None:
    output = plan_file.with_name("sheet.html")
    names = ["--prepared-by", "Ann Prepares", "--checked-by", "Bo Checks"]
    assert call("sheet", "patient", plan_file, "-o", output, *names).status == 0
    text = output.read_text("utf-8").replace("\u00a0", " ").replace("&nbsp;", " ")
    assert "29 March 2026" in text  # 28 days after 1 March
    assert "Your dose until now: 1 mg" in text
    assert "Bo Checks" in text
    assert "DRAFT" not in text


@pytest.mark.parametrize(
    ("options", "status", "code"),
    [
        (["--step", "3"], 1, "step-projection"),
        (["--step", "5"], 1, "step-projection"),
        (["--step", "6"], 2, "step-not-there"),
        (["--step", "0"], 2, "usage"),
        (["--preparation", "1"], 2, "preparation-of-plan"),
    ],
)
def test_what_is_no_instruction_is_refused_and_nothing_is_written(
    refused: Call, plan_file: Path, options: list[str], status: int, code: str
) -> None:
    output = plan_file.with_name("sheet.pdf")
    found = refused("sheet", "patient", plan_file, "-o", output, *options)
    assert (found.status, found.error["code"]) == (status, code)
    assert not output.exists()


def test_a_projection_is_told_why_and_what_to_do(call: Call, plan_file: Path) -> None:
    output = plan_file.with_name("sheet.pdf")
    found = call("sheet", "patient", plan_file, "-o", output, "--step", "3")
    assert "only the next step is one" in found.remarks
    assert "go on in the plan" in found.remarks


def test_after_going_on_the_step_that_was_a_projection_is_printed(
    call: Call, plan_file: Path
) -> None:
    gone = plan_file.with_name("gone.json")
    gone.write_bytes(call("move", plan_file, "go-on", "--on", "2026-03-29", "--json").out)
    output = plan_file.with_name("sheet.pdf")
    assert call("sheet", "patient", gone, "-o", output).status == 0
    assert call("read", output, "--json").json["delivered"] == "0.4 mg"


def test_an_answer_has_no_steps(refused: Call, answer_file: Path, tmp_path: Path) -> None:
    found = refused("sheet", "patient", answer_file, "-o", tmp_path / "out.pdf", "--step", "1")
    assert (found.status, found.error["code"]) == (2, "step-of-answer")


def test_a_plan_that_was_changed_is_refused(refused: Call, plan_file: Path) -> None:
    changed = plan_file.with_name("changed.json")
    changed.write_bytes(plan_file.read_bytes().replace(b'"0.7 mg"', b'"0.8 mg"'))
    found = refused("sheet", "patient", changed, "-o", plan_file.with_name("sheet.pdf"))
    assert (found.status, found.error["code"]) == (2, "file-tampered")


def test_a_bottle_that_was_given_back_opens_the_way_to_the_sheet(
    call: Call, tmp_path: Path
) -> None:
    asked = ("citalopram", "6 mg", "--rule", "list:4.5mg,2.5mg", "--have", "gb-citalopram-drops-40")
    plan, output = tmp_path / "plan.json", tmp_path / "sheet.pdf"
    plan.write_bytes(call("taper", *asked, "--json").out)
    stopped = call("sheet", "patient", plan, "-o", output)
    assert (stopped.status, output.exists()) == (1, False)
    assert "Confirm that the old bottle is returned" in stopped.remarks
    confirmed = call("taper", *asked, "--json", "--override", "old-bottle-returned=Given back")
    assert "Nothing here needed" not in confirmed.remarks
    plan.write_bytes(confirmed.out)
    assert call("sheet", "patient", plan, "-o", output).status == 0
    assert call("read", output, "--json").json["delivered"] == "4.5 mg"
