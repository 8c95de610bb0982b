"""A device at hand, with the marks it has and the volumes it measures well."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from taperlab.quantities import Volume

if TYPE_CHECKING:
    from taperlab.catalogue.types import Device

__all__ = ["Instrument"]

_TENTH = Fraction(1, 10)


@dataclass(frozen=True, eq=False)
class Instrument:
    """A device at hand by the name a recipe calls it; volumes are mL.

    The second of two alike is named ``...#2``. Compared by identity, so that what is worked out
    for a set of instruments can be kept.
    """

    id: str
    device: Device

    @cached_property
    def capacity(self) -> Fraction:
        """The most it holds."""
        return self._volume("capacity")

    @cached_property
    def step(self) -> Fraction:
        """The distance of two marks; a flask has one mark only."""
        return self.capacity if self.device.kind == "flask" else self._volume("graduation")

    @cached_property
    def smallest(self) -> Fraction:
        """The least it may measure (practice.md 18, 27)."""
        return self.capacity if self.device.kind == "flask" else self._volume("smallest")

    @cached_property
    def marks(self) -> tuple[Fraction, ...]:
        """Every volume it can measure in one fill, smallest first."""
        count = int(self.capacity / self.step)
        return tuple(n * self.step for n in range(1, count + 1) if n * self.step >= self.smallest)

    @cached_property
    def comfortable_from(self) -> Fraction:
        """The least volume at which its tolerance alone stays within 10 % (practice.md 18)."""
        return max(
            bound.fixed.amount / (_TENTH - bound.relative.amount) for bound in self.device.tolerance
        )

    @cached_property
    def bounds(self) -> tuple[tuple[float, float], ...]:
        """The branches of its tolerance, for a search that only proposes: mL, and relative."""
        return tuple(
            (float(bound.fixed.amount), float(bound.relative.amount))
            for bound in self.device.tolerance
        )

    @cached_property
    def half_step(self) -> float:
        """Half the distance of two marks in mL, for a search that only proposes."""
        return float(self.step) / 2

    @cached_property
    def comfortable(self) -> float:
        """``comfortable_from`` for a search that only proposes."""
        return float(self.comfortable_from)

    @cached_property
    def _reach(self) -> tuple[float, float]:
        """From where to where a volume has a usable mark beside it, and a little beyond."""
        return float(self.smallest - 2 * self.step), float(self.capacity + 2 * self.step)

    def has_mark(self, volume: Fraction) -> bool:
        """Whether it can measure this volume in one fill."""
        return self.smallest <= volume <= self.capacity and volume % self.step == 0

    def marks_near(self, volume: Fraction) -> tuple[Fraction, ...]:
        """Return the usable marks just at, or next below and above, a volume."""
        least, most = self._reach
        if not least <= float(volume) <= most:
            return ()
        below = (volume // self.step) * self.step
        around = (below,) if below == volume else (below, below + self.step)
        return tuple(mark for mark in around if self.smallest <= mark <= self.capacity)

    def tolerance(self, volume: Fraction) -> Fraction:
        """Return how far off this volume can be by the scale alone."""
        return max(
            bound.fixed.amount + bound.relative.amount * volume for bound in self.device.tolerance
        )

    def _volume(self, name: str) -> Fraction:
        size = getattr(self.device, name)
        if not isinstance(size, Volume):
            msg = f"{self.device.id} measures no volumes"
            raise TypeError(msg)
        return size.amount
