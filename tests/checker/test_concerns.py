"""What a plan or a check must say of itself: nothing left out, nothing made up, nothing milder."""

from __future__ import annotations

import copy
import datetime as dt
import json
from functools import cache
from typing import Any

import pytest

from taperlab.checker import verify_document
from taperlab.taper.checking import check_reduction
from taperlab.taper.plan import plan_taper
from taperlab.taper.request import CheckRequest, Taken, TaperRequest
from tests.checker.documents import CATALOGUE, sealed

Document = dict[str, Any]

DAY = dt.date(2026, 3, 1)
LISTED = "list:5mg,2.5mg,0.4mg,0.37mg,0mg"
GAP = (
    Taken(since=dt.date(2026, 1, 1), target="10 mg", achieved="10 mg"),
    Taken(since=dt.date(2026, 1, 20), target="0 mg", achieved="0 mg"),
    Taken(since=DAY, target="5 mg", achieved="5 mg"),
)
PLANS: dict[str, dict[str, Any]] = {
    "listed": {"drug": "citalopram", "start": "10 mg", "rule": LISTED},
    "short": {
        "drug": "diazepam",
        "start": "2 mg",
        "rule": "proportional:30%",
        "last": "0.4 mg",
        "every": "10d",
    },
    "daily": {"drug": "diazepam", "start": "2 mg", "rule": "linear:1mg", "micro": True},
    "fluoxetine": {"drug": "fluoxetine", "start": "20 mg", "rule": "list:15mg,0mg"},
    "no limit": {"drug": "pregabalin", "start": "150 mg", "rule": "list:25mg,0mg"},
    "at once": {"drug": "citalopram", "start": "20 mg", "rule": "list:0mg"},
    "a gap": {"drug": "citalopram", "start": "10 mg", "rule": "linear:2.5mg", "past": GAP},
}
CHECKS: dict[str, dict[str, Any]] = {
    "lost": {
        "drug": "diazepam",
        "start": "2 mg",
        "to": "1.9 mg",
        "products": ("gb-diazepam-tablet-2", "gb-diazepam-solution-0.4"),
    },
    "far": {"drug": "citalopram", "start": "20 mg", "to": "1 mg"},
    "not as asked": {"drug": "sertraline", "market": "US", "start": "50 mg", "to": "49 mg"},
    "to nothing": {"drug": "citalopram", "start": "0.8 mg", "to": "0 mg"},
    "not makeable": {"drug": "duloxetine", "start": "30 mg", "to": "29 mg"},
}


@cache
def _text(name: str) -> str:
    if name in PLANS:
        return plan_taper(TaperRequest(date=DAY, **PLANS[name]), CATALOGUE).to_json()
    return check_reduction(CheckRequest(date=DAY, **CHECKS[name]), CATALOGUE).to_json()


def document(name: str) -> Document:
    found: Document = json.loads(_text(name))
    return found


def agrees(changed: Document) -> bool:
    return verify_document(sealed(changed), CATALOGUE, "document.json").agrees


@pytest.mark.parametrize("name", [*PLANS, *CHECKS])
def test_what_is_said_is_what_must_be_said(name: str) -> None:
    assert agrees(document(name))


def test_the_limits_that_harm_most_are_among_what_is_tried() -> None:
    said = {one["code"] for name in (*PLANS, *CHECKS) for one in document(name)["findings"]}
    assert said >= {
        "antidepressant-step",
        "benzodiazepine-step",
        "benzodiazepine-fortnight",
        "far-from-neighbour",
        "short-steps",
        "last-drop-mass",
        "last-drop-occupancy",
        "stops-at-once",
        "restart-late",
        "check-to-zero",
        "lost",
        "not-makeable",
    }


def _lies(one: Document) -> dict[str, Document | None]:
    found: dict[str, Document | None] = {"left out": None}
    due = one.get("needs_reason", False)
    found["a reason that is due or not"] = {**one, "needs_reason": not due}
    found["milder"] = {**one, "severity": "note" if one["severity"] == "warn" else "warn"}
    found["of another step"] = {**one, "steps": [99]}
    found["a reason that nobody gave"] = {**one, "reason": "as agreed"}
    if len(one.get("steps", [])) > 1:
        found["of fewer steps"] = {**one, "steps": one["steps"][1:]}
    return found


@pytest.mark.parametrize("name", [*PLANS, *CHECKS])
def test_a_warning_left_out_or_bent_is_found(name: str) -> None:
    honest = document(name)
    warned = [at for at, one in enumerate(honest["findings"]) if one["severity"] != "note"]
    assert warned
    for at in warned:
        for what, lie in _lies(honest["findings"][at]).items():
            changed = copy.deepcopy(honest)
            changed["findings"][at : at + 1] = [] if lie is None else [lie]
            assert not agrees(changed), (what, honest["findings"][at]["code"])


@pytest.mark.parametrize("code", ["antidepressant-step", "rises", "lost", "something-new"])
def test_a_warning_that_nothing_calls_for_is_found(code: str) -> None:
    changed = document("at once")
    made_up = {"code": code, "severity": "warn", "text": "-", "needs_reason": True, "steps": [2]}
    changed["findings"].append(made_up)
    assert not agrees(changed)
