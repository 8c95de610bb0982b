"""What a proposal amounts to: the dose it gives, how far off that can be, and its cost."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from taperlab.answers.carried import Carried, Made
from taperlab.methods.marks import UNKNOWN_PACK
from taperlab.quantities import Count as Pieces
from taperlab.quantities import Volume

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taperlab.methods.question import Proposal
    from taperlab.quantities import Mass
    from taperlab.recipe.linear import Deviating
    from taperlab.recipe.measured import Source

__all__ = ["Figures", "Made"]

_DAYS = 28


class Figures:
    """The figures of one proposal, each worked out once, when it is first asked for.

    ``carried`` is what its recipe comes to, where that is known already.
    """

    def __init__(self, proposal: Proposal, carried: Carried | None = None) -> None:
        self.proposal = proposal
        self.carried = Carried(proposal.recipe) if carried is None else carried

    @property
    def delivered(self) -> Mass:
        """The drug that reaches the mouth, exactly."""
        return self.carried.delivered

    @property
    def target(self) -> Mass:
        """The dose that was meant."""
        return self.proposal.target

    @cached_property
    def bias(self) -> Fraction:
        """How far delivered lies from the target, as a share of it."""
        return (self.delivered - self.target) / self.target

    @property
    def dose(self) -> Deviating[Fraction]:
        """The dose with its slope by each source of error."""
        return self.carried.dose

    @property
    def uncertainty(self) -> Fraction:
        """The standard uncertainty of the handling, in mg."""
        return self.carried.uncertainty

    @cached_property
    def error(self) -> Fraction | None:
        """|bias| and twice the uncertainty as a share of the target, or None if not known."""
        if self.proposal.unmeasured:
            return None
        return abs(self.bias) + 2 * self.uncertainty / self.target.amount

    @property
    def weights(self) -> Mapping[Source, Fraction]:
        """Each source's variance over its squared bound."""
        return self.carried.weights

    @property
    def vessels(self) -> dict[str, Made]:
        """What each vessel holds once it is mixed."""
        return self.carried.vessels

    @property
    def waste(self) -> Mass:
        """The drug that is thrown away, in counted mg."""
        return self.carried.waste

    @property
    def handling(self) -> int:
        """How many operations there are to carry out; every fill and every cut counts."""
        return self.carried.handling

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
