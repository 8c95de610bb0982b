from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab.catalogue.types import Curve
from taperlab.messages import InputError
from taperlab.quantities import Mass
from taperlab.taper.occupancy import ceiling, dose_at, is_clamped, occupancy
from tests.taper.asking import CATALOGUE, curve_of, told

CURVES = [curve for drug in CATALOGUE.drugs for curve in drug.curves]
doses = st.fractions(0, 400, max_denominator=10_000).map(Mass)


@given(st.sampled_from(CURVES), st.fractions(0, 1, max_denominator=1000))
def test_dose_for_an_occupancy_has_just_that_occupancy(curve: Curve, part: Fraction) -> None:
    points = ceiling(curve) * part
    if part == 1:
        with pytest.raises(InputError):
            dose_at(curve, points)
    else:
        assert occupancy(curve, dose_at(curve, points)) == points


@given(st.sampled_from(CURVES), doses)
def test_occupancy_of_a_dose_is_reached_at_just_that_dose(curve: Curve, dose: Mass) -> None:
    points = occupancy(curve, dose)
    if points < ceiling(curve):
        assert dose_at(curve, points) == dose
    else:
        assert points == 100


@given(st.sampled_from(CURVES), doses, doses)
def test_more_of_the_drug_never_occupies_less(curve: Curve, one: Mass, other: Mass) -> None:
    less, more = sorted((one, other), key=lambda dose: dose.amount)
    assert 0 <= occupancy(curve, less) <= occupancy(curve, more) <= 100


def test_no_dose_reaches_emax_and_the_reason_is_said() -> None:
    with pytest.raises(InputError) as refused:
        dose_at(curve_of("citalopram"), Fraction(84))
    assert "84 points of occupancy cannot be reached" in told(refused.value)
    assert "goes towards 83.98 points" in told(refused.value)


def test_fit_above_a_hundred_is_clamped_and_said_to_be() -> None:
    curve = curve_of("vortioxetine")
    assert not is_clamped(curve, Mass(20))
    assert occupancy(curve, Mass(250)) == 100
    assert is_clamped(curve, Mass(250))
    with pytest.raises(InputError):
        dose_at(curve, Fraction(101))


def test_no_occupancy_is_below_nothing() -> None:
    with pytest.raises(ValueError, match="cannot be -1"):
        dose_at(curve_of("citalopram"), Fraction(-1))
