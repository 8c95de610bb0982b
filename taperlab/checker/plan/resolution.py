"""Whether a change can be told apart from its own error, worked out again (practice.md 36, 88).

Δ / u(Δ) of the mean doses: what is random from dose to dose averages over the doses of a step,
what outlives both steps moves them together or, where it is new, each by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from taperlab.checker.budget import three_digits
from taperlab.checker.figures import ZERO, carefully, plain, read
from taperlab.checker.operations import DOSE, Keep
from taperlab.checker.plan.said import wrong

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from taperlab.checker.documents import Preparation
    from taperlab.checker.errors import Errors, Fault
    from taperlab.checker.operations import Operation
    from taperlab.checker.plan.documents import Resolution
    from taperlab.checker.turns import Source
    from taperlab.messages import Finding

__all__ = ["Side", "false_resolution", "resolution_of"]


class Side(NamedTuple):
    """One dose of a change: what makes it, for how many days, in how many parts and batches."""

    made: Preparation
    days: int
    parts: int
    batches: int

    def fate(self, source: Source) -> tuple[Source, tuple[Operation, ...]]:
        """Return a source with the bottle that it belongs to, where it does: as that is made."""
        made = self.made.operations
        if source.scope != "bottle" or not any(isinstance(one, Keep) for one in made):
            return source, ()
        making = (one for one in made if not isinstance(one, Keep))
        return source, tuple(one for one in making if getattr(one, "into", None) != DOSE)

    def repeats(self, source: Source) -> bool:
        """Whether a source is another one from dose to dose, or from batch to batch."""
        return source.scope == "dose" or (source.scope == "bottle" and self.batches > 1)


class Resolved(NamedTuple):
    """A change in mg, and over its uncertainty with the same things kept, and with new ones."""

    change: Decimal
    kept: Decimal
    renewed: Decimal


def false_resolution(
    said: Resolution | None, before: Side, after: Side | None, errors: Errors, place: str
) -> Iterator[Finding]:
    """Yield a finding for each figure that does not come out; ``after`` is None for no dose."""
    resolved = resolution_of(before, after, errors)
    if said is None or resolved is None:
        if said is not None or resolved is not None:
            yield wrong(place, "resolution", said and said.kept, resolved and "{...}")
        return
    for name, figure in (("kept", resolved.kept), ("renewed", resolved.renewed)):
        found = three_digits(figure)
        if read(f"{getattr(said, name)} x", "x").number != found:
            yield wrong(place, f"resolution.{name}", getattr(said, name), plain(found))


def resolution_of(before: Side, after: Side | None, errors: Errors) -> Resolved | None:
    """Return how far a change is told apart; ``after`` is None for no dose.

    None where nobody knows an error that takes part, or there is none.
    """
    with carefully():
        sides = [side for side in (before, after) if side is not None]
        faults = [errors.faults(side.made.operations) for side in sides]
        known = [one for one in faults if one is not None]
        if len(known) < len(sides):
            return None
        change = _mean(before) - (_mean(after) if after else ZERO)
        random = sum(map(_random, sides, known), ZERO)
        kept, renewed = random + _together(sides, known), random + _apart(sides, known)
        if not kept or not renewed:
            return None
        return Resolved(change, abs(change) / kept.sqrt(), abs(change) / renewed.sqrt())


def _mean(side: Side) -> Decimal:
    return read(side.made.delivered, "mg").number * side.parts


def _random(side: Side, faults: Mapping[Source, Fault]) -> Decimal:
    doses = side.days * side.made.doses_per_day
    varying = (
        one.variance / (doses if source.scope == "dose" else side.batches)
        for source, one in faults.items()
        if side.repeats(source)
    )
    return sum(varying, ZERO) * side.parts**2


def _apart(sides: list[Side], faults: list[Mapping[Source, Fault]]) -> Decimal:
    return sum(
        (
            one.variance * side.parts**2
            for side, found in zip(sides, faults, strict=True)
            for source, one in found.items()
            if not side.repeats(source)
        ),
        ZERO,
    )


def _together(sides: list[Side], faults: list[Mapping[Source, Fault]]) -> Decimal:
    moved: dict[object, tuple[Decimal, Decimal]] = {}
    for side, found, sign in zip(sides, faults, (1, -1), strict=False):
        for source, one in found.items():
            if not side.repeats(source):
                weight = one.variance / one.slope**2
                fate = side.fate(source)
                before = moved.get(fate, (ZERO, weight))[0]
                moved[fate] = before + sign * one.slope * side.parts, weight
    return sum((weight * slope**2 for slope, weight in moved.values()), ZERO)
