"""The words of a check: why it can or cannot be done, and what to prescribe for it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from taperlab.messages import Message
from taperlab.methods.working import shown
from taperlab.quantities import Mass, significant
from taperlab.taper.changes import prescribed, resolved, verdict_of_change
from taperlab.taper.finer import times_its_error
from taperlab.taper.resolution import CLEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.taper.serving import Served

__all__ = ["Answer", "answer", "instructions", "why"]

Answer: TypeAlias = Literal["makeable", "lost-in-error", "not-makeable"]


def answer(steps: Sequence[Served]) -> Answer:
    """Return the verdict on a reduction; a blurred one counts as makeable, with a warning."""
    before, after = steps
    if before.candidate is None or (after.candidate is None and after.level.target):
        return "not-makeable"
    return "lost-in-error" if verdict_of_change(before, after) == "lost" else "makeable"


def why(steps: Sequence[Served]) -> Iterator[Message]:
    """Say in plain words why a reduction can or cannot be made, or told apart."""
    before, after = steps
    for one, which in ((before, "now"), (after, "new")):
        if one.candidate is None and one.level.target:
            yield _unmade(one, which)
            return
    found = resolved(before, after)
    if found is None:
        yield Message("taper.why-no-error", dose=shown(after.level.target))
    elif not found.change:
        yield Message("taper.why-same", dose=shown(before.level.target))
    else:
        asked, change = before.level.target - after.level.target, Mass(found.change)
        if change != asked:
            yield Message("taper.why-asked", asked=shown(asked), change=shown(change))
        yield _resolved(steps, change)


def _resolved(steps: Sequence[Served], change: Mass) -> Message:
    before, after = steps
    verdict = verdict_of_change(before, after)
    times = significant(times_its_error(steps) or Fraction(0), 2, "down")
    how = prescribed(before, after) if after.level.target else "zero"
    return Message(f"taper.why-{verdict}-{how}", change=shown(change), times=times)


def instructions(steps: Sequence[Served]) -> Iterator[Message]:
    """Yield what belongs to a prescription beside the products: which syringe, which bottle."""
    before, after = steps
    if not after.level.target:
        yield Message("taper.prescribe-nothing", dose=shown(before.level.target))
        return
    if before.way is None or after.way is None or not after.way.liquid:
        return
    found = resolved(before, after)
    if before.way != after.way and before.way.liquid:
        yield Message("taper.prescribe-new-bottle")
    elif found is not None and found.renewed < CLEAR <= found.kept:
        yield Message("taper.prescribe-same-syringe")


def _unmade(one: Served, which: str) -> Message:
    dose = shown(one.level.target)
    if not one.refused:
        return Message(f"taper.why-{which}-unmade", dose=dose)
    return Message(f"taper.why-{which}-refused", dose=dose, why=one.refused[0].message)
