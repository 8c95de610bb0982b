"""Exact typed quantities: nothing is lost, and unlike things do not go together."""

from __future__ import annotations

import copy
import pickle
from fractions import Fraction

import pytest

from taperlab.quantities import (
    Concentration,
    Content,
    Count,
    Dimension,
    DropRate,
    Mass,
    Proportion,
    Quantity,
    Volume,
    exactly,
)

KINDS = (Mass, Volume, Concentration, DropRate, Proportion, Count, Content)


def test_a_tenth_and_two_tenths_are_three_tenths() -> None:
    assert Mass.of("0.1") + Mass.of("0.2") == Mass.of("0.3")


def test_three_thirds_of_a_tablet_are_one_tablet() -> None:
    assert Count(Fraction(1, 3), "tablet") * 3 == Count(Fraction(1), "tablet")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [0.5, float("nan"), True, None, 1 + 2j])
def test_no_quantity_is_made_of_what_is_not_exact(kind: type[Quantity], number: object) -> None:
    with pytest.raises(TypeError, match="in quotes"):
        kind(number)  # type: ignore[arg-type] # what a careless caller might hand over
    with pytest.raises(TypeError, match="in quotes"):
        kind.of(number)  # type: ignore[arg-type] # the same


def test_no_quantity_is_scaled_by_a_float() -> None:
    with pytest.raises(TypeError):
        Mass.of(1) * 0.5  # type: ignore[operator] # what a careless caller might write
    with pytest.raises(TypeError):
        Mass.of(1) / 0.5  # type: ignore[operator] # the same


@pytest.mark.parametrize(
    "other",
    [Volume.of(1), Proportion.of(1), Count(Fraction(1), "tablet"), Fraction(1), 1],
    ids=lambda other: type(other).__name__,
)
def test_a_mass_goes_together_with_masses_only(other: Mass) -> None:
    for together in (
        lambda: Mass.of(1) + other,
        lambda: Mass.of(1) - other,
        lambda: Mass.of(1) < other,
        lambda: Mass.of(1) >= other,
    ):
        with pytest.raises((TypeError, AttributeError)):
            together()


def test_tablets_and_drops_are_not_counted_together() -> None:
    with pytest.raises(TypeError, match="same thing"):
        Count(Fraction(1), "tablet") + Count(Fraction(1), "drop")
    with pytest.raises(TypeError, match="same thing"):
        Content(Fraction(1), "tablet") < Content(Fraction(1), "capsule")  # noqa: B015


def test_like_quantities_divide_to_a_plain_ratio() -> None:
    assert Mass.of(5) / Mass.of(2) == Fraction(5, 2)
    assert Mass.of(5) / 2 == Mass.of("2.5")


def test_a_mass_and_a_volume_of_the_same_number_are_not_equal() -> None:
    assert Mass.of(1) != Volume.of(1)
    assert Count(Fraction(1), "tablet") != Count(Fraction(1), "capsule")
    assert len({Mass.of(1), Volume.of(1), Mass.of("1.0")}) == 2


def test_a_quantity_cannot_change() -> None:
    mass = Mass.of(1)
    with pytest.raises(AttributeError):
        mass.amount = Fraction(2)


@pytest.mark.parametrize("quantity", [Mass.of("0.37"), Count(Fraction(1, 3), "capsule")])
def test_a_quantity_survives_being_copied_and_sent(quantity: Quantity) -> None:
    assert pickle.loads(pickle.dumps(quantity)) == quantity  # noqa: S301 - our own bytes
    assert copy.deepcopy(quantity) == quantity


def test_zero_is_false() -> None:
    assert not Mass.of(0)
    assert Mass.of("0.001")


def test_dimensions_are_powers_of_mass_volume_and_pieces() -> None:
    assert Mass.dimension == Dimension(1, 0, 0)
    assert Concentration.dimension == Dimension(1, -1, 0)
    assert Content.dimension == Dimension(1, 0, -1)
    assert DropRate.dimension == Dimension(0, -1, 1)


def test_text_and_whole_numbers_are_exact() -> None:
    assert exactly("0.1") == Fraction(1, 10)
    assert exactly(3) == 3
