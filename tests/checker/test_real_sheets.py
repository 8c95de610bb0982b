"""The sheets as they are printed, read by the reader that has never seen what they were made of."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from taperlab.answers import prepare
from taperlab.answers.codec import decode_answer
from taperlab.answers.document import Answer
from taperlab.answers.operations import Draw
from taperlab.answers.request import DoseRequest
from taperlab.checker import Reading, read_sheet
from taperlab.quantities import Volume, canonical
from taperlab.sheets.make import make_sheet
from taperlab.sheets.proof import SheetStoppedError
from tests.checker.documents import CASES, CATALOGUE, document, sealed

KINDS = ("patient", "worksheet", "labels")
ASKED = [
    ("citalopram", "0.37 mg", "GB"),
    ("escitalopram", "3 mg", "GB"),
    ("sertraline", "3 mg", "US"),
    ("paroxetine", "15 mg", "GB"),
    ("olanzapine", "0.6 mg", "GB"),
    ("venlafaxine", "0.5 mg", "GB"),
]


def answer(name: str) -> Answer:
    return decode_answer(sealed(document(name)), name)


def stops(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings if finding.severity == "stop"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [name for name in CASES if name != "aliquot"])
def test_a_real_sheet_reads_back(name: str, kind: str) -> None:
    sheet = make_sheet(kind, answer(name), CATALOGUE)
    reading = read_sheet(sheet, CATALOGUE)
    assert not stops(reading)
    assert reading.delivered == document(name)["preparations"][0]["delivered"]


@pytest.mark.parametrize(("drug", "dose", "market"), ASKED)
def test_every_preparation_of_an_answer_reads_back(drug: str, dose: str, market: str) -> None:
    request = DoseRequest(drug=drug, dose=dose, market=market, date=dt.date(2026, 3, 1))
    found = prepare(request, CATALOGUE)
    assert found.preparations
    for number, preparation in enumerate(found.preparations, 1):
        for kind in ("worksheet", "labels"):
            sheet = make_sheet(kind, found, CATALOGUE, number=number)
            reading = read_sheet(sheet, CATALOGUE)
            assert not stops(reading)
            assert reading.delivered == canonical(preparation.delivered)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_whose_words_give_another_dose_is_never_handed_out(kind: str) -> None:
    honest = answer("diluted")
    made = honest.preparations[0]
    operations = tuple(
        msgspec.structs.replace(one, volume=Volume.of("0.73"))
        if isinstance(one, Draw) and one.into == "dose"
        else one
        for one in made.operations
    )
    wrong = msgspec.structs.replace(made, operations=operations)
    tampered = msgspec.structs.replace(honest, preparations=(wrong,))
    with pytest.raises(SheetStoppedError):
        make_sheet(kind, tampered, CATALOGUE)
