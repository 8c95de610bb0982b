"""The master formula of a batch, the batch on labels, and a roll of pouches, by hand."""

from __future__ import annotations

from taperlab.sheets.content import Block, Fact, FillIn, Label, Particulars
from taperlab.sheets.labels import label_sheet
from taperlab.sheets.worksheet import worksheet
from taperlab.wording import Wording
from tests.sheets.prepared import CATALOGUE, prepared

VEHICLE = "Ora-Plus with Ora-Sweet, or simple syrup"


def blocks(name: str) -> tuple[Block, ...]:
    answer = prepared(name)
    return worksheet(answer, answer.preparations[0], CATALOGUE, Particulars()).blocks


def said(name: str) -> list[str]:
    """Return the formula's lines, filled in or not."""
    messages = [
        message
        for block in blocks(name)
        if isinstance(block, Fact | FillIn)
        for message in (block.messages if isinstance(block, FillIn) else (block.message,))
    ]
    formula = [one for one in messages if one.code.startswith("wk.formula")]
    return [Wording().text(one).replace("\u00a0", " ") for one in formula]


def labelled(name: str) -> str:
    answer = prepared(name)
    sheet = label_sheet(answer, answer.preparations[0], CATALOGUE, Particulars())
    labels = [block for block in sheet.blocks if isinstance(block, Label)]
    lines = [Wording().text(line) for label in labels for line in (*label.before, *label.after)]
    return "\n".join(lines).replace("\u00a0", " ")


def test_a_bottle() -> None:
    # 6 * 25 mg = 150 mg in 10 mL; 28 * 0.33 mL = 9.24 mL; 10 - 9.24 = 0.76 mL
    assert said("bottle") == [
        "6 tablets of Venlafaxine 25 mg tablets [us-venlafaxine-tablet-25]: 150 mg in all.",
        f"{VEHICLE}: enough to make 10 mL, less what the powder takes up.",
        "Doses: 28, of 0.33 mL each, take 9.24 mL. Then 0.76 mL of the batch is left over.",
        "No overage was asked for.",
        "Vehicle used, its batch and expiry:",
        "Packs opened, and units left in them:",
    ]


def test_a_bottle_with_an_overage_that_the_next_total_holds() -> None:
    # 9.24 mL * 1.1 = 10.164 mL: more than 10 mL, so 15 mL of nine tablets are made
    told = said("bottle with overage")
    assert told[0].startswith("9 tablets of Venlafaxine 25 mg tablets")
    assert told[2].endswith("Then 5.76 mL of the batch is left over.")
    assert told[3] == "With the overage asked for, 10 %, the batch must hold 10.164 mL."


def test_capsules() -> None:
    # 2 * 10 mg in 54 capsules, each filled with 200 mg of diluent; 54 - 28 = 26
    assert said("capsules") == [
        "2 tablets of Citalopram 10 mg tablets [gb-citalopram-tablet-10]: 20 mg in all.",
        "lactose: 10,800 mg, beside the ground tablets.",
        "To fill: 54 capsules, each with 0.37 mg.",
        "Capsules for the days: 28. Spare: 26.",
        "Mass of the ground tablets, without diluent:",
        "Mass of all the powder, and of one capsule’s share:",  # noqa: RUF001 - an apostrophe
        "Packs opened, and units left in them:",
    ]


def test_what_is_made_afresh_has_no_formula() -> None:
    assert said("serial") == []


def test_a_published_formulation_is_cited_in_words() -> None:
    cautions = prepared("bottle").preparations[0].cautions
    (cited,) = (one.text for one in cautions if one.code == "formulation-source")
    text = "2016;41(11):43-44, Venlafaxine hydrochloride 15 mg/mL oral suspension."
    assert cited == f"The formulation is from: US Pharmacist {text}"


def test_labels_name_the_batch_that_was_counted_or_weighed() -> None:
    assert "Duloxetine 20 mg gastro-resistant capsules\nBatch: A1" in labelled("beads")
    assert "Citalopram 10 mg tablets\nBatch: B7" in labelled("powder")


def test_a_daily_pouch_holds_all_the_doses_of_a_day() -> None:
    # 37.5 mg is 25 mg and 12.5 mg: one of each once a day, or two of each for two doses
    assert labelled("strip").count("28 daily pouches. In each: 1 tablet.") == 2
    assert labelled("strip twice").count("28 daily pouches. In each: 2 tablets.") == 2
    made = prepared("strip twice").preparations[0]
    (pouch,) = (one.text for one in made.cautions if one.code == "pouch")
    assert pouch == "Each of the 28 pouches holds 4 tablets."
    assert made.working[-1] == "28 pouches need 112 units"
