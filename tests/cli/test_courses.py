"""Moving on, comparing rules and auditing a plan, on the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

DATE = ("--date", "2026-03-01")
PLAN = ("taper", "citalopram", "20 mg", "--rule", "list:10mg,5mg,2mg", *DATE, "--json")
PASTED = "2026-03-01 20 mg\n\n2026-03-29: 10 mg\n2026-04-26\t12 mg\n2026-05-24 0 mg\n"


@pytest.fixture
def plan(call: Call, tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_bytes(call(*PLAN).out)
    return path


def doses(document: dict[str, list[dict[str, str]]]) -> list[str]:
    return [step["target"] for step in document["steps"]]


def test_moving_on_and_back_gives_the_same_doses_and_leaves_the_past_alone(
    call: Call, plan: Path
) -> None:
    first = json.loads(plan.read_bytes())
    for move, day in (("go-on", "2026-03-29"), ("go-on", "2026-04-26"), ("go-back", "2026-05-03")):
        found = call("move", plan, move, "--on", day, "--json")
        assert found.status == 0
        plan.write_bytes(found.out)
    last = found.json
    assert [one["target"] for one in last["request"]["past"]] == ["20 mg", "10 mg", "5 mg", "10 mg"]
    assert [one["since"] for one in last["request"]["past"]][2:] == ["2026-04-26", "2026-05-03"]
    assert doses(last)[3:] == doses(first)[1:]
    assert call("verify", plan).status == 0


def test_a_move_is_shown_as_a_plan_to_a_person(call: Call, plan: Path) -> None:
    shown = call("move", plan, "hold", "--every", "14d", "--on", "2026-03-20")
    assert shown.status == 0
    assert "11 April 2026" in shown.text


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["jump"], "move-unknown"),
        (["go-back", "--on", "2026-03-29"], "nothing-before"),
        (["go-on", "--on", "29.3.2026"], "date-unreadable"),
        (["smaller-step", "--on", "2026-03-20", "--dose", "15"], "no-unit"),
        (["restart", "--on", "2026-03-29"], "restart-at-which-dose"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(
    refused: Call, plan: Path, options: list[str], code: str
) -> None:
    found = refused("move", plan, *options)
    assert (found.status, found.error["code"]) == (2, code)


def test_a_move_needs_a_plan(refused: Call, tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    path.write_text("{}")
    assert refused("move", path, "hold").status == 2


def test_rules_stand_side_by_side(call: Call) -> None:
    asked = ("compare", "citalopram", "20 mg", "--rule", "linear:5mg", "--rule", "list:10mg", *DATE)
    document = call(*asked, "--json").json
    assert document["schema"] == "taperlab/comparison/1"
    assert [one["summary"]["steps"] for one in document["rules"]] == [5, 3]
    shown = call(*asked)
    assert shown.status == 0
    assert "no advice" in shown.text


def test_one_rule_is_no_comparison(refused: Call) -> None:
    found = refused("compare", "citalopram", "20 mg", "--rule", "linear:5mg")
    assert (found.status, found.error["code"]) == (2, "compare-which")


def test_a_pasted_plan_is_audited(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pasted:
        buffer = io.BytesIO(PASTED.encode())

    monkeypatch.setattr("sys.stdin", Pasted)
    document = call("audit", "citalopram", "-", "--json").json
    assert document["schema"] == "taperlab/audit/1"
    assert doses(document) == ["20 mg", "10 mg", "12 mg", "0 mg"]
    assert "rises" in {one["code"] for one in document["findings"]}


def test_an_audit_is_shown_to_a_person(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "doses.txt"
    path.write_text(PASTED)
    shown = call("audit", "citalopram", path)
    assert shown.status == 0
    assert "12 mg comes after 10 mg" in shown.text
    assert "nothing was changed" in shown.text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("20 mg from 1 March", "pasted-line"),
        ("2026-02-30 20 mg\n2026-03-29 10 mg", "pasted-no-day"),
        ("2026-03-01 20 mg", "audit-too-few"),
        ("01/02/2026 20 mg\n01/03/2026 10 mg", "pasted-two-ways"),
        ("2026-03-01 20 mg\n2026-03-29 10", "no-unit"),
        ("2026-03-01 20 mg\n2026-03-29 1,000 mg", "doubtful-comma"),
    ],
)
def test_a_line_that_leaves_doubt_is_refused(
    refused: Call, tmp_path: Path, text: str, code: str
) -> None:
    path = tmp_path / "doses.txt"
    path.write_text(text)
    found = refused("audit", "citalopram", path)
    assert (found.status, found.error["code"]) == (2, code)
