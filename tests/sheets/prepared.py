"""Answers of the methods that count, weigh, compound, fill pouches and dilute in stages."""

from __future__ import annotations

import datetime as dt
from functools import cache

import msgspec
import pytest

from taperlab.answers import prepare
from taperlab.answers.document import Answer
from taperlab.answers.request import CountedBeads, DoseRequest, WeighedUnits
from taperlab.catalogue import Catalogue
from taperlab.methods import (
    METHODS,
    compounded_capsule,
    compounded_liquid,
    counted_beads,
    strip,
    weighed_powder,
)

CATALOGUE = Catalogue.shipped()
CAPSULE, TABLET = "gb-duloxetine-ec-capsule-20", "gb-citalopram-tablet-10"
BALANCE = ("oral-syringe-1ml", "cylinder-50ml", "balance-1mg")


def counted(*counts: int) -> dict[str, object]:
    return {"beads": (CountedBeads(product=CAPSULE, batch="A1", counts=counts),)}


def weighed(product: str, *masses: str) -> dict[str, object]:
    one = WeighedUnits(product=product, batch="B7", masses=masses)
    return {"weighed": (one,), "devices": BALANCE, "methods": ("weighed-powder",)}


COUNTED = counted(198, 203, 199, 205)
ASKED: dict[str, dict[str, object]] = {
    "beads": {"drug": "duloxetine", "dose": "7 mg", **COUNTED},
    "few beads": {"drug": "duloxetine", "dose": "1.3 mg", **COUNTED},
    "beads in thirds": {"drug": "duloxetine", "dose": "7 mg", **counted(198, 203, 203)},
    "beads left out": {"drug": "duloxetine", "dose": "14 mg", **COUNTED},
    "capsule and beads": {"drug": "duloxetine", "dose": "27 mg", **COUNTED},
    "powder": {
        "drug": "citalopram",
        "dose": "5 mg",
        **weighed(TABLET, "121 mg", "119 mg", "123 mg"),
    },
    "powder in thirds": {
        "drug": "citalopram",
        "dose": "5 mg",
        **weighed(TABLET, "121 mg", "119 mg", "121 mg"),
    },
    "weighed beads": {
        "drug": "duloxetine",
        "dose": "15 mg",
        **weighed(CAPSULE, "161 mg", "159 mg", "163 mg"),
    },
    "bottle": {
        "drug": "venlafaxine",
        "dose": "5 mg",
        "market": "US",
        "days": 28,
        "methods": ("compounded-liquid",),
    },
    "bottle with overage": {
        "drug": "venlafaxine",
        "dose": "5 mg",
        "market": "US",
        "days": 28,
        "overage": "10%",
        "methods": ("compounded-liquid",),
    },
    "thirds": {"drug": "citalopram", "dose": "1 mg", "per": "day", "doses_per_day": 3},
    "controlled bottle": {  # its caution names the tablets, and their strength
        "drug": "alprazolam",
        "dose": "0.3 mg",
        "days": 14,
        "methods": ("compounded-liquid",),
    },
    "capsules": {
        "drug": "citalopram",
        "dose": "0.37 mg",
        "days": 28,
        "devices": BALANCE,
        "methods": ("compounded-capsule",),
    },
    "strip": {
        "drug": "sertraline",
        "dose": "37.5 mg",
        "methods": ("strip",),
        "products": ("gb-sertraline-tablet-12.5", "gb-sertraline-tablet-25"),
    },
    "strip twice": {
        "drug": "sertraline",
        "dose": "75 mg",
        "per": "day",
        "doses_per_day": 2,
        "methods": ("strip",),
        "products": ("gb-sertraline-tablet-12.5", "gb-sertraline-tablet-25"),
    },
    "serial": {"drug": "citalopram", "dose": "0.001 mg"},
    "mixed": {
        "drug": "haloperidol",
        "dose": "0.37 mg",
        "products": ("gb-haloperidol-solution-2", "gb-haloperidol-solution-0.2"),
        "methods": ("diluted-liquid",),
    },
    "stored": {"drug": "fluoxetine", "dose": "0.5 mg", "days": 7, "methods": ("diluted-liquid",)},
}
FOR_PROFESSIONALS = ("powder", "powder in thirds", "weighed beads", "serial", "mixed")
FOR_PATIENTS = tuple(name for name in ASKED if name not in FOR_PROFESSIONALS)


@cache
def prepared(name: str) -> Answer:
    """Ask with every method at hand."""
    fields: dict[str, object] = {"date": dt.date(2026, 3, 1), **ASKED[name]}
    modules = (counted_beads, weighed_powder, compounded_liquid, compounded_capsule, strip)
    with pytest.MonkeyPatch.context() as patch:
        for module in modules:
            patch.setitem(METHODS, module.METHOD, module.propose)
        return prepare(msgspec.convert(fields, DoseRequest), CATALOGUE)
