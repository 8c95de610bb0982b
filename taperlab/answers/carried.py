"""What a recipe comes to, whatever dose it is meant for: worked out once for equal recipes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from taperlab.quantities import Mass
from taperlab.recipe.corners import worst_case
from taperlab.recipe.exact import Exact
from taperlab.recipe.linear import Linear
from taperlab.recipe.operations import (
    Add,
    Bulk,
    Count,
    Discard,
    Divide,
    Draw,
    Drip,
    MakeUp,
    Mix,
    Operation,
    Pour,
    Recipe,
    Take,
    Weigh,
)
from taperlab.recipe.roots import root
from taperlab.recipe.run import run, trace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taperlab.recipe.linear import Deviating
    from taperlab.recipe.measured import Measured, Source

__all__ = ["Carried", "Made", "carried_of"]

_KEPT = 1024

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Made:
    """What a vessel holds once it is mixed: mL, and counted mg."""

    volume: Fraction
    drug: Fraction


@dataclass(frozen=True, slots=True)
class _Outcome:
    delivered: Mass
    vessels: dict[str, Made]
    waste: Mass


class Carried:
    """The figures of one recipe, each worked out when it is first asked for."""

    def __init__(self, recipe: Recipe[Fraction]) -> None:
        self.recipe = recipe
        self._linear = Linear()

    @cached_property
    def _outcome(self) -> _Outcome:
        """Carry the recipe out once, exactly."""
        vessels, lost, before = {}, NOTHING, None
        for operation, state in trace(self.recipe, Exact()):
            if isinstance(operation, Mix):
                at = state.vessels[operation.vessel]
                vessels[operation.vessel] = Made(at.volume, at.drug)
            elif isinstance(operation, Discard) and before is not None:
                lost += before.vessels[operation.vessel].drug
            before = state
        dose = NOTHING if before is None else before.dose
        return _Outcome(Mass(dose), vessels, Mass(lost))

    @property
    def delivered(self) -> Mass:
        """The drug that reaches the mouth, exactly."""
        return self._outcome.delivered

    @property
    def vessels(self) -> dict[str, Made]:
        """What each vessel holds once it is mixed."""
        return self._outcome.vessels

    @property
    def waste(self) -> Mass:
        """The drug that is thrown away, in counted mg."""
        return self._outcome.waste

    @cached_property
    def dose(self) -> Deviating[Fraction]:
        """The dose with its slope by each source of error."""
        return run(self.recipe, self._linear).dose

    @property
    def weights(self) -> Mapping[Source, Fraction]:
        """Variance over squared bound, by source."""
        _ = self.dose
        return self._linear.weights

    @cached_property
    def variances(self) -> Mapping[Source, Fraction]:
        """How much of the variance each source makes up, in mg²."""
        weights = self.weights
        return {one: weights[one] * slope * slope for one, slope in self.dose.slopes.items()}

    @cached_property
    def uncertainty(self) -> Fraction:
        """The standard uncertainty of the handling, in mg."""
        handling = (one for source, one in self.variances.items() if source.handling)
        return root(sum(handling, NOTHING))

    @cached_property
    def worst(self) -> tuple[float, float] | None:
        """The least and the most that can reach the mouth, in counted mg; None without bound."""
        return worst_case(self.recipe)

    @cached_property
    def handling(self) -> int:
        """How many operations there are to carry out; every fill and every cut counts."""
        return sum(_acts(operation) for operation in self.recipe.operations)


def carried_of(recipe: Recipe[Fraction]) -> Carried:
    """Return what a recipe comes to: what was found of one serves every equal one.

    It is kept between answers, since a plan that is made anew has most of its recipes in common
    with the one before.
    """
    return _carried(recipe.operations, tuple(recipe.contents.items()))


@lru_cache(maxsize=_KEPT)
def _carried(
    operations: tuple[Operation[Fraction], ...],
    contents: tuple[tuple[str, Measured[Fraction]], ...],
) -> Carried:
    return Carried(Recipe(operations, dict(contents)))


def _acts(operation: Operation[Fraction]) -> int:
    match operation:
        case Draw(_, _, _, fills) | Add(_, _, _, fills):
            return fills
        case Take(_, pieces):
            return 1 + sum(1 for piece in pieces if piece.nominal != 1)
        case Bulk() | MakeUp() | Drip() | Pour() | Count() | Weigh() | Divide():
            return 1
        case _:
            return 0
