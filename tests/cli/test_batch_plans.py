from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call

DAY = "2026-03-01"
DOSE = {"drug": "citalopram", "dose": "0.37 mg", "date": DAY}
TAPER = {
    "kind": "taper",
    "drug": "citalopram",
    "from": "20 mg",
    "rule": "list:10mg,5mg",
    "date": DAY,
}
CHECK = {"kind": "check", "drug": "citalopram", "from": "0.8 mg", "to": "0.7 mg", "date": DAY}
BAD: dict[str, tuple[dict[str, object], str]] = {
    "no rule": ({"rule": None}, "rule-missing"),
    "a rule that cannot be read": ({"rule": "slowly:1%"}, "rule-unknown"),
    "no way down": ({"to": "20 mg"}, "not-a-reduction"),
    "an unknown field": ({"speed": "slow"}, "line-not-a-request"),
    "a dose without a unit": ({"from": "20"}, "no-unit"),
    "strips that do not fill": ({"strip": True, "every": "10d"}, "not-whole-strips"),
    "micro as text": ({"micro": "yes"}, "line-not-a-request"),
    "a past out of order": (
        {
            "past": [
                {"since": "2026-02-01", "target": "20 mg", "achieved": "20 mg"},
                {"since": "2026-01-01", "target": "10 mg", "achieved": "10 mg"},
            ]
        },
        "past-not-in-order",
    ),
    "another current dose": ({"current_dose": "10 mg"}, "current-is-another"),
    "a current dose that is a number": ({"current": 20}, "line-not-a-request"),
    "an unprintable name": ({"prepared_by": "\u0007"}, "not-printable"),
}


def answer(call: Call, folder: Path, requests: Sequence[Mapping[str, object]]) -> list[Any]:
    source, results = folder / "requests.jsonl", folder / "results.jsonl"
    source.write_text("".join(f"{json.dumps(each)}\n" for each in requests), "utf-8")
    assert call("batch", source, "-o", results).status == 0
    return [json.loads(line) for line in results.read_bytes().splitlines()]


def test_kinds_are_answered_side_by_side_in_their_order(call: Call, tmp_path: Path) -> None:
    bad = TAPER | {"rule": "slowly:1%"}
    found = answer(call, tmp_path, [TAPER, DOSE, bad, CHECK])
    schemas = [each.get("schema", "").removeprefix("taperlab/") for each in found]
    assert schemas == ["plan/1", "answer/1", "", "check/1"]
    assert (found[2]["line"], found[2]["error"]["code"]) == (3, "rule-unknown")


def test_a_plan_of_a_batch_is_that_of_the_command(call: Call, tmp_path: Path) -> None:
    options = ("--rule", "proportional:50%", "--then", "linear:1mg@3mg", "--last", "1mg")
    more = {"rule": "proportional:50%", "then": ["linear:1mg@3mg"], "last": "1mg", "every": "2w"}
    found = answer(call, tmp_path, [TAPER | {"from": "10 mg", **more}])
    alone = call("taper", "citalopram", "10 mg", *options, "--every", "2w", "--date", DAY, "--json")
    assert found == [alone.json]


def test_a_check_of_a_batch_is_that_of_the_command(call: Call, tmp_path: Path) -> None:
    found = answer(call, tmp_path, [CHECK])
    alone = call("check", "citalopram", "0.8 mg", "0.7 mg", "--date", DAY, "--json")
    assert found == [alone.json]


@pytest.mark.parametrize("what", BAD)
def test_a_bad_taper_says_so_in_its_place(call: Call, tmp_path: Path, what: str) -> None:
    fields, code = BAD[what]
    found = answer(call, tmp_path, [TAPER | fields, DOSE])
    assert (found[0]["line"], found[0]["error"]["code"]) == (1, code)
    assert found[0]["error"]["remedy"]
    assert found[1]["schema"] == "taperlab/answer/1"


def test_a_check_upwards_is_refused(call: Call, tmp_path: Path) -> None:
    found = answer(call, tmp_path, [CHECK | {"to": "0.9 mg"}])
    assert found[0]["error"]["remedy"]


@pytest.mark.parametrize("fields", [TAPER, CHECK], ids=["taper", "check"])
def test_the_start_may_be_named_as_the_current_dose_too(
    call: Call, tmp_path: Path, fields: Mapping[str, object]
) -> None:
    twice = {**fields, "current": f" {fields['from']}"}
    found = answer(call, tmp_path, [fields, twice])
    assert found[0] == found[1]
    assert "error" not in found[0]


@pytest.mark.parametrize("pacing", [{}, {"micro": True}, {"strip": True}], ids=str)
def test_a_taper_that_has_come_to_its_end_is_only_its_past(
    call: Call, tmp_path: Path, pacing: Mapping[str, object]
) -> None:
    past = [
        {"since": "2026-01-01", "target": "20 mg", "achieved": "20 mg"},
        {"since": "2026-02-01", "target": "0 mg", "achieved": "0 mg"},
    ]
    ended = {**TAPER, "past": past, "products": ["gb-citalopram-tablet-10"], **pacing}
    (found,) = answer(call, tmp_path, [ended])
    assert [(one["target"], one["standing"]) for one in found["steps"]] == [
        ("20 mg", "past"),
        ("0 mg", "now"),
    ]
    (tmp_path / "plan.json").write_text(json.dumps(found), "utf-8")
    assert call("verify", tmp_path / "plan.json", "--json").json["delivered"] == "0 mg"
