"""The dose levels of a taper with their days: what each is asked to be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from taperlab.taper.occupancy import occupancy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from taperlab.catalogue.types import Curve
    from taperlab.methods.question import Question
    from taperlab.quantities import Mass
    from taperlab.taper.request import Taken

__all__ = ["Level", "Standing", "questions_for", "switched", "with_points"]

Standing = Literal["past", "now", "next", "projection"]
_UNKNOWN_DAYS = 28


@dataclass(frozen=True, slots=True)
class Level:
    """One dose level: ``target`` is exact, on the basis of the request, in counted mg.

    ``before`` is the target of the level before; for the first it is its own. ``end`` is the last
    day at it, None where nobody knows. ``pouch`` is what a strip holds for it, where that is not
    the target. ``points`` is the modelled occupancy. ``release`` is the only form of release that
    may serve it, where the level changes the form and nothing else. ``daily`` tells one day of a
    micro-taper or a strip: its dose may well be that of the day before. ``taken`` is how it
    was recorded, of a level that is past or taken now.
    """

    number: int
    target: Mass
    before: Mass
    start: dt.date
    end: dt.date | None
    standing: Standing
    pouch: Mass | None = None
    points: Fraction | None = None
    release: str | None = None
    daily: bool = False
    taken: Taken | None = None

    @property
    def falls(self) -> bool:
        """Whether it is to take something off: not a change of form, not one day of many."""
        return self.asked < self.before and not self.daily

    @property
    def days(self) -> int:
        """How many days it lasts; one whose end nobody knows counts as 28."""
        return _UNKNOWN_DAYS if self.end is None else (self.end - self.start).days + 1

    @property
    def asked(self) -> Mass:
        """What is to be made: the target, or what a pouch can hold."""
        return self.target if self.pouch is None else self.pouch


def questions_for(levels: Iterable[Level], base: Question, highest: Mass) -> list[Question]:
    """Return the question of each level: its dose, the dose before it, its first day.

    What has expired by then is taken to have been bought anew.
    """
    return [
        replace(
            base,
            dose=level.asked,
            current=level.before,
            highest=highest,
            date=level.start,
            expiries={name: day for name, day in base.expiries.items() if day >= level.start},
        )
        for level in levels
    ]


def with_points(levels: Iterable[Level], curve: Curve | None, daily: int) -> list[Level]:
    """Return the levels with their modelled occupancy; ``daily`` doses make a day's."""
    if curve is None:
        return list(levels)
    return [replace(one, points=occupancy(curve, one.target * daily)) for one in levels]


def switched(levels: list[Level], at: int, release: str, days: int) -> list[Level]:
    """Return the levels with a change of the form of release before the level at a place.

    The dose before it is held once more in the new form; all that follows is that much later.
    """
    level = levels[at]
    later = dt.timedelta(days=days)
    extra = replace(
        level,
        target=level.before,
        points=levels[at - 1].points,
        end=level.start + later - dt.timedelta(days=1),
        release=release,
    )
    following = [
        replace(
            one,
            number=one.number + 1,
            start=one.start + later,
            end=None if one.end is None else one.end + later,
            standing="projection",
        )
        for one in levels[at:]
    ]
    return [*levels[:at], extra, *following]
