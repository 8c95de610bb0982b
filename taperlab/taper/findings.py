"""What a plan as a whole has to say for itself: each finding with the steps it is about."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from taperlab.messages import Finding, Message
from taperlab.methods.working import shown
from taperlab.taper.course_findings import course_findings
from taperlab.taper.curves import no_curve
from taperlab.taper.keeping import bottles_in_hand
from taperlab.taper.mixing_up import RETURNED, judge_mix_up
from taperlab.taper.request import TaperRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from taperlab.taper.bottles import Run
    from taperlab.taper.plan import Planned
    from taperlab.taper.serving import Served

__all__ = ["About", "findings_of"]

About: TypeAlias = "tuple[Finding, tuple[int, ...]]"


def findings_of(plan: Planned, runs: Sequence[Run], finer: Iterable[About] = ()) -> Iterator[About]:
    """Yield what is to be said: the model, steps that cannot be made, changes, mix-ups, limits.

    ``finer`` is what would make lost changes show.
    """
    yield from _model(plan)
    yield from _unmade(plan.steps)
    yield from _same_dose(plan.steps)
    yield from _verdicts(plan)
    yield from finer
    yield from _forms(plan.steps)
    returned = RETURNED in plan.request.overrides
    for run in runs:
        if run.mixed is not None:
            number = run.steps[0].level.number
            for finding in judge_mix_up(run.mixed, returned=returned):
                yield finding, (number,)
    if isinstance(plan.request, TaperRequest):
        yield from bottles_in_hand(plan.request.past, runs)
        if plan.request.paused:
            yield Finding("note", Message("taper.paused")), ()
    yield from course_findings(plan)


def _model(plan: Planned) -> Iterator[About]:
    if plan.asked.curve is None:
        yield Finding("note", no_curve(plan.asked.question.drug)), ()
    else:
        yield Finding("note", Message("taper.model", curve=plan.asked.curve.name)), ()


def _unmade(steps: Sequence[Served]) -> Iterator[About]:
    numbers = tuple(
        one.level.number
        for one in steps
        if one.level.target and one.level.standing != "past" and one.candidate is None
    )
    if numbers:
        yield Finding("stop", Message("taper.not-makeable")), numbers


def _same_dose(steps: Sequence[Served]) -> Iterator[About]:
    """Flag neighbours that round to one dose (practice.md 7)."""
    numbers = tuple(
        after.level.number
        for before, after in pairwise(steps)
        if before.candidate is not None
        and after.candidate is not None
        and after.level.release is None
        and before.candidate.figures.delivered == after.candidate.figures.delivered
        and before.candidate.proposal.doses_per_day == after.candidate.proposal.doses_per_day
    )
    if numbers:
        yield Finding("warn", Message("taper.same-dose")), numbers


def _verdicts(plan: Planned) -> Iterator[About]:
    """Say which reductions cannot be told apart from their error; never to cut more for it."""
    found: dict[str, list[int]] = {"blurred": [], "lost": []}
    for judged, after in zip(plan.changes, plan.steps[1:], strict=True):
        if judged.verdict in ("blurred", "lost"):
            found[judged.verdict].append(after.level.number)
    for word, numbers in found.items():
        if numbers:
            text = Message(f"taper.{word}")
            yield Finding("warn", text), tuple(numbers)


def _forms(steps: Sequence[Served]) -> Iterator[About]:
    """Tell each change of the form of release; one with a reduction is never taken as such."""
    for before, after in pairwise(steps):
        forms = before.release, after.release
        if None in forms or forms[0] == forms[1]:
            continue
        fields = {
            "dose": shown(after.level.target),
            "before": Message(f"taper.release-{forms[0]}"),
            "after": Message(f"taper.release-{forms[1]}"),
            "often": _often(after),
        }
        key = "release-change" if after.level.release else "release-with-reduction"
        yield Finding("warn", Message(f"taper.{key}", **fields), soft=True), (after.level.number,)


def _often(served: Served) -> Message:
    """Say how the day's dose is divided, or that it is not as the product's text divides it."""
    if served.candidate is None:
        raise TypeError(served.level)
    proposal = served.candidate.proposal
    own = max(product.doses_per_day for product in proposal.products)
    if own > proposal.doses_per_day:
        return Message("taper.not-divided", product=proposal.products[0].name, times=own)
    return Message("taper.divided") if own > 1 else Message("taper.taken-once")
