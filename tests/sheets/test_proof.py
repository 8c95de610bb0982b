from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taperlab.answers import prepare
from taperlab.answers.document import Answer, Preparation
from taperlab.answers.request import DoseRequest
from taperlab.catalogue import Catalogue
from taperlab.messages import Message, TaperLabError
from taperlab.quantities import Mass, Quantity, Volume, number
from taperlab.sheets.content import Instruction, Particulars, Sheet
from taperlab.sheets.make import KINDS, make_sheet
from taperlab.sheets.paper import sheet_pdf
from taperlab.sheets.patient import patient_sheet
from taperlab.sheets.proof import SheetStoppedError, prove
from taperlab.wording import Wording

Remake = Callable[..., Preparation]
DRUGS = ("citalopram", "escitalopram", "sertraline", "fluoxetine", "paroxetine", "mirtazapine")


@pytest.fixture(scope="module")
def sheet(answers: dict[str, Answer], catalogue: Catalogue, remade: Remake) -> Sheet:
    return patient_sheet(answers["diluted"], remade("diluted"), catalogue, Particulars())


def changed(sheet: Sheet, step: int, field: str, value: Quantity) -> Sheet:
    """Return a sheet on which one value of one sentence was changed."""
    blocks = list(sheet.blocks)
    index = next(
        place
        for place, block in enumerate(blocks)
        if isinstance(block, Instruction) and block.number == step
    )
    block = blocks[index]
    assert isinstance(block, Instruction)
    fields = dict(block.message.fields) | {field: value}
    blocks[index] = replace(block, message=Message(block.message.key, **fields))
    return replace(sheet, blocks=tuple(blocks))


def test_a_sheet_that_says_what_was_planned_passes(
    sheet: Sheet, catalogue: Catalogue, remade: Remake
) -> None:
    prove(sheet_pdf(sheet), remade("diluted"), catalogue, "patient")


@pytest.mark.parametrize(
    "fault",
    [
        (1, "volume", Volume.of("0.26")),
        (2, "total", Volume.of("50")),
        (4, "volume", Volume.of("0.75")),
        (4, "volume", Volume.of("7.4")),
    ],
)
def test_a_wrong_digit_stops_the_sheet(
    fault: tuple[int, str, Volume], sheet: Sheet, catalogue: Catalogue, remade: Remake
) -> None:
    wrong = sheet_pdf(changed(sheet, *fault))
    with pytest.raises(SheetStoppedError) as caught:
        prove(wrong, remade("diluted"), catalogue, "patient")
    assert caught.value.exit_status == 1
    assert Wording().text(caught.value.remedy)


def test_a_missing_step_stops_the_sheet(sheet: Sheet, catalogue: Catalogue, remade: Remake) -> None:
    fewer = tuple(
        block
        for block in sheet.blocks
        if not (isinstance(block, Instruction) and block.number == 3)
    )
    with pytest.raises(SheetStoppedError):
        prove(sheet_pdf(replace(sheet, blocks=fewer)), remade("diluted"), catalogue, "patient")


def test_a_right_sheet_of_another_plan_is_stopped(
    sheet: Sheet, catalogue: Catalogue, remade: Remake
) -> None:
    other = remade("diluted", delivered=Mass.of("0.38"))
    with pytest.raises(SheetStoppedError) as caught:
        prove(sheet_pdf(sheet), other, catalogue, "patient")
    assert "sheets.other-dose" in [message.key for message in caught.value.findings]


@settings(
    max_examples=max(settings().max_examples // 8, 1),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    drug=st.sampled_from(DRUGS),
    hundredths=st.integers(min_value=1, max_value=2000),
    role=st.sampled_from(["patient", "pharmacist"]),
    kind=st.sampled_from(sorted(KINDS)),
)
def test_every_sheet_of_every_preparation_reads_back(
    drug: str, hundredths: int, role: str, kind: str, catalogue: Catalogue
) -> None:
    dose = number(Fraction(hundredths, 100))
    asked = DoseRequest(drug=drug, dose=f"{dose} mg", role=role, date=dt.date(2026, 3, 1))
    try:
        answer = prepare(asked, catalogue)
    except TaperLabError:
        return
    for place in range(1, len(answer.preparations) + 1):
        refusal = refused(kind, answer, place, catalogue)
        assert refusal in (None, "not-for-patients", "no-preparation")


def refused(kind: str, answer: Answer, place: int, catalogue: Catalogue) -> str | None:
    """Return the code with which a sheet is refused, or None; a stopped one is a failure."""
    try:
        make_sheet(kind, answer, catalogue, number=place)
    except SheetStoppedError:
        raise
    except TaperLabError as error:
        return error.code
    return None
