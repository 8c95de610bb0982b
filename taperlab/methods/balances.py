"""Balances: the least that may be weighed, and how far off a weighing can be."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Message
from taperlab.methods.working import shown
from taperlab.quantities import Mass

if TYPE_CHECKING:
    from taperlab.methods.question import Question

__all__ = ["Balance", "balances", "too_little"]

_ACCURATE = 2000
"""USP <41>: smallest net weight = 2000 times the larger of s and 0.41 d (practice.md 1.5f)."""
_LEAST_SPREAD = Fraction(41, 100)
_COMPOUNDING = Fraction(5, 100)
"""At most 5 % off a weighing in compounding: least weighable = sensitivity / 0.05 (1.5h)."""


@dataclass(frozen=True, slots=True)
class Balance:
    """A balance at hand: ``step`` its division d, ``spread`` its repeatability s, in mg."""

    id: str
    step: Fraction
    spread: Fraction
    scale: Fraction

    @property
    def accurate(self) -> Fraction:
        """The least net weight for accurate work, in mg."""
        return _ACCURATE * max(self.spread, _LEAST_SPREAD * self.step)

    @property
    def least(self) -> Fraction:
        """The least that may be weighed in compounding, in mg."""
        return self.step / _COMPOUNDING

    def marks_near(self, powder: Fraction) -> tuple[Fraction, ...]:
        """Return the weights it can show just at, or next below and above, a mass in mg."""
        below = (powder // self.step) * self.step
        return (below,) if below == powder else (below, below + self.step)


def balances(question: Question) -> tuple[Balance, ...]:
    """Return the balances at hand."""
    found = []
    for one in question.kinds("balance"):
        device = one.device
        if not isinstance(device.graduation, Mass):
            raise TypeError(device.id)
        step = device.graduation.amount
        spread = device.repeatability.amount if device.repeatability else _LEAST_SPREAD * step
        scale = max((bound.fixed.amount for bound in device.tolerance), default=step)
        found.append(Balance(one.id, step, max(spread, _LEAST_SPREAD * step), scale))
    return tuple(found)


def too_little(balance: Balance, powder: Mass) -> Message:
    """Say that a balance cannot weigh so little, and what it can."""
    return Message("methods.below-minimum-weight", powder=shown(powder), least=Mass(balance.least))
