"""Rules as data: how the next dose is found from the one before, and how a rule is said.

A rule knows nothing of the steps before: it is asked with the exact dose of one step for the
exact dose of the next, so that what is rounded for people never comes back into a sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from taperlab.messages import Message
from taperlab.quantities import Proportion

if TYPE_CHECKING:
    from fractions import Fraction

    from taperlab.quantities import Mass

__all__ = [
    "Change",
    "EqualOccupancy",
    "Linear",
    "Listed",
    "OfOriginal",
    "OfPrevious",
    "Rule",
    "Rules",
    "describe",
    "describe_change",
]


@dataclass(frozen=True, slots=True)
class EqualOccupancy:
    """Each step takes away so many percentage points of modelled occupancy."""

    points: Fraction


@dataclass(frozen=True, slots=True)
class OfPrevious:
    """Each step takes away a share of the dose before it; it never reaches zero by itself."""

    share: Fraction


@dataclass(frozen=True, slots=True)
class OfOriginal:
    """Each step takes away the same share of the dose that the whole taper began with."""

    share: Fraction


@dataclass(frozen=True, slots=True)
class Linear:
    """Each step takes away the same mass."""

    by: Mass


@dataclass(frozen=True, slots=True)
class Listed:
    """The doses that a prescriber wrote down, per day, each below the one before."""

    doses: tuple[Mass, ...]


Rule: TypeAlias = EqualOccupancy | OfPrevious | OfOriginal | Linear | Listed


@dataclass(frozen=True, slots=True)
class Change:
    """From the first daily dose at or below ``at`` on, ``rule`` finds the next one."""

    at: Mass
    rule: Rule


@dataclass(frozen=True, slots=True)
class Rules:
    """A rule and how it changes on the way down, the higher dose first."""

    first: Rule
    then: tuple[Change, ...] = ()

    def at(self, dose: Mass) -> Rule:
        """Return the rule that finds the dose after this one."""
        rule = self.first
        for change in self.then:
            if dose <= change.at:
                rule = change.rule
        return rule

    def every_rule(self) -> tuple[Rule, ...]:
        """Return the rules in the order in which they come."""
        return (self.first, *(change.rule for change in self.then))

    def going_on_from(self, dose: Mass) -> Rules:
        """Return the same rules for the rest of the way: listed doses that lie behind are left out.

        A plan that is made anew from a lower dose needs it; one that starts with a listed dose
        above its start is refused.
        """
        then = tuple(Change(change.at, _rest(change.rule, dose)) for change in self.then)
        return Rules(_rest(self.first, dose), then)


def describe(rule: Rule) -> Message:
    """Say a rule in words; a percentage is always said to be of the previous or of the original."""
    match rule:
        case EqualOccupancy(points):
            return Message("taper.rule-occupancy", points=points)
        case OfPrevious(share):
            return Message("taper.rule-of-previous", share=Proportion(share))
        case OfOriginal(share):
            return Message("taper.rule-of-original", share=Proportion(share))
        case Linear(by):
            return Message("taper.rule-linear", by=by)
        case Listed(doses):
            return Message("taper.rule-listed", doses=doses)


def describe_change(change: Change) -> Message:
    """Say from which dose on a rule holds."""
    return Message("taper.rule-change", at=change.at, rule=describe(change.rule))


def _rest(rule: Rule, dose: Mass) -> Rule:
    if isinstance(rule, Listed):
        return Listed(tuple(each for each in rule.doses if each <= dose))
    return rule
