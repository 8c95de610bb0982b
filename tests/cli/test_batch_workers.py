"""A batch in several processes: the same bytes in the same order, and words when one is lost."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from taperlab.cli import batch_workers
from tests.cli.conftest import Call

LINES = [
    json.dumps({"drug": drug, "dose": f"{number} mg", "date": "2026-03-01", "methods": [method]})
    for number in range(1, 13)
    for drug, method in (("fluoxetine", "oral-liquid"), ("citalopram", "whole-tablets"))
]
LINES[7:7] = ["nonsense", ""]
LINES += ['{"kind": "check", "drug": "fluoxetine", "from": "3 mg", "to": "2 mg"}', "the end"]


@pytest.fixture
def requests(tmp_path: Path) -> Path:
    path = tmp_path / "requests.jsonl"
    path.write_text("\n".join(LINES) + "\n")
    return path


def test_several_workers_write_what_one_writes(
    call: Call, tmp_path: Path, requests: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_workers, "_CHUNK", 3)  # so that both have several to answer
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    assert call("batch", requests, "-o", one, "--json").json == {"answered": 25, "failed": 3}
    found = call("batch", requests, "-o", two, "--json", "--workers", "2")
    assert (found.status, found.json) == (0, {"answered": 25, "failed": 3})
    assert two.read_bytes() == one.read_bytes()
    documents = [json.loads(line) for line in two.read_bytes().splitlines()]
    assert [each["line"] for each in documents if "line" in each] == [8, 9, 28]


def die(_chunk: object) -> None:
    os._exit(9)


def test_a_lost_worker_is_told_of_and_nothing_is_written(
    call: Call, tmp_path: Path, requests: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_workers, "_answer", die)
    results = tmp_path / "results.jsonl"
    found = call("batch", requests, "-o", results, "--json", "--workers", "2")
    assert found.status == 1
    assert found.error["code"] == "worker-lost"
    assert not results.exists()


@pytest.mark.parametrize(
    ("workers", "code"),
    [("0", "usage"), ("two", "usage"), ("62", "too-many-workers")],
)
def test_a_number_of_workers_that_cannot_be_is_refused(
    call: Call, tmp_path: Path, requests: Path, workers: str, code: str
) -> None:
    found = call("batch", requests, "-o", tmp_path / "out.jsonl", "--json", "--workers", workers)
    assert (found.status, found.error["code"]) == (2, code)
