"""What is read, what is refused, and that each refusal has its own words."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from taperlab.messages import InputError
from taperlab.quantities import (
    Concentration,
    Content,
    Count,
    DecimalMark,
    DropRate,
    Mass,
    Proportion,
    Quantity,
    Volume,
    parse,
    parse_any,
    parse_file,
)
from taperlab.shipped import read_bytes
from taperlab.wording import Wording

# Codes of refusals that a mass cannot earn have the kind that was wanted behind them.
REFUSED: tuple[tuple[str, str, DecimalMark, type[Quantity]], ...] = (
    ("", "empty", ".", Mass),
    ("  \u00a0 ", "empty", ".", Mass),
    ("5 milligrams and then some more words than a quantity ever has", "too-long", ".", Mass),
    ("nan mg", "not-a-number", ".", Mass),
    ("NaN", "not-a-number", ".", Mass),
    ("-inf mg", "not-a-number", ".", Mass),
    ("Infinity mg", "not-a-number", ".", Mass),
    ("5 \u00b5g", "micro-sign", ".", Mass),
    ("5 \u03bcg", "micro-sign", ".", Mass),
    ("5ug", "micro-sign", ".", Mass),
    ("5 ug/mL", "micro-sign", ".", Mass),
    ("\u00bd mg", "vulgar-fraction", ".", Mass),
    ("1\u2153 mg", "vulgar-fraction", ".", Mass),
    ("1/2 mg", "fraction", ".", Mass),
    ("1 / 2 mg", "fraction", ".", Mass),
    ("1/0 tablet", "fraction", ".", Count),
    ("\u0663 mg", "foreign-digits", ".", Mass),
    ("\uff13 mg", "foreign-digits", ".", Mass),
    ("1e-3 mg", "exponent", ".", Mass),
    ("1E5", "exponent", ".", Mass),
    ("3 x 10 mg", "exponent", ".", Mass),
    ("3\u00d710 mg", "exponent", ".", Mass),
    ("2^3 mg", "exponent", ".", Mass),
    ("-1 mg", "negative", ".", Mass),
    ("\u22121 mg", "negative", ".", Mass),
    ("+1 mg", "plus-sign", ".", Mass),
    (".5 mg", "leading-point", ".", Mass),
    (",5 mg", "leading-point", ",", Mass),
    ("5. mg", "trailing-point", ".", Mass),
    ("5, mg", "trailing-point", ",", Mass),
    ("1.2.3 mg", "two-marks", ".", Mass),
    ("1,234.5 mg", "two-marks", ".", Mass),
    ("1.234,5 mg", "two-marks", ",", Mass),
    ("1 5 mg", "blank-in-number", ".", Mass),
    ("1\u202f234 mg", "blank-in-number", ".", Mass),
    ("05 mg", "leading-zeros", ".", Mass),
    ("00.5 mg", "leading-zeros", ".", Mass),
    ("1,5 mg", "comma-not-decimal", ".", Mass),
    ("0,37 mg", "comma-not-decimal", ".", Mass),
    ("1,000 mg", "doubtful-comma", ".", Mass),
    ("1,125 mg", "doubtful-comma", ".", Mass),
    ("1.125 mg", "doubtful-point", ",", Mass),
    ("12.345 mg", "doubtful-point", ",", Mass),
    ("5", "no-unit", ".", Mass),
    ("0.37", "no-unit", ".", Mass),
    ("mg", "no-number", ".", Mass),
    ("five mg", "no-number", ".", Mass),
    ("mg 5", "unreadable", ".", Mass),
    ("1'000 mg", "unreadable", ".", Mass),
    ("5_000 mg", "unreadable", ".", Mass),
    ("5 MG", "unit-case", ".", Mass),
    ("5 ML", "unit-case", ".", Volume),
    ("5 m g", "unit-unknown", ".", Mass),
    ("500 ng", "unit-unknown", ".", Mass),  # one key beside m, and a millionth of it
    ("500 nanograms", "unit-unknown", ".", Mass),
    ("5 mg 3", "unit-unknown", ".", Mass),
    ("5 mg/0 mL", "unit-unknown", ".", Concentration),
    ("0x5 mg", "unit-unknown", ".", Mass),
    ("0 mg", "zero", ".", Mass),
    ("0.0 mg", "zero", ".", Mass),
    ("5 mL", "not-a-mass", ".", Mass),
    ("5 mg", "not-a-volume", ".", Volume),
    ("5 mg", "not-a-concentration", ".", Concentration),
    ("5 mg", "not-a-proportion", ".", Proportion),
    ("20 MG/5 ML", "unit-case", ".", Concentration),
    ("20 mg/0 mL", "unit-unknown", ".", Concentration),
    ("20 MG/5 tablets", "unit-unknown", ".", Content),
    ("500 µL", "micro-sign", ".", Volume),
    ("5 mg", "not-a-count", ".", Count),
    ("5 mg", "not-a-content", ".", Content),
    ("5 mg", "not-a-droprate", ".", DropRate),
)


@pytest.mark.parametrize(
    ("typed", "mass"),
    [
        ("0.37 mg", "0.37"),
        ("0.37mg", "0.37"),
        (" 0.37 mg ", "0.37"),
        ("0.37\u00a0mg", "0.37"),
        ("370 micrograms", "0.37"),
        ("370 mcg", "0.37"),
        ("1 microgram", "0.001"),
        ("5 g", "5000"),
        ("1.5 milligrams", "1.5"),
        ("1.0 mg", "1"),
        ("1000 mg", "1000"),
    ],
)
def test_a_mass_is_read_in_any_unit(typed: str, mass: str) -> None:
    assert parse(typed, Mass) == Mass.of(mass)


@pytest.mark.parametrize("typed", ["0,37 mg", "0.37 mg"])
def test_a_decimal_comma_market_takes_either_mark(typed: str) -> None:
    assert parse(typed, Mass, decimal_mark=",") == Mass.of("0.37")


def test_three_decimals_after_a_comma_are_a_decimal_where_the_comma_is_the_mark() -> None:
    assert parse("1,125 mg", Mass, decimal_mark=",") == Mass.of("1.125")
    assert parse("0.125 mg", Mass, decimal_mark=",") == Mass.of("0.125")


@pytest.mark.parametrize(
    ("written", "quantity"),
    [
        ("20 mg/5 mL", Concentration.of(4)),
        ("20 mg per 5 mL", Concentration.of(4)),
        ("40 mg/mL", Concentration.of(40)),
        ("750 micrograms/5 mL", Concentration.of("0.15")),
        ("1 g/L", Concentration.of(1)),
        ("1 % w/v", Concentration.of(10)),
        ("9.5 mL", Volume.of("9.5")),
        ("0.5 L", Volume.of(500)),
        ("150 microlitres", Volume.of("0.15")),
        ("20 mg/tablet", Content(Fraction(20), "tablet")),
        ("2 mg/drop", Content(Fraction(2), "drop")),
        ("20 drops/mL", DropRate.of(20)),
        ("20 drops per mL", DropRate.of(20)),
        ("1/3 tablet", Count(Fraction(1, 3), "tablet")),
        ("2.5 tablets", Count(Fraction(5, 2), "tablet")),
        ("3 sachets", Count(Fraction(3), "sachet")),
        ("130 beads", Count(Fraction(130), "bead")),
        ("20 %", Proportion(Fraction(1, 5))),
        ("20%", Proportion(Fraction(1, 5))),
        ("0 mg", Mass.of(0)),
    ],
)
def test_a_file_may_hold_every_quantity_of_the_trade(written: str, quantity: Quantity) -> None:
    assert parse_any(written) == quantity


@pytest.mark.parametrize(("typed", "code", "mark", "kind"), REFUSED)
def test_doubt_is_refused_with_its_own_reason(
    typed: str, code: str, mark: DecimalMark, kind: type[Quantity]
) -> None:
    with pytest.raises(InputError) as refused:
        parse(typed, kind, decimal_mark=mark)
    assert refused.value.code == code
    words = Wording()
    assert words.text(refused.value.problem)
    assert words.text(refused.value.remedy)


def test_every_refusal_in_the_wording_is_one_that_happens() -> None:
    words = read_po(BytesIO(read_bytes("wording/en/quantities.po")))
    keys = {str(entry.id) for entry in words if entry.id}
    problems = {key for key in keys if not key.endswith(".remedy")}
    assert problems == {f"quantities.{code}" for _, code, _, _ in REFUSED}
    assert keys == problems | {f"{key}.remedy" for key in problems}


def test_a_file_may_not_hold_another_kind_than_is_wanted() -> None:
    with pytest.raises(InputError) as refused:
        parse_file("5 mL", Mass)
    assert refused.value.code == "not-a-mass"


MILLIGRAMS = {"mg": Fraction(1), "g": Fraction(1000)} | dict.fromkeys(
    ("mcg", "micrograms"), Fraction(1, 1000)
)
NEARLY = st.from_regex(r"\A[-+ ]?[0-9.,/ ]{1,7}(e[0-9])? ?(mg|g|MG|mcg|micrograms|mL)\Z")


@given(st.text(max_size=70) | NEARLY)
def test_any_text_is_read_or_refused_and_nothing_else(typed: str) -> None:
    try:
        mass = parse(typed, Mass)
    except InputError as error:
        refused = Wording().text(error.problem)
        assert refused
    else:
        assert mass > Mass.of(0)


@given(NEARLY)
def test_what_is_read_is_what_the_digits_say(typed: str) -> None:
    try:
        mass = parse(typed, Mass)
    except InputError:
        return
    digits = typed.strip().rstrip("abcdefghijklmnopqrstuvwxyzLMG ")
    times = MILLIGRAMS[typed.strip()[len(digits) :].strip()]
    assert mass.amount == Fraction(digits) * times
