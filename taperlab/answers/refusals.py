"""Refusals said once: each reason for all the products of a method that it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from taperlab.messages import Message
from taperlab.methods.question import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["grouped"]

_STRENGTH = re.compile(r"[0-9][0-9.,]* (?:mg|micrograms?|g)(?:/(?:[0-9.,]+ )?mL)?")


def grouped(refused: Iterable[Refused]) -> list[Refused]:
    """Return each reason once for each method, naming together the products it is about."""
    groups: dict[tuple[object, ...], list[Refused]] = {}
    for one in refused:
        others = tuple(field for field in one.message.fields if field[0] != "product")
        groups.setdefault((one.method, one.message.key, others), []).append(one)
    return [_joined(group) for group in groups.values()]


def _joined(group: Sequence[Refused]) -> Refused:
    first = group[0]
    names = [str(dict(one.message.fields)["product"]) for one in group if _names_one(one)]
    if len(set(names)) < 2:
        return first
    fields = dict(first.message.fields) | {"product": _together(dict.fromkeys(names))}
    ids = tuple(dict.fromkeys(one.product for one in group if one.product))
    return Refused(first.method, None, Message(first.message.key, **fields), ids)


def _names_one(refused: Refused) -> bool:
    return isinstance(dict(refused.message.fields).get("product"), str)


def _together(names: Iterable[str]) -> tuple[Message | str, ...]:
    """Name the strengths of one presentation together: "2 mg, 5 mg and 10 mg tablets"."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for name in names:
        found = _STRENGTH.search(name)
        ends = (name[: found.start()], name[found.end() :]) if found else (name, "")
        kinds.setdefault(ends, []).append(found[0] if found else "")
    return tuple(
        Message("answers.strengths", before=before, strengths=tuple(strengths), after=after)
        for (before, after), strengths in kinds.items()
    )
