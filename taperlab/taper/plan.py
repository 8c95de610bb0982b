"""A whole taper: levels, what serves them, what each change is, and what to say of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from taperlab.answers.codec import document_hash
from taperlab.answers.document import CatalogueStamp
from taperlab.answers.request import well_typed
from taperlab.methods import METHODS
from taperlab.taper.asking import asked_taper, repeat
from taperlab.taper.bottles import bottles_of, runs_of
from taperlab.taper.changes import judged_changes
from taperlab.taper.course import levels_of, pacing_of
from taperlab.taper.document import PLAN_SCHEMA, Plan
from taperlab.taper.findings import findings_of
from taperlab.taper.finer_steps import finer_for_lost
from taperlab.taper.levels import questions_for, switched
from taperlab.taper.serving import Circumstances, Served, serve
from taperlab.taper.supply import supply_of
from taperlab.taper.writing import Writer
from taperlab.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from taperlab.catalogue import Catalogue
    from taperlab.taper.asking import Asked
    from taperlab.taper.changes import Judged
    from taperlab.taper.levels import Level
    from taperlab.taper.request import CheckRequest, TaperRequest

__all__ = ["Planned", "plan_taper", "planned"]


@dataclass(frozen=True)
class Planned:
    """A plan, or a check, before it is written: what was asked, and what serves each level."""

    asked: Asked
    request: TaperRequest | CheckRequest
    steps: tuple[Served, ...]

    @cached_property
    def changes(self) -> list[Judged]:
        """How the change to each level but the first is judged."""
        return judged_changes(self.steps)


def plan_taper(
    request: TaperRequest,
    catalogue: Catalogue,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Plan:
    """Plan a taper from what is taken now down to its end.

    ``cancelled`` is asked before each step.

    Raises:
        InputError: if a field cannot be read; its ``field`` says which.
        CancelledError: if ``cancelled`` said so.
    """
    request = well_typed(request)
    found = planned(request, catalogue, cancelled)
    writer = Writer(found, catalogue)
    runs = runs_of(found.steps, request.past)
    whole = supply_of(found.steps, writer, request.date)
    finer = finer_for_lost(found, catalogue, cancelled)
    plan = Plan(
        schema=PLAN_SCHEMA,
        hash="",
        version=__version__,
        request=repeat(request, found.asked.repeated),
        catalogue=CatalogueStamp(version=catalogue.version, hash=catalogue.hash),
        rule=writer.rule(),
        curve=writer.curve(),
        steps=writer.steps(runs),
        bottles=bottles_of(runs, writer),
        supply=whole.lines,
        next_28_days=supply_of(found.steps, writer, request.date, days=28),
        whole=whole,
        findings=tuple(map(writer.concern, findings_of(found, runs, finer))),
    )
    return msgspec.structs.replace(plan, hash=document_hash(plan))


def planned(
    request: TaperRequest, catalogue: Catalogue, cancelled: Callable[[], bool] | None = None
) -> Planned:
    """Find what serves each level; a change of the form of release becomes a step of its own."""
    asked = asked_taper(request, catalogue)
    levels = levels_of(asked, request)
    days = pacing_of(request).every
    while True:
        steps = _served(levels, asked, request, cancelled)
        at = _changes_form(steps)
        if at is None:
            return Planned(asked, request, tuple(steps))
        form = steps[at].release
        levels = switched(levels, at, form or "", days)


def _served(
    levels: list[Level],
    asked: Asked,
    request: TaperRequest,
    cancelled: Callable[[], bool] | None,
) -> list[Served]:
    """Serve what is not past and not zero; the rest is there as it was, or needs nothing."""
    first = next(at for at, level in enumerate(levels) if level.standing != "past")
    end = len(levels) if levels[-1].target else len(levels) - 1
    highest = max((level.target for level in levels), key=lambda dose: dose.amount)
    questions = questions_for(levels, asked.question, highest)
    methods = ("strip",) if request.strip else request.methods or tuple(METHODS)
    given = Circumstances(methods, release=asked.release)
    made = serve(levels[first:end], questions[first:end], given, cancelled)
    alone = [
        Served(level, question, None, None)
        for level, question in zip(levels, questions, strict=True)
    ]
    return [*alone[:first], *made, *alone[end:]]


def _changes_form(steps: list[Served]) -> int | None:
    """Return the first step that changes the form of release together with the dose."""
    made = [(at, one) for at, one in enumerate(steps) if one.release is not None]
    for (_, before), (at, one) in pairwise(made):
        if before.release != one.release and one.level.release is None:
            return at
    return None
