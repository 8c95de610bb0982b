"""What was counted and weighed of the products in hand, as a request repeats it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from taperlab.checker.figures import ZERO, carefully, read

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CountedBeads", "InHand", "Sample", "WeighedUnits"]


class CountedBeads(msgspec.Struct, frozen=True, kw_only=True):
    """The beads of several capsules of one product and batch."""

    product: str
    batch: str
    counts: tuple[int, ...]
    spread: str | None = None
    twice: bool = False


class WeighedUnits(msgspec.Struct, frozen=True, kw_only=True):
    """The masses of single units of one product and batch."""

    product: str
    batch: str
    masses: tuple[str, ...]


class Sample(NamedTuple):
    """The mean of what was counted or weighed, and how sure that mean is.

    ``spread`` is from bead to bead, where it was measured.
    """

    mean: Decimal
    variance_of_mean: Decimal
    batch: str
    spread: Decimal | None = None
    twice: bool = False


class InHand(NamedTuple):
    """Everything that was counted and weighed."""

    beads: tuple[CountedBeads, ...] = ()
    weighed: tuple[WeighedUnits, ...] = ()

    def beads_of(self, product: str) -> Sample | None:
        """Return what was counted of a product."""
        for one in self.beads:
            if one.product == product:
                with carefully():
                    spread = None if one.spread is None else _share(one.spread)
                mean, variance = _mean([Decimal(count) for count in one.counts])
                return Sample(mean, variance, one.batch, spread, one.twice)
        return None

    def masses_of(self, product: str) -> Sample | None:
        """Return what was weighed of a product, in mg."""
        for one in self.weighed:
            if one.product == product:
                masses = [read(mass.replace(",", "."), "mg").number for mass in one.masses]
                return Sample(*_mean(masses), one.batch)
        return None


def _share(text: str) -> Decimal:
    """Read a typed percentage, with or without a blank, a comma where the market has one."""
    return read(text.replace(",", ".").replace("%", "").strip() + " %", "%").number / 100


def _mean(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Return the mean, and its variance: the sample variance over the size of the sample."""
    with carefully():
        size = len(values)
        mean = sum(values, ZERO) / size
        if size < 2:
            return mean, ZERO
        squares = sum(((value - mean) ** 2 for value in values), ZERO)
        return mean, squares / (size - 1) / size
