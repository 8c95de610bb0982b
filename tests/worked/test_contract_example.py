"""The example of the contract (docs/contract.md section 3), number by number, with each sum."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, TypeAlias

import pytest

from taperlab import Catalogue, DoseRequest, prepare
from taperlab.answers.codec import encode

Json: TypeAlias = dict[str, Any]

REQUEST = DoseRequest(
    drug="citalopram",
    dose="0.37 mg",
    current_dose="0.4 mg",
    devices=("oral-syringe-0.5ml", "oral-syringe-1ml", "cylinder-50ml"),
    date=dt.date(2026, 3, 1),
)


@pytest.fixture(scope="module")
def document() -> Json:
    found: Json = json.loads(encode(prepare(REQUEST, Catalogue.shipped())))
    return found


@pytest.fixture(scope="module")
def example(document: Json) -> Json:
    """Return the preparation "0.5 mL to 50 mL, 0.74 mL"."""
    drawn = {"op": "draw", "volume": "0.5 mL", "device": "oral-syringe-0.5ml"}
    found: Json
    (found,) = (
        one
        for one in document["preparations"]
        if one["operations"][0].items() >= drawn.items() and one["operations"][1]["to"] == "50 mL"
    )
    return found


def test_request_is_repeated_with_its_defaults(document: Json) -> None:
    assert document["schema"] == "taperlab/answer/1"
    assert (
        document["request"].items()
        >= {
            "drug": "citalopram",
            "dose": "0.37 mg",
            "dose_of": "tablet",
            "per": "administration",
            "doses_per_day": 1,
            "current_dose": "0.4 mg",
            "market": "GB",
            "role": "pharmacist",
            "days": 1,
            "date": "2026-03-01",
            "devices": ["oral-syringe-0.5ml", "oral-syringe-1ml", "cylinder-50ml"],
        }.items()
    )


def test_operations_are_those_of_the_contract(example: Json) -> None:
    assert example["operations"] == [
        {
            "op": "draw",
            "from": "gb-citalopram-drops-40",
            "volume": "0.5 mL",
            "device": "oral-syringe-0.5ml",
            "fills": 1,
            "into": "cylinder",
        },
        {
            "op": "make-up",
            "vessel": "cylinder",
            "liquid": "water",
            "to": "50 mL",
            "device": "cylinder-50ml",
        },
        {"op": "mix", "vessel": "cylinder", "how": "stir"},
        {
            "op": "draw",
            "from": "cylinder",
            "volume": "0.74 mL",
            "device": "oral-syringe-1ml",
            "fills": 1,
            "into": "dose",
        },
        {"op": "discard", "vessel": "cylinder"},
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("method", "diluted-liquid"),
        ("rating", "good"),
        ("plain", True),
        ("supply", "off-label"),
        ("target", "0.37 mg"),
        # 0.5 mL * 50 mg/mL (40 mg/mL counts 5/4) / 50 mL * 0.74 mL = 0.37 mg
        ("delivered", "0.37 mg"),
        ("bias", "0.00 %"),
        # handling, as shares of the dose: scale 5 % and reading 0.005/0.5 = 1 % of the stock,
        # cylinder 1/50 = 2 %, scale 5 % and reading 0.005/0.74 = 0.676 % of the dose:
        # sqrt((25 + 1 + 4 + 25 + 0.457) / 3) = 4.2995 %; * 0.37 mg = 0.0159 mg
        ("standard_uncertainty", "0.0159 mg"),
        # 0 + 2 * 4.2995 %
        ("error", "8.60 %"),
        # content 5 % more: 0.37 * 0.94 / 1.02 * 0.94324 * 0.95 = 0.30555, outward 0.305
        #                   0.37 * 1.06 / 0.98 * 1.05676 * 1.05 = 0.44406, outward 0.445
        ("worst", ["0.305 mg", "0.445 mg"]),
        ("keep", "at once"),
        # 25 mg made, 0.37 mg taken
        ("waste", "24.63 mg"),
        # 28 * 0.5 mL of a 15 mL bottle = 14/15
        ("packs_per_28_days", "0.93"),
        # draw, make up, draw
        ("handling", 3),
    ],
)
def test_figures_are_those_of_the_contract(example: Json, field: str, value: object) -> None:
    assert example[field] == value


def test_budget_line_is_that_of_the_contract(example: Json) -> None:
    # 5 % of 0.37 mg = 0.0185 mg; over the root of three: 0.01068 mg
    assert {
        "source": "oral-syringe-0.5ml: scale",
        "scope": "device",
        "handling": True,
        "standard": "0.0107 mg",
        "worst": "0.0185 mg",
    } in example["budget"]


def test_budget_adds_up_to_the_standard_uncertainty(example: Json) -> None:
    square = sum(
        float(line["standard"].removesuffix(" mg")) ** 2
        for line in example["budget"]
        if line["handling"]
    )
    assert round(square**0.5, 4) == 0.0159
    assert [line["source"] for line in example["budget"] if not line["handling"]] == [
        "gb-citalopram-drops-40: content"
    ]


def test_vessel_holds_counted_and_physical_milligrams(example: Json) -> None:
    # counted 25 mg / 50 mL; physical 0.5 mL * 40 mg/mL / 50 mL
    assert example["vessels"] == {
        "cylinder": {
            "made_up_to": "50 mL",
            "concentration": "0.5 mg/mL",
            "physical_concentration": "0.4 mg/mL",
            "holds": "25 mg",
        }
    }


def test_working_can_be_followed_on_a_pocket_calculator(example: Json) -> None:
    lines = " | ".join(example["working"])
    for sum_ in ("25 mg", "0.5 mg/mL", "0.37 mg", "0.74 mL"):
        assert sum_ in lines


def test_cautions_say_that_it_is_off_label(example: Json) -> None:
    cautions = {one["code"]: one["severity"] for one in example["cautions"]}
    assert cautions["dilution-off-label"] == "warn"
    assert "stop" not in cautions.values()


def test_neat_drops_are_refused_for_their_volume(document: Json) -> None:
    refused = {(one["method"], one.get("product")): one for one in document["refused"]}
    neat = refused["oral-liquid", "gb-citalopram-drops-40"]
    assert neat["code"] == "below-minimum-volume"
    assert neat["text"]
    assert neat["remedy"]
