"""How the steps of a taper are spread in time: cut and hold, micro-taper, strips of pouches."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from taperlab.messages import InputError, Message
from taperlab.taper.occupancy import dose_at, occupancy
from taperlab.taper.rules import EqualOccupancy
from taperlab.taper.targets import ZERO, stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from taperlab.catalogue.types import Curve
    from taperlab.quantities import Mass
    from taperlab.taper.rules import Rules

__all__ = ["POUCHES", "Held", "How", "Pacing", "Strip", "daily", "dated", "read_every", "strips"]

How: TypeAlias = Literal["hold", "micro", "strip"]

POUCHES: Final = 28  # in a strip, one a day (practice.md 5j)
MOST_DAYS: Final = 3653  # ten years

_EVERY: Final = re.compile(r"(?P<count>[1-9][0-9]{0,2}) ?(?:(?P<days>d|days?)|w|weeks?)")


@dataclass(frozen=True, slots=True)
class Pacing:
    """``every`` is how many days a step of the rule takes, whether held or spread over them.

    Raises:
        InputError: for strips whose steps do not fill whole strips.
    """

    every: int
    how: How = "hold"

    def __post_init__(self) -> None:
        if self.every < 1:
            msg = f"a step cannot take {self.every} days"
            raise ValueError(msg)
        if self.how == "strip" and self.every % POUCHES:
            problem = Message("taper.not-whole-strips", days=self.every, pouches=POUCHES)
            raise InputError(problem, field="every")


@dataclass(frozen=True, slots=True)
class Held:
    """A daily dose in mg from a day to a day, both included; ``end`` is None for the last."""

    dose: Mass
    start: dt.date
    end: dt.date | None

    @property
    def days(self) -> int | None:
        """How many days it lasts, None where it goes on."""
        return None if self.end is None else (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Strip:
    """A roll of 28 pouches: the daily dose in each, never higher than in the one before."""

    number: int
    start: dt.date
    pouches: tuple[Mass, ...]


def read_every(text: str, field: str = "every") -> int:
    """Read how long a step takes: ``28d``, ``4w``, ``28 days``; return days.

    Raises:
        InputError: for anything else, zero included.
    """
    match = _EVERY.fullmatch(text.strip(" "))
    if match is None:
        raise InputError(Message("taper.every-unread", every=text), field=field)
    return int(match["count"]) * (1 if match["days"] else 7)


def dated(  # noqa: PLR0913 - what a taper is made of
    doses: Sequence[Mass],
    start: dt.date,
    pacing: Pacing,
    rules: Rules,
    curve: Curve | None,
    *,
    last: Mass | None = None,
) -> list[Held]:
    """Return every daily dose with its days, projected from ``start``, the first day of the first.

    ``doses`` are what ``targets`` gave. Cut and hold keeps each for ``every`` days. A micro-taper
    and strips come down a little each day; days that would read the same are one range. The
    dose ``last`` is held for ``every`` days too: nothing below it is made.

    Raises:
        InputError: if the plan is longer than ``MOST_DAYS``, or leaves the calendar.
    """
    if (len(doses) - 1) * pacing.every > MOST_DAYS:
        raise InputError(Message("taper.too-long", years=MOST_DAYS // 365), field="every")
    if pacing.how == "hold":
        lengths = [(dose, pacing.every) for dose in doses]
    else:
        lengths = _runs(daily(doses, pacing.every, rules, curve, last))
    return _on_days(lengths, start)


def daily(
    doses: Sequence[Mass], every: int, rules: Rules, curve: Curve | None, last: Mass | None = None
) -> Iterator[Mass]:
    """Yield the dose of each day of a micro-taper, exactly, the one at its end once.

    Each step is spread over ``every`` days, and its own dose is met exactly. Under ``occupancy``
    the points come down by the same part each day. Under every other rule the milligrams do:
    a geometric way would need roots, which are not exact, and is never more than a fraction of
    a step away.
    """
    for high, low in pairwise(doses):
        held = last is not None and high == last and low == ZERO
        by_points = curve is not None and isinstance(rules.at(high), EqualOccupancy)
        for day in range(every):
            part = Fraction(0 if held else day, every)
            if by_points and curve is not None and part:
                above, below = occupancy(curve, high), occupancy(curve, low)
                yield dose_at(curve, above - (above - below) * part)
            else:
                yield high - (high - low) * part
    yield doses[-1]


def strips(held: Iterable[Held]) -> list[Strip]:
    """Return the strips that hold every dose above zero that has an end, 28 days each.

    The last strip is shorter where the days do not fill it: hold the last dose, or dispense less.
    """
    known = [each for each in held if each.dose and each.days is not None]
    days = iter([each.dose for each in known for _ in range(each.days or 0)])
    found: list[Strip] = []
    while pouches := tuple(islice(days, POUCHES)):
        start = known[0].start + dt.timedelta(days=POUCHES * len(found))
        found.append(Strip(len(found) + 1, start, pouches))
    return found


def _runs(doses: Iterable[Mass]) -> list[tuple[Mass, int]]:
    """Join the days whose doses read the same; the first of them, the highest, stands for all.

    A dose too small to read as more than zero is joined to the one before it.
    """
    runs: list[tuple[Mass, int]] = []
    for dose in doses:
        unread = dose != ZERO and stated(dose) == ZERO
        if runs and (unread or stated(runs[-1][0]) == stated(dose)):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((dose, 1))
    return runs


def _on_days(lengths: list[tuple[Mass, int]], start: dt.date) -> list[Held]:
    found = []
    try:
        for dose, days in lengths[:-1]:
            found.append(Held(dose, start, start + dt.timedelta(days=days - 1)))
            start += dt.timedelta(days=days)
    except OverflowError:
        raise InputError(Message("taper.beyond-calendar"), field="date") from None
    return [*found, Held(lengths[-1][0], start, None)]
