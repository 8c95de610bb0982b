"""What each step of a plan takes off, and whether that shows, held against its own figures."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

from taperlab.checker.figures import NotAFigureError, carefully, read, same
from taperlab.checker.findings import stop
from taperlab.checker.keeping import day_of
from taperlab.checker.plan.batches import batches_in, days_of
from taperlab.checker.plan.course import read_mass, stated
from taperlab.checker.plan.resolution import Side, false_resolution
from taperlab.checker.plan.said import compare, in_percent, unequal, wrong

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from taperlab.checker.errors import Errors
    from taperlab.checker.plan.course import Basis
    from taperlab.checker.plan.documents import Change, Plan, Step
    from taperlab.checker.plan.steps import Level
    from taperlab.messages import Finding

__all__ = ["false_changes"]

_CLEAR, _BLURRED = 3, 1
_FOUR_WEEKS = dt.timedelta(days=28)


def false_changes(
    plan: Plan, levels: list[Level], basis: Basis, errors: Errors
) -> Iterator[Finding]:
    """Yield a finding for each figure of a change that does not come out."""
    if plan.steps[0].change is not None:
        yield wrong("step 1", "change", "{...}", None)
    for at, (before, after) in enumerate(pairwise(levels), 1):
        change = after.step.change
        place = f"step {after.step.number}"
        if not before.dose:  # nothing can be a share of nothing
            yield from unequal(place, "change", change, None)
            continue
        if change is None:
            yield wrong(place, "change", None, "{...}")
            continue
        with carefully():
            yield from _masses(change, before, after, basis, place)
        judged = _judged(plan, levels, at)
        yield from _verdict(plan, change, judged, place)
        if change.resolution is not None:
            sides = [_side(plan, one.step) for one in judged]
            if sides[0] is not None and (sides[1] is not None or not judged[1].dose):
                yield from false_resolution(change.resolution, sides[0], sides[1], errors, place)


def _side(plan: Plan, step: Step) -> Side | None:
    """Return one dose of a change; one day of many counts as though it were held for 28."""
    made = step.preparation
    if made is None:
        return None
    daily = (plan.request.micro or plan.request.strip) and step.standing != "past"
    days = _FOUR_WEEKS.days if daily else days_of(step)
    parts = made.doses_per_day if plan.request.per == "day" else 1
    return Side(made, days, parts, batches_in(days, plan.request.days, step.start, made))


def _judged(plan: Plan, levels: list[Level], at: int) -> tuple[Level, Level]:
    """Return the levels between which a change is held against its error (practice.md 36).

    Where the dose comes down daily, that is over the 28 days that end with it, or the first 28.
    """
    start = day_of(levels[at].step.start)
    daily = plan.request.micro or plan.request.strip
    if not daily or start is None or levels[at].step.standing == "past":
        return levels[at - 1], levels[at]
    ahead = [one for one in levels if one.step.standing != "past"]
    starts = [day_of(one.step.start) or start for one in ahead]
    begin = max(start - _FOUR_WEEKS, starts[0])
    end = max(start, begin + _FOUR_WEEKS)
    found = [
        next(one for one, day in reversed(list(zip(ahead, starts, strict=True))) if day <= then)
        for then in (begin, end)
    ]
    return found[0], found[1]


def _masses(
    change: Change, before: Level, after: Level, basis: Basis, place: str
) -> Iterator[Finding]:
    yield from compare(place, "mass", change.mass, stated(before.dose) - stated(after.dose))
    taken = before.dose - after.dose
    said = (change.percent_of_previous, change.percent_of_original, change.occupancy_points)
    yield from unequal(place, "percent_of_previous", said[0], in_percent(taken / before.dose))
    yield from unequal(place, "percent_of_original", said[1], in_percent(taken / basis.original))
    points = basis.points(before.dose), basis.points(after.dose)
    lost = None
    if points[0] is not None and points[1] is not None:
        lost = in_percent((points[0] - points[1]) / 100).removesuffix(" %")
    yield from unequal(place, "occupancy_points", said[2], lost)
    made = before.step.achieved, after.step.achieved
    if change.achieved is not None:
        found = None if None in made else _less(*made)
        yield from compare(place, "achieved", change.achieved, found)


def _less(before: str | None, after: str | None) -> Decimal:
    return read_mass(before or "") - read_mass(after or "")


def _verdict(
    plan: Plan, change: Change, judged: tuple[Level, Level], place: str
) -> Iterator[Finding]:
    """The verdict goes by the figure that is prescribed, and the plan says what is not clear."""
    before, after = judged[0].step, judged[1].step
    if _liquid(plan, before) != _liquid(plan, after) and read_mass(after.target):
        yield from unequal(place, "prescribed", change.prescribed, "renewed")
    elif before.bottle is not None:
        yield from unequal(place, "prescribed", change.prescribed, "kept")
    if change.resolution is None:
        yield from unequal(place, "verdict", change.verdict, None)
        falls = not same(judged[0].dose, judged[1].dose)
        if falls and _is_measured(before) and (_is_measured(after) or not read_mass(after.target)):
            yield wrong(place, "resolution", None, "{...}")
        return
    try:
        figures = {
            name: read(f"{getattr(change.resolution, name)} x", "x").number
            for name in ("kept", "renewed")
        }
    except NotAFigureError as error:
        yield stop("not-a-figure", text=error.text)
        return
    if figures["renewed"] > figures["kept"]:
        yield wrong(place, "resolution", change.resolution.renewed, change.resolution.kept)
    figure = figures[change.prescribed]
    found = "clear" if figure >= _CLEAR else "blurred" if figure >= _BLURRED else "lost"
    yield from unequal(place, "verdict", change.verdict, found)


def _liquid(plan: Plan, step: Step) -> object:
    """Return what a step's bottle holds: one that comes back under another name is no other."""
    return next(
        (
            (one.product, one.concentration, one.recipe)
            for one in plan.bottles
            if one.id == step.bottle
        ),
        step.bottle,
    )


def _is_measured(step: Step) -> bool:
    """Whether a step has an error of handling that is known."""
    made = step.preparation
    return made is not None and made.error != "not known" and bool(made.budget)
