"""A third of a day's dose has no end in digits, and is printed and proven all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from taperlab.checker import read_sheet
from taperlab.messages import Message
from taperlab.quantities import Mass
from taperlab.sheets.content import DoseLine, Particulars, Sheet
from taperlab.sheets.make import make_sheet
from taperlab.sheets.paper import sheet_pdf
from taperlab.sheets.worksheet import worksheet
from tests.checker.documents import CATALOGUE
from tests.sheets.prepared import prepared


def thirds(**fields: object) -> Sheet:
    """Return the worksheet of 1 mg a day in three doses; what it says was asked, changed."""
    answer = prepared("thirds")
    sheet = worksheet(answer, answer.preparations[0], CATALOGUE, Particulars())

    def said(one: Message) -> Message:
        changed = one.code == "wk.target-part"
        return Message(one.key, **{**dict(one.fields), **fields}) if changed else one

    return replace(
        sheet,
        blocks=tuple(
            replace(block, details=tuple(map(said, block.details)))
            if isinstance(block, DoseLine)
            else block
            for block in sheet.blocks
        ),
    )


def test_a_third_of_a_day_is_told_by_the_day() -> None:
    reading = read_sheet(sheet_pdf(thirds()), CATALOGUE)
    assert reading.agrees
    assert prepared("thirds").preparations[0].target.amount * 3 == 1


@pytest.mark.parametrize(
    "fields",
    [{"total": Mass(2)}, {"n": 2}, {"dose": Mass.of("0.5")}, {"bias": "\u22125 %"}],
)
def test_another_figure_is_found(fields: dict[str, object]) -> None:
    assert not read_sheet(sheet_pdf(thirds(**fields)), CATALOGUE).agrees


@pytest.mark.parametrize("kind", ["patient", "worksheet", "labels"])
def test_every_paper_of_a_third_is_made(kind: str) -> None:
    answer = prepared("thirds")
    for number, made in enumerate(answer.preparations, start=1):
        if kind != "patient" or made.rating != "poor":
            assert make_sheet(kind, answer, CATALOGUE, number=number).startswith(b"%PDF")
