"""What a proposal amounts to: the dose it gives, how far off that can be, and its cost."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from taperlab.methods.marks import UNKNOWN_PACK
from taperlab.quantities import Count as Pieces
from taperlab.quantities import Mass, Volume
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
    Take,
    Weigh,
)
from taperlab.recipe.roots import root
from taperlab.recipe.run import run, trace

if TYPE_CHECKING:
    from taperlab.methods.question import Proposal
    from taperlab.recipe.linear import Deviating

__all__ = ["Figures", "Made"]

_DAYS = 28


@dataclass(frozen=True, slots=True)
class Made:
    """What a vessel holds once it is mixed: mL, and counted mg."""

    volume: Fraction
    drug: Fraction


class Figures:
    """The figures of one proposal, each worked out once, when it is first asked for."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal
        self._linear = Linear()

    @cached_property
    def delivered(self) -> Mass:
        """The drug that reaches the mouth, exactly."""
        return Mass(run(self.proposal.recipe, Exact()).dose)

    @property
    def target(self) -> Mass:
        """The dose that was meant."""
        return self.proposal.target

    @cached_property
    def bias(self) -> Fraction:
        """How far delivered lies from the target, as a share of it."""
        return (self.delivered - self.target) / self.target

    @cached_property
    def dose(self) -> Deviating[Fraction]:
        """The dose with its slope by each source of error."""
        return run(self.proposal.recipe, self._linear).dose

    @cached_property
    def uncertainty(self) -> Fraction:
        """The standard uncertainty of the handling, in mg."""
        return root(self._linear.variance(self.dose, handling=True))

    @cached_property
    def error(self) -> Fraction | None:
        """|bias| and twice the uncertainty as a share of the target, or None if not known."""
        if self.proposal.unmeasured:
            return None
        return abs(self.bias) + 2 * self.uncertainty / self.target.amount

    @property
    def weights(self) -> Linear:
        """The arithmetic that knows each source's weight."""
        _ = self.dose
        return self._linear

    @cached_property
    def vessels(self) -> dict[str, Made]:
        """What each vessel holds once it is mixed."""
        made = {}
        for operation, state in trace(self.proposal.recipe, Exact()):
            if isinstance(operation, Mix):
                at = state.vessels[operation.vessel]
                made[operation.vessel] = Made(at.volume, at.drug)
        return made

    @cached_property
    def waste(self) -> Mass:
        """The drug that is thrown away, in counted mg."""
        lost, before = Fraction(0), None
        for operation, state in trace(self.proposal.recipe, Exact()):
            if isinstance(operation, Discard) and before is not None:
                lost += before.vessels[operation.vessel].drug
            before = state
        return Mass(lost)

    @cached_property
    def handling(self) -> int:
        """How many operations there are to carry out; every fill and every cut counts."""
        return sum(_acts(operation) for operation in self.proposal.recipe.operations)

    @cached_property
    def packs(self) -> Fraction | None:
        """Packs used up in 28 days, or None where a pack's size is not known."""
        total = Fraction(0)
        for product in self.proposal.products:
            if not isinstance(product.pack, Volume | Pieces):
                return None
            used = self.proposal.uses[product.id] * self.proposal.doses_per_day * _DAYS
            total += used / product.pack.amount
        return total

    @cached_property
    def whole_packs(self) -> int:
        """Whole packs for 28 days, for comparing; a bottle of unknown size counts as 150 mL."""
        counted = Fraction(0)
        for product in self.proposal.products:
            used = self.proposal.uses[product.id] * self.proposal.doses_per_day * _DAYS
            if isinstance(product.pack, Volume | Pieces):
                counted += used / product.pack.amount
            elif product.is_liquid:
                counted += used / UNKNOWN_PACK
        return math.ceil(counted)

    @property
    def total(self) -> Fraction:
        """The largest volume that is made, in mL."""
        return max((made.volume for made in self.vessels.values()), default=Fraction(0))

    @property
    def holds(self) -> Fraction:
        """The most drug that stands in a vessel, in counted mg."""
        return max((made.drug for made in self.vessels.values()), default=Fraction(0))


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
