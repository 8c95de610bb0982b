"""The one registry of units. pint stands here, and never sees text that a person typed."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from taperlab.shipped import read_text

if TYPE_CHECKING:
    import pint

    from taperlab.quantities.exact import Dimension

__all__ = ["factor", "registry", "unit_of"]


@cache
def registry() -> pint.UnitRegistry[Fraction]:
    """Return the registry of the trade's own units; pint is imported at the first call."""
    import pint  # noqa: PLC0415 - 0.2 s that the first painted window need not wait for

    units: pint.UnitRegistry[Fraction] = pint.UnitRegistry(None, non_int_type=Fraction)
    units.load_definitions(read_text("units.txt").splitlines())
    return units


@cache
def factor(unit: str, base: str) -> Fraction:
    """Return how many ``base`` one ``unit`` is; both are names from ``resources/units.txt``.

    Raises:
        pint.DimensionalityError: if the two do not measure the same thing.
    """
    if unit == base:
        return Fraction(1)  # so that a catalogue in base units is read without pint
    units = registry()
    converted = units.Quantity(Fraction(1), unit).to(base)
    return Fraction(converted.magnitude)


def unit_of(dimension: Dimension) -> str:
    """Return the base unit of a dimension as a name that the registry knows."""
    names = {"milligram": dimension.mass, "milliliter": dimension.volume, "piece": dimension.piece}
    return " * ".join(f"{name} ** {power}" for name, power in names.items() if power)
