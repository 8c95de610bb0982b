"""Rules on another scale of milligrams, or for a day's doses instead of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.taper.rules import Change, Linear, Listed, Rules

if TYPE_CHECKING:
    from fractions import Fraction

    from taperlab.taper.rules import Rule

__all__ = ["scaled"]


def scaled(rules: Rules, factor: Fraction) -> Rules:
    """Return the rules with every mass in them times a factor; shares and points stay."""
    then = tuple(Change(one.at * factor, _scaled(one.rule, factor)) for one in rules.then)
    return Rules(_scaled(rules.first, factor), then)


def _scaled(rule: Rule, factor: Fraction) -> Rule:
    match rule:
        case Linear(by):
            return Linear(by * factor)
        case Listed(doses):
            return Listed(tuple(dose * factor for dose in doses))
        case _:
            return rule
