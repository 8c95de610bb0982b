"""Which bottles of an earlier plan still serve after a move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.taper.document import Bottle, Plan

__all__ = ["bottles_kept"]


def bottles_kept(before: Plan, after: Plan) -> Iterator[Finding]:
    """Say of each bottle of a plan what becomes of it in the one made anew after a move.

    A bottle is the same if its product and its concentration are: a volume of it is the same dose.
    One that was in use and no longer serves is to be given back (practice.md 81).
    """
    in_use = {one.bottle for one in before.steps if one.standing == "now"}
    for bottle in before.bottles:
        fields = {"bottle": bottle.id, "concentration": bottle.concentration}
        kept = next((one for one in after.bottles if _same(one, bottle)), None)
        if kept is not None:
            steps = tuple(str(number) for number in kept.serves)
            yield Finding("note", Message("taper.bottle-serves", steps=steps, **fields))
        elif bottle.id in in_use:
            yield Finding("warn", Message("taper.bottle-give-back", **fields))
        else:
            yield Finding("note", Message("taper.bottle-not-needed", **fields))


def _same(one: Bottle, other: Bottle) -> bool:
    return (one.product, one.concentration) == (other.product, other.concentration)
