from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec

from taperlab.answers.document import Answer, Caution, Preparation
from taperlab.answers.operations import Keep
from taperlab.catalogue import Catalogue
from taperlab.sheets.content import (
    CautionNote,
    DoseLine,
    Fact,
    Instruction,
    Item,
    Note,
    Particulars,
    Sheet,
    SignatureBox,
    TickRow,
)
from taperlab.sheets.patient import patient_sheet
from taperlab.wording import Wording

Answers = dict[str, Answer]
Choose = Callable[[Answer], Preparation]
WORDING = Wording()


def text_of(sheet: Sheet, kind: type[Fact | Note | Item]) -> list[str]:
    return [WORDING.text(block.message) for block in sheet.blocks if isinstance(block, kind)]


def dose_of(sheet: Sheet) -> list[str]:
    (dose,) = (block for block in sheet.blocks if isinstance(block, DoseLine))
    return [WORDING.text(message) for message in (dose.message, *dose.details)]


def test_the_dose_stands_first_on_both_scales(
    answers: Answers, chosen: Choose, catalogue: Catalogue, nobody: Particulars
) -> None:
    answer = answers["diluted"]
    sheet = patient_sheet(answer, chosen(answer), catalogue, nobody)
    assert isinstance(sheet.blocks[0], DoseLine)
    assert dose_of(sheet) == [
        "Your dose: 0.37\u00a0mg (370\u00a0micrograms) of citalopram",
        "This is one dose. Take it once a day.",
        "Your dose until now: 0.4\u00a0mg (400\u00a0micrograms).",
    ]


def test_a_divided_dose_says_how_often_and_how_much_a_day(
    answers: Answers, chosen: Choose, catalogue: Catalogue, nobody: Particulars
) -> None:
    answer = answers["twice"]
    lines = dose_of(patient_sheet(answer, chosen(answer), catalogue, nobody))
    assert lines[1] == "This is one dose. Take it 2 times a day: 1\u00a0mg in a day."
    assert lines[2] == "Your dose until now: 1.5\u00a0mg in a day."


def test_a_rounded_dose_says_what_was_asked(
    answers: Answers, remade: Callable[..., Preparation], catalogue: Catalogue, nobody: Particulars
) -> None:
    base = remade("neat")
    lines = dose_of(
        patient_sheet(answers["neat"], remade("neat", target=base.delivered * 2), catalogue, nobody)
    )
    assert lines[2].startswith("The dose asked for is 1\u00a0mg. The nearest dose")


def test_what_one_needs_is_listed_once_in_the_order_of_use(
    answers: Answers, chosen: Choose, catalogue: Catalogue, nobody: Particulars
) -> None:
    answer = answers["diluted"]
    items = text_of(patient_sheet(answer, chosen(answer), catalogue, nobody), Item)
    marks = "marks every 0.01\u00a0mL. If not, ask your pharmacist."
    assert items == [
        "Citalopram 40\u00a0mg/mL oral drops",
        "0.5\u00a0mL oral syringe",
        "25\u00a0mL measuring cylinder",
        "1\u00a0mL oral syringe",
        "water",
        "a clean, dry cup",
        "a waste bottle with a label and a child-resistant cap",
        f"Check that your 0.5\u00a0mL oral syringe has {marks}",
        f"Check that your 1\u00a0mL oral syringe has {marks}",
        "Use the same make and size of syringe each time.",
    ]


def test_a_confirmed_syringe_is_not_to_be_checked_again(
    ask: Callable[..., Answer], chosen: Choose, catalogue: Catalogue, nobody: Particulars
) -> None:
    answer = ask("neat", confirmed_devices=("oral-syringe-0.5ml",))
    items = text_of(patient_sheet(answer, chosen(answer), catalogue, nobody), Item)
    assert not any(item.startswith("Check that") for item in items)


def test_what_is_made_for_at_once_has_no_day(
    answers: Answers, chosen: Choose, catalogue: Catalogue, nobody: Particulars
) -> None:
    answer = answers["diluted"]
    notes = text_of(patient_sheet(answer, chosen(answer), catalogue, nobody), Note)
    assert "Make fresh, use at once, discard the rest." in notes


