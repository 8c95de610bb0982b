"""A taper that goes on more slowly: half the rule, or another rule or time for each step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from taperlab.answers.resolve import decimal_mark
from taperlab.messages import InputError, Message
from taperlab.quantities import canonical
from taperlab.taper.pacing import read_every
from taperlab.taper.reading import read_rules, written
from taperlab.taper.rules import EqualOccupancy, Linear, OfOriginal, OfPrevious

if TYPE_CHECKING:
    from taperlab.taper.request import TaperRequest
    from taperlab.taper.rules import Change, Rule

__all__ = ["slowed"]


def slowed(request: TaperRequest, rule: str | None, every: str | None) -> TaperRequest:
    """Return a request that goes on more slowly.

    With ``every`` each step lasts longer; with ``rule`` that rule holds from here on; with
    neither each rule takes away half as much.

    Raises:
        InputError: if one of them cannot be read, the steps get no longer, or a list of doses
            were to be halved.
    """
    changes: dict[str, object] = {}
    if every is not None:
        if read_every(every) <= read_every(request.every):
            raise _refused("every", "not-longer", every=every, now=request.every)
        changes["every"] = every
    mark = decimal_mark(request.market)
    if rule is not None:
        read_rules(rule, decimal_mark=mark)
        changes |= {"rule": rule, "then": ()}
    if not changes:
        rules = read_rules(request.rule or "", request.then, decimal_mark=mark)
        changes = {
            "rule": written(_halved(rules.first)).replace(".", mark),
            "then": tuple(_change(one).replace(".", mark) for one in rules.then),
        }
    return msgspec.structs.replace(request, **changes)


def _halved(rule: Rule) -> Rule:
    match rule:
        case EqualOccupancy(points):
            return EqualOccupancy(points / 2)
        case OfPrevious(share):
            return OfPrevious(share / 2)
        case OfOriginal(share):
            return OfOriginal(share / 2)
        case Linear(by):
            return Linear(by / 2)
        case _:
            raise _refused("rule", "list-not-halved")


def _change(change: Change) -> str:
    return f"{written(_halved(change.rule))}@{canonical(change.at)}"


def _refused(field: str, key: str, **fields: object) -> InputError:
    return InputError(Message(f"taper.{key}", **fields), field=field)
