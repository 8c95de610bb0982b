"""Beads, powder, bottles and capsules: what the checker reads, and what it never lets pass."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from taperlab.checker import read_sheet
from taperlab.checker.bench import carry_out
from taperlab.checker.keeping import kept_too_long, printed_day
from taperlab.checker.marks import misread_marks
from taperlab.checker.operations import (
    Add,
    Count,
    Divide,
    Draw,
    Keep,
    MakeUp,
    Mix,
    Operation,
    Take,
    Weigh,
)
from taperlab.checker.rules import Circumstances, forbidden
from taperlab.checker.shelf import Shelf
from taperlab.checker.verify import verify_document
from taperlab.messages import Message
from taperlab.quantities import Count as Pieces
from taperlab.quantities import Mass
from taperlab.sheets.content import Fact, Instruction, Item, Note, Particulars, Picture, Sheet
from taperlab.sheets.illustrations import Balance
from taperlab.sheets.make import KINDS
from taperlab.sheets.paper import sheet_pdf
from tests.checker.documents import CATALOGUE
from tests.sheets.prepared import ASKED, CAPSULE, prepared

SHELF = Shelf(CATALOGUE)
MADE_ON = dt.date(2026, 3, 1)
VEHICLE = "Ora-Plus with Ora-Sweet, or simple syrup"
PHARMACIST = Circumstances("pharmacist", error_known=True, recommended=True)


def judged(*operations: Operation, where: Circumstances = PHARMACIST) -> set[str]:
    course = carry_out(operations, SHELF)
    found = [*forbidden(course, SHELF, where), *misread_marks(course, SHELF)]
    found += kept_too_long(course, SHELF, MADE_ON)
    return {finding.code for finding in found if finding.severity == "stop"}


def bottle(total: str = "10 mL", until: str = "2026-03-28") -> tuple[Operation, ...]:
    """Six tablets of 25 mg made up to 15 mg/mL, for 28 days."""
    return (
        Take(product="us-venlafaxine-tablet-25", pieces=("1",) * 6, into="bottle"),
        MakeUp(vessel="bottle", liquid=VEHICLE, to=total, device="cylinder-10ml"),
        Mix(vessel="bottle", how="shake"),
        Draw(source="bottle", volume="0.33 mL", device="oral-syringe-0.5ml", fills=1, into="dose"),
        Keep(vessel="bottle", until=until, where="refrigerated"),
    )


def weigh(powder: str, product: str = "gb-citalopram-tablet-10") -> Weigh:
    return Weigh(
        product=product, powder=powder, unit_mass="120 mg", device="balance-1mg", into="dose"
    )


def beads(count: int, product: str = CAPSULE) -> Count:
    return Count(product=product, beads=count, beads_per_capsule="100", into="dose")


def test_a_published_bottle_may_be_drawn_from_and_kept() -> None:
    assert judged(*bottle()) == set()


@pytest.mark.parametrize(
    ("operations", "found"),
    [
        (bottle(until="2026-03-29"), "kept-too-long"),  # day 29
        (bottle(until="at once"), "kept-without-day"),
        (bottle(total="8 mL"), "aliquot-recommended"),  # 18.75 mg/mL is published nowhere
        (bottle(total="8 mL"), "kept-forbidden"),
    ],
)
def test_an_unpublished_bottle_is_no_formulation(
    operations: tuple[Operation, ...], found: str
) -> None:
    assert found in judged(*operations)


def test_a_patient_compounds_nothing() -> None:
    assert "disperse-forbidden" in judged(*bottle(), where=Circumstances("patient"))


@pytest.mark.parametrize(
    ("operation", "found"),
    [
        (beads(99), set()),
        (beads(100), {"more-than-a-capsule"}),
        (beads(30, "gb-fluoxetine-capsule-20"), {"no-beads"}),
        (weigh("20 mg"), set()),
        (weigh("19 mg"), {"below-smallest"}),  # one division of 1 mg is above 5 %
        (weigh("60.5 mg"), {"off-the-mark"}),
        (weigh("60 mg", CAPSULE), set()),
        (weigh("60 mg", "gb-venlafaxine-mr-tablet-75"), {"crush-forbidden"}),
    ],
)
def test_what_is_counted_and_weighed(operation: Operation, found: set[str]) -> None:
    assert judged(operation) == found


def test_capsules_are_filled_of_tablets_that_may_be_ground() -> None:
    def batch(product: str) -> tuple[Operation, ...]:
        mortar = {"device": "balance-1mg", "fills": 1, "into": "mortar"}
        return (
            Take(product=product, pieces=("1", "1"), into="mortar"),
            Add(what="lactose", mass="10800 mg", **mortar),  # type: ignore[arg-type] # fields
            Mix(vessel="mortar", how="grind"),
            Divide(vessel="mortar", parts=54, into="dose"),
            Keep(vessel="mortar", until="2026-08-27", where="dry"),
        )

    assert judged(*batch("gb-citalopram-tablet-10")) == set()
    assert "crush-forbidden" in judged(*batch("gb-venlafaxine-mr-tablet-75"))


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("28 March 2026", "2026-03-28"),
        ("31 February 2026", "31 February 2026"),
        ("28 Mars 2026", "28 Mars 2026"),
    ],
)
def test_a_printed_day(printed: str, read: str) -> None:
    assert printed_day(printed, "en") == read


@pytest.mark.parametrize("name", ASKED)
def test_every_document_is_borne_out(name: str) -> None:
    reading = verify_document(prepared(name).to_json().encode(), CATALOGUE, name)
    assert [one.code for one in reading.findings if one.severity == "stop"] == []


def sheet(kind: str, name: str) -> Sheet:
    answer = prepared(name)
    return KINDS[kind](answer, answer.preparations[0], CATALOGUE, Particulars())


def altered(sheet: Sheet, code: str, **fields: object) -> Sheet:
    """Return a sheet on which every sentence of one template says something else."""

    def said(message: Message) -> Message:
        if message.code != code:
            return message
        return Message(message.key, **{**dict(message.fields), **fields})

    def blocks() -> Iterator[object]:
        for block in sheet.blocks:
            match block:
                case Instruction():
                    yield replace(
                        block,
                        message=said(block.message),
                        notes=tuple(map(said, block.notes)),
                        fate=block.fate and said(block.fate),
                        picture=block.picture and shown(block.picture),
                    )
                case Item(message) | Note(message) | Fact(message):
                    yield replace(block, message=said(message))
                case _:
                    yield block

    def shown(picture: Picture) -> Picture:
        if code == "balance" and isinstance(picture.shows, Balance):
            return replace(picture, shows=Balance(Mass(61)))
        return picture

    changed = tuple(blocks())
    assert changed != sheet.blocks
    return replace(sheet, blocks=changed)  # type: ignore[arg-type] # each is a block again


FAULTS: list[tuple[str, str, str, dict[str, object]]] = [
    ("patient", "beads", "op.count-to-mouth", {"beads": Pieces(71, "bead")}),
    ("patient", "beads", "note.beads-mean", {"mean": 200}),
    ("patient", "beads", "note.tens-even", {"n": 8}),
    ("patient", "few beads", "note.ten", {"rest": 4}),
    ("patient", "beads in thirds", "note.beads-mean-of", {"n": 4}),
    ("patient", "bottle", "need.bottle", {"held": Mass(140)}),
    ("patient", "bottle", "need.bottle", {"drug": "citalopram"}),
    ("patient", "bottle", "do-not-drink-bottle", {"n": 32}),
    ("patient", "capsules", "need.capsules", {"n": 40}),
    ("worksheet", "capsules", "pro.divide-to-mouth", {"n": 53}),
    ("worksheet", "capsules", "do-not-swallow", {"n": 53}),
    ("worksheet", "capsules", "pro.note-capsule", {"held": Mass.of("0.38")}),
    ("worksheet", "powder", "pro.weigh-to-mouth", {"powder": Mass(61)}),
    ("worksheet", "powder", "pro.note-unit-mass", {"mass": Mass(110)}),
    ("worksheet", "powder", "balance", {}),
    ("worksheet", "bottle", "wk.keep-until", {"until": "29 March 2026"}),
    ("worksheet", "bottle", "pro.keep", {"until": "29 March 2026"}),
    ("worksheet", "serial", "pro.draw-from-vessel", {"vessel": "vessel marked Dilution 3"}),
]


@pytest.mark.parametrize(("kind", "name", "code", "fields"), FAULTS)
def test_a_planted_fault_is_found(
    kind: str, name: str, code: str, fields: dict[str, object]
) -> None:
    honest = sheet(kind, name)
    assert read_sheet(sheet_pdf(honest), CATALOGUE).agrees
    assert not read_sheet(sheet_pdf(altered(honest, code, **fields)), CATALOGUE).agrees
