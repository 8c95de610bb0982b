from __future__ import annotations

import pytest

from tests.cli.conftest import Call

DATE = ("--date", "2026-03-01")
ASKED = ("check", "citalopram", "0.8 mg", "0.7 mg", *DATE)
BAD = [
    (["0.8 mg", "0.9 mg"], None),
    (["0.8 mg", "0.8 mg"], None),
    (["0.8", "0.7 mg"], "no-unit"),
    (["0.8 mg", "0.7"], "no-unit"),
    (["0,8 mg", "0.7 mg"], "comma-not-decimal"),
    (["0.8 mg", "0.7 mg", "--device", "spoon"], "unknown-device"),
    (["0.8 mg", "0.7 mg", "--have", "gb-nothing"], "unknown-product"),
    (["0.8 mg", "0.7 mg", "--curve", "straight"], "unknown-curve"),
    (["0.8 mg", "0.7 mg", "--max-error", "5"], "no-unit"),
]


@pytest.mark.parametrize(("arguments", "code"), BAD, ids=[" ".join(each) for each, _ in BAD])
def test_what_cannot_be_read_is_refused(
    refused: Call, arguments: list[str], code: str | None
) -> None:
    found = refused("check", "citalopram", *arguments)
    assert found.status == 2
    assert found.error["code"] == (code or found.error["code"])


def test_a_reduction_that_can_be_made_says_so_first(call: Call) -> None:
    person, program = call(*ASKED), call(*ASKED, "--json")
    assert (person.status, program.status) == (0, 0)
    document = program.json
    assert (document["schema"], document["verdict"]) == ("taperlab/check/1", "makeable")
    assert document["from"]["delivered"] == "0.8 mg"
    assert document["to"]["delivered"] == "0.7 mg"
    lines = person.text.splitlines()
    assert lines[0] == "Citalopram, from 0.8 mg to 0.7 mg, as one dose"
    assert lines[3] == "MAKEABLE"
    assert "To prescribe" in lines
    assert "It is a limit of measuring, not advice." in " ".join(lines)


def test_a_reduction_that_comes_out_as_another_does_not_say_simply_makeable(call: Call) -> None:
    done = call("check", "citalopram", "0.8 mg", "0.79 mg")
    assert done.text.splitlines()[3] == "MAKEABLE, but not as asked"


def test_a_reduction_lost_in_its_error_is_an_answer(call: Call) -> None:
    asked = ("check", "citalopram", "20 mg", "19.9 mg", *DATE)
    person, program = call(*asked), call(*asked, "--json")
    assert (person.status, program.status) == (0, 0)
    assert program.json["verdict"] == "lost-in-error"
    assert float(program.json["resolution"]["kept"]) < 1
    assert "LOST IN ITS ERROR" in person.text


def test_a_reduction_that_cannot_be_made_has_its_reasons(call: Call) -> None:
    asked = ("check", "duloxetine", "30 mg", "7 mg", *DATE)
    person, program = call(*asked), call(*asked, "--json")
    assert (person.status, program.status) == (1, 1)
    assert program.json["verdict"] == "not-makeable"
    assert program.error["code"] == "reduction-not-makeable"
    assert "NOT MAKEABLE" in person.text
    assert "Not possible" in person.text
    assert "Traceback" not in person.remarks


def test_the_drop_to_nothing_is_a_reduction_too(call: Call) -> None:
    found = call("check", "citalopram", "0.5 mg", "0 mg", *DATE, "--json")
    assert found.status == 0
    assert found.json["to"] is None
    assert found.json["request"]["to"] == "0 mg"
