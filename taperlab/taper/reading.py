"""The one door in for rules: ``occupancy:10``, ``proportional:10%``, ``list:20mg,15mg``.

The numbers are read by the door of all quantities; what is open to doubt is refused.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from taperlab.messages import InputError, Message
from taperlab.quantities import Mass, Proportion, canonical, number, parse
from taperlab.taper.rules import (
    Change,
    EqualOccupancy,
    Linear,
    Listed,
    OfOriginal,
    OfPrevious,
    Rules,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from taperlab.quantities import DecimalMark
    from taperlab.taper.rules import Rule

__all__ = ["read_change", "read_rule", "read_rules", "written"]

KINDS: Final = ("occupancy", "proportional", "proportional-original", "linear", "list")

_BARE: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_BETWEEN: Final = re.compile(r"(?<=[A-Za-z]) *[,;] *")  # a comma after a unit is no decimal comma
_ZERO: Final = re.compile(r"0 ?mg")


def read_rules(text: str, then: Iterable[str] = (), *, decimal_mark: DecimalMark = ".") -> Rules:
    """Read a rule and its changes on the way down.

    Raises:
        InputError: naming the part that cannot be read.
    """
    changes = tuple(read_change(entry, decimal_mark=decimal_mark) for entry in then)
    return Rules(read_rule(text, decimal_mark=decimal_mark), changes)


def read_rule(text: str, *, decimal_mark: DecimalMark = ".", field: str = "rule") -> Rule:
    """Read one rule; the numbers are written with the market's decimal mark.

    Raises:
        InputError: if the kind is unknown, or its number cannot be read without doubt.
    """
    kind, _, rest = text.partition(":")
    if kind.strip() not in KINDS:
        raise InputError(Message("taper.rule-unknown", rule=text, known=KINDS), field=field)
    try:
        return _read(kind.strip(), rest.strip(), decimal_mark)
    except InputError as error:
        raise _unread(text, error, field) from None


def read_change(text: str, *, decimal_mark: DecimalMark = ".") -> Change:
    """Read ``proportional:3%@2mg``: from the first dose at or below 2 mg on, this rule.

    Raises:
        InputError: if there is no dose after ``@``, or either part cannot be read.
    """
    rule, at, dose = text.rpartition("@")
    if not at:
        raise InputError(Message("taper.change-unread", change=text), field="then")
    try:
        place = parse(dose, Mass, decimal_mark=decimal_mark)
    except InputError as error:
        raise _unread(text, error, "then") from None
    return Change(place, read_rule(rule, decimal_mark=decimal_mark, field="then"))


def written(rule: Rule) -> str:
    """Write a rule as it is typed where the point is the decimal mark."""
    match rule:
        case EqualOccupancy(points):
            return f"occupancy:{number(points)}"
        case OfPrevious(share):
            return f"proportional:{_percent(share)}"
        case OfOriginal(share):
            return f"proportional-original:{_percent(share)}"
        case Linear(by):
            return f"linear:{canonical(by)}"
        case Listed(doses):
            return f"list:{', '.join(map(canonical, doses))}"


def _read(kind: str, rest: str, mark: DecimalMark) -> Rule:
    if kind == "linear":
        return Linear(parse(rest, Mass, decimal_mark=mark))
    if kind == "list":
        return _listed(rest, mark)
    if kind == "occupancy":
        return EqualOccupancy(_points(rest, mark))
    share = _below_all(parse(rest, Proportion, decimal_mark=mark), rest)
    return OfPrevious(share) if kind == "proportional" else OfOriginal(share)


def _points(rest: str, mark: DecimalMark) -> Fraction:
    if not _BARE.fullmatch(rest):
        raise InputError(Message("taper.points-unread", points=rest))
    return _below_all(parse(f"{rest}%", Proportion, decimal_mark=mark), rest) * 100


def _below_all(share: Proportion, text: str) -> Fraction:
    if share.amount >= 1:
        raise InputError(Message("taper.share-too-large", share=text))
    return share.amount


def _listed(rest: str, mark: DecimalMark) -> Listed:
    doses = tuple(
        Mass(0) if _ZERO.fullmatch(entry) else parse(entry, Mass, decimal_mark=mark)
        for entry in _BETWEEN.split(rest)
    )
    for high, low in pairwise(doses):
        if low >= high:
            raise InputError(Message("taper.list-does-not-fall", high=high, low=low))
    return Listed(doses)


def _unread(text: str, why: InputError, field: str) -> InputError:
    """Say which rule it was; the remedy for a plain dose would mislead about a percentage."""
    problem = Message("taper.rule-number", rule=text, why=why.problem)
    own = why.problem.domain == problem.domain
    return InputError(problem, why.remedy if own else None, field=field)


def _percent(share: Fraction) -> str:
    return canonical(Proportion(share)).replace(" ", "")
