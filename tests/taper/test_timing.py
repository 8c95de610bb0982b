from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab.catalogue.types import Drug
from taperlab.taper.classes import group_of
from taperlab.taper.timing import half_lives, pace, restart, since_change, telling
from tests.taper.asking import CATALOGUE, said

DAY = dt.date(2026, 3, 2)
HOUR = dt.timedelta(hours=1)


def since(drug: str, days: int) -> str:
    found = since_change(CATALOGUE.drug(drug), DAY, DAY + dt.timedelta(days=days))
    return " ".join(map(said, found))


def test_half_lives_say_what_they_are_of_and_what_is_from_memory() -> None:
    fluoxetine, nor = map(said, half_lives(CATALOGUE.drug("fluoxetine")))
    assert fluoxetine == "Half of Fluoxetine is gone after 4 to 6 days."
    assert nor == "Half of norfluoxetine is gone after 4 to 16 days."
    (zolpidem,) = map(said, half_lives(CATALOGUE.drug("zolpidem")))
    assert zolpidem == (
        "Half of Zolpidem is gone after 1.5 to 3.2 hours (from memory, to be confirmed)."
    )
    (citalopram,) = map(said, half_lives(CATALOGUE.drug("citalopram")))
    assert citalopram == "Half of Citalopram is gone after 35 hours."


def test_days_since_the_change_are_held_against_five_of_the_longest_half_lives() -> None:
    # citalopram: 5 * 35 h = 175 h, which is 7 days and 7 hours, so 8 days
    assert "still settling: that takes up to 8 days" in since("citalopram", 7)
    assert "has settled: 8 days" in since("citalopram", 8)
    # norfluoxetine: 5 * 16 days
    assert "up to 80 days" in since("fluoxetine", 79)
    assert "has settled" in since("fluoxetine", 80)
    assert since("citalopram", 3).startswith("3 days since the last change")


def test_drug_without_a_half_life_says_so() -> None:
    drug = msgspec.structs.replace(CATALOGUE.drug("citalopram"), half_life=())
    assert "No half-life of Citalopram" in said(since_change(drug, DAY, DAY)[-1])
    (finding,) = restart(drug, 2 * HOUR)
    assert finding.soft


def test_change_that_lies_ahead_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="lies ahead"):
        since_change(CATALOGUE.drug("citalopram"), DAY, DAY - dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("drug", "words"),
    [
        ("citalopram", ("NICE NG222", "NHS SPS", "About four weeks")),
        ("mirtazapine", ("NICE NG222", "NHS SPS")),
        ("diazepam", ("ASAM", "5 % to 10 % every 2 to 4 weeks", "NICE NG215")),
        ("zopiclone", ("ASAM",)),
        ("olanzapine", ("Horowitz 2021",)),
        ("gabapentin", ("NICE NG215",)),
    ],
)
def test_pace_is_that_of_the_guidelines_for_the_drugs_group(
    drug: str, words: tuple[str, ...]
) -> None:
    notes = " ".join(map(said, pace(CATALOGUE.drug(drug))))
    assert all(each in notes for each in words)
    assert "agreed with the person" in notes


def test_every_class_of_the_catalogue_is_in_a_group_on_purpose() -> None:
    others = {each.drug_class for each in CATALOGUE.drugs if group_of(each) == "other"}
    assert others == {"gabapentinoid", "mood stabiliser", "opioid"}


def test_table_of_signs_is_information_and_ends_with_the_prescriber() -> None:
    table = telling()
    words = [
        said(message)
        for sign in table.signs
        for message in (sign.what, sign.withdrawal, sign.relapse)
    ]
    assert len(set(words)) == 12
    assert "within days of a smaller dose" in words
    assert "not a diagnosis. Talk to your prescriber" in said(table.talk)
    assert "Horowitz" in said(table.source)


@pytest.mark.parametrize(
    ("drug", "hours", "severity"),
    [
        ("clozapine", 48, None),
        ("clozapine", 49, "stop"),
        ("methadone", 71, None),
        ("methadone", 72, "stop"),
        ("lamotrigine", 125, None),
        ("lamotrigine", 126, "stop"),
        ("citalopram", 175, None),
        ("citalopram", 176, "warn"),
        ("risperidone", 100, None),  # the active moiety: 5 * 20 h
        ("risperidone", 101, "warn"),
        ("diazepam", 180, None),  # desmethyldiazepam: 5 * 36 h
        ("diazepam", 181, "warn"),
    ],
)
def test_starting_again_after_a_gap(drug: str, hours: int, severity: str | None) -> None:
    found = list(restart(CATALOGUE.drug(drug), hours * HOUR))
    assert [each.severity for each in found] == ([severity] if severity else [])
    assert all(each.soft == (severity == "warn") for each in found)
    assert all("from memory" in said(each.message) for each in found)


@given(st.sampled_from(CATALOGUE.drugs), st.integers(0, 2000), st.integers(0, 2000))
def test_longer_gap_is_never_judged_milder(drug: Drug, one: int, other: int) -> None:
    shorter, longer = sorted((one, other))
    if list(restart(drug, shorter * HOUR)):
        assert list(restart(drug, longer * HOUR))
