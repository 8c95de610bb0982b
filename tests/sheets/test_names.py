from __future__ import annotations

from fractions import Fraction

import pytest

from taperlab.catalogue import Catalogue
from taperlab.messages import Message
from taperlab.quantities import Concentration, Count
from taperlab.sheets.names import (
    decimal,
    device_kind,
    pieces_of,
    product_name,
    tied,
    trimmed,
    vessel_kind,
    vessel_name,
)
from taperlab.wording import Wording


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Citalopram 40 mg/mL oral drops", "Citalopram 40\u00a0mg/mL oral drops"),
        ("12 % alcohol", "12\u00a0% alcohol"),
        ("no number here", "no number here"),
    ],
)
def test_a_number_is_tied_to_its_unit(text: str, shown: str) -> None:
    assert tied(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("8.60 %", "8.6 %"),
        ("0.00 %", "0 %"),
        ("-0.54 %", "-0.54 %"),
        ("0.310 mg", "0.31 mg"),
        ("100 mL", "100 mL"),
        ("2026.11", "2026.11"),
        ("10.05 %", "10.05 %"),
    ],
)
def test_no_trailing_zero_is_shown(text: str, shown: str) -> None:
    assert trimmed(text) == shown


def test_a_concentration_without_finite_decimal_is_rounded_to_three_digits() -> None:
    assert decimal(Concentration(Fraction(5, 3))) == Concentration.of("1.67")
    assert decimal(Concentration.of("0.0125")) == Concentration.of("0.0125")


def test_the_second_vessel_of_a_kind_is_numbered() -> None:
    assert vessel_name("cylinder") == Message("sheets.vessel.cylinder")
    assert Wording().text(vessel_name("cylinder#2")) == "measuring cylinder 2"
    assert vessel_kind("cup-2") == "cup"


def test_the_second_device_of_a_kind_is_the_same_device() -> None:
    assert device_kind("oral-syringe-1ml#2") == "oral-syringe-1ml"


def test_a_product_is_named_on_one_line_with_its_strength(catalogue: Catalogue) -> None:
    name = product_name(catalogue.product("gb-citalopram-drops-40"))
    assert "40\u00a0mg/mL" in name


def test_wholes_are_taken_together_and_parts_apart(catalogue: Catalogue) -> None:
    tablet = catalogue.product("gb-paroxetine-tablet-10")
    pieces = pieces_of(tablet, (Fraction(1), Fraction(1), Fraction(1, 2)))
    assert pieces == (Count(2, "tablet"), Count(Fraction(1, 2), "tablet"))
    assert Wording().value(pieces) == "2\u00a0tablets and ½\u00a0tablet"


def test_a_liquid_has_no_pieces(catalogue: Catalogue) -> None:
    with pytest.raises(TypeError, match="is a liquid"):
        pieces_of(catalogue.product("gb-citalopram-drops-40"), (Fraction(1),))
