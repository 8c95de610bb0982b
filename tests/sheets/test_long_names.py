"""Long names of people, and tiny doses in stages: nothing is cut, covered or read wrongly."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from taperlab import DoseRequest, prepare
from taperlab.answers.document import Answer
from taperlab.answers.operations import Discard
from taperlab.checker import read_sheet
from taperlab.pdfium import Document
from taperlab.sheets.content import Label, Particulars
from taperlab.sheets.labels import label_sheet
from taperlab.sheets.make import make_sheet
from taperlab.wording import Wording
from tests.sheets.prepared import CATALOGUE

PREPARER = "Anna-Katharina von Hohenstein-Rosenbaum, MPharm"
PATIENT = "Maximiliane-Alexandra Wolfeschlegelsteinhausen"
PHARMACY = "Pharmacy of the Long Name Ltd, 100 High Street, Somewhere"
STAGES = {"0.001 mg": 2, "0.000002 mg": 3}


@cache
def in_stages(dose: str) -> Answer:
    request = DoseRequest(
        drug="citalopram", dose=dose, date=dt.date(2026, 3, 1), prepared_by=PREPARER
    )
    return prepare(request, CATALOGUE)


@pytest.mark.parametrize("kind", ["worksheet", "labels"])
@pytest.mark.parametrize("dose", STAGES)
def test_long_names_are_printed_whole(kind: str, dose: str) -> None:
    pdf = make_sheet(kind, in_stages(dose), CATALOGUE, patient=PATIENT, supplier=PHARMACY)
    reading = read_sheet(pdf, CATALOGUE)
    assert (reading.agrees, reading.delivered) == (True, dose)
    with Document(pdf) as document:
        pages = [document.text(page) for page in range(document.page_count)]
    text = " ".join(" ".join(pages).split())
    assert PATIENT in text
    assert (PREPARER if kind == "worksheet" else PHARMACY) in text


@pytest.mark.parametrize(("dose", "stages"), STAGES.items())
def test_each_intermediate_is_named_labelled_and_discarded(dose: str, stages: int) -> None:
    answer = in_stages(dose)
    made = answer.preparations[0]
    names = {f"dilution {number + 1}" for number in range(stages)}
    assert set(made.vessels) == names
    assert {one.vessel for one in made.operations if isinstance(one, Discard)} == names
    sheet = label_sheet(answer, made, CATALOGUE, Particulars(PATIENT, PHARMACY))
    labels = [block for block in sheet.blocks if isinstance(block, Label)]
    directions = [label.direction.code for label in labels]
    assert directions == ["label.draw", *["label.intermediate"] * (stages - 1), "label.waste"]


def test_an_intermediate_is_labelled_as_nobodys() -> None:
    answer = in_stages("0.001 mg")
    sheet = label_sheet(answer, answer.preparations[0], CATALOGUE, Particulars(PATIENT, PHARMACY))
    (label,) = (
        block
        for block in sheet.blocks
        if isinstance(block, Label) and block.direction.code == "label.intermediate"
    )
    said = [Wording().text(line) for line in (*label.before, *label.after)]
    assert "Not a dispensing label" in said
    assert not any(PATIENT in line or PHARMACY in line for line in said)
