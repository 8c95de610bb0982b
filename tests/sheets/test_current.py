from __future__ import annotations

import datetime as dt

import pytest

from taperlab import Catalogue, DoseRequest, prepare
from taperlab.checker import read_sheet
from taperlab.pdfium import Document
from taperlab.quantities import Mass
from taperlab.sheets.current import current_dose
from taperlab.sheets.make import make_sheet

DROPS = "gb-citalopram-drops-40"


def text_of(sheet: bytes) -> str:
    with Document(sheet) as document:
        return document.text(0).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("kind", "said"),
    [("patient", "Your dose until now: 10 mg."), ("worksheet", "Current dose: 10 mg")],
)
def test_the_present_dose_counts_on_the_scale_of_the_dose(kind: str, said: str) -> None:
    # 40 mg of the drops count as 50 mg: 4 mg as 5 mg, and the 8 mg taken until now as 10 mg
    catalogue = Catalogue.shipped()
    request = DoseRequest(
        drug="citalopram",
        dose="4 mg",
        dose_of=DROPS,
        current_dose="8 mg",
        date=dt.date(2026, 3, 1),
    )
    sheet = make_sheet(kind, prepare(request, catalogue), catalogue)
    assert said in text_of(sheet)
    reading = read_sheet(sheet, catalogue)
    assert (reading.delivered, reading.agrees) == ("5 mg", True)


def test_a_day_s_dose_is_told_for_the_day() -> None:
    request = DoseRequest(
        drug="venlafaxine", dose="1 mg", per="day", current_dose="1.5 mg", date=dt.date(2026, 3, 1)
    )
    answer = prepare(request, Catalogue.shipped())
    assert answer.recommended is not None
    assert answer.recommended.doses_per_day == 2
    assert current_dose(answer, answer.recommended) == Mass.of("1.5")
