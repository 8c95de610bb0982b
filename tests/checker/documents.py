"""Answer documents written by hand, each with figures that its operations bear out."""

from __future__ import annotations

import copy
import hashlib
import json
from decimal import Decimal
from typing import Any

from taperlab.catalogue import Catalogue

Document = dict[str, Any]
Operations = list[dict[str, Any]]

CATALOGUE = Catalogue.shipped()

UNSAID = frozenset(
    {
        "caution-left-out",
        "wrong-budget",
        "wrong-error",
        "wrong-handling",
        "wrong-packs",
        "wrong-uncertainty",
        "wrong-worst",
    }
)
"""What documents written by hand leave unsaid: it is tried on what the engine writes."""


def draw(source: str, volume: str, device: str, into: str, fills: int = 1) -> dict[str, Any]:
    where = {"from": source, "volume": volume, "device": device}
    return {"op": "draw", **where, "fills": fills, "into": into}


def make_up(vessel: str, to: str, device: str) -> dict[str, Any]:
    return {"op": "make-up", "vessel": vessel, "liquid": "water", "to": to, "device": device}


def mix(vessel: str, how: str = "stir") -> dict[str, Any]:
    return {"op": "mix", "vessel": vessel, "how": how}


def take(product: str, pieces: list[str], into: str) -> dict[str, Any]:
    return {"op": "take", "product": product, "pieces": pieces, "into": into}


def pour(vessel: str) -> dict[str, Any]:
    return {"op": "pour", "from": vessel, "into": "dose"}


def discard(vessel: str) -> dict[str, Any]:
    return {"op": "discard", "vessel": vessel}


def water(volume: str, device: str, into: str) -> dict[str, Any]:
    return {
        "op": "add",
        "what": "water",
        "volume": volume,
        "device": device,
        "fills": 1,
        "into": into,
    }


def vessel(made_up_to: str, concentration: str, holds: str, physical: str = "") -> dict[str, str]:
    return {
        "made_up_to": made_up_to,
        "concentration": concentration,
        "physical_concentration": physical or concentration,
        "holds": holds,
    }


DILUTED: Operations = [
    draw("gb-citalopram-drops-40", "0.5 mL", "oral-syringe-0.5ml", "cylinder"),
    make_up("cylinder", "50 mL", "cylinder-50ml"),
    mix("cylinder"),
    draw("cylinder", "0.74 mL", "oral-syringe-1ml", "dose"),
    discard("cylinder"),
]
NEAT: Operations = [draw("gb-escitalopram-drops-20", "0.15 mL", "oral-syringe-0.5ml", "dose")]
DROPS: Operations = [{"op": "drip", "from": "gb-escitalopram-drops-20", "drops": 3, "into": "dose"}]
TABLET: Operations = [take("gb-sertraline-tablet-12.5", ["1"], "dose")]
SPLIT: Operations = [take("gb-paroxetine-tablet-20", ["1", "1/2"], "dose")]
DRINK: Operations = [
    draw("us-sertraline-concentrate-20", "0.15 mL", "oral-syringe-0.5ml", "glass"),
    make_up("glass", "120 mL", "household-measure"),
    mix("glass"),
    pour("glass"),
]
DISPERSED: Operations = [
    take("gb-sertraline-tablet-50", ["1"], "glass"),
    water("50 mL", "cylinder-50ml", "glass"),
    mix("glass", "disperse"),
    pour("glass"),
]
ALIQUOT: Operations = [
    take("gb-olanzapine-tablet-2.5", ["1"], "cylinder"),
    make_up("cylinder", "25 mL", "cylinder-25ml"),
    mix("cylinder", "disperse"),
    draw("cylinder", "6 mL", "oral-syringe-10ml", "dose"),
    discard("cylinder"),
]
BOTH: Operations = [
    take("gb-fluoxetine-capsule-20", ["1"], "dose"),
    draw("gb-fluoxetine-solution-4", "0.5 mL", "oral-syringe-0.5ml", "dose"),
]
ADDED: Operations = [
    draw("gb-citalopram-drops-40", "0.5 mL", "oral-syringe-0.5ml", "cup"),
    water("9.5 mL", "oral-syringe-10ml", "cup"),
    mix("cup"),
    draw("cup", "1.2 mL", "oral-syringe-2.5ml", "dose", fills=1),
    discard("cup"),
]
FILLS: Operations = [draw("gb-fluoxetine-solution-4", "6 mL", "oral-syringe-5ml", "dose", fills=2)]

