"""Cautions, work, packs, keeping and the error of units are worked out again, in an answer too."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from taperlab import DoseRequest, prepare
from taperlab.answers.request import CountedBeads, WeighedUnits
from taperlab.checker import verify_document
from tests.checker.documents import CATALOGUE, sealed

Document = dict[str, Any]

DAY = dt.date(2026, 3, 1)
BEADS = CountedBeads(
    product="gb-venlafaxine-mr-capsule-75", batch="X1", counts=(301, 296, 305), twice=True
)
UNITS = WeighedUnits(
    product="gb-quetiapine-tablet-25", batch="Y 2", masses=("101 mg", "99 mg", "103 mg")
)
BALANCE = ("balance-1mg", "oral-syringe-1ml", "cylinder-50ml")
ASKED: dict[str, dict[str, Any]] = {
    "diluted": {"drug": "citalopram", "dose": "0.37 mg", "current_dose": "0.4 mg"},
    "by a patient": {"drug": "citalopram", "dose": "0.37 mg", "role": "patient"},
    "far": {"drug": "diazepam", "dose": "0.3 mg", "current_dose": "3 mg"},
    "two weeks": {"drug": "sertraline", "dose": "1 mg", "market": "US", "days": 14},
    "halves": {"drug": "quetiapine", "dose": "87.5 mg", "per": "day", "days": 7},
    "in beads": {"drug": "venlafaxine", "dose": "30 mg", "beads": (BEADS,)},
    "weighed": {"drug": "quetiapine", "dose": "20 mg", "weighed": (UNITS,), "devices": BALANCE},
    "in capsules": {"drug": "mirtazapine", "dose": "7 mg", "devices": BALANCE},
    "gated": {"drug": "clozapine", "dose": "6.25 mg"},
    "dispersed": {"drug": "olanzapine", "dose": "0.6 mg", "methods": ("dispersed-tablet",)},
    "two strengths": {"drug": "quetiapine", "dose": "6.25 mg", "days": 2},
}


@cache
def _text(name: str) -> str:
    asked: dict[str, Any] = {"market": "GB", "date": DAY, **ASKED[name]}
    return prepare(DoseRequest(**asked), CATALOGUE).to_json()


def _document(name: str) -> Document:
    found: Document = json.loads(_text(name))
    return found


def _agrees(document: Document) -> bool:
    return verify_document(sealed(document), CATALOGUE, "answer.json").agrees


@pytest.mark.parametrize("name", ASKED)
def test_what_the_engine_says_is_what_is_due(name: str) -> None:
    reading = verify_document(_text(name).encode(), CATALOGUE, "answer.json")
    assert reading.agrees, [one.message for one in reading.findings]


def test_every_way_of_making_a_dose_is_among_what_is_tried() -> None:
    made = {one["method"] for name in ASKED for one in _document(name)["preparations"]}
    assert made >= {
        "split-tablets",
        "diluted-liquid",
        "counted-beads",
        "weighed-powder",
        "compounded-liquid",
        "compounded-capsule",
        "dispersed-tablet",
    }


def _bent(text: str) -> str:
    """Change the last digit of a text."""
    at = max(place for place, letter in enumerate(text) if letter.isdigit())
    return f"{text[:at]}{(int(text[at]) + 1) % 10}{text[at + 1 :]}"


def _of_cautions(made: Document) -> Iterator[tuple[str, Document]]:
    cautions = made["cautions"]
    for at, one in enumerate(cautions):
        rest = [*cautions[:at], *cautions[at + 1 :]]
        yield f"{one['code']} left out", {"cautions": rest}
        milder = {"warn": "note", "note": "warn"}[one["severity"]]
        due = not one.get("needs_reason", False)
        changes: list[Document] = [
            {"severity": milder},
            {"needs_reason": due},
            {"reason": "as agreed"},
        ]
        changes += [{"text": "All is well."}, {"code": "touch-tip-2"}]
        if any(letter.isdigit() for letter in one["text"]):
            changes.append({"text": _bent(one["text"])})
        for change in changes:
            yield f"{one['code']} {change}", {"cautions": [*rest, {**one, **change}]}
    twice = [*cautions, {"code": "touch-tip", "severity": "note", "text": "At 0.11 mL"}]
    yield "one that nothing calls for", {"cautions": twice}


def _of_figures(made: Document) -> Iterator[tuple[str, Document]]:
    yield "handling", {"handling": made["handling"] + 1}
    packs = made["packs_per_28_days"]
    yield "packs", {"packs_per_28_days": "0.01" if packs == "not known" else _bent(packs)}
    yield "plain", {"plain": not made["plain"]}
    yield "pick", {"pick": not made["pick"]}
    yield "doses a day", {"doses_per_day": made["doses_per_day"] + 1}
    if made["keep"] != "at once":
        yield "keep", {"keep": f"2{made['keep'][1:-1]}{(int(made['keep'][-1]) + 1) % 10}"}
    if made["error"] == "not known":
        return
    yield "error", {"error": _bent(made["error"])}
    yield "uncertainty", {"standard_uncertainty": _bent(made["standard_uncertainty"])}
    for at, row in enumerate(made["budget"]):
        for change in ({"standard": _bent(row["standard"])}, {"worst": _bent(row["worst"])}):
            rows = [*made["budget"][:at], {**row, **change}, *made["budget"][at + 1 :]]
            yield f"{row['source']} {change}", {"budget": rows}
    low, high = made["worst"]
    delivered = made["delivered"]
    yield "no low bound", {"worst": [delivered, high]}
    yield "no high bound", {"worst": [low, delivered]}


def _alone(document: Document) -> Iterator[Document]:
    """Yield the document with the first preparation of each method alone."""
    picks = {one["method"]: one for one in reversed(document["preparations"])}
    for one in picks.values():
        good = one["rating"] != "poor"
        yield {**document, "preparations": [{**one, "recommended": good, "pick": True}]}


@pytest.mark.parametrize("name", ASKED)
def test_one_lie_in_a_preparation_is_found_although_its_hash_fits(name: str) -> None:
    for honest in _alone(_document(name)):
        (made,) = honest["preparations"]
        assert _agrees(honest)
        for what, lie in (*_of_cautions(made), *_of_figures(made)):
            assert not _agrees({**honest, "preparations": [{**made, **lie}]}), what


def test_a_recommendation_taken_away_or_given_to_another_is_found() -> None:
    none = _document("diluted")
    none["preparations"][0]["recommended"] = False
    other = copy.deepcopy(none)
    other["preparations"][1]["recommended"] = True
    assert not _agrees(none)
    assert not _agrees(other)


def test_what_was_counted_must_be_told() -> None:
    untold = _document("in beads")
    untold["request"]["beads"] = []
    assert not _agrees(untold)


def test_a_device_that_there_is_not_is_found() -> None:
    changed = _document("diluted")
    changed["request"]["devices"].append("oral-syringe-7ml")
    assert not _agrees(changed)


def test_a_product_of_another_market_that_was_named_is_judged_as_what_it_is() -> None:
    asked = DoseRequest(
        drug="sertraline", dose="3 mg", products=("us-sertraline-concentrate-20",), date=DAY
    )
    found: Document = json.loads(prepare(asked, CATALOGUE).to_json())
    assert found["preparations"]
    assert _agrees(found)
    del found["request"]["products"]
    assert not _agrees(found)
