"""The moves of whoever takes the taper: each plans anew from what was really taken.

A move never changes what was taken, only what follows. Holding, going back and smaller steps are
ordinary moves and need no reason (practice.md 60).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import msgspec

from taperlab.answers.resolve import decimal_mark
from taperlab.messages import InputError, Message
from taperlab.methods.working import shown
from taperlab.quantities import canonical
from taperlab.taper.asked_again import request_of, typed
from taperlab.taper.asking import read_mass
from taperlab.taper.history import NOTHING_TAKEN, exact, history_of, taken_of
from taperlab.taper.pacing import read_every
from taperlab.taper.request import Taken, TaperRequest
from taperlab.taper.slowing import slowed
from taperlab.taper.targets import stated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from taperlab.quantities import Mass
    from taperlab.taper.document import Plan, Step
    from taperlab.taper.history import History

__all__ = ["MOVES", "Move", "move"]

Move: TypeAlias = Literal["go-on", "hold", "go-back", "smaller-step", "slower", "pause", "restart"]
MOVES: Final[tuple[Move, ...]] = get_args(Move)

_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class _With:
    """What a move may say beside its name: see ``move``."""

    dose: str | None
    every: str | None
    rule: str | None
    without: dt.date | None


def move(  # noqa: PLR0913 - what each of the seven moves may say
    plan: Plan,
    name: str,
    on: dt.date,
    *,
    dose: str | None = None,
    every: str | None = None,
    rule: str | None = None,
    without: dt.date | None = None,
) -> TaperRequest:
    """Return the request that plans anew after a move on a day.

    ``go-on`` takes the next step from that day on; ``hold`` keeps the present dose for ``every``
    longer (by default one step); ``go-back`` returns to the dose before; ``smaller-step`` makes
    the next step half as large, or ``dose``; ``slower`` halves the rule, or takes another
    ``rule`` or ``every`` from here on; ``pause`` keeps the present dose until told otherwise;
    ``restart`` begins again at an earlier ``dose``, where nothing was taken since ``without``.
    ``dose`` is typed as in a request.

    Raises:
        InputError: for a move that makes no sense, or what it says cannot be read.
    """
    if name not in MOVES:
        raise InputError(Message("taper.move-unknown", move=name, known=MOVES), field="move")
    given = _With(dose=dose, every=every, rule=rule, without=without)
    return _MOVES[name](_Moving(plan, on), given)


class _Moving:
    """A plan on the day of a move."""

    def __init__(self, plan: Plan, on: dt.date) -> None:
        self.plan, self.on = plan, on
        self.request = request_of(plan)
        self.history: History = history_of(plan, on)
        self.mark = decimal_mark(self.request.market)
        self.by_day = self.request.micro or self.request.strip

    def again(self, **changes: object) -> TaperRequest:
        """Return the request with what was taken so far, asked again on the day of the move."""
        fields = {"past": self.history.taken, "date": self.on} | changes
        return msgspec.structs.replace(self.request, **fields)

    def taking(self, *taken: Taken, **changes: object) -> TaperRequest:
        """Return the request with another dose taken from the day of the move on.

        Raises:
            InputError: if the present dose only began on that day.
        """
        if self.on <= self.history.taken[-1].since:
            raise _refused("on", "move-same-day", day=self.on)
        past = (*self.history.taken, *taken)
        return self.again(past=past, next_dose=None, hold=None, paused=False, **changes)

    def next(self) -> Step:
        """Return the next step.

        Raises:
            InputError: at the end of the plan.
        """
        if not self.history.ahead:
            raise _refused("move", "move-at-end", dose=shown(self.history.dose))
        return self.history.ahead[0]

    @property
    def scale(self) -> Fraction:
        """Counted mg for each mg typed, as the first step, the dose to start from, has it."""
        if self.request.dose_of == "tablet":
            return Fraction(1)
        first = self.plan.steps[0]
        return (first.exact or first.target) / self.plan.request.start

    def read(self, dose: str) -> Mass:
        """Read a dose that is typed, in counted mg."""
        return read_mass(dose, "dose", self.request.market) * self.scale


def _go_on(now: _Moving, _: _With) -> TaperRequest:
    step = now.next()
    if now.by_day:
        return now.again(next_dose=None, hold=None, paused=False)
    if step.target and step.achieved is None:
        raise _refused("move", "next-unmade", dose=shown(step.target))
    same = step.target == now.history.now.target and step.preparation is not None
    form = step.preparation.products[0] if same and step.preparation else now.request.taking
    return now.taking(taken_of(now.plan, step, now.on), taking=form)


def _hold(now: _Moving, given: _With) -> TaperRequest:
    """Add to what is held already: the end of the present dose moves by so many days."""
    now.next()
    longer = read_every(given.every or now.request.every)
    since = now.history.taken[-1].since
    usual = now.on if now.by_day else since + (read_every(now.request.every) - 1) * _DAY
    reached = max(usual, now.on - _DAY)
    planned = max(now.history.now.end or reached, reached)
    days = (planned - reached).days + longer
    return now.again(hold=f"{days}d", paused=False)


def _go_back(now: _Moving, _: _With) -> TaperRequest:
    history = now.history
    before = history.back()
    if now.by_day:
        step_ago = now.on - read_every(now.request.every) * _DAY
        before = history.on(step_ago)
    if before is None or exact(before) <= history.dose:
        raise _refused("move", "nothing-before", dose=shown(history.dose))
    return now.taking(msgspec.structs.replace(before, since=now.on))


def _smaller_step(now: _Moving, given: _With) -> TaperRequest:
    step, dose = now.next(), now.history.dose
    following = step.exact or step.target
    if given.dose is None:
        chosen = stated((dose + following) / 2 / now.scale)
    else:
        chosen = read_mass(given.dose, "dose", now.request.market)
    if not following < chosen * now.scale < dose:
        fields = {"dose": chosen, "now": shown(stated(dose)), "next": shown(step.target)}
        raise _refused("dose", "not-smaller", **fields)
    return now.again(next_dose=typed(chosen, now.mark))


def _slower(now: _Moving, given: _With) -> TaperRequest:
    now.next()
    return slowed(now.again(), given.rule, given.every)


def _pause(now: _Moving, _: _With) -> TaperRequest:
    now.next()
    return now.again(paused=True)


def _restart(now: _Moving, given: _With) -> TaperRequest:
    """Begin again at a dose that is no new height (practice.md 14): a step back is none."""
    if given.dose is None:
        raise _refused("dose", "restart-at-which-dose")
    dose, gap = now.read(given.dose), _gap(now, given.without)
    history = replace(now.history, taken=(*now.history.taken, *gap))
    before = None if gap else history.back()
    highest = history.highest_lately(now.on)
    if before is not None:
        highest = max(highest, exact(before), key=lambda one: one.amount)
    if dose > highest:
        raise _refused("dose", "restart-too-high", dose=shown(dose), highest=shown(highest))
    known = [one for one in history.taken if stated(exact(one)) == stated(dose)]
    anew = Taken(since=now.on, target=canonical(dose), achieved=canonical(dose))
    return now.taking(*gap, msgspec.structs.replace(known[-1], since=now.on) if known else anew)


def _gap(now: _Moving, without: dt.date | None) -> tuple[Taken, ...]:
    """Return the time without any dose, if there was one that is not told of yet."""
    if without is None:
        return ()
    if not now.history.taken[-1].since < without < now.on:
        raise _refused("without", "gap-not-between", day=without, on=now.on)
    return (Taken(since=without, target=NOTHING_TAKEN, achieved=NOTHING_TAKEN),)


def _refused(field: str, key: str, **fields: object) -> InputError:
    return InputError(Message(f"taper.{key}", **fields), field=field)


_MOVES: Final[Mapping[str, Callable[[_Moving, _With], TaperRequest]]] = {
    "go-on": _go_on,
    "hold": _hold,
    "go-back": _go_back,
    "smaller-step": _smaller_step,
    "slower": _slower,
    "pause": _pause,
    "restart": _restart,
}
