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
