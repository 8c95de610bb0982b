"""What a user has counted or weighed of a product in hand, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

__all__ = ["BeadCount", "Weighing"]


@dataclass(frozen=True)
class BeadCount:
    """The beads in several capsules of one product and batch, counted one capsule at a time.

    ``spread`` is the relative standard deviation from bead to bead, where it was measured;
    ``twice`` says that every count is made twice.
    """

    product: str
    batch: str
    counts: tuple[int, ...]
    spread: Fraction | None = None
    twice: bool = False

    @cached_property
    def mean(self) -> Fraction:
        """The mean number of beads in one capsule."""
        return Fraction(sum(self.counts), len(self.counts))

    @cached_property
    def variance_of_mean(self) -> Fraction:
        """The variance of that mean: the sample variance over the number of capsules."""
        return _variance_of_mean([Fraction(count) for count in self.counts], self.mean)


@dataclass(frozen=True)
class Weighing:
    """The masses in mg of single units of one product and batch, weighed one at a time."""

    product: str
    batch: str
    masses: tuple[Fraction, ...]

    @cached_property
    def mean(self) -> Fraction:
        """The mean mass of one unit in mg; never its milligrams of drug."""
        return sum(self.masses, Fraction(0)) / len(self.masses)

    @cached_property
    def variance_of_mean(self) -> Fraction:
        """The variance of that mean, in mg squared."""
        return _variance_of_mean(list(self.masses), self.mean)


def _variance_of_mean(values: list[Fraction], mean: Fraction) -> Fraction:
    """Return the sample variance over the sample size; nought for a single value."""
    size = len(values)
    if size < 2:
        return Fraction(0)
    return sum(((value - mean) ** 2 for value in values), Fraction(0)) / (size - 1) / size
