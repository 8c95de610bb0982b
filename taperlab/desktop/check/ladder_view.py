"""The ladder as its view shows it: words, and places in a picture. Floats here are never doses."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.desktop.names import Names
    from taperlab.quantities import Mass
    from taperlab.taper.ladder import Ladder, Rail, Rung
    from taperlab.wording import Wording

_MARKS = (1, 2, 3, 5)
_AIR = 0.15  # of a power of ten, around what is drawn
_NONE = "\u2013"

Place: TypeAlias = tuple[float, float]
Ticks: TypeAlias = tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class RailView:
    """One way: a cell for each dose of the table, a place for each in the picture, if it has one.

    ``name`` is for a narrow column, ``spoken`` the same in full. ``joined`` tells for each dose
    whether a line goes on to the next: not to or from one that can only be left out whole.
    """

    name: str
    spoken: str
    cells: tuple[str, ...]
    places: tuple[Place | None, ...]
    joined: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class LadderView:
    """All ways, and the frame they are drawn in; both scales are powers of ten."""

    title: str
    doses: tuple[str, ...]
    rails: tuple[RailView, ...]
    across: Place
    up: Place
    ticks_across: Ticks
    ticks_up: Ticks
    axis: str


def view_of_ladder(found: Ladder, names: Names) -> LadderView:
    """Return a ladder as its view shows it."""
    words, request = names.words, found.request
    drug = names.catalogue.drug(request.drug).name
    title = Message("desktop.ladder-title", drug=drug, dose=words.both_scales(request.start))
    across = _range(list(found.doses))
    changes = [one.change for rail in found.rails for one in rail.rungs if one.change]
    up = _range([*changes, found.doses[0]])
    per = "day" if request.per == "day" else "dose"
    return LadderView(
        title=words.text(title),
        doses=tuple(words.quantity(dose) for dose in found.doses),
        rails=tuple(_rail(each, found, words) for each in found.rails),
        across=across,
        up=up,
        ticks_across=tuple(_ticks(across, words)),
        ticks_up=tuple(_ticks(up, words)),
        axis=words.text(Message(f"desktop.ladder-axis-{per}")),
    )


def _rail(rail: Rail, found: Ladder, words: Wording) -> RailView:
    by_dose = {one.dose: one for one in rail.rungs}
    rungs = [by_dose.get(dose) for dose in found.doses]
    which = rail.methods[0] if len(rail.methods) == 1 else "units"
    return RailView(
        name=words.text(Message(f"desktop.method-{which}")),
        spoken=rail.name,
        cells=tuple(_cell(each, words) for each in rungs),
        places=tuple(map(_place, rungs)),
        joined=(*(_is_fine(one) and _is_fine(other) for one, other in pairwise(rungs)), False),
    )


def _cell(rung: Rung | None, words: Wording) -> str:
    if rung is None or rung.change is None:
        return _NONE
    if rung.change == rung.achieved:
        return words.text(Message("desktop.ladder-all"))
    return words.quantity(rung.change)


def _is_fine(rung: Rung | None) -> bool:
    return rung is not None and rung.change is not None and rung.change < rung.achieved


def _place(rung: Rung | None) -> Place | None:
    if rung is None or rung.change is None:
        return None
    return _power(rung.dose.amount), _power(rung.change.amount)


def _power(amount: Fraction) -> float:
    return math.log10(amount)


def _range(masses: list[Mass]) -> Place:
    powers = [_power(one.amount) for one in masses]
    return min(powers) - _AIR, max(powers) + _AIR


def _ticks(within: Place, words: Wording) -> Iterator[tuple[float, str]]:
    """Yield 1, 2, 3 and 5 times each power of ten, and how the market writes them."""
    for power in range(math.floor(within[0]), math.ceil(within[1]) + 1):
        for mark in _MARKS:
            amount = mark * Fraction(10) ** power
            if within[0] <= _power(amount) <= within[1]:
                yield _power(amount), words.number(amount)
