"""Totals that people can make, and numbers that read plainly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab.methods.instruments import Instrument
from taperlab.methods.marks import TOTALS, plainness
from tests.methods import exhaustive
from tests.strategies import CATALOGUE, device

SYRINGES = [one.id for one in CATALOGUE.devices if one.kind == "oral-syringe"]


@pytest.mark.parametrize(
    ("amounts", "tier"),
    [
        (("0.25", "0.5"), 2),
        (("1", "0.02"), 2),
        (("2.5", "500"), 2),
        (("0.25", "0.75"), 1),
        (("0.15", "3"), 1),
        (("4",), 1),
        (("0.37", "0.5"), 0),
        (("0.25", "0.6"), 0),
        (("1.25",), 0),
        (("1/3",), 0),
        ((), 2),
    ],
)
def test_plain_numbers_begin_with_one_two_two_and_a_half_or_five(
    amounts: tuple[str, ...], tier: int
) -> None:
    assert plainness(*(Fraction(amount) for amount in amounts)) == tier


@given(st.integers(1, 10**6), st.integers(-6, 6))
def test_plainness_does_not_depend_on_the_power_of_ten(digits: int, power: int) -> None:
    amount = Fraction(digits)
    assert plainness(amount * Fraction(10) ** power) == plainness(amount)


@given(st.fractions(Fraction(1, 1000), Fraction(1000)))
def test_plainness_is_that_of_the_reference(amount: Fraction) -> None:
    assert plainness(amount) == exhaustive.plainness(amount)


@given(st.sampled_from(SYRINGES), st.fractions(Fraction(1, 100), Fraction(25), max_denominator=500))
def test_marks_near_a_volume_are_the_nearest_usable_ones(name: str, volume: Fraction) -> None:
    syringe = Instrument(name, device(name))
    near = syringe.marks_near(volume)
    assert set(near) <= set(syringe.marks)
    assert all(abs(mark - volume) < syringe.step for mark in near)
    closest = min(syringe.marks, key=lambda mark: abs(mark - volume))
    if abs(closest - volume) < syringe.step:
        assert closest in near
    if volume in syringe.marks:
        assert near == (volume,)


@pytest.mark.parametrize("name", SYRINGES)
def test_every_mark_is_one_the_syringe_has(name: str) -> None:
    syringe = Instrument(name, device(name))
    assert all(syringe.has_mark(mark) for mark in syringe.marks)
    assert not syringe.has_mark(syringe.marks[0] - syringe.step)
    assert not syringe.has_mark(syringe.capacity + syringe.step)
    assert not syringe.has_mark(syringe.marks[0] + syringe.step / 2)


def test_flask_has_one_mark() -> None:
    flask = Instrument("flask-50ml", device("flask-50ml"))
    assert list(flask.marks) == [50]
    assert [total for total in TOTALS if flask.has_mark(total)] == [50]


@pytest.mark.parametrize(
    ("name", "totals"),
    [
        ("cylinder-5ml", [5]),
        ("cylinder-10ml", [5, 10]),
        ("cylinder-25ml", [5, 10, 15, 20, 25]),
        ("cylinder-50ml", [10, 15, 20, 25, 30, 50]),
        ("cylinder-100ml", [20, 25, 30, 50, 60, 75, 100]),
        ("cylinder-250ml", [50, 60, 100, 150, 250]),  # 75 mL is between two marks
    ],
)
def test_cylinder_makes_the_totals_on_its_marks(name: str, totals: list[int]) -> None:
    cylinder = Instrument(name, device(name))
    assert [total for total in TOTALS if cylinder.has_mark(total)] == totals


def test_device_that_measures_no_volume_says_so() -> None:
    with pytest.raises(TypeError):
        _ = Instrument("tablet-cutter", device("tablet-cutter")).capacity
