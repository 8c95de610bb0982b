from __future__ import annotations

import datetime as dt
import re

import pytest

from taperlab import Catalogue, DoseRequest, prepare
from taperlab.answers.codec import decode_answer, encode
from tests.cli.conftest import EXAMPLE, Call


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_the_document_is_what_the_engine_answers(call: Call) -> None:
    found = call("dose", *EXAMPLE, "--json")
    request = DoseRequest(
        drug="citalopram",
        dose="0.37 mg",
        current_dose="0.4 mg",
        date=dt.date(2026, 3, 1),
    )
    assert found.status == 0
    assert found.err == b""
    assert found.out == encode(prepare(request, Catalogue.shipped()))
    assert decode_answer(found.out, "answer").recommended


def test_a_person_sees_the_recommended_preparation_first(call: Call) -> None:
    found = call("dose", *EXAMPLE)
    assert found.status == 0
    assert found.err == b""
    assert found.text.startswith("Citalopram 0.37 mg (370 micrograms), as one dose\nNow 0.4 mg.")
    assert found.text.index("recommended (good)") < found.text.index("Not possible")
    for words in ("Draw", "0.74 mL", "at worst 0.302 mg to 0.449 mg", "= 0.74 mL"):
        assert words in found.text


@pytest.mark.parametrize(
    ("drug", "dose", "options"),
    [
        ("citalopram", "0.37 mg", []),
        ("escitalopram", "3 mg", []),
        ("olanzapine", "0.6 mg", []),
        ("olanzapine", "0.6 mg", ["--override", "special-to-order=agreed"]),
        ("venlafaxine", "1 mg", ["--per", "day"]),
        ("sertraline", "3 mg", ["--market", "US"]),
        ("sertraline", "12.5 mg", ["--role", "patient"]),
        ("quetiapine", "5 mg", ["--role", "gp"]),
    ],
)
def test_no_line_is_wider_than_the_terminal_and_no_number_loses_its_unit(
    call: Call, drug: str, dose: str, options: list[str]
) -> None:
    found = call("dose", drug, dose, *options)
    lines = found.text.splitlines()
    assert found.status == 0
    assert max(map(len, lines)) <= 80
    assert not re.search(r"[0-9] *│?\n[│ ]*(?:mg|mL|%|micrograms|tablets?|drops?)\b", found.text)
    assert "\x1b" not in found.text
    assert "\ue000" not in found.text


def test_a_reason_still_to_be_given_names_the_option(call: Call) -> None:
    without = call("dose", "olanzapine", "0.6 mg").text
    passed = call("dose", "olanzapine", "0.6 mg", "--override", "special-to-order=agreed with Dr A")
    assert "--override special-to-order=..." in without
    assert "--override special-to-order=..." not in passed.text
    assert "agreed with Dr A" in passed.text


def test_a_reason_that_nothing_needed_is_told(call: Call) -> None:
    asked = ("dose", "olanzapine", "0.6 mg", "--override", "special-to-order=agreed")
    assert call(*asked).err == b""
    for json in ([], ["--json"]):
        slip = call(*asked, "--override", "special-to-ordr=agreed", *json)
        assert slip.status == 0
        assert "special-to-ordr" in slip.remarks
        assert "special-to-order;" not in slip.remarks


@pytest.mark.parametrize(
    "asked",
    [
        ("taper", "citalopram", "20 mg", "--rule", "list:5mg"),
        ("check", "citalopram", "20 mg", "5 mg"),
    ],
    ids=["taper", "check"],
)
def test_a_reason_for_a_whole_taper_is_needed_or_told(call: Call, asked: tuple[str, ...]) -> None:
    assert call(*asked, "--override", "antidepressant-step=agreed", "--json").err == b""
    assert "nothing-such" in call(*asked, "--override", "nothing-such=agreed", "--json").remarks


def test_texts_for_a_program_have_plain_blanks(call: Call) -> None:
    error = call("dose", "duloxetine", "7 mg", "--json").error
    assert "7 mg" in error["text"]
    assert "\u00a0" not in error["text"] + error["remedy"]


def test_a_dose_that_cannot_be_made_is_refused_with_what_would_help(call: Call) -> None:
    person, program = (call("dose", "duloxetine", "7 mg", *more) for more in ([], ["--json"]))
    assert (person.status, program.status) == (1, 1)
    assert "Not possible" in person.text
    assert person.remarks.startswith("There is no safe way here to prepare 7 mg of duloxetine.\n")
    assert program.error["code"] == "no-preparation"
    assert program.json["refused"]
    assert program.json["preparations"] == []


def test_the_numbers_on_the_cards_are_those_of_the_document(call: Call) -> None:
    shown, document = (
        call("dose", "escitalopram", "3 mg"),
        call("dose", "escitalopram", "3 mg", "--json"),
    )
    count = len(document.json["preparations"])
    assert count > 1
    assert all(f"{n}. " in shown.text or f"\n {n} " in shown.text for n in range(1, count + 1))
