from __future__ import annotations

import json
from pathlib import Path

import pytest

from taperlab.cli import taper_steps
from tests.cli.conftest import Call

DATE = ("--date", "2026-03-01")
LISTED = ("taper", "citalopram", "20 mg", "--rule", "list:10mg,5mg", *DATE)
BAD_OPTIONS = [
    ([], "rule-missing"),
    (["--rule", ""], "rule-missing"),
    (["--rule", "occupancy"], "rule-number"),
    (["--rule", "occupancy:0"], "rule-number"),
    (["--rule", "occupancy:100"], "rule-number"),
    (["--rule", "slowly:10%"], "rule-unknown"),
    (["--rule", "proportional:10"], "rule-number"),
    (["--rule", "proportional:10%"], "never-ends"),
    (["--rule", "linear:2.5"], "rule-number"),
    (["--rule", "linear:1,5mg"], "rule-number"),
    (["--rule", "list:5mg,10mg"], "rule-number"),
    (["--rule", "list:30mg"], "listed-above-start"),
    (["--rule", "linear:5mg", "--then", "linear:1mg"], "change-unread"),
    (["--rule", "linear:5mg", "--every", "monthly"], "every-unread"),
    (["--rule", "linear:5mg", "--every", "0d"], "every-unread"),
    (["--rule", "linear:5mg", "--last", "1"], "no-unit"),
    (["--rule", "linear:5mg", "--last", "30 mg"], "last-above-start"),
    (["--rule", "linear:5mg", "--curve", "straight"], "unknown-curve"),
    (["--rule", "linear:5mg", "--micro", "--strip"], "micro-or-strip"),
    (["--rule", "linear:5mg", "--strip", "--every", "10d"], "not-whole-strips"),
    (["--rule", "linear:5mg", "--market", "XX"], "unknown-choice"),
    (["--rule", "linear:5mg", "--date", "1.3.2026"], "date-unreadable"),
    (["--rule", "linear:5mg\x07"], "not-printable"),
]


@pytest.mark.parametrize(
    ("options", "code"), BAD_OPTIONS, ids=[" ".join(each) or "none" for each, _ in BAD_OPTIONS]
)
def test_what_cannot_be_read_is_refused_with_its_own_reason(
    refused: Call, options: list[str], code: str
) -> None:
    found = refused("taper", "citalopram", "20 mg", *options)
    assert (found.status, found.error["code"]) == (2, code)
    assert found.error["remedy"]


@pytest.mark.parametrize(
    ("doses", "code"),
    [
        (["20"], "no-unit"),
        (["1,000 mg"], "doubtful-comma"),
        (["20 mg", "30 mg"], "not-a-reduction"),
        (["20 mg", "20 mg"], "not-a-reduction"),
        (["20 mg", "nothing"], None),
    ],
)
def test_doses_that_are_no_way_down_are_refused(
    refused: Call, doses: list[str], code: str | None
) -> None:
    found = refused("taper", "citalopram", *doses, "--rule", "linear:5mg")
    assert found.status == 2
    assert found.error["code"] == (code or found.error["code"])


def test_a_plan_goes_down_to_nothing_and_its_end_is_optional(call: Call) -> None:
    short, full = call(*LISTED, "--json"), call(*LISTED[:3], "0 mg", *LISTED[3:], "--json")
    assert (short.status, short.err) == (0, b"")
    assert short.json == full.json
    assert short.json["schema"] == "taperlab/plan/1"
    targets = [step["target"] for step in short.json["steps"]]
    assert targets == ["20 mg", "10 mg", "5 mg", "0 mg"]
    assert short.json["steps"][0]["change"] is None


def test_a_plan_may_end_above_nothing(call: Call) -> None:
    found = call("taper", "citalopram", "20 mg", "10 mg", "--rule", "linear:5mg", *DATE, "--json")
    targets = [step["target"] for step in found.json["steps"]]
    assert targets == ["20 mg", "15 mg", "10 mg"]


def test_every_option_of_a_dose_reaches_the_plan(call: Call) -> None:
    device = ("--device", "oral-syringe-1ml", "--device", "oral-syringe-0.5ml")
    have = ("--have", "gb-citalopram-drops-40")
    who = ("--prepared-by", "A. Pharmacist", "--role", "gp", "--max-error", "20%")
    found = call(*LISTED, *device, *have, *who, "--method", "oral-liquid", "--json").json
    asked = found["request"]
    assert asked["devices"] == ["oral-syringe-1ml", "oral-syringe-0.5ml"]
    assert asked["products"] == ["gb-citalopram-drops-40"]
    assert (asked["role"], asked["prepared_by"]) == ("gp", "A. Pharmacist")
    assert asked["methods"] == ["oral-liquid"]
    made = [step["preparation"] for step in found["steps"] if step["preparation"]]
    assert {each["method"] for each in made} == {"oral-liquid"}


