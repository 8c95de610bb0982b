"""Starting again after a time without any dose (practice.md 82), judged by the checker itself."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

from taperlab.checker.keeping import day_of
from taperlab.checker.plan.limits import Must

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.catalogue.types import Drug
    from taperlab.checker.plan.steps import Level

__all__ = ["restarted"]

_HALF_LIVES = 5
_NEVER_ALONE = {"clozapine": dt.timedelta(hours=48), "methadone": dt.timedelta(days=3)}
_BUILT_UP = ("lamotrigine",)


def restarted(levels: Sequence[Level], drug: Drug) -> Iterator[Must]:
    """Yield what has to be said of the present dose if there was none before it."""
    for before, now in pairwise(levels):
        if now.step.standing != "now" or before.dose or not now.dose:
            continue
        since, until = day_of(before.step.start), day_of(now.step.start)
        if since is not None and until is not None:
            yield from _after(drug, until - since, (now.step.number,))


def _after(drug: Drug, without: dt.timedelta, steps: tuple[int, ...]) -> Iterator[Must]:
    limit = _NEVER_ALONE.get(drug.id)
    if limit is not None:
        if without > limit or (drug.id == "methadone" and without == limit):
            yield Must("restart-refer", "stop", steps)
    elif not drug.half_life:
        yield Must("half-life-unknown", "warn", steps, needs_reason=True)
    elif without > _HALF_LIVES * max(one.shortest for one in drug.half_life):
        if drug.id in _BUILT_UP:
            yield Must("restart-refer", "stop", steps)
        else:
            yield Must("restart-late", "warn", steps, needs_reason=True)