def test_what_is_kept_has_a_last_day(
    answers: Answers, remade: Callable[..., Preparation], catalogue: Catalogue, nobody: Particulars
) -> None:
    bottle = Keep(vessel="cylinder", until="2026-03-14", where="in the fridge")
    made = remade("diluted").operations[:-1]
    kept = remade("diluted", *made, bottle, keep="2026-03-14")
    notes = text_of(patient_sheet(answers["diluted"], kept, catalogue, nobody), Note)
    last_day = WORDING.date(dt.date(2026, 3, 14))
    assert notes == [f"Use it until {last_day}. Then take what is left back to the pharmacy."]


def test_staying_needs_no_permission_and_children_are_kept_away(
    answers: Answers, chosen: Choose, catalogue: Catalogue, nobody: Particulars
) -> None:
    for answer in answers.values():
        facts = text_of(patient_sheet(answer, chosen(answer), catalogue, nobody), Fact)
        assert "Keep out of the sight and reach of children." in facts
        assert "Staying on this dose needs no permission." in facts
        assert "If you miss a dose, ask your prescriber what to do." in facts


def test_a_typed_reason_is_printed_and_a_missing_one_is_asked_for(
    answers: Answers, remade: Callable[..., Preparation], catalogue: Catalogue, nobody: Particulars
) -> None:
    needs = Caution(code="far", severity="warn", text="A big step.", needs_reason=True)
    given = msgspec.structs.replace(needs, reason="Agreed with Dr A")
    sheet = patient_sheet(
        answers["neat"], remade("neat", cautions=(needs, given)), catalogue, nobody
    )
    reasons = [block.reason for block in sheet.blocks if isinstance(block, CautionNote)]
    assert [reason and WORDING.text(reason) for reason in reasons] == [
        "Reason still to be given.",
        "Reason given: Agreed with Dr A",
    ]


def test_a_patient_is_not_told_what_only_experts_judge(
    answers: Answers, remade: Callable[..., Preparation], catalogue: Catalogue, nobody: Particulars
) -> None:
    cautions = (
        Caution(code="unconfirmed-facts", severity="warn", text="From memory: pack."),
        Caution(code="check-marks", severity="note", text="Check the marks."),
        Caution(code="contains-ethanol", severity="note", text="Contains alcohol."),
    )
    sheet = patient_sheet(
        answers["diluted"], remade("diluted", cautions=cautions), catalogue, nobody
    )
    said = [block.message for block in sheet.blocks if isinstance(block, CautionNote)]
    assert [WORDING.text(message) for message in said] == ["Caution: Contains alcohol."]


def test_there_is_a_box_for_each_dose_and_a_line_for_each_name(
    ask: Callable[..., Answer], chosen: Choose, catalogue: Catalogue, nobody: Particulars
) -> None:
    answer = ask("twice", days=9, prepared_by="A Preparer")
    sheet = patient_sheet(answer, chosen(answer), catalogue, nobody)
    (row,) = (block for block in sheet.blocks if isinstance(block, TickRow))
    boxes = [block for block in sheet.blocks if isinstance(block, SignatureBox)]
    assert row.boxes == 18
    assert [WORDING.text(box.who) for box in boxes] == ["Prepared by: A Preparer", "Checked by:"]


def test_a_sheet_is_a_draft_until_both_names_are_given(
    ask: Callable[..., Answer], chosen: Choose, catalogue: Catalogue, nobody: Particulars
) -> None:
    one = ask("neat", prepared_by="A")
    both = ask("neat", prepared_by="A", checked_by="B")
    assert patient_sheet(one, chosen(one), catalogue, nobody).draft is not None
    assert patient_sheet(both, chosen(both), catalogue, nobody).draft is None


def test_every_operation_is_one_step(
    answers: Answers, chosen: Choose, catalogue: Catalogue, nobody: Particulars
) -> None:
    for answer in answers.values():
        preparation = chosen(answer)
        sheet = patient_sheet(answer, preparation, catalogue, nobody)
        told = [block.number for block in sheet.blocks if isinstance(block, Instruction)]
        assert told == list(range(1, len(preparation.operations) + 1))
