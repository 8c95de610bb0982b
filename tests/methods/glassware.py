"""Syringes, cylinders and flasks as the exhaustive reference sees them: marks and tolerances."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

from taperlab.catalogue.types import Device
from taperlab.quantities import Volume

TOTALS = tuple(Fraction(n) for n in (5, 10, 15, 20, 25, 30, 50, 60, 75, 100, 150, 250))


N = TypeVar("N", Fraction, float)


def amount(size: object) -> Fraction:
    assert isinstance(size, Volume)
    return size.amount


class Sizes(NamedTuple, Generic[N]):
    """A volume with its bounds in mL, in one kind of number."""

    device: str
    volume: N
    scale: N
    reading: N


@dataclass(frozen=True)
class Measure:
    """A volume in mL with a device."""

    device: Device
    volume: Fraction

    @cached_property
    def exact(self) -> Sizes[Fraction]:
        return Sizes(self.device.id, self.volume, self.scale, self.reading)

    @cached_property
    def rough(self) -> Sizes[float]:
        return Sizes(self.device.id, float(self.volume), float(self.scale), float(self.reading))

    @cached_property
    def scale(self) -> Fraction:
        """How far off the scale can be, in mL: the larger branch of its tolerance."""
        branches = self.device.tolerance
        return max(amount(at.fixed) + at.relative.amount * self.volume for at in branches)

    @cached_property
    def reading(self) -> Fraction:
        """Half a graduation of a syringe; a cylinder's tolerance counts its reading."""
        reads = self.device.kind == "oral-syringe"
        return amount(self.device.graduation) / 2 if reads else Fraction(0)

    @cached_property
    def small(self) -> bool:
        """Whether the tolerance alone is more than 10 % of the volume (practice.md 18)."""
        return self.scale * 10 > self.volume


@dataclass(frozen=True)
class Marks:
    """Every mark of a syringe that it may measure."""

    step: Fraction
    by_volume: dict[Fraction, Measure]


@lru_cache(maxsize=64)
def marks(device: Device) -> Marks:
    """Return what a syringe may measure."""
    step, least, most = (
        amount(size) for size in (device.graduation, device.smallest, device.capacity)
    )
    volumes = (number * step for number in range(1, int(most / step) + 1))
    return Marks(step, {at: Measure(device, at) for at in volumes if at >= least})


def makes(device: Device, total: Fraction) -> bool:
    """Whether a cylinder or flask can make a total."""
    if device.kind == "flask":
        return total == amount(device.capacity)
    within = amount(device.smallest) <= total <= amount(device.capacity)
    return within and (total / amount(device.graduation)).denominator == 1


def fills(devices: Iterable[Device]) -> list[Measure]:
    """Return each total with the most accurate cylinder, else flask, that makes it."""
    found = []
    for total in TOTALS:
        able = [one for one in devices if one.kind != "oral-syringe" and makes(one, total)]
        able = [one for one in able if one.kind == "cylinder"] or able
        if able:
            found.append(min((Measure(one, total) for one in able), key=lambda one: one.scale))
    return found
