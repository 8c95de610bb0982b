"""Drawn measures as they are printed: a number or an arrow beside its place stops the print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache

import pytest

from taperlab.answers import prepare
from taperlab.answers.document import Answer
from taperlab.answers.request import DoseRequest
from taperlab.checker import read_sheet
from taperlab.sheets import strokes, syringe, vessels
from taperlab.sheets.content import Particulars
from taperlab.sheets.paper import sheet_pdf
from taperlab.sheets.patient import patient_sheet
from tests.checker.documents import CATALOGUE

Change = Callable[[tuple[float, float], str], tuple[tuple[float, float], str]]
FAULTS: dict[str, tuple[str, Change]] = {
    "a number is another": ("uneven-scale", lambda at, text: (at, {"0.2": "0.3"}.get(text, text))),
    "a number is missing": ("uneven-scale", lambda at, text: (at, text.replace("0.4", " "))),
    "the top is missing": ("uneven-scale", lambda at, text: (at, {"0.5": " "}.get(text, text))),
    "the arrow is missing": ("not-once", lambda at, text: (at, text.replace("0.37\u00a0mL", " "))),
    "the arrow is elsewhere": (
        "off-scale",
        lambda at, text: ((at[0] - 12 * ("mL" in text), at[1]), text),
    ),
    "a number is elsewhere": (
        "off-scale",
        lambda at, text: ((at[0] + 9 * (text == "0.3"), at[1]), text),
    ),
    "a number ends in nothing": (
        "left-over-text",
        lambda at, text: (at, {"0.2": "0.20"}.get(text, text)),
    ),
}


@cache
def answer() -> Answer:
    return prepare(
        DoseRequest(
            drug="citalopram",
            dose="0.37 mg",
            devices=("oral-syringe-0.5ml", "oral-syringe-1ml", "cylinder-50ml"),
            date=dt.date(2026, 3, 1),
        ),
        CATALOGUE,
    )


def findings() -> set[str]:
    made = answer().recommended
    assert made is not None
    sheet = patient_sheet(answer(), made, CATALOGUE, Particulars())
    return {finding.code for finding in read_sheet(sheet_pdf(sheet), CATALOGUE).findings}


def test_an_honest_scale_is_read() -> None:
    assert not findings()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_false_scale_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code, change = FAULTS[fault]
    drawn = strokes.words

    def other(place: tuple[float, float], text: str, **named: object) -> object:
        return drawn(*change(place, text), **named)  # type: ignore[arg-type] # as it is called

    monkeypatch.setattr(syringe, "words", other)
    assert code in findings()


def test_a_false_level_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = strokes.words

    def other(place: tuple[float, float], text: str, **named: object) -> object:
        raised = 12 if "mL" in text else 0
        return drawn((place[0], place[1] + raised), text, **named)  # type: ignore[arg-type] # as it is called

    monkeypatch.setattr(vessels, "words", other)
    assert "off-scale" in findings()
