"""What the references know of a dose made of units and measured liquids: limits, packs, cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import TypeVar

from taperlab.catalogue.types import Product
from taperlab.quantities import Count, Volume
from tests.methods.erring import ACCEPTABLE, GOOD, Erring

_UNKNOWN_PACK = Fraction(150)


@dataclass(frozen=True)
class Asked:
    """What is asked, for one administration: one target, and what limits the answer.

    ``reasons`` is how many limits the dose itself passes only with a typed reason.
    """

    target: Fraction
    limit: Fraction | None
    current: Fraction | None
    patient: bool
    doses_per_day: int
    days: int
    market: str
    daily_maximum: Fraction | None
    reasons: int = 0


class Made(Erring):
    """What is common to what is taken or measured: nothing is mixed or thrown away, unless said."""

    asked: Asked
    plain = 2

    @property
    def delivered(self) -> Fraction:
        raise NotImplementedError

    @property
    def handling(self) -> int:
        raise NotImplementedError

    @property
    def uses(self) -> tuple[tuple[Product, Fraction], ...]:
        """Units or mL of each product for one dose."""
        raise NotImplementedError

    @property
    def total(self) -> Fraction:
        """The largest volume that is made, in mL."""
        return Fraction(0)

    @property
    def swallowed(self) -> int:
        """Units and parts of units that are swallowed."""
        return 0

    @property
    def holds(self) -> Fraction:
        """The most drug in a vessel."""
        return Fraction(0)

    @property
    def reasons(self) -> int:
        """How many limits of its own only a typed reason passes."""
        return 0

    @property
    def products(self) -> tuple[Product, ...]:
        return tuple(product for product, _ in self.uses)

    @cached_property
    def bias(self) -> Fraction:
        return self.delivered / self.asked.target - 1

    def rough_squares(self) -> float:
        return float(self.squares())

    @cached_property
    def packs(self) -> int:
        """Whole packs for 28 days; tablets in a pack of unknown size are none."""
        packs = Fraction(0)
        for product, used in self.uses:
            if isinstance(product.pack, Count | Volume):
                packs += used / product.pack.amount
            elif product.is_liquid:
                packs += used / _UNKNOWN_PACK
        return ceil(packs * self.asked.doses_per_day * 28)

    @cached_property
    def stopped(self) -> bool:
        """Whether a guard stops it: 20 % off, above what is taken or allowed, beyond the limit."""
        asked = self.asked
        above = asked.current is not None and self.delivered > asked.current
        most, daily = asked.daily_maximum, self.delivered * asked.doses_per_day
        beyond = asked.limit is not None and self.beyond(asked.limit)
        too_much = above or (most is not None and daily > most)
        return too_much or abs(self.bias) > ACCEPTABLE or beyond or (asked.patient and self.poor)

    @property
    def poor(self) -> bool:
        return self.grade > 1

    @property
    def soft(self) -> int:
        """How many limits only a typed reason passes: a special or an import asks for one."""
        own = [
            (one.supply == "special") + (one.market != self.asked.market) for one in self.products
        ]
        return self.asked.reasons + self.reasons + sum(own) + (abs(self.bias) > GOOD)

    @property
    def cell(self) -> tuple[int, ...]:
        return (0, self.points, self.handling, 0)


Of = TypeVar("Of", bound=Made)


def nearest(found: Sequence[Of], asked: Asked) -> list[Of]:
    """Return what meets the dose, else what is next to it (P 89: toward the current dose)."""
    at = [one for one in found if one.bias == 0]
    below = sorted((one for one in found if one.bias < 0), key=lambda one: -one.bias)[:1]
    above = sorted((one for one in found if one.bias > 0), key=lambda one: one.bias)[:1]
    if at or asked.current is None:
        return at or below + above
    return [one for one in above if one.delivered < asked.current] or below
