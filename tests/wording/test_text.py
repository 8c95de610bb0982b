"""Messages to words."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from taperlab.messages import Message
from taperlab.quantities import Mass, Quantity, parse_any
from taperlab.wording import MissingWordsError, Wording

ENGLISH = Wording()
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0.37 mg", f"0.37{NBSP}mg"),
        ("1000 mg", f"1,000{NBSP}mg"),
        ("1250.5 mL", f"1,250.5{NBSP}mL"),
        ("40 mg/mL", f"40{NBSP}mg/mL"),
        ("20 mg/tablet", f"20{NBSP}mg per tablet"),
        ("5 %", f"5{NBSP}%"),
        ("20 drops/mL", f"20{NBSP}drops/mL"),
        ("1 tablet", f"1{NBSP}tablet"),
        ("2 tablets", f"2{NBSP}tablets"),
        ("1/2 tablet", f"½{NBSP}tablet"),
        ("3/2 tablets", f"1½{NBSP}tablets"),
        ("1/4 tablet", f"¼{NBSP}tablet"),
        ("1/3 tablet", f"1/3{NBSP}tablet"),
        ("0 drops", f"0{NBSP}drop"),
    ],
)
def test_quantities_are_written_for_people(written: str, read: str) -> None:
    assert ENGLISH.quantity(parse_any(written)) == read


@pytest.mark.parametrize(
    ("dose", "read"),
    [
        ("0.9", f"0.9{NBSP}mg (900{NBSP}micrograms)"),
        ("0.1", f"0.1{NBSP}mg (100{NBSP}micrograms)"),
        ("0.0005", f"0.0005{NBSP}mg (0.5{NBSP}micrograms)"),
        ("1", f"1{NBSP}mg"),
        ("20", f"20{NBSP}mg"),
        ("0", f"0{NBSP}mg"),
    ],
)
def test_a_dose_below_one_milligram_is_said_on_both_scales(dose: str, read: str) -> None:
    assert ENGLISH.both_scales(Mass.of(dose)) == read


def test_comma_languages_mark_decimals_by_comma_and_thousands_by_nothing() -> None:
    assert Wording("da").number(Fraction("1250.5")) == "1250,5"


def test_dates_have_their_month_in_words() -> None:
    assert ENGLISH.date(dt.date(2026, 3, 1)) == f"1{NBSP}March{NBSP}2026"


@pytest.mark.parametrize(
    ("items", "read"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_series_are_joined_as_a_person_would(items: list[str], read: str) -> None:
    assert ENGLISH.series(items) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (Mass.of("0.5"), f"0.5{NBSP}mg"),
        (dt.date(2026, 12, 24), f"24{NBSP}December{NBSP}2026"),
        (1500, "1,500"),
        (Fraction(1, 2), "0.5"),
        (("a", "b"), "a and b"),
        ([Mass.of(1), Mass.of(2)], f"1{NBSP}mg and 2{NBSP}mg"),
        (Message("wording.month-5"), "May"),
        ("as it is", "as it is"),
    ],
)
def test_values_in_a_message_are_rendered_by_what_they_are(value: object, read: str) -> None:
    assert ENGLISH.text(Message("wording.minus", words=value)) == f"minus {read}"


def test_braces_in_what_was_typed_stay_as_they_are() -> None:
    assert ENGLISH.text(Message("quantities.not-a-mass", text="{0} {x}")).startswith("“{0} {x}”")


def test_a_message_without_words_is_a_fault() -> None:
    with pytest.raises(MissingWordsError, match="no-such-thing"):
        ENGLISH.text(Message("wording.no-such-thing"))


@pytest.mark.parametrize("name", ["tablet", "capsule", "sachet", "drop", "bead", "milligram"])
def test_things_have_a_name_for_one_and_for_many(name: str) -> None:
    assert ENGLISH.noun(name, 1) == name
    assert ENGLISH.noun(name, 2) == f"{name}s"


def test_an_unlike_quantity_still_has_its_unit() -> None:
    quantity: Quantity = parse_any("1/3 mg")
    assert ENGLISH.quantity(quantity) == f"about 0.3333{NBSP}mg"
