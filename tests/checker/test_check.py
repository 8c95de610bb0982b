"""A check is worked out again; a lie in any of its figures is found, whatever its hash says."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from taperlab.checker import verify_document
from taperlab.checker.reading import Reading
from taperlab.messages import InputError
from taperlab.taper.checking import check_reduction
from taperlab.taper.request import CheckRequest
from tests.checker.documents import CATALOGUE, sealed

Document = dict[str, Any]
Change = Callable[[Document], object]

DAY = dt.date(2026, 3, 1)
REQUESTS: dict[str, dict[str, Any]] = {
    "one bottle": {"drug": "citalopram", "start": "0.8 mg", "to": "0.7 mg"},
    "to nothing": {"drug": "citalopram", "start": "0.8 mg", "to": "0 mg"},
    "tablets": {"drug": "citalopram", "start": "20 mg", "to": "10 mg"},
    "blurred": {"drug": "citalopram", "market": "DK", "start": "0,8 mg", "to": "0,7 mg"},
    "lost": {
        "drug": "diazepam",
        "start": "2 mg",
        "to": "1.9 mg",
        "products": ("gb-diazepam-tablet-2", "gb-diazepam-solution-0.4"),
    },
    "not makeable": {"drug": "duloxetine", "start": "30 mg", "to": "29 mg"},
    "not made now": {"drug": "citalopram", "start": "5000 mg", "to": "0.7 mg"},
    "a day": {"drug": "venlafaxine", "start": "10 mg", "to": "9 mg", "per": "day"},
    "twice": {"drug": "pregabalin", "start": "50 mg", "to": "40 mg", "doses_per_day": 2},
    "no curve": {"drug": "quetiapine", "start": "1 mg", "to": "0.95 mg"},
    "on the drops' scale": {
        "drug": "citalopram",
        "start": "16 mg",
        "to": "12 mg",
        "dose_of": "gb-citalopram-drops-40",
    },
}


@cache
def document_of(name: str) -> Document:
    check = check_reduction(CheckRequest(date=DAY, **REQUESTS[name]), CATALOGUE)
    found: Document = json.loads(check.to_json())
    return found


def verify(data: bytes) -> Reading:
    return verify_document(data, CATALOGUE, "check.json")


def stops(data: bytes) -> list[str]:
    return [one.code for one in verify(data).findings if one.severity == "stop"]


@pytest.mark.parametrize("name", REQUESTS)
def test_what_the_engine_finds_comes_out_again(name: str) -> None:
    reading = verify(json.dumps(document_of(name)).encode())
    assert reading.agrees, [one.message for one in reading.findings]
    assert "check-not-recomputed" in {one.code for one in reading.findings}
    made = document_of(name)["to"]
    assert reading.delivered == (made and made["delivered"])


def test_a_letter_changed_afterwards_is_seen() -> None:
    changed = copy.deepcopy(document_of("one bottle"))
    changed["why"] = changed["why"].replace("0.1 mg", "0.2 mg")
    assert stops(json.dumps(changed).encode()) == ["wrong-hash"]


LIES: dict[str, tuple[str, Change]] = {
    "another dose is asked": ("one bottle", lambda one: one["request"].update(to="0.6 mg")),
    "another dose is taken": ("one bottle", lambda one: one["request"].update({"from": "0.9 mg"})),
    "another target": ("tablets", lambda one: one["to"].update(target="12 mg")),
    "another volume": (
        "one bottle",
        lambda one: one["to"]["operations"][-2].update(volume="0.29 mL"),
    ),
    "another present volume": (
        "one bottle",
        lambda one: one["from"]["operations"][-2].update(volume="0.33 mL"),
    ),
    "more is taken off": ("one bottle", lambda one: one["change"].update(mass="0.2 mg")),
    "more comes off": ("one bottle", lambda one: one["change"].update(achieved="0.2 mg")),
    "another share": (
        "one bottle",
        lambda one: one["change"].update(percent_of_previous="22.50 %"),
    ),
    "another share of the first": (
        "one bottle",
        lambda one: one["change"].update(percent_of_original="22.50 %"),
    ),
    "other points": ("one bottle", lambda one: one["change"].update(occupancy_points="3.06")),
    "points of no curve": ("no curve", lambda one: one["change"].update(occupancy_points="3.06")),
    "clear for blurred": ("blurred", lambda one: one["change"].update(verdict="clear")),
    "makeable for lost": ("lost", lambda one: one.update(verdict="makeable")),
    "lost for makeable": ("tablets", lambda one: one.update(verdict="lost-in-error")),
    "makeable for nothing": ("not makeable", lambda one: one.update(verdict="makeable")),
    "another resolution": (
        "one bottle",
        lambda one: one["resolution"].update(kept="27.8"),
    ),
    "renewed surer than kept": (
        "one bottle",
        lambda one: (
            one["resolution"].update(renewed="99"),
            one["change"]["resolution"].update(renewed="99"),
        ),
    ),
    "a figure that is none": (
        "one bottle",
        lambda one: (
            one["resolution"].update(kept="1e9"),
            one["change"]["resolution"].update(kept="1e9"),
        ),
    ),
    "a smaller change that shows": (
        "one bottle",
        lambda one: one.update(smallest_distinguishable="0.02 mg"),
    ),
    "no change that shows": ("one bottle", lambda one: one.update(smallest_distinguishable=None)),
    "nothing to prescribe": ("one bottle", lambda one: one.update(prescribe=[])),
    "advice that nobody gave": (
        "one bottle",
        lambda one: one["prescribe"].append("Use any syringe."),
    ),
    "another amount of it": (
        "tablets",
        lambda one: one.update(
            prescribe=[one["prescribe"][0].replace("28", "27"), *one["prescribe"][1:]]
        ),
    ),
    "another dose of it": (
        "one bottle",
        lambda one: one.update(
            prescribe=[each.replace("0.7 mg", "7 mg") for each in one["prescribe"]]
        ),
    ),
    "a verdict of figures left out": (
        "tablets",
        lambda one: (
            one["change"].update(resolution=None, verdict=None),
            one.update(resolution=None),
        ),
    ),
    "no warning": ("lost", lambda one: one.update(findings=[])),
    "no stop": ("not makeable", lambda one: one.update(findings=[])),
    "a curve that there is not": ("one bottle", lambda one: one["request"].update(curve="mine")),
    "a drug that there is not": ("one bottle", lambda one: one["request"].update(drug="mine")),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_found_although_its_hash_fits(lie: str) -> None:
    name, tell = LIES[lie]
    document = copy.deepcopy(document_of(name))
    tell(document)
    assert document != document_of(name)
    found = stops(sealed(document))
    assert found
    assert "wrong-hash" not in found


def test_a_check_with_a_part_missing_is_damaged() -> None:
    document = copy.deepcopy(document_of("one bottle"))
    del document["change"]
    with pytest.raises(InputError) as raised:
        verify(json.dumps(document).encode())
    assert raised.value.code == "damaged"
