from __future__ import annotations

import pytest

from tests.cli.conftest import Call

MISUSED = [
    (["dose"], "DRUG is missing"),
    (["dose", "citalopram"], "DOSE is missing"),
    (["dose", "citalopram", "0.37", "mg"], "no use for this here: mg"),
    (["dose", "citalopram", "0.37 mg", "--zz"], "no option --zz"),
    (["dose", "citalopram", "0.37 mg", "--per", "week"], "behind --per"),
    (["dose", "citalopram", "0.37 mg", "--role", "nurse"], "behind --role"),
    (["dose", "citalopram", "0.37 mg", "--days", "0"], "--days takes a whole number"),
    (["dose", "citalopram", "0.37 mg", "--days", "-1"], "--days takes a whole number"),
    (["dose", "citalopram", "0.37 mg", "--days", "1.5"], "--days takes a whole number"),
    (["dose", "citalopram", "0.37 mg", "--days", "two"], "--days takes a whole number"),
    (["dose", "citalopram", "0.37 mg", "--doses-per-day", "0"], "--doses-per-day takes"),
    (["sheet"], "KIND is missing"),
    (["sheet", "patient"], "IN.json is missing"),
    (["sheet", "patient", "answer.json"], "--output is missing"),
    (["sheet", "patient", "a", "-o", "b.pdf", "--layout", "A4"], "behind --layout"),
    (["sheet", "patient", "a", "-o", "b.pdf", "--start", "0"], "--start takes a whole number"),
    (["sheet", "patient", "a", "-o", "b.pdf", "--preparation", "x"], "--preparation takes"),
    (["read"], "SHEET.pdf is missing"),
    (["verify"], "IN.json is missing"),
    (["verify", "a", "b"], "no use for this here: b"),
    (["batch"], "REQUESTS.jsonl is missing"),
    (["batch", "a"], "--output is missing"),
    (["catalogue", "burn"], "no command “burn”"),
    (["catalogue", "show"], "DRUG is missing"),
    (["taper"], "DRUG is missing"),
    (["taper", "citalopram"], "FROM is missing"),
    (["taper", "citalopram", "20 mg", "0 mg", "1 mg"], "no use for this here: 1 mg"),
    (["taper", "citalopram", "20 mg", "--zz"], "no option --zz"),
    (["check", "citalopram", "20 mg"], "TO is missing"),
    (["check", "citalopram", "20 mg", "15 mg", "--rule", "linear:1mg"], "no option --rule"),
    (["dos"], "no command “dos”"),
]


@pytest.mark.parametrize(
    ("arguments", "reason"), MISUSED, ids=[" ".join(each) for each, _ in MISUSED]
)
def test_a_command_line_that_cannot_be_taken_apart_is_refused_in_words(
    refused: Call, arguments: list[str], reason: str
) -> None:
    found = refused(*arguments)
    assert (found.status, found.error["code"]) == (2, "usage")
    assert reason in found.error["text"]
    assert found.error["remedy"]


def test_an_option_without_its_value_is_refused_in_words(call: Call) -> None:
    found = call("dose", "citalopram", "0.37 mg", "--json", "--market")
    assert (found.status, found.error["code"]) == (2, "usage")
    assert "--market needs a value" in found.error["text"]


def test_a_command_of_commands_names_those_it_has(call: Call) -> None:
    found = call("catalogue")
    assert found.status == 2
    assert "needs a command" in found.remarks
    assert "list, show, audit and export" in found.remarks


def test_an_unknown_option_of_the_program_is_refused_in_words(call: Call) -> None:
    found = call("--zz")
    assert found.status == 2
    assert "no option --zz" in found.remarks


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["dose"],
        ["sheet"],
        ["read"],
        ["verify"],
        ["batch"],
        ["catalogue"],
        ["catalogue", "list"],
        ["catalogue", "show"],
        ["catalogue", "audit"],
        ["catalogue", "export"],
    ],
    ids=" ".join,
)
def test_every_command_has_a_help_in_words(call: Call, command: list[str]) -> None:
    found = call(*command, "--help")
    assert found.status == 0
    assert found.text.startswith("Usage: taperlab")
    assert "cli." not in found.text


def test_the_version_is_printed(call: Call) -> None:
    assert call("--version").text == "TaperLab 0.1.0\n"


@pytest.mark.parametrize("language", ["xx", "fr", "English", "../en", "", "da_DK"])
def test_a_language_without_words_is_refused(call: Call, language: str) -> None:
    found = call("dose", "citalopram", "0.37 mg", "--json", "--lang", language)
    assert (found.status, found.error["code"]) == (2, "unknown-language")
