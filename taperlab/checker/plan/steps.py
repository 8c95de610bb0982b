"""Each step of a plan held against what its rule, its days and its preparation give."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from taperlab.checker.figures import ZERO, carefully, plain, same
from taperlab.checker.findings import stop
from taperlab.checker.keeping import day_of
from taperlab.checker.plan.course import ahead, every, read_mass, stated
from taperlab.checker.plan.said import compare, in_percent, unequal, wrong

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from taperlab.checker.plan.course import Basis, Held
    from taperlab.checker.plan.documents import Plan, Step
    from taperlab.checker.shelf import Shelf
    from taperlab.messages import Finding

__all__ = ["Level", "false_steps", "levels_of"]

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Level:
    """A step with the dose that was worked out for it, and its days where they are known.

    ``days`` is the least it lasts where ``at_least``, None where it goes on.
    """

    step: Step
    dose: Decimal
    days: int | None
    at_least: bool = False


def levels_of(plan: Plan, basis: Basis, shelf: Shelf) -> tuple[list[Level], list[Finding]]:
    """Give each step its own dose; a finding where there are more or fewer steps than doses."""
    with carefully():
        taken = [read_mass(one.target) * basis.scale for one in plan.request.past]
        now = taken[-1] if taken else basis.original
        held = ahead(plan, basis, now)
        past = max(len(taken) - 1, 0)
        levels = [
            Level(step, dose, None)
            for step, dose in zip(plan.steps[:past], taken[:-1], strict=False)
        ]
        going = plan.steps[past:]
        if not going:
            return levels, [wrong("steps", "count", len(plan.steps), past + len(held))]
        strip = plan.request.strip
        found = _strip(plan, going, held) if strip else _going(plan, going, held, shelf)
        levels += found
        wanted = len(held) + past if not plan.request.strip else len(going) + past
        wanted += sum(1 for one, two in pairwise(found) if one.dose == two.dose)
        problems = (
            []
            if len(levels) == len(plan.steps) == wanted
            else [wrong("steps", "count", len(plan.steps), wanted)]
        )
        return levels, problems


def _going(plan: Plan, steps: tuple[Step, ...], held: list[Held], shelf: Shelf) -> list[Level]:
    """Go down the steps; one that changes the form of release alone keeps the dose once more."""
    found: list[Level] = []
    waiting = list(held)
    loose = _is_loose(plan)
    for step in steps:
        if found and waiting and _only_the_form_changes(found[-1], step, waiting[0], shelf):
            found.append(Level(step, found[-1].dose, every(plan)))
        elif waiting:
            dose, days = waiting.pop(0)
            found.append(Level(step, dose, days, at_least=loose and not found))
    return found


def _is_loose(plan: Plan) -> bool:
    """Whether the present dose may be kept for longer than the rule says."""
    return bool(plan.request.past or plan.request.hold or plan.request.paused)


def _only_the_form_changes(before: Level, step: Step, following: Held, shelf: Shelf) -> bool:
    same_dose = step.target == before.step.target and stated(following.dose) != stated(before.dose)
    return same_dose and _release(before.step, shelf) != _release(step, shelf)


def _release(step: Step, shelf: Shelf) -> set[str]:
    if step.preparation is None:
        return set()
    return {shelf.stock(name).product.release for name in step.preparation.products}


def _strip(plan: Plan, steps: tuple[Step, ...], held: list[Held]) -> list[Level]:
    """Find the dose of the day on which each step of pouches begins."""
    first, last = day_of(steps[0].start), day_of(steps[-1].start)
    longer, at = 0, 0
    if first and last and _is_loose(plan):
        longer = max((last - first).days - sum(days or 0 for _, days in held), 0)
    starts = {}
    for dose, days in held:
        starts[at] = dose
        at += (days or 0) + (longer if not at else 0)
    found = []
    for step, after in zip(steps, [*steps[1:], None], strict=True):
        begins, ends = day_of(step.start), day_of(after.start) if after else None
        offset = (begins - first).days if begins and first else -1
        days = (ends - begins).days if begins and ends else None
        if offset in starts:
            found.append(Level(step, starts[offset], days))
    return found


def false_steps(plan: Plan, levels: list[Level], basis: Basis) -> Iterator[Finding]:
    """Yield a finding for each field of each step that does not come out."""
    yield from _order(plan)
    for at, level in enumerate(levels):
        place = f"step {level.step.number}"
        yield from _dose(plan, levels, at, basis)
        yield from _days(plan, levels, at, place)
    yield from _rises(plan)


def _order(plan: Plan) -> Iterator[Finding]:
    """Numbers from 1 on; past steps, one that is now, one next, the rest a projection."""
    past = max(len(plan.request.past) - 1, 0)
    rest = len(plan.steps) - past
    standings = ["past"] * past + ["now", "next", *["projection"] * rest][: max(rest, 0)]
    for at, (step, standing) in enumerate(zip(plan.steps, standings, strict=False), 1):
        yield from unequal(f"step {at}", "number", step.number, at)
        yield from unequal(f"step {at}", "standing", step.standing, standing)


def _dose(plan: Plan, levels: list[Level], at: int, basis: Basis) -> Iterator[Finding]:
    level, step, made = levels[at], levels[at].step, levels[at].step.preparation
    place = f"step {step.number}"
    with carefully():
        yield from compare(place, "target", step.target, stated(level.dose))
        if step.exact is not None:
            yield from compare(place, "exact", step.exact, level.dose)
        elif not same(level.dose, stated(level.dose)):
            yield wrong(place, "exact", None, "{...}")
        points = basis.points(level.dose)
        found = None if points is None else in_percent(points / 100)
        yield from unequal(place, "occupancy", step.occupancy, found)
        yield from compare(place, "achieved", step.achieved, _achieved(plan, levels, at))
        if made is None:
            return
        often = plan.request.doses_per_day
        if often > 1:  # one is left to the product's own text
            yield from unequal(place, "doses_per_day", made.doses_per_day, often)
        parts = made.doses_per_day if plan.request.per == "day" else 1
        asked = read_mass(made.target) * parts
        if plan.request.strip and asked >= level.dose:
            return
        if not same(asked, level.dose):
            yield wrong(place, "preparation.target", made.target, f"{plain(level.dose)} mg")


def _achieved(plan: Plan, levels: list[Level], at: int) -> Decimal | None:
    if not levels[at].dose:
        return ZERO
    if at < len(plan.request.past) - 1:
        return read_mass(plan.request.past[at].achieved)
    made = levels[at].step.preparation
    if made is None:
        return None
    parts = made.doses_per_day if plan.request.per == "day" else 1
    return read_mass(made.delivered) * parts


def _days(plan: Plan, levels: list[Level], at: int, place: str) -> Iterator[Finding]:
    """The first day follows on the last of the step before; each step has its days."""
    step, days = levels[at].step, levels[at].days
    start, end = day_of(step.start), day_of(step.end or "")
    begins = _begins(plan, levels, at)
    if start is None or (begins and start != begins):
        yield wrong(place, "from", step.start, begins)
    if at == len(levels) - 1:
        yield from unequal(place, "to", step.end, None)
    elif start is None or end is None or end < start or _gap(levels, at):
        yield wrong(place, "to", step.end, None)
    elif days is not None:
        lasts = (end - start).days + 1
        if lasts < days or (lasts != days and not levels[at].at_least):
            yield wrong(place, "to", step.end, start + (days - 1) * _DAY)


def _gap(levels: list[Level], at: int) -> bool:
    """Whether the next step does not begin on the day after."""
    after = day_of(levels[at + 1].step.start)
    return after is None or day_of(levels[at].step.end or "") != after - _DAY


def _begins(plan: Plan, levels: list[Level], at: int) -> dt.date | None:
    past = plan.request.past
    if at < len(past):
        return day_of(past[at].since)
    if at == 0:
        return day_of(plan.request.date)
    before = day_of(levels[at - 1].step.end or "")
    return None if before is None else before + _DAY


def _rises(plan: Plan) -> Iterator[Finding]:
    """No dose from now on is larger than the one before it (practice.md 7)."""
    doses = [
        (step.number, read_mass(step.achieved))
        for step in plan.steps
        if step.standing != "past" and step.achieved is not None
    ]
    for (_, before), (number, dose) in pairwise(doses):
        if dose > before and not same(dose, before):
            fields = {"step": str(number), "dose": f"{plain(dose)} mg"}
            yield stop("plan-rises", **fields, before=f"{plain(before)} mg")
