"""What becomes of the bottles that doses were taken from, now that a plan is made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from taperlab.messages import Finding, Message
from taperlab.quantities import Concentration, canonical, parse_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.taper.bottles import Run
    from taperlab.taper.request import Taken

__all__ = ["bottles_in_hand"]

About: TypeAlias = "tuple[Finding, tuple[int, ...]]"


def bottles_in_hand(past: Sequence[Taken], runs: Sequence[Run]) -> Iterator[About]:
    """Say of the bottle of the present dose, and of the one before, what becomes of it.

    A bottle is the same if its product and its concentration are: a volume of it is the same dose.
    One that no longer serves is to be given back (practice.md 81), unless another is made of it.
    """
    told: set[str | None] = {None}
    for taken in reversed(past[-2:]):
        if taken.bottle in told or taken.concentration is None:
            continue
        told.add(taken.bottle)
        concentration = parse_file(taken.concentration, Concentration)
        yield _told(taken, runs, {"bottle": taken.bottle, "concentration": concentration})


def _told(taken: Taken, runs: Sequence[Run], fields: dict[str, object]) -> About:
    for run in runs:
        if (run.source.id, canonical(run.counted)) == (taken.product, taken.concentration):
            numbers = tuple(one.level.number for one in run.steps)
            first, last = numbers[0], numbers[-1]
            serves = Message("taper.bottle-serves", **fields, first=first, last=last)
            if first == last:
                serves = Message("taper.bottle-serves-one", **fields, number=first)
            return Finding("note", serves), ()
    made = next((run.id for run in runs if run.source.id == taken.product), None)
    if made is not None:
        return Finding("warn", Message("taper.bottle-is-stock", **fields, made=made)), ()
    return Finding("warn", Message("taper.bottle-give-back", **fields)), ()