_CASES: dict[str, tuple[str, str, Operations, dict[str, Any]]] = {
    "diluted": (
        "citalopram",
        "0.37 mg",
        DILUTED,
        {
            "vessels": {"cylinder": vessel("50 mL", "0.5 mg/mL", "25 mg", "0.4 mg/mL")},
            "waste": "24.63 mg",  # 25 mg less 0.37 mg
            "working": [
                "0.5 mL holds 25 mg",
                "25 mg in 50 mL = 0.5 mg/mL",
                "0.37 mg / 0.5 mg/mL = 0.74 mL",
            ],
        },
    ),
    "neat": ("escitalopram", "3 mg", NEAT, {"working": ["3 mg / 20 mg/mL = 0.15 mL"]}),
    "drops": ("escitalopram", "3 mg", DROPS, {}),
    "tablet": ("sertraline", "12.5 mg", TABLET, {}),
    "split": ("paroxetine", "30 mg", SPLIT, {}),
    "drink": (
        "sertraline",
        "3 mg",
        DRINK,
        {"vessels": {"glass": vessel("120 mL", "0.025 mg/mL", "3 mg")}},
    ),
    "dispersed": (
        "sertraline",
        "50 mg",
        DISPERSED,
        {"vessels": {"glass": vessel("50 mL", "1 mg/mL", "50 mg")}},
    ),
    "aliquot": (
        "olanzapine",
        "0.6 mg",
        ALIQUOT,
        {
            "vessels": {"cylinder": vessel("25 mL", "0.1 mg/mL", "2.5 mg")},
            "waste": "1.9 mg",  # 2.5 mg less 0.6 mg
            "error": "not known",
            "standard_uncertainty": "not known",
            "worst": ["not known"],
            "budget": [],
            "rating": "poor",
            "recommended": False,
        },
    ),
    "both": ("fluoxetine", "22 mg", BOTH, {"working": ["22 mg in all leaves 2 mg for the liquid"]}),
    "added": (
        "citalopram",
        "3 mg",
        ADDED,
        {
            "vessels": {"cup": vessel("10 mL", "2.5 mg/mL", "25 mg", "2 mg/mL")},
            "waste": "22 mg",  # 25 mg less 3 mg
        },
    ),
    "fills": ("fluoxetine", "24 mg", FILLS, {}),  # 6 mL of 4 mg/mL
}
CASES = tuple(_CASES)


def preparation(dose: str, operations: Operations, **changes: object) -> Document:
    amount = Decimal(dose.removesuffix(" mg"))
    uncertainty = f"{(amount * 4 / 100).normalize():f} mg"
    names = [one.get("product") or one.get("from") for one in operations]
    products = sorted({name for name in names if name and name[2:3] == "-"})
    honest: Document = {
        "method": "diluted-liquid",
        "products": products,
        "rating": "good",
        "plain": True,
        "recommended": True,
        "pick": True,
        "why": "Recommended: the only one there is.",
        "supply": "licensed",
        "doses_per_day": 1,
        "target": dose,
        "delivered": dose,
        "bias": "0.00 %",
        "standard_uncertainty": uncertainty,
        "error": "8.00 %",  # twice 4 %
        "worst": [f"{amount * 8 / 10:f} mg", f"{amount * 12 / 10:f} mg"],
        "budget": [
            {
                "source": "1 mL oral syringe: scale",
                "scope": "device",
                "handling": True,
                "standard": uncertainty,
                "worst": uncertainty,
            }
        ],
        "operations": operations,
        "vessels": {},
        "keep": "at once",
        "waste": "0 mg",
        "packs_per_28_days": "0.93",
        "handling": 3,
        "working": [],
        "cautions": [],
    }
    return honest | changes


def document(name: str, *, role: str = "pharmacist", current: str | None = None) -> Document:
    """Return an honest document, to be changed at will; it is signed by ``sealed``."""
    drug, dose, operations, changes = copy.deepcopy(_CASES[name])
    market = "US" if name == "drink" else "GB"
    devices = {one["device"] for one in operations if "device" in one} - {"household-measure"}
    request: Document = {
        "drug": drug,
        "dose": dose,
        "dose_of": "tablet",
        "per": "administration",
        "doses_per_day": 1,
        "market": market,
        "role": role,
        "days": 1,
        "date": "2026-03-01",
        "devices": sorted(devices),
    }
    if current is not None:
        request["current_dose"] = current
    return {
        "schema": "taperlab/answer/1",
        "hash": "",
        "version": "0.1.0",
        "request": request,
        "catalogue": {"version": CATALOGUE.version, "hash": CATALOGUE.hash},
        "preparations": [preparation(dose, operations, **changes)],
        "refused": [],
    }


def sealed(document: Document) -> bytes:
    """Write a document with the hash that belongs to it, worked out by a third routine."""
    bare = json.dumps(
        document | {"hash": ""}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    signed = document | {"hash": hashlib.sha256(bare.encode()).hexdigest()[:16]}
    return json.dumps(signed, ensure_ascii=False, indent=2).encode()
