"""From a rule, a pacing and what was taken so far to the dose levels with their days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from taperlab.messages import InputError, Message
from taperlab.taper.asking import read_mass, read_taken
from taperlab.taper.levels import Level, with_points
from taperlab.taper.pacing import Pacing, dated, read_every
from taperlab.taper.pouches import in_pouches
from taperlab.taper.targets import targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.quantities import Mass
    from taperlab.taper.asking import Asked
    from taperlab.taper.pacing import Held, How
    from taperlab.taper.request import TaperRequest
    from taperlab.taper.rules import Rules

__all__ = ["levels_of", "pacing_of"]

_DAY = dt.timedelta(days=1)


def levels_of(asked: Asked, request: TaperRequest) -> list[Level]:
    """Return what was taken, what is taken now, and what the rule makes of it.

    Raises:
        InputError: if the rule does not come down to the end, or the past is not in order.
    """
    past = _past(request)
    now, start = (past[-1].target, past[-1].start) if past else (asked.start, request.date)
    pacing = pacing_of(request)
    doses = _doses(asked, request, now)
    daily = [dose * asked.daily for dose in doses]
    rules = _rules(asked, request, daily[0])
    last = _last_below(asked, daily[0] / asked.daily)
    held = dated(daily, start, pacing, rules, asked.curve, last=last)
    ahead = _levels(
        _later(held, request, pacing), asked.daily, len(past), daily=pacing.how != "hold"
    )
    if request.strip:
        ahead = in_pouches(ahead, asked.question)
    if past:
        ahead = [replace(ahead[0], taken=past[-1].taken), *ahead[1:]]
    return with_points([*past[:-1], *ahead], asked.curve, asked.daily)


def pacing_of(request: TaperRequest) -> Pacing:
    """Return how the steps are spread in time.

    Raises:
        InputError: if both ways of coming down daily are asked for, or the days cannot be read.
    """
    if request.micro and request.strip:
        raise InputError(Message("taper.micro-or-strip"), field="micro")
    how: How = "micro" if request.micro else "strip" if request.strip else "hold"
    return Pacing(read_every(request.every), how)


def _past(request: TaperRequest) -> list[Level]:
    found: list[Level] = []
    for taken in request.past:
        target, _ = read_taken(taken)
        before = found[-1].target if found else target
        if found and taken.since <= found[-1].start:
            raise InputError(Message("taper.past-not-in-order", day=taken.since), field="past")
        found = [
            *found[:-1],
            *(replace(one, end=taken.since - _DAY) for one in found[-1:]),
            Level(len(found) + 1, target, before, taken.since, None, "past", taken=taken),
        ]
    return found


def _doses(asked: Asked, request: TaperRequest, now: Mass) -> list[Mass]:
    """Return the doses from now on; one that was chosen by hand comes next, then the rule."""
    chosen = [now]
    if request.next_dose is not None:
        chosen.append(read_mass(request.next_dose, "next_dose", request.market) * asked.scale)
        if not asked.end <= chosen[1] < now:
            text = Message("taper.next-not-between", next=chosen[1], now=now, end=asked.end)
            raise InputError(text, field="next_dose")
    begin = chosen[-1]
    if begin == asked.end and (request.past or len(chosen) > 1):
        return chosen
    daily = asked.daily
    found = targets(
        begin * daily,
        asked.end * daily,
        _rules(asked, request, begin * daily),
        asked.curve,
        _last_below(asked, begin),
        original=asked.start * daily,
    )
    return [*chosen[:-1], *(dose / daily for dose in found)]


def _rules(asked: Asked, request: TaperRequest, dose: Mass) -> Rules:
    """Return the rules from a daily dose on; a first plan leaves nothing out that was listed."""
    goes_on = bool(request.past) or request.next_dose is not None
    return asked.rules.going_on_from(dose) if goes_on else asked.rules


def _last_below(asked: Asked, begin: Mass) -> Mass | None:
    """Return the smallest daily dose before zero: the present one, where that is smaller still.

    One that lies above what the taper began with is not made smaller here, but refused.
    """
    if asked.last is None:
        return None
    if begin >= asked.start:
        return asked.last * asked.daily
    return min(asked.last, begin, key=lambda dose: dose.amount) * asked.daily


def _later(held: Sequence[Held], request: TaperRequest, pacing: Pacing) -> list[Held]:
    """Keep the present dose for as long as it is to be held, or has been held already.

    A dose that comes down daily is taken at least on the day on which it is planned anew.
    """
    first = held[0]
    if first.end is None:
        return list(held)
    end = first.end
    if request.past:
        end = max(end, request.date - (_DAY if pacing.how == "hold" else 0 * _DAY))
    if request.hold is not None:
        end += read_every(request.hold, field="hold") * _DAY
    if request.paused:
        end = max(end, request.date + (pacing.every - 1) * _DAY)
    shift = end - first.end
    moved = [
        replace(one, start=one.start + shift, end=None if one.end is None else one.end + shift)
        for one in held[1:]
    ]
    return [replace(first, end=end), *moved]


def _levels(held: Sequence[Held], doses: int, passed: int, *, daily: bool) -> list[Level]:
    """Return the levels from the one taken now on; ``passed`` are all that were taken."""
    now = max(passed, 1)
    first = Level(
        now,
        held[0].dose / doses,
        held[0].dose / doses,
        held[0].start,
        held[0].end,
        "now",
        daily=daily,
    )
    found = [first]
    for number, (before, one) in enumerate(pairwise(held), start=now + 1):
        found.append(
            Level(
                number,
                one.dose / doses,
                before.dose / doses,
                one.start,
                one.end,
                "next" if number == now + 1 else "projection",
                daily=daily,
            )
        )
    return found
