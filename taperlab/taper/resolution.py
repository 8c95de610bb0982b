"""Whether a change of dose can be told apart from its own error (docs/architecture.md).

The resolution of a change is Δ / u(Δ), Δ the difference of the mean doses of two steps. What is
random from dose to dose averages over the doses of a step; what outlives both steps correlates
them, so that their difference is known better than either dose.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from taperlab.recipe.operations import DOSE, Keep
from taperlab.recipe.roots import root

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from taperlab.answers.figures import Figures
    from taperlab.recipe.measured import Source
    from taperlab.recipe.operations import Operation

__all__ = ["CLEAR", "LOST", "Resolved", "Side", "resolve_change", "verdict_of"]

CLEAR, LOST = Fraction(3), Fraction(1)
"""At least three standard uncertainties are clear, under one is lost, between them is blurred."""


@dataclass(frozen=True)
class Side:
    """One step of a change: its preparation, how many doses of it, in how many batches made.

    ``each_day`` is how many administrations one dose of the plan is.
    """

    figures: Figures
    doses: int
    batches: int
    each_day: int = 1

    @property
    def mean(self) -> Fraction:
        """The mean dose in counted mg, on the basis of the plan."""
        return self.figures.delivered.amount * self.each_day

    @cached_property
    def slopes(self) -> Mapping[Source, Fraction]:
        """Return how far each source at its bound moves the dose, in counted mg."""
        slopes = self.figures.dose.slopes
        if self.each_day == 1:
            return slopes
        return {source: slope * self.each_day for source, slope in slopes.items()}

    @cached_property
    def random(self) -> Fraction:
        """Return the variance of the mean from what differs from dose to dose, in mg²."""
        return sum(
            (
                self._variance(source, variance)
                for source, variance in self.figures.carried.variances.items()
                if self._repeats(source)
            ),
            Fraction(0),
        )

    @cached_property
    def lasting(self) -> dict[Source, tuple[Fraction, Fraction]]:
        """Return slope and weight of each source that is the same in every dose of the step."""
        weights = self.figures.weights
        return {
            source: (slope, weights[source])
            for source, slope in self.slopes.items()
            if not self._repeats(source)
        }

    @cached_property
    def apart(self) -> Fraction:
        """Return the variance of what is the same in every dose of the step, in mg²."""
        variances = self.figures.carried.variances
        alike = (variances[source] for source in self.lasting)
        return sum(alike, Fraction(0)) * self.each_day**2

    @cached_property
    def bottle(self) -> tuple[Operation[Fraction], ...]:
        """Return how what is kept for several doses is made: nothing, where each is made afresh."""
        operations = self.figures.proposal.recipe.operations
        if not any(isinstance(one, Keep) for one in operations):
            return ()
        making = (one for one in operations if not isinstance(one, Keep))
        return tuple(one for one in making if getattr(one, "into", None) != DOSE)

    def fate(self, source: Source) -> Hashable:
        """Return what is the same for two steps where the source is: its own bottle, say."""
        return (source, self.bottle) if source.scope == "bottle" else source

    def _repeats(self, source: Source) -> bool:
        return source.scope == "dose" or (source.scope == "bottle" and self.batches > 1)

    def _variance(self, source: Source, variance: Fraction) -> Fraction:
        times = self.doses if source.scope == "dose" else self.batches
        return variance * self.each_day**2 / times


@dataclass(frozen=True, slots=True)
class Resolved:
    """The change in mg, and over its uncertainty with the same things kept, and with new ones."""

    change: Fraction
    kept: Fraction
    renewed: Fraction


def resolve_change(before: Side, after: Side | None) -> Resolved | None:
    """Return the resolution of a change; ``after`` is None where the dose goes to zero.

    None where an error that nobody has measured takes part, or there is no error at all.
    """
    sides = [side for side in (before, after) if side is not None]
    if any(side.figures.error is None for side in sides):
        return None
    change = before.mean - (after.mean if after else 0)
    random = sum((side.random for side in sides), Fraction(0))
    kept, renewed = random + _together(sides), random + _apart(sides)
    if not kept or not renewed:
        return None
    size = abs(change)
    return Resolved(change, size / root(kept), size / root(renewed))


def verdict_of(resolution: Fraction) -> Literal["clear", "blurred", "lost"]:
    """Return the word for a resolution."""
    if resolution >= CLEAR:
        return "clear"
    return "lost" if resolution < LOST else "blurred"


def _together(sides: list[Side]) -> Fraction:
    """Return the variance of the difference if what lasts is the same thing in both steps."""
    total: dict[Hashable, tuple[Fraction, Fraction]] = {}
    for side, sign in zip(sides, (1, -1), strict=False):
        for source, (slope, weight) in side.lasting.items():
            fate = side.fate(source)
            known = total.get(fate, (Fraction(0), weight))[0]
            total[fate] = known + sign * slope, weight
    return sum((weight * slope * slope for slope, weight in total.values()), Fraction(0))


def _apart(sides: list[Side]) -> Fraction:
    """Return the variance of the difference if what lasts is a new thing in the second step."""
    return sum((side.apart for side in sides), Fraction(0))
