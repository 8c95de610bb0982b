from __future__ import annotations

import pytest

from tests.cli.conftest import Call

DATE = ("--date", "2026-03-01")
ASKED = ("ladder", "citalopram", "20 mg", *DATE)


def test_the_smallest_changes_stand_by_dose_and_way(call: Call) -> None:
    person, program = call(*ASKED), call(*ASKED, "--json")
    assert (person.status, program.status) == (0, 0)
    document = program.json
    assert document["schema"] == "taperlab/ladder/1"
    assert document["doses"][0] == "20 mg"
    neat = next(one for one in document["rails"] if one["methods"] == ["oral-liquid"])
    assert neat["rungs"][0] == {"dose": "20 mg", "achieved": "20 mg", "change": "0.5 mg"}
    lines = person.text.splitlines()
    assert lines[0] == "Citalopram, how fine one can measure from 20 mg down, as one dose"
    assert "B  the liquid as it is, by oral syringe" in lines
    assert next(one for one in lines if one.split()[:1] == ["20"]).split()[4:6] == ["0.5", "mg"]
    assert "a limit of measuring, not advice" in " ".join(person.text.split())


def test_no_figure_is_cut_short_where_the_terminal_is_narrow(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    text = call(*ASKED).text
    assert "0.0025 mg" in text
    assert "…" not in text


def test_where_nothing_is_made_it_says_so(call: Call) -> None:
    shown = call(*ASKED, "--method", "strip")
    assert shown.status == 0
    assert "None of these doses can be made" in shown.text


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["20"], "no-unit"), (["20 mg", "--device", "spoon"], "unknown-device")],
)
def test_what_cannot_be_read_is_refused(refused: Call, arguments: list[str], code: str) -> None:
    found = refused("ladder", "citalopram", *arguments)
    assert (found.status, found.error["code"]) == (2, code)
