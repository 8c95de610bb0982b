from __future__ import annotations

import codecs
import json
from pathlib import Path
from typing import Any

import pytest

from taperlab.cli import batch as module
from taperlab.cli import batch_line, batch_workers
from tests.cli.conftest import Call, Outcome

GOOD = {"drug": "citalopram", "dose": "0.37 mg", "current_dose": "0.4 mg", "date": "2026-03-01"}
BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "line-empty"),
    "blank": (b"  \t", "line-empty"),
    "not JSON": (b"citalopram 0.37 mg", "line-not-json"),
    "half": (b'{"drug": "citalopram"', "line-not-json"),
    "single quotes": (b"{'drug': 'citalopram'}", "line-not-json"),
    "a list": (b"[]", "line-not-json"),
    "a text": (b'"citalopram"', "line-not-json"),
    "not UTF-8": (b'{"drug": "\xff", "dose": "1 mg"}', "line-not-json"),
    "NaN": (b'{"drug": "citalopram", "dose": NaN}', "line-not-json"),
    "a lone surrogate": (b'{"drug": "\\ud800", "dose": "1 mg"}', "line-not-json"),
    "very deep": (b'{"drug": ' + b"[" * 100_000, "line-not-json"),
    "no dose": (b'{"drug": "citalopram"}', "line-not-a-request"),
    "an unknown field": (
        b'{"drug": "citalopram", "dose": "1 mg", "colour": "red"}',
        "line-not-a-request",
    ),
    "a float": (b'{"drug": "citalopram", "dose": 0.37}', "line-not-a-request"),
    "a null": (b'{"drug": null, "dose": "1 mg"}', "line-not-a-request"),
    "a bad date": (
        b'{"drug": "citalopram", "dose": "1 mg", "date": "1.3.2026"}',
        "line-not-a-request",
    ),
    "days as text": (
        b'{"drug": "citalopram", "dose": "1 mg", "days": "two"}',
        "line-not-a-request",
    ),
    "a bell": (
        b'{"drug": "citalopram", "dose": "1 mg", "prepared_by": "\\u0007"}',
        "not-printable",
    ),
    "an unknown drug": (b'{"drug": "nothing", "dose": "1 mg"}', "unknown-drug"),
    "a doubtful dose": (b'{"drug": "citalopram", "dose": "1,000 mg"}', "doubtful-comma"),
    "a taper without a start": (b'{"kind": "taper", "drug": "citalopram"}', "line-not-a-request"),
    "a check without an end": (
        b'{"kind": "check", "drug": "citalopram", "from": "20 mg"}',
        "line-not-a-request",
    ),
    "an unknown kind": (b'{"kind": "dance", "drug": "citalopram"}', "unknown-kind"),
    "two doses": (
        b'{"drug": "citalopram", "dose": "1 mg", "dose": "10 mg"}',
        "line-names-twice",
    ),
    "two kinds": (
        b'{"kind": "check", "kind": "dose", "drug": "citalopram", "dose": "1 mg"}',
        "line-names-twice",
    ),
    "two names of one field": (
        b'{"drug": "citalopram", "dose": "1 mg", "current": "1 mg", "current_dose": "2 mg"}',
        "line-names-twice",
    ),
    "the end of all days": (
        b'{"drug": "citalopram", "dose": "1 mg", "date": "9999-12-31"}',
        "date-far",
    ),
    "a blank current dose": (
        b'{"drug": "citalopram", "dose": "1 mg", "current_dose": ""}',
        "empty",
    ),
    "an option that is a number": (
        b'{"drug": "citalopram", "dose": "1 mg", "override": [1]}',
        "line-not-a-request",
    ),
    "an override without a reason": (
        b'{"drug": "citalopram", "dose": "1 mg", "override": "imported"}',
        "override-malformed",
    ),
    "a kind that is no text": (b'{"kind": ["dose"], "drug": "citalopram"}', "unknown-kind"),
}


def answer(call: Call, tmp_path: Path, lines: list[bytes]) -> tuple[Outcome, list[Any]]:
    requests, results = tmp_path / "requests.jsonl", tmp_path / "results.jsonl"
    requests.write_bytes(b"\n".join(lines) + b"\n")
    found = call("batch", requests, "-o", results, "--json")
    return found, [json.loads(line) for line in results.read_bytes().splitlines()]


