from __future__ import annotations

from collections.abc import Callable

import msgspec

from taperlab.answers.document import Answer, Preparation
from taperlab.answers.operations import Draw, MakeUp, Mix
from taperlab.catalogue import Catalogue
from taperlab.quantities import Volume
from taperlab.sheets.content import Label, Particulars
from taperlab.sheets.labels import label_sheet
from taperlab.wording import Wording

Answers = dict[str, Answer]
Choose = Callable[[Answer], Preparation]
WORDING = Wording()
KNOWN = Particulars("Ms Example", "Corner Pharmacy, 1 High Street")


def labels(
    answer: Answer, preparation: Preparation, catalogue: Catalogue, people: Particulars = KNOWN
) -> list[list[str]]:
    sheet = label_sheet(answer, preparation, catalogue, people)
    return [
        [WORDING.text(one) for one in (*block.before, block.direction, *block.after)]
        for block in sheet.blocks
        if isinstance(block, Label)
    ]


def test_a_diluted_liquid_has_a_label_and_its_waste_another(
    answers: Answers, chosen: Choose, catalogue: Catalogue
) -> None:
    answer = answers["diluted"]
    liquid, waste = labels(answer, chosen(answer), catalogue)
    assert liquid[1:7] == [
        "For: Ms Example",
        "Citalopram in water: 0.4\u00a0mg/mL, counts as 0.5\u00a0mg/mL",
        "Take 0.74\u00a0mL once a day.",
        "By mouth, with the 1\u00a0mL oral syringe.",
        "Do NOT drink what is in the measuring cylinder: it holds 33 doses.",
        "Make fresh, use at once, discard the rest.",
    ]
    assert waste[0].startswith("Waste medicine. Do NOT drink.")


def test_directions_are_in_millilitres_or_pieces_alone(
    answers: Answers, chosen: Choose, catalogue: Catalogue
) -> None:
    for answer in answers.values():
        for block in label_sheet(answer, chosen(answer), catalogue, KNOWN).blocks:
            assert isinstance(block, Label)
            assert "mg" not in WORDING.text(block.direction)


def test_without_patient_and_supplier_it_is_no_dispensing_label(
    answers: Answers, chosen: Choose, catalogue: Catalogue
) -> None:
    answer = answers["neat"]
    for people in (Particulars(), Particulars(patient="A"), Particulars(supplier="B")):
        assert "Not a dispensing label" in labels(answer, chosen(answer), catalogue, people)[0]
    assert "Not a dispensing label" not in labels(answer, chosen(answer), catalogue)[0]


def test_a_drink_says_how_much_drug_is_in_all_of_it(
    answers: Answers, chosen: Choose, catalogue: Catalogue
) -> None:
    answer = answers["drink"]
    (drink,) = labels(answer, chosen(answer), catalogue)
    assert "Sertraline 3\u00a0mg in 120.15\u00a0mL of water" in drink
    assert "Drink ALL of it: one dose." in drink


def test_a_dose_taken_twice_a_day_says_so(
    answers: Answers, chosen: Choose, catalogue: Catalogue
) -> None:
    answer = answers["twice"]
    (label,) = labels(answer, chosen(answer), catalogue)
    assert "Take 0.25\u00a0mL 2 times a day." in label


def test_two_parts_of_a_dose_have_two_labels_that_say_so(
    answers: Answers, remade: Callable[..., Preparation], catalogue: Catalogue
) -> None:
    draw = remade("neat").operations[0]
    both = labels(answers["neat"], remade("neat", draw, draw), catalogue)
    assert len(both) == 2
    assert all("This is only a part of the dose." in label for label in both)


def test_a_stock_that_is_only_made_to_be_diluted_is_marked(
    answers: Answers, remade: Callable[..., Preparation], catalogue: Catalogue
) -> None:
    base = remade("diluted")
    further = Draw(
        source="cylinder",
        volume=Volume(1),
        device="oral-syringe-1ml",
        fills=1,
        into="cup",
    )
    fill = MakeUp(vessel="cup", liquid="water", to=Volume(10), device="cylinder-25ml")
    last = Draw(source="cup", volume=Volume(1), device="oral-syringe-1ml", fills=1, into="dose")
    stages = (*base.operations[:3], further, fill, Mix(vessel="cup", how="stir"), last)
    vessels = base.vessels | {"cup": base.vessels["cylinder"]}
    told = labels(answers["diluted"], remade("diluted", *stages, vessels=vessels), catalogue)
    assert [label[3] for label in told] == [
        "Take 1\u00a0mL once a day.",
        "For making up only: do NOT drink.",
    ]


def test_a_liquid_without_finite_strength_states_amount_and_volume(
    answers: Answers, chosen: Choose, catalogue: Catalogue
) -> None:
    answer = answers["diluted"]
    base = chosen(answer)
    third = msgspec.structs.replace(
        base.vessels["cylinder"],
        made_up_to=Volume(15),
        concentration=base.vessels["cylinder"].concentration / 3,
        physical_concentration=base.vessels["cylinder"].physical_concentration / 3,
    )
    odd = msgspec.structs.replace(base, vessels={"cylinder": third})
    assert labels(answer, odd, catalogue)[0][2] == (
        "Citalopram in 15\u00a0mL of water: 10\u00a0mg counts as 12.5\u00a0mg"
    )
