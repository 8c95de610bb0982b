"""Devices: marks, smallest volumes and tolerances, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from taperlab.catalogue import Catalogue, Device
from taperlab.quantities import Mass, Volume

CATALOGUE = Catalogue.shipped()
SYRINGES = [device for device in CATALOGUE.devices if device.kind == "oral-syringe"]


@pytest.mark.parametrize(
    ("name", "graduation", "smallest"),
    [
        ("oral-syringe-0.5ml", "0.01", "0.1"),  # 10 % is 0.05 mL, but never below 0.1 mL
        ("oral-syringe-1ml", "0.01", "0.11"),  # the first mark above 0.1 mL
        ("oral-syringe-2.5ml", "0.1", "0.3"),  # above 0.25 mL
        ("oral-syringe-5ml", "0.2", "0.6"),  # above 0.5 mL
        ("oral-syringe-10ml", "0.5", "1.5"),  # above 1 mL
        ("oral-syringe-20ml", "1", "3"),  # above 2 mL
        ("cylinder-5ml", "0.1", "1"),  # a fifth
        ("cylinder-50ml", "1", "10"),
        ("cylinder-250ml", "2", "50"),
        ("flask-100ml", "100", "100"),  # its one mark
    ],
)
def test_marks_and_smallest_volumes(name: str, graduation: str, smallest: str) -> None:
    device = CATALOGUE.device(name)
    assert device.graduation == Volume.of(graduation)
    assert device.smallest == Volume.of(smallest)


@pytest.mark.parametrize("device", SYRINGES, ids=lambda device: device.id)
def test_the_smallest_volume_is_the_first_mark_above_a_tenth(device: Device) -> None:
    assert isinstance(device.capacity, Volume)
    assert isinstance(device.graduation, Volume)
    assert isinstance(device.smallest, Volume)
    tenth, least = device.capacity / 10, Volume.of("0.1")
    below = device.smallest - device.graduation
    assert device.smallest > tenth
    assert device.smallest >= least
    assert below <= tenth or below < least
    assert (device.smallest / device.graduation).denominator == 1


@pytest.mark.parametrize(
    ("name", "volume", "tolerance"),
    [
        ("oral-syringe-1ml", "0.3", "0.021"),  # 0.015 + 0.02 * 0.3 = 0.021
        ("oral-syringe-1ml", "0.5", "0.025"),  # 0.015 + 0.01 = 0.05 * 0.5
        ("oral-syringe-1ml", "0.05", "0.016"),  # 0.015 + 0.001
        ("oral-syringe-1ml", "0.2", "0.019"),  # 0.015 + 0.004
        ("oral-syringe-1ml", "0.8", "0.04"),  # 0.05 * 0.8
        ("oral-syringe-10ml", "4", "0.19"),  # 0.15 + 0.01 * 4
        ("oral-syringe-10ml", "5", "0.2"),  # 0.15 + 0.05 = 0.04 * 5
        ("cylinder-5ml", "2", "0.1"),
        ("cylinder-50ml", "50", "1"),
        ("flask-50ml", "50", "0.06"),
    ],
)
def test_tolerance_is_the_larger_branch(name: str, volume: str, tolerance: str) -> None:
    nominal = Fraction(volume)
    branches = CATALOGUE.device(name).tolerance
    found = max(branch.fixed.amount + branch.relative.amount * nominal for branch in branches)
    assert found == Fraction(tolerance)


@pytest.mark.parametrize("device", SYRINGES, ids=lambda device: device.id)
def test_both_branches_meet_at_half_the_capacity(device: Device) -> None:
    assert isinstance(device.capacity, Volume)
    half = device.capacity.amount / 2
    lower, upper = (
        branch.fixed.amount + branch.relative.amount * half for branch in device.tolerance
    )
    assert lower == upper


def test_what_is_at_hand_by_default() -> None:
    def default(role: str) -> set[str]:
        return {device.id for device in CATALOGUE.devices if role in device.default_for}

    syringes = {f"oral-syringe-{size}ml" for size in ("0.5", "1", "2.5", "5", "10", "20")}
    glass = {f"cylinder-{size}ml" for size in (5, 10, 25, 50, 100, 250)}
    glass |= {f"flask-{size}ml" for size in (10, 25, 50, 100, 250)}
    assert default("patient") == syringes | {"cylinder-50ml", "cylinder-100ml"}
    assert default("pharmacist") == default("gp") == syringes | glass


def test_the_balance_weighs_at_least_820_divisions() -> None:
    balance = CATALOGUE.device("balance-1mg")
    assert balance.graduation == Mass.of(1)
    assert balance.smallest == Mass.of(820)  # 2000 * 0.41 * 1 mg
    assert balance.repeatability == Mass.of("0.41")


def test_the_error_model_has_the_defaults_of_the_trade() -> None:
    model = CATALOGUE.error_model
    assert model.content("GB", "licensed").bound == Fraction(5, 100)
    assert model.content("DE", "licensed").bound == Fraction(5, 100)
    assert model.content("US", "licensed").bound == Fraction(10, 100)
    assert model.content("GB", "special").bound == Fraction(10, 100)
    assert model.content("US", "compounded").bound == Fraction(10, 100)
    assert model.half_scored.bound == Fraction(18, 100)  # 3 * 6 %
    assert model.half_cut.bound == Fraction(24, 100)  # 3 * 8 %
    assert model.quarter.bound == Fraction(45, 100)  # 3 * 15 %
    assert model.drop.bound == Fraction(15, 100)
    assert model.aliquot_dispersible.bound == Fraction(20, 100)
    assert model.aliquot_other.bound is None
    assert model.unit.weight == Fraction(1, 9)
    assert model.drop.weight == Fraction(1, 3)


def test_every_market_has_an_assay_limit_for_every_supply() -> None:
    for market in CATALOGUE.markets:
        for supply in ("licensed", "special", "compounded"):
            assert CATALOGUE.error_model.content(market, supply).bound
