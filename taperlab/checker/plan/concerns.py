"""What a plan or a check has to say for itself: every finding it must state, and none it must not.

A finding that the checker finds again has its steps, its severity and whether a reason is due.
Of the others it knows how severe they may be: whatever is not named here is a note.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from taperlab.checker.figures import carefully, same
from taperlab.checker.findings import stop
from taperlab.checker.keeping import day_of
from taperlab.checker.plan.course import read_mass
from taperlab.checker.plan.limits import Course, Dose, Must, limits
from taperlab.checker.plan.restarting import restarted
from taperlab.checker.plan.said import unequal, wrong

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from decimal import Decimal

    from taperlab.checker.documents import Preparation
    from taperlab.checker.plan.course import Basis
    from taperlab.checker.plan.documents import Concern, Plan, Step
    from taperlab.checker.plan.steps import Level
    from taperlab.checker.shelf import Shelf
    from taperlab.messages import Finding

__all__ = ["between", "false_concerns", "false_plan_concerns"]

RETURNED = "old-bottle-returned"
_FOUND_AGAIN = frozenset(
    {
        "antidepressant-end",
        "antidepressant-step",
        "benzodiazepine-end",
        "benzodiazepine-fortnight",
        "benzodiazepine-step",
        "blurred",
        "check-to-zero",
        "clamped",
        "days-without-dose",
        "days-without-fluoxetine",
        "far-from-neighbour",
        "last-drop-mass",
        "last-drop-occupancy",
        "lost",
        "no-limit",
        "not-as-asked",
        "not-makeable",
        "reads-the-same",
        "release-change",
        "release-with-reduction",
        "restart-late",
        "restart-refer",
        "rises",
        "same-dose",
        "short-steps",
        "stops-at-once",
    }
)
_OTHERS = {
    "bottle-give-back": ("warn", False),
    "bottle-is-stock": ("warn", False),
    "more-volume-smaller-dose": ("warn", False),
    RETURNED: ("stop", False),
}


def false_concerns(
    said: Sequence[Concern],
    musts: Collection[Must],
    overrides: Mapping[str, str],
    steps: Collection[int],
) -> Iterator[Finding]:
    """Yield a finding for each concern that is left out, made up, or milder than it is."""
    wanted, told = list(musts), []
    for one in said:
        place = f"finding {one.code}"
        yield from unequal(place, "reason", one.reason, overrides.get(one.code))
        if not set(one.steps) <= set(steps):
            yield wrong(place, "steps", list(one.steps), list(steps))
        found = Must(one.code, one.severity, one.steps, needs_reason=one.needs_reason)
        if found in wanted:
            wanted.remove(found)
        elif one.code in _FOUND_AGAIN:
            told.append(found)
        else:
            severity = _OTHERS.get(one.code, ("note", False))
            if one.code == "mix-up":
                severity = ("warn", RETURNED not in overrides)
            yield from unequal(place, "severity", (one.severity, one.needs_reason), severity)
    for must in wanted:
        yield stop("finding-missing", place=_place(must.steps), finding=must.code)
    for made_up in told:
        yield wrong(f"finding {made_up.code}", "steps", list(made_up.steps), None)


def false_plan_concerns(
    plan: Plan, levels: Sequence[Level], basis: Basis, shelf: Shelf
) -> Iterator[Finding]:
    """Hold what a plan says of itself against its steps."""
    with carefully():
        musts = [
            *limits(_course(plan, levels, basis, shelf)),
            *_of_steps(plan, levels),
            *_forms(levels, shelf),
            *restarted(levels, shelf.catalogue.drug(plan.request.drug)),
        ]
    numbers = {step.number for step in plan.steps}
    yield from false_concerns(plan.findings, musts, plan.request.overrides, numbers)
    told = {number for one in plan.findings if one.code == _MORE for number in one.steps}
    for bottle in plan.bottles:
        mixed = bottle.mix_up is not None and bottle.mix_up.smaller_dose_more_volume
        if mixed and bottle.serves[0] not in told:
            yield stop("finding-missing", place=bottle.id, finding=_MORE)


_MORE = "more-volume-smaller-dose"


def _place(steps: tuple[int, ...]) -> str:
    return f"step {', '.join(map(str, steps))}" if steps else "plan"


def _course(plan: Plan, levels: Sequence[Level], basis: Basis, shelf: Shelf) -> Course:
    ahead = [one for one in levels if one.step.standing != "past"]
    same_dose = {two.step.number for one, two in pairwise(ahead) if one.dose == two.dose}
    doses = []
    for one in ahead:
        start, end = day_of(one.step.start), day_of(one.step.end or "")
        if start is not None and one.step.number not in same_dose:
            days = None if end is None else (end - start).days + 1
            doses.append(Dose(one.step.number, _asked(plan, one) * basis.daily, start, days))
    return Course(
        drug=plan.request.drug,
        drug_class=shelf.catalogue.drug(plan.request.drug).drug_class,
        doses=doses,
        original=basis.original * basis.daily,
        holds=not (plan.request.micro or plan.request.strip),
        model=basis.model,
    )


def _asked(plan: Plan, level: Level) -> Decimal:
    """Return what was to be made: of a strip, what its pouches can hold."""
    made = level.step.preparation
    if not plan.request.strip or made is None:
        return level.dose
    return read_mass(made.target) * (made.doses_per_day if plan.request.per == "day" else 1)


def _of_steps(plan: Plan, levels: Sequence[Level]) -> Iterator[Must]:
    """Yield what steps cannot be made, read the same when made, or cannot be told apart."""
    steps = plan.steps
    unmade = [one for one in steps if one.standing != "past" and one.preparation is None]
    yield from _one("not-makeable", "stop", [one for one in unmade if read_mass(one.target)])
    forms = {two.step.number for one, two in pairwise(levels) if one.dose == two.dose}
    alike = [
        after
        for before, after in pairwise(steps)
        if before.preparation and after.preparation and after.number not in forms
        if _gives_the_same(before.preparation, after.preparation)
    ]
    yield from _one("same-dose", "warn", alike)
    for verdict in ("blurred", "lost"):
        found = [one for one in steps if one.change and one.change.verdict == verdict]
        yield from _one(verdict, "warn", found)


def _one(code: str, severity: str, steps: Sequence[Step]) -> Iterator[Must]:
    if steps:
        yield Must(code, severity, tuple(one.number for one in steps))


def _gives_the_same(one: Preparation, two: Preparation) -> bool:
    alike = same(read_mass(one.delivered), read_mass(two.delivered))
    return alike and one.doses_per_day == two.doses_per_day


def between(one: Preparation, two: Preparation, step: int, shelf: Shelf) -> Iterator[Must]:
    """Yield what is to be said of two doses that follow each other, both of them reductions."""
    if _gives_the_same(one, two):
        yield Must("same-dose", "warn", (step,))
    if _form(one, shelf) != _form(two, shelf):
        yield Must("release-with-reduction", "warn", (step,), needs_reason=True)


def _form(made: Preparation, shelf: Shelf) -> str | None:
    first = next(iter(made.products), None)
    return None if first is None else shelf.stock(first).product.release


def _forms(levels: Sequence[Level], shelf: Shelf) -> Iterator[Must]:
    """Yield each change of the form of release (practice.md 80)."""
    for before, after in pairwise(levels):
        one, two = before.step.preparation, after.step.preparation
        if one is not None and two is not None and _form(one, shelf) != _form(two, shelf):
            kept = before.dose == after.dose
            code = "release-change" if kept else "release-with-reduction"
            yield Must(code, "warn", (after.step.number,), needs_reason=True)
