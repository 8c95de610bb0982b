from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from taperlab.answers.document import Answer, Caution, Preparation
from taperlab.catalogue import Catalogue
from taperlab.sheets.content import (
    Budget,
    CautionNote,
    DoseLine,
    Fact,
    FillIn,
    Note,
    Particulars,
    Sheet,
)
from taperlab.sheets.names import tied
from taperlab.sheets.worksheet import worksheet
from taperlab.wording import Wording

Answers = dict[str, Answer]
Choose = Callable[[Answer], Preparation]
WORDING = Wording()


def lines(sheet: Sheet) -> list[str]:
    return [WORDING.text(block.message) for block in sheet.blocks if isinstance(block, Fact | Note)]


def made(answers: Answers, name: str, chosen: Choose, catalogue: Catalogue) -> Sheet:
    return worksheet(answers[name], chosen(answers[name]), catalogue, Particulars())


def test_it_names_error_worst_case_and_the_tolerance_model(
    answers: Answers, chosen: Choose, catalogue: Catalogue
) -> None:
    said = lines(made(answers, "diluted", chosen, catalogue))
    assert any(line.startswith("Error of handling") and "8.83\u00a0%" in line for line in said)
    assert "Worst case, every source at its bound: 0.302\u00a0mg to 0.449\u00a0mg." in said
    assert any("tolerance: ISO 7886-1, as a model" in line for line in said)
    assert "Reading, bound, as a share of one graduation: 50\u00a0% (assumption)" in said


def test_each_source_of_error_is_a_row_and_the_handling_ones_are_summed(
    answers: Answers, chosen: Choose, catalogue: Catalogue
) -> None:
    sheet = made(answers, "diluted", chosen, catalogue)
    (budget,) = (block for block in sheet.blocks if isinstance(block, Budget))
    rows = [WORDING.text(row) for row in budget.rows]
    assert len(rows) == len(chosen(answers["diluted"]).budget)
    assert "0.5 mL oral syringe: scale; device; 0.0107\u00a0mg; 0.0185\u00a0mg" in [
        row.replace("0.5\u00a0mL", "0.5 mL") for row in rows
    ]
    assert sum("not handling" in row for row in rows) == 1
    assert WORDING.text(budget.sums[0]).endswith("0.0163\u00a0mg")


def test_products_have_room_for_their_batch_and_devices_their_marks(
    answers: Answers, chosen: Choose, catalogue: Catalogue
) -> None:
    sheet = made(answers, "diluted", chosen, catalogue)
    assert "Strength on the label 40\u00a0mg/mL; counts as 50\u00a0mg/mL." in lines(sheet)
    blanks = [block for block in sheet.blocks if isinstance(block, FillIn)]
    assert [WORDING.text(one) for one in blanks[0].messages] == ["Supplier:", "Batch:", "Expiry:"]


def test_only_what_is_made_has_a_compounding_record(
    answers: Answers, chosen: Choose, catalogue: Catalogue
) -> None:
    def records(name: str) -> int:
        sheet = made(answers, name, chosen, catalogue)
        return sum(isinstance(block, FillIn) for block in sheet.blocks)

    assert records("diluted") == 6
    assert records("neat") == 1


def test_the_whole_working_is_printed(
    answers: Answers, chosen: Choose, catalogue: Catalogue
) -> None:
    said = lines(made(answers, "diluted", chosen, catalogue))
    for number, text in enumerate(chosen(answers["diluted"]).working, start=1):
        assert f"({number}) {tied(text)}" in said


def test_every_caution_is_printed_with_its_code(
    answers: Answers, remade: Callable[..., Preparation], catalogue: Catalogue
) -> None:
    cautions = (Caution(code="unconfirmed-facts", severity="warn", text="From memory: pack."),)
    sheet = worksheet(answers["neat"], remade("neat", cautions=cautions), catalogue, Particulars())
    (note,) = (block for block in sheet.blocks if isinstance(block, CautionNote))
    assert WORDING.text(note.message) == "Warning [unconfirmed-facts]: From memory: pack."


def test_an_error_nobody_knows_is_called_so(
    answers: Answers, remade: Callable[..., Preparation], catalogue: Catalogue
) -> None:
    unknown = remade("neat", error="not known", worst=("not known",), budget=())
    sheet = worksheet(answers["neat"], unknown, catalogue, Particulars())
    assert "Worst case: not known." in lines(sheet)
    assert not any(isinstance(block, Budget) for block in sheet.blocks)


def test_the_dose_is_per_administration_and_the_day_is_said(
    answers: Answers, chosen: Choose, catalogue: Catalogue
) -> None:
    sheet = made(answers, "twice", chosen, catalogue)
    (dose,) = (block for block in sheet.blocks if isinstance(block, DoseLine))
    said = [WORDING.text(one) for one in (dose.message, *dose.details)]
    assert said[0] == "Dose to deliver: 0.5\u00a0mg of paroxetine, as one administration"
    assert "Administrations a day: 2. In a day: 1\u00a0mg." in said
    assert "Current dose: 1.5\u00a0mg in a day." in said


def test_what_is_kept_says_until_when_and_who_decided(
    answers: Answers, remade: Callable[..., Preparation], catalogue: Catalogue
) -> None:
    kept = remade("diluted", keep="2026-03-14", keep_decided_by="market's limit")
    said = lines(worksheet(answers["diluted"], kept, catalogue, Particulars()))
    assert f"Use until {WORDING.date(dt.date(2026, 3, 14))}." in said
    assert "Decided by: market's limit" in said
