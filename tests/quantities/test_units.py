"""The registry holds the units of the trade and no others."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest

from taperlab.quantities import Dimension
from taperlab.quantities.units import factor, registry, unit_of


@pytest.mark.parametrize(
    ("unit", "base", "times"),
    [
        ("gram", "milligram", Fraction(1000)),
        ("microgram", "milligram", Fraction(1, 1000)),
        ("liter", "milliliter", Fraction(1000)),
        ("microliter", "milliliter", Fraction(1, 1000)),
        ("milligram", "milligram", Fraction(1)),
        ("percent_weight_in_volume", "milligram/milliliter", Fraction(10)),
    ],
)
def test_factors_between_units_are_exact(unit: str, base: str, times: Fraction) -> None:
    assert factor(unit, base) == times


def test_a_mass_is_no_volume() -> None:
    with pytest.raises(Exception, match="Cannot convert"):
        factor("gram", "milliliter")


def test_units_of_other_trades_are_unknown() -> None:
    assert "gauss" not in registry()
    assert "kilogram" not in registry()


@pytest.mark.parametrize(
    "dimension", [Dimension(1, 0, 0), Dimension(1, -1, 0), Dimension(1, 0, -1), Dimension(0, -1, 1)]
)
def test_every_dimension_has_a_unit_that_the_registry_knows(dimension: Dimension) -> None:
    powers = dict(registry().Quantity(1, unit_of(dimension)).dimensionality)
    wanted = {"[mass]": dimension.mass, "[volume]": dimension.volume, "[piece]": dimension.piece}
    assert powers == {name: power for name, power in wanted.items() if power}


def test_base_units_are_read_without_the_registry() -> None:
    probe = (
        "import sys; from taperlab.quantities import parse_any;"
        "parse_any('0.37 mg'); parse_any('20 mg/5 mL'); parse_any('20 %'); parse_any('2 tablets');"
        "sys.exit('pint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
