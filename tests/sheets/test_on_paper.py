"""All that a sheet has to say is on its paper: what is lost or changed on the way stops it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from taperlab.answers.document import Answer, Preparation
from taperlab.catalogue import Catalogue
from taperlab.messages import Message
from taperlab.sheets.content import CautionNote, Fact, Particulars, Sheet
from taperlab.sheets.label_paper import LAYOUTS, labels_pdf
from taperlab.sheets.make import KINDS
from taperlab.sheets.on_paper import unsaid
from taperlab.sheets.paper import sheet_pdf
from taperlab.sheets.proof import SheetStoppedError, prove_complete

Chosen = Callable[[Answer], Preparation]


def pdf_of(sheet: Sheet) -> bytes:
    return labels_pdf(sheet, LAYOUTS["L7160"]) if sheet.kind == "labels" else sheet_pdf(sheet)


@pytest.fixture
def patients(answers: dict[str, Answer], chosen: Chosen, catalogue: Catalogue) -> Sheet:
    answer = answers["diluted"]
    return KINDS["patient"](answer, chosen(answer), catalogue, Particulars())


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_sheet_is_on_its_paper(
    kind: str, answers: dict[str, Answer], chosen: Chosen, catalogue: Catalogue
) -> None:
    for answer in answers.values():
        sheet = KINDS[kind](answer, chosen(answer), catalogue, Particulars("Ann", "A Pharmacy"))
        assert unsaid(pdf_of(sheet), sheet) == ()


def test_a_caution_that_was_dropped_stops_the_sheet(patients: Sheet) -> None:
    fewer = tuple(one for one in patients.blocks if not isinstance(one, CautionNote))
    pdf = pdf_of(replace(patients, blocks=fewer))
    with pytest.raises(SheetStoppedError) as stopped:
        prove_complete(pdf, patients)
    assert all(one.key == "sheets.not-on-paper" for one in stopped.value.findings)


def test_a_changed_word_is_not_what_was_to_be_said(patients: Sheet) -> None:
    missed = Fact(Message("sheets.missed"))
    others = tuple(
        Fact(Message("sheets.hold")) if one == missed else one for one in patients.blocks
    )
    assert unsaid(pdf_of(replace(patients, blocks=others)), patients) == (missed.message,)


def test_what_is_to_be_said_twice_is_there_twice(patients: Sheet) -> None:
    hold = Fact(Message("sheets.hold"))
    twice = replace(patients, blocks=(*patients.blocks, hold))
    assert unsaid(pdf_of(patients), twice) == (hold.message,)
