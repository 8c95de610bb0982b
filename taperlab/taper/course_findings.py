"""What is to be said of the course of a plan: limits, starting again, and aids to timing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from taperlab.messages import Finding, Message
from taperlab.methods.working import shown
from taperlab.quantities import canonical
from taperlab.taper.course import pacing_of
from taperlab.taper.limits import Course, judge
from taperlab.taper.mixing_up import RETURNED, drawn_of, judge_mix_up, mixed_volumes
from taperlab.taper.pacing import Held
from taperlab.taper.request import TaperRequest
from taperlab.taper.timing import pace, restart, since_change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.taper.levels import Level
    from taperlab.taper.plan import Planned
    from taperlab.taper.request import Taken

__all__ = ["course_findings"]

About: TypeAlias = "tuple[Finding, tuple[int, ...]]"

_OF_A_WHOLE_TAPER: Final = frozenset({"stops-at-once", "antidepressant-end", "benzodiazepine-end"})


def course_findings(plan: Planned) -> Iterator[About]:
    """Yield the limits that the doses ahead pass, and what is known of their timing.

    What was taken is not judged again: going back is an ordinary move (practice.md 60).
    """
    yield from _limits(plan)
    if isinstance(plan.request, TaperRequest):
        yield from _started_again(plan)
        yield from _another_bottle(plan, plan.request)
        yield from _timing(plan, plan.request)
    elif not plan.asked.end:
        text = Message("taper.check-to-zero", dose=shown(plan.asked.start))
        yield Finding("warn", text, soft=True), (2,)


def _limits(plan: Planned) -> Iterator[About]:
    request, asked = plan.request, plan.asked
    ahead = [one.level for one in plan.steps if _counts(one.level)]
    course = Course(
        drug=asked.question.drug,
        held=[Held(one.asked * asked.daily, one.start, one.end) for one in ahead],
        how=pacing_of(request).how if isinstance(request, TaperRequest) else "hold",
        curve=asked.curve,
        began=asked.start * asked.daily,
    )
    for concern in judge(course):
        single = not isinstance(request, TaperRequest)
        if single and concern.finding.code in _OF_A_WHOLE_TAPER:
            continue  # a check knows of no taper that the last drop could be compared with
        about = () if concern.step is None else (ahead[concern.step - 1].number,)
        yield concern.finding, about


def _counts(level: Level) -> bool:
    """Tell whether a level is ahead and has a dose of its own: a change of form has none."""
    return level.standing != "past" and level.release is None


def _started_again(plan: Planned) -> Iterator[About]:
    """Judge the present dose, if there was none before it (practice.md 82)."""
    levels = [one.level for one in plan.steps]
    for before, now in pairwise(levels):
        if now.standing == "now" and now.target and not before.target:
            for finding in restart(plan.asked.question.drug, now.start - before.start):
                yield finding, (now.number,)


def _another_bottle(plan: Planned, request: TaperRequest) -> Iterator[About]:
    """Judge a mix-up with the bottle of the dose before, which may still stand there."""
    if len(request.past) < 2:
        return
    old, new = (drawn_of(one) for one in request.past[-2:])
    if old is None or new is None or old.concentration == new.concentration:
        return
    returned = RETURNED in request.overrides
    before, now = request.past[-2:]
    from_stock = before.product == now.product and _is_neat(plan, before)
    mixed = mixed_volumes(old, new, from_stock=from_stock)
    for finding in judge_mix_up(mixed, returned=returned):
        yield finding, (len(request.past),)


def _is_neat(plan: Planned, taken: Taken) -> bool:
    """Whether what was taken is a product as it is sold."""
    return any(
        one.id == taken.product and canonical(one.counts_as) == taken.concentration
        for one in plan.asked.question.products
        if one.counts_as is not None
    )


def _timing(plan: Planned, request: TaperRequest) -> Iterator[About]:
    drug = plan.asked.question.drug
    if request.past and request.past[-1].since <= request.date:
        for message in since_change(drug, request.past[-1].since, request.date):
            yield Finding("note", message), ()
    for message in pace(drug):
        yield Finding("note", message), ()
