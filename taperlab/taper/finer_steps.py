"""Which finer way would make the lost reductions of a plan show; where none does, to hold.

Both doses of such a step are made anew with one thing changed, as a check does it, until that is
clear: never by a larger reduction (practice.md 36). What helped one step is tried first for the
next. The first is tried in every way, a few after it in a few: they are projections, and are
looked at again when they come nearer.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

from taperlab.messages import Finding, Message
from taperlab.methods import METHODS
from taperlab.taper.finer import Pair, is_far_from_asked, said_of, times_its_error, ways_of
from taperlab.taper.options import Circumstances
from taperlab.taper.resolution import CLEAR, LOST
from taperlab.taper.windows import windows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from taperlab.catalogue import Catalogue
    from taperlab.taper.plan import Planned

    About: TypeAlias = "tuple[Finding, tuple[int, ...]]"

__all__ = ["finer_for_lost"]

_STEPS: Final = 3
_FIRST, _LATER = 30, 4  # how many ways are tried


def finer_for_lost(
    plan: Planned, catalogue: Catalogue, cancelled: Callable[[], bool] | None = None
) -> Iterator[About]:
    """Yield for the first lost steps the way that would make each show, or that there is none.

    Raises:
        CancelledError: if ``cancelled`` said so.
    """
    tries = _Tries(catalogue, cancelled)
    for number, at in enumerate(islice(_lost(plan), _STEPS)):
        message = tries.of(_pair(plan, at), _LATER if number else _FIRST)
        if message is not None:
            yield Finding("note", message), (plan.steps[at].level.number,)


def _lost(plan: Planned) -> Iterator[int]:
    """Yield the places of lost steps; of days that are lost one after another only the first."""
    before = False
    for at, judged in enumerate(plan.changes, 1):
        lost = judged.verdict == "lost" and plan.steps[at].level.standing != "past"
        if lost and not (plan.steps[at].level.daily and before):
            yield at
        before = lost


def _pair(plan: Planned, at: int) -> Pair:
    """Return the two doses that a change is judged between, as though nothing else were taken."""
    levels = [one.level for one in plan.steps]
    first, last = windows(levels)[at - 1]
    alone = [
        replace(one, before=levels[first].target, pouch=None, release=None, daily=False, taken=None)
        for one in (levels[first], levels[last])
    ]
    before, after = replace(alone[0], standing="now"), replace(alone[1], standing="next")
    methods = plan.request.methods or tuple(METHODS)
    given = Circumstances(methods, release=plan.steps[first].release)
    return Pair((before, after), plan.asked.question, given)


class _Tries:
    """The ways that are tried for one plan, and those that have helped."""

    def __init__(self, catalogue: Catalogue, cancelled: Callable[[], bool] | None) -> None:
        self._catalogue, self._cancelled = catalogue, cancelled
        self._helped: list[Message] = []

    def of(self, pair: Pair, most: int) -> Message | None:
        """Return what to say of one pair of doses; None where so many ways were not all."""
        best: tuple[Fraction, Message, Message] | None = None
        for tried, (change, changed) in enumerate(self._ways(pair)):
            if tried == most:
                break
            steps = changed.served(self._cancelled)
            reached = times_its_error(steps)
            if reached is None or reached < LOST or is_far_from_asked(steps):
                continue
            if best is None or reached > best[0]:
                best = reached, change, said_of(change, steps, reached, possible=False)
            if reached >= CLEAR:
                break
        else:
            if best is None:
                return Message("taper.finer-none")
        return None if best is None else self._told(*best[1:])

    def _ways(self, pair: Pair) -> Iterator[tuple[Message, Pair]]:
        """Yield every way, those that have helped another step first."""
        later = []
        for way in ways_of(pair, self._catalogue):
            if way[0] in self._helped:
                yield way
            else:
                later.append(way)
        yield from later

    def _told(self, change: Message, said: Message) -> Message:
        if change not in self._helped:
            self._helped.append(change)
        return Message("taper.finer-way", way=said)