def test_a_rule_may_change_on_the_way(call: Call) -> None:
    rules = ("--rule", "linear:10mg", "--then", "list:4mg@10mg", "--then", "linear:2mg@4mg")
    found = call("taper", "citalopram", "20 mg", *rules, "--every", "2w", *DATE, "--json").json
    targets = [step["target"] for step in found["steps"]]
    assert targets == ["20 mg", "10 mg", "4 mg", "2 mg", "0 mg"]
    # steps of 14 days from 1 March: 15, 29 March, 12, 26 April
    assert [step["from"] for step in found["steps"]] == [
        "2026-03-01",
        "2026-03-15",
        "2026-03-29",
        "2026-04-12",
        "2026-04-26",
    ]


def test_a_market_with_a_decimal_comma_is_read_by_it(call: Call, refused: Call) -> None:
    german = ("taper", "citalopram", "2,5 mg", "--market", "DE", *DATE)
    found = call(*german, "--rule", "linear:1,5mg", "--last", "0,5 mg", "--json")
    assert [step["target"] for step in found.json["steps"]] == ["2.5 mg", "1 mg", "0.5 mg", "0 mg"]
    assert refused(*german, "--rule", "linear:1.500mg").error["code"] == "rule-number"


def test_a_step_that_cannot_be_made_is_told_with_the_plan(call: Call) -> None:
    asked = ("taper", "duloxetine", "60 mg", "--rule", "list:30mg,7mg", *DATE)
    person, program = call(*asked), call(*asked, "--json")
    assert (person.status, program.status) == (1, 1)
    assert program.error["code"] == "steps-not-makeable"
    unmade = [step["number"] for step in program.json["steps"] if step.get("refused")]
    assert unmade == [3]
    assert "Step 3, 7 mg: not possible" in person.text
    assert "Step 3 of the plan cannot be made here" in person.remarks


def test_a_plan_with_an_unmade_step_is_still_worked_out_again(call: Call, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    asked = ("taper", "duloxetine", "60 mg", "--rule", "list:30mg,7mg", *DATE)
    plan.write_bytes(call(*asked, "--json").out)
    assert call("verify", plan).status == 0


def test_only_the_next_step_is_worded_as_an_instruction(call: Call) -> None:
    text = call(*LISTED).text
    assert text.count(", take ") == 1
    assert "Next: step 2, take 10 mg from 29 March 2026 to 25 April 2026." in text
    assert text.count("Make    1.") == 1
    assert text.index("projected") < text.index("  3       2026-04-26")
    assert "What is projected is no instruction" in text


@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_page_keeps_within_the_terminal(
    call: Call, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    text = call("taper", "citalopram", "20 mg", "--rule", "occupancy:5", *DATE).text
    assert max(map(len, text.splitlines())) <= int(columns)
    rows = [line for line in text.splitlines() if line.startswith("  ") and " 20" in line[:16]]
    assert len([row for row in rows if row.split()[0].isdigit()]) == 16
    assert "!! Stop: If the old and the new bottle are mixed up" in text


def test_a_plan_of_very_many_days_shows_some_and_says_so(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taper_steps, "_MOST", 10)
    rule = ("--rule", "list:10mg", "--micro", "--every", "20d")
    text = call("taper", "citalopram", "20 mg", "10 mg", *rule, *DATE).text
    assert "Rows shown: " in text
    assert "  1       2026-03-01" in text
    assert "  21      2026-03-21" in text


def test_a_plan_that_was_printed_is_worked_out_again(call: Call, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_bytes(call(*LISTED, "--json").out)
    person, program = call("verify", plan), call("verify", plan, "--json")
    assert (person.status, program.status) == (0, 0)
    assert program.json["delivered"] == "10 mg"
    assert person.text.splitlines()[-1] == "It agrees with what it says of itself."
    plan.write_text(plan.read_text("utf-8").replace('"achieved": "5 mg"', '"achieved": "6 mg"'))
    assert call("verify", plan).status == 1


def test_a_plan_is_no_answer_to_print(refused: Call, call: Call, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_bytes(call(*LISTED, "--json").out)
    assert json.loads(plan.read_bytes())["schema"] == "taperlab/plan/1"
    found = refused("read", plan)
    assert found.status == 2


def test_the_current_dose_is_the_one_it_starts_from(call: Call, refused: Call) -> None:
    asked = ("taper", "citalopram", "20 mg", "--rule", "list:10mg", "--date", "2026-03-01")
    named = call(*asked, "--current", "20mg", "--json")
    assert named.json == call(*asked, "--json").json
    assert refused(*asked, "--current", "10 mg").error["code"] == "current-is-another"
    assert refused(*asked, "--current", "20").error["code"] == "no-unit"
    check = ("check", "citalopram", "20 mg", "10 mg")
    assert refused(*check, "--current", "10 mg").error["code"] == "current-is-another"
