"""What was typed, read back in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab.quantities import Mass, parse_any
from taperlab.wording import Wording
from taperlab.wording.spoken import in_words

DIGITS = ("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("0.5 mg", "nought point five milligrams, which is 500\u00a0micrograms"),
        ("0.37 mg", "nought point three seven milligrams, which is 370\u00a0micrograms"),
        ("0.05 mg", "nought point nought five milligrams, which is 50\u00a0micrograms"),
        ("1 mg", "one milligram"),
        ("1.25 mg", "one point two five milligrams"),
        ("1000 mg", "one thousand milligrams"),
        ("1250 mg", "one thousand, two hundred and fifty milligrams"),
        ("0 mg", "nought milligrams"),
        ("1/3 mg", "one over three milligrams"),
        ("0.74 mL", "nought point seven four millilitres"),
        ("40 mg/mL", "forty milligrams per millilitre"),
        ("20 mg/tablet", "twenty milligrams per tablet"),
        ("20 drops/mL", "twenty drops per millilitre"),
        ("1 tablet", "one tablet"),
        ("2.5 tablets", "two point five tablets"),
        ("20 %", "twenty per cent"),
        ("-1 mg", "minus one milligrams"),
    ],
)
def test_quantities_are_said_in_words(written: str, said: str) -> None:
    quantity = Mass.of(-1) if written == "-1 mg" else parse_any(written)
    assert in_words(quantity, Wording()) == said


@given(st.integers(0, 99_999))
def test_every_decimal_is_said_digit_by_digit(hundred_thousandths: int) -> None:
    mass = Mass.of(hundred_thousandths) / 100_000 + Mass.of(3)
    digits = f"{hundred_thousandths:05d}".rstrip("0")
    spelt = " ".join(DIGITS[int(digit)] for digit in digits)
    wanted = f"three point {spelt} milligrams" if digits else "three milligrams"
    assert in_words(mass, Wording()) == wanted