@pytest.mark.parametrize("what", BAD)
def test_a_bad_line_says_so_in_its_place_and_the_rest_goes_on(
    call: Call, tmp_path: Path, what: str
) -> None:
    line, code = BAD[what]
    good = json.dumps(GOOD).encode()
    found, documents = answer(call, tmp_path, [good, line, good])
    assert found.status == 0
    assert found.json == {"answered": 2, "failed": 1}
    assert [each.get("schema") for each in documents] == [
        "taperlab/answer/1",
        None,
        "taperlab/answer/1",
    ]
    assert documents[1]["line"] == 2
    assert documents[1]["error"]["code"] == code
    assert documents[1]["error"]["remedy"]


def test_each_document_is_what_the_command_dose_prints(
    call: Call, tmp_path: Path, answer_file: Path
) -> None:
    _, documents = answer(call, tmp_path, [json.dumps(GOOD | {"kind": "dose"}).encode()])
    assert documents == [json.loads(answer_file.read_bytes())]


def test_a_request_that_cannot_be_made_has_its_reasons(call: Call, tmp_path: Path) -> None:
    line = json.dumps({"drug": "duloxetine", "dose": "7 mg"}).encode()
    found, documents = answer(call, tmp_path, [line])
    assert found.json == {"answered": 1, "failed": 0}
    assert documents[0]["preparations"] == []
    assert documents[0]["refused"]
    assert documents == [call("dose", "duloxetine", "7 mg", "--json").json]
    assert documents[0]["error"]["code"] == "no-preparation"


def test_a_field_may_be_written_as_its_option(call: Call, tmp_path: Path) -> None:
    by_option = {
        "drug": "citalopram",
        "dose": "0.37 mg",
        "current": "0.4 mg",
        "date": "2026-03-01",
        "have": ["gb-citalopram-drops-40"],
        "device": ["oral-syringe-0.5ml", "oral-syringe-1ml", "cylinder-50ml"],
        "method": "diluted-liquid",
        "max-error": "10%",
        "override": "dilution-off-label=agreed=yes",
        "doses-per-day": 1,
    }
    by_field = GOOD | {
        "products": ["gb-citalopram-drops-40"],
        "devices": ["oral-syringe-0.5ml", "oral-syringe-1ml", "cylinder-50ml"],
        "methods": ["diluted-liquid"],
        "max_error": "10 %",
        "overrides": {"dilution-off-label": "agreed=yes"},
        "doses_per_day": 1,
    }
    lines = [json.dumps(each).encode() for each in (by_option, by_field)]
    _, documents = answer(call, tmp_path, lines)
    assert documents[0] == documents[1]
    assert documents[0]["preparations"]


def test_a_file_from_another_system_is_read(call: Call, tmp_path: Path) -> None:
    line = codecs.BOM_UTF8 + json.dumps(GOOD).encode() + b"\r"
    found, _ = answer(call, tmp_path, [line])
    assert found.json == {"answered": 1, "failed": 0}


def test_a_line_that_never_ends_is_refused(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in (module, batch_line):
        monkeypatch.setattr(each, "LONGEST", 200)
    found, documents = answer(call, tmp_path, [b"x" * 1000, json.dumps(GOOD).encode()])
    assert found.json == {"answered": 1, "failed": 1}
    assert documents[0]["error"]["code"] == "line-too-long"


def test_an_empty_file_has_no_results(call: Call, tmp_path: Path) -> None:
    requests, results = tmp_path / "requests.jsonl", tmp_path / "results.jsonl"
    requests.touch()
    assert call("batch", requests, "-o", results).status == 0
    assert results.read_bytes() == b""


def test_a_person_is_told_how_it_went(call: Call, tmp_path: Path) -> None:
    requests, results = tmp_path / "requests.jsonl", tmp_path / "results.jsonl"
    requests.write_bytes(json.dumps(GOOD).encode() + b"\nnothing")
    found = call("batch", requests, "-o", results)
    assert found.out == b""
    assert found.remarks.startswith("Requests answered: 1; not answered: 1.")


def test_a_batch_that_breaks_off_leaves_the_old_results(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests, results = tmp_path / "requests.jsonl", tmp_path / "results.jsonl"
    requests.write_bytes(json.dumps(GOOD).encode())
    results.write_bytes(b"before")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(batch_workers, "document_of_line", stop)
    assert call("batch", requests, "-o", results).status == 130
    assert results.read_bytes() == b"before"
    assert {path.name for path in tmp_path.iterdir()} == {"requests.jsonl", "results.jsonl"}
