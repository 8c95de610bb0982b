"""The budget, the worst case and the resolution of a plan or a check are worked out again."""

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
from taperlab.taper.request import CheckRequest, TaperRequest
from tests.checker.documents import CATALOGUE, sealed

Document = dict[str, Any]

DAY = dt.date(2026, 3, 1)


@cache
def _texts() -> tuple[str, str]:
    plan = TaperRequest(drug="citalopram", start="2 mg", rule="list:0.4mg,0.37mg,0mg", date=DAY)
    check = CheckRequest(drug="citalopram", start="0.8 mg", to="0.7 mg", date=DAY)
    made = plan_taper(plan, CATALOGUE), check_reduction(check, CATALOGUE)
    return made[0].to_json(), made[1].to_json()


def _parts(document: Document) -> list[Document]:
    """Return the preparations of a document, and its changes."""
    steps = document.get("steps")
    if steps is None:
        return [document["from"], document["to"], document["change"]]
    found = [*(one["preparation"] for one in steps), *(one["change"] for one in steps)]
    return [one for one in found if one]


def _bent(text: str) -> str:
    """Change the last digit of the number that a text begins with."""
    number, _, unit = text.partition(" ")
    return f"{number[:-1]}{(int(number[-1]) + 1) % 10} {unit}".strip()


def _lies(part: Document) -> list[Document]:
    if "resolution" in part:
        said = part["resolution"] or {}
        return [{**part, "resolution": {**said, name: _bent(said[name])}} for name in said]
    found = [{**part, name: _bent(part[name])} for name in ("standard_uncertainty", "error")]
    for at, row in enumerate(part["budget"]):
        for change in (
            {"standard": _bent(row["standard"])},
            {"worst": _bent(row["worst"])},
            {"source": "another: scale"},
            {"scope": "bottle"},
            {"handling": not row["handling"]},
        ):
            lines = [*part["budget"][:at], {**row, **change}, *part["budget"][at + 1 :]]
            found.append({**part, "budget": lines})
    low, high = part["worst"]
    inward = f"{float(low.split()[0]) * 1.02:.4f} mg", f"{float(high.split()[0]) * 0.98:.4f} mg"
    outward = f"{float(low.split()[0]) * 0.9:.4f} mg", f"{float(high.split()[0]) * 1.1:.4f} mg"
    found += [{**part, "worst": [one, high]} for one in (inward[0], outward[0])]
    return [*found, *({**part, "worst": [low, one]} for one in (inward[1], outward[1]))]


@pytest.mark.parametrize("which", [0, 1])
def test_no_figure_of_an_error_can_be_bent_unseen(which: int) -> None:
    honest: Document = json.loads(_texts()[which])
    assert verify_document(sealed(honest), CATALOGUE, "document.json").agrees
    for at, part in enumerate(_parts(honest)):
        for lie in _lies(part):
            changed = copy.deepcopy(honest)
            _parts(changed)[at].update(lie)
            if "resolution" in lie and "resolution" in changed:
                changed["resolution"] = lie["resolution"]
            assert not verify_document(sealed(changed), CATALOGUE, "document.json").agrees, lie
