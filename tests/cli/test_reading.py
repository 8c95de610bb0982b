from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call


def test_an_answer_is_worked_out_again(call: Call, answer_file: Path) -> None:
    person, program = call("verify", answer_file), call("verify", answer_file, "--json")
    assert (person.status, program.status) == (0, 0)
    assert person.text.splitlines()[-1] == "It agrees with what it says of itself."
    assert program.json["agrees"] is True
    assert program.json["delivered"] == "0.37 mg"
    assert "error" not in program.json


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ('"volume": "0.74 mL"', '"volume": "0.75 mL"'),
        ('"delivered": "0.37 mg"', '"delivered": "0.4 mg"'),
        ('"to": "25 mL"', '"to": "50 mL"'),
    ],
)
def test_an_answer_that_was_changed_is_found_out(
    call: Call, answer_file: Path, tmp_path: Path, said: str, instead: str
) -> None:
    changed = tmp_path / "answer.json"
    text = answer_file.read_text("utf-8")
    assert said in text
    changed.write_text(text.replace(said, instead, 1), "utf-8")
    person, program = call("verify", changed), call("verify", changed, "--json")
    assert (person.status, program.status) == (1, 1)
    assert "Stop: " in person.text
    assert "does not hold together" in person.remarks
    assert program.json["agrees"] is False
    assert program.error["code"] == "disagreement"
    assert [each for each in program.json["findings"] if each["severity"] == "stop"]


def test_an_answer_without_a_preparation_is_no_fault(call: Call, tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    answer.write_bytes(call("dose", "duloxetine", "7 mg", "--json").out)
    found = call("verify", answer)
    assert found.status == 0
    assert "no dose can be worked out" in found.text


def test_the_hash_and_not_the_layout_counts(call: Call, answer_file: Path, tmp_path: Path) -> None:
    compact = tmp_path / "answer.json"
    compact.write_text(json.dumps(json.loads(answer_file.read_bytes())), "utf-8")
    assert call("verify", compact).status == 0


def test_a_check_is_worked_out_again(call: Call, tmp_path: Path) -> None:
    check = tmp_path / "check.json"
    check.write_bytes(call("check", "citalopram", "0.8 mg", "0.7 mg", "--json").out)
    found = call("verify", check, "--json")
    assert (found.status, found.json["agrees"], found.json["delivered"]) == (0, True, "0.7 mg")
    check.write_bytes(check.read_bytes().replace(b'"makeable"', b'"lost-in-error"'))
    assert call("verify", check).status == 1


def test_a_plan_with_a_step_that_cannot_be_made_is_worked_out_again(
    call: Call, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.json"
    asked = ("taper", "duloxetine", "60 mg", "--rule", "list:30mg,7mg", "--date", "2026-03-01")
    written = call(*asked, "--json")
    assert (written.status, written.error["code"]) == (1, "steps-not-makeable")
    plan.write_bytes(written.out)
    assert call("verify", plan).status == 0


def test_what_a_terminal_would_obey_is_shown_as_an_escape(call: Call, tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    document = call("dose", "citalopram", "10 mg", "--json").json
    document["request"]["drug"] = "\x1b]0;citalopram\x07"
    answer.write_text(json.dumps(document), "utf-8")
    found = call("verify", answer)
    assert found.status == 1
    assert b"\x1b" not in found.out + found.err
    assert "\\x1b" in found.text
