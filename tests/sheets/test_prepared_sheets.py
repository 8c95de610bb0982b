"""The sheets of beads, powder, bottles, capsules, strips and stages."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from taperlab.answers.document import Preparation
from taperlab.answers.operations import Count, Divide, Draw, Operation, Weigh
from taperlab.messages import NotMakeableError
from taperlab.quantities import Mass, Volume
from taperlab.sheets.at_home import at_home
from taperlab.sheets.content import Particulars
from taperlab.sheets.make import KINDS, make_sheet
from taperlab.sheets.paper import sheet_pdf
from taperlab.sheets.proof import SheetStoppedError, prove
from taperlab.wording import Wording
from tests.sheets.prepared import (
    ASKED,
    CATALOGUE,
    FOR_PATIENTS,
    FOR_PROFESSIONALS,
    prepared,
)

Texts = Callable[[bytes], list[str]]


def text_of(kind: str, name: str, page_texts: Texts) -> str:
    return " ".join(page_texts(make_sheet(kind, prepared(name), CATALOGUE, number=1)))


@pytest.mark.parametrize("kind", ["worksheet", "labels"])
@pytest.mark.parametrize("name", ASKED)
def test_every_professional_paper_is_made_and_read_back(kind: str, name: str) -> None:
    answer = prepared(name)
    for number in range(1, len(answer.preparations) + 1):
        assert make_sheet(kind, answer, CATALOGUE, number=number).startswith(b"%PDF")


@pytest.mark.parametrize("name", FOR_PATIENTS)
def test_every_patients_sheet_is_made_and_read_back(name: str) -> None:
    assert make_sheet("patient", prepared(name), CATALOGUE, number=1).startswith(b"%PDF")


@pytest.mark.parametrize("name", FOR_PROFESSIONALS)
def test_weighing_and_stages_are_not_for_patients(name: str) -> None:
    with pytest.raises(NotMakeableError) as caught:
        make_sheet("patient", prepared(name), CATALOGUE, number=1)
    assert caught.value.code == "not-for-patients"
    assert "worksheet" in Wording().text(caught.value.remedy)


def test_beads_are_counted_out_in_tens(page_texts: Texts) -> None:
    told = text_of("patient", "beads", page_texts)
    assert "Count out 70 beads. Swallow them whole" in told
    assert "That is 7 tens." in told
    assert "capsules that hold 201.25 beads each" in told
    assert "of batch A1 only" in told


def test_beads_that_are_left_out_are_pushed_aside(page_texts: Texts) -> None:
    told = text_of("patient", "beads left out", page_texts)
    assert "Count out 60 beads and push them aside. Swallow all the OTHER beads" in told


def test_a_mean_that_never_ends_is_told_by_its_sums(page_texts: Texts) -> None:
    # 198 + 203 + 203 = 604 in 3 capsules; 121 + 119 + 121 = 361 mg of 3 tablets
    beads = text_of("patient", "beads in thirds", page_texts)
    assert "capsules that hold 604 beads in every 3 capsules" in beads
    powder = text_of("worksheet", "powder in thirds", page_texts)
    assert "3 whole units together weigh 361 mg" in powder


def test_weighed_beads_are_never_crushed(page_texts: Texts) -> None:
    assert "never crush them" in text_of("worksheet", "weighed beads", page_texts)
    assert "to an even powder first" in text_of("worksheet", "powder", page_texts)
    assert "Do not chew" in text_of("labels", "weighed beads", page_texts)


def test_a_bottle_from_the_pharmacy_is_only_shaken_and_drawn_from(page_texts: Texts) -> None:
    told = text_of("patient", "bottle", page_texts)
    assert "the bottle from the pharmacy: venlafaxine, 150 mg in 10 mL" in told
    assert "Close the bottle and shake it well." in told
    assert "Do NOT drink what is in the bottle: it holds 30 doses." in told
    assert "Use it until 28 March 2026." in told
    assert "Make up" not in told
    assert "tablet" not in told


def test_a_dilution_that_is_kept_is_handed_out_in_a_bottle() -> None:
    made = prepared("stored").preparations[0]
    assert [type(op).__name__ for op in at_home(made).operations] == ["Mix", "Draw"]
    assert "bottle" in at_home(made).vessels


def test_a_capsule_from_the_pharmacy_is_only_swallowed(page_texts: Texts) -> None:
    told = text_of("patient", "capsules", page_texts)
    assert "20 mg shared equally among 54 capsules" in told
    assert "Swallow 1 capsule with a drink of water." in told
    assert "lactose" not in told


def test_a_dose_that_never_ends_is_printed_rounded(page_texts: Texts) -> None:
    assert prepared("capsules").preparations[0].delivered == Mass(20) / 54
    assert "Your dose: 0.37 mg (370 micrograms)" in text_of("patient", "capsules", page_texts)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bottle", "Use until 28 March 2026."),
        ("bottle", "Shake well first."),
        ("capsules", "Take 1 capsule once a day."),
        ("beads", "Swallow the beads whole."),
        ("powder", "Take ALL of it: 60 mg of powder, one dose."),
        ("serial", "Dilution 1"),
        ("serial", "For making up only: do NOT drink."),
    ],
)
def test_the_labels_say_what_matters(name: str, said: str, page_texts: Texts) -> None:
    assert said in text_of("labels", name, page_texts)


def test_each_stage_is_named_and_discarded(page_texts: Texts) -> None:
    told = text_of("worksheet", "serial", page_texts)
    for number in (1, 2):
        assert f"into the vessel marked Dilution {number}" in told
        assert f"Discard what is left in the vessel marked Dilution {number}" in told


def test_pouches_name_what_is_in_them(page_texts: Texts) -> None:
    told = text_of("patient", "strip", page_texts)
    assert "your roll of daily pouches" in told
    assert "pouch, take 1 tablet of Sertraline 25 mg tablets." in told


def _other(op: Operation) -> Operation:
    match op:
        case Count(beads=beads):
            return msgspec.structs.replace(op, beads=beads + 1)
        case Weigh(powder=powder):
            return msgspec.structs.replace(op, powder=powder + Mass(1))
        case Divide(parts=parts):
            return msgspec.structs.replace(op, parts=parts + 1)
        case Draw(into="dose", volume=volume):
            return msgspec.structs.replace(op, volume=volume + Volume.of("0.01"))
        case _:
            return op


def _altered(preparation: Preparation) -> Preparation:
    return msgspec.structs.replace(
        preparation, operations=tuple(map(_other, preparation.operations))
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [name for name in ASKED if "strip" not in name])
def test_a_sheet_of_another_count_or_weight_is_stopped(kind: str, name: str) -> None:
    answer = prepared(name)
    honest = answer.preparations[0]
    if kind == "patient" and name in FOR_PROFESSIONALS:
        return
    with pytest.raises(SheetStoppedError):
        _hand_out(kind, name, _altered(honest))
    _hand_out(kind, name, honest)


def _hand_out(kind: str, name: str, printed: Preparation) -> None:
    """Print one preparation, and hold it against the one that was planned."""
    answer = prepared(name)
    sheet = KINDS[kind](answer, printed, CATALOGUE, Particulars())
    if kind == "labels":
        changed = msgspec.structs.replace(answer, preparations=(printed,))
        make_sheet(kind, changed, CATALOGUE, number=1)
        return
    prove(sheet_pdf(sheet), answer.preparations[0], CATALOGUE, kind)
