"""The tolerances of the shipped devices, worked by hand (practice.md section 9)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from taperlab.methods.instruments import Instrument
from taperlab.quantities import Mass
from tests.strategies import device


def instrument(name: str) -> Instrument:
    return Instrument(name, device(name))


@pytest.mark.parametrize(
    ("name", "volume", "tolerance"),
    [
        # 10 mL, below half: 1.5 % of 10 mL + 1 % of 4 mL = 0.15 + 0.04
        ("oral-syringe-10ml", "4", "0.19"),
        # 1 mL, below half: 1.5 % of 1 mL + 2 % of 0.3 mL = 0.015 + 0.006 (7 %)
        ("oral-syringe-1ml", "0.3", "0.021"),
        # both branches meet at half: 0.015 + 0.01 = 5 % of 0.5 mL
        ("oral-syringe-1ml", "0.5", "0.025"),
        # 0.015 + 0.001 (32 %)
        ("oral-syringe-1ml", "0.05", "0.016"),
        # 0.015 + 0.004 (9.5 %)
        ("oral-syringe-1ml", "0.2", "0.019"),
        # above half: 5 % and 4 % of the volume
        ("oral-syringe-1ml", "0.8", "0.04"),
        ("oral-syringe-10ml", "8", "0.32"),
    ],
)
def test_iso_7886_1_gives_the_tolerance(name: str, volume: str, tolerance: str) -> None:
    assert instrument(name).tolerance(Fraction(volume)) == Fraction(tolerance)


@pytest.mark.parametrize(
    ("name", "share"),
    [
        # 1.5 % of V + 2 % of v = 10 % of v: v = 1.5 / 8 of V = 18.75 % (V < 5 mL)
        ("oral-syringe-0.5ml", Fraction(3, 16)),
        ("oral-syringe-1ml", Fraction(3, 16)),
        ("oral-syringe-2.5ml", Fraction(3, 16)),
        # 1.5 % of V + 1 % of v = 10 % of v: v = 1.5 / 9 of V = 16.67 % (V >= 5 mL)
        ("oral-syringe-5ml", Fraction(1, 6)),
        ("oral-syringe-10ml", Fraction(1, 6)),
        ("oral-syringe-20ml", Fraction(1, 6)),
    ],
)
def test_tolerance_alone_stays_within_a_tenth_from_a_fifth_of_the_syringe(
    name: str, share: Fraction
) -> None:
    syringe = instrument(name)
    assert syringe.comfortable_from == share * syringe.capacity
    assert syringe.tolerance(syringe.comfortable_from) == syringe.comfortable_from / 10


def test_a_fifth_of_a_one_millilitre_syringe_is_twelve_per_cent_at_worst() -> None:
    # scale 0.019 mL and half a mark of 0.01 mL: 0.024 / 0.2 = 12 %
    syringe = instrument("oral-syringe-1ml")
    worst = syringe.tolerance(Fraction("0.2")) + syringe.step / 2
    assert worst / Fraction("0.2") == Fraction(12, 100)


@pytest.mark.parametrize("size", ["0.5", "1", "2.5", "5", "10", "20"])
def test_no_syringe_measures_a_tenth_of_itself_or_a_tenth_of_a_millilitre_less(size: str) -> None:
    # practice.md 18: at or below 10 % of capacity, or below 0.1 mL, is never measured
    syringe = instrument(f"oral-syringe-{size}ml")
    assert syringe.marks[0] > syringe.capacity / 10
    assert syringe.marks[0] >= Fraction(1, 10)
    assert syringe.marks[-1] == syringe.capacity == Fraction(size)


@pytest.mark.parametrize("size", ["5", "10", "25", "50", "100", "250"])
def test_cylinder_is_not_used_below_a_fifth(size: str) -> None:
    cylinder = instrument(f"cylinder-{size}ml")
    assert cylinder.smallest == cylinder.capacity / 5


def test_balance_weighs_from_two_thousand_times_its_spread() -> None:
    # d = 1 mg: s = max(0.3, 0.41 * 1) = 0.41 mg; 2000 * 0.41 = 820 mg (USP 41)
    balance = device("balance-1mg")
    assert balance.smallest == Mass.of(820)
    assert balance.repeatability == Mass.of("0.41")
