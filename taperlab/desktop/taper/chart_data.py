"""A plan as lines and spans over time. Floats here are places in a picture, never doses."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.desktop.names import Names
    from taperlab.taper.document import Plan, Step

_TAIL = 0.04  # how long the last dose is drawn for, of the whole
_BEHIND = frozenset({"past", "now"})


@dataclass(frozen=True, slots=True)
class Line:
    """A staircase: the days at its corners as ordinals, and its heights."""

    days: tuple[float, ...]
    heights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days with a word; ``kind`` decides its colour and pattern."""

    first: float
    last: float
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ChartData:
    """Everything the chart draws; ``steps`` are numbers with their first day and the next one's."""

    first: float
    last: float
    past_dose: Line
    coming_dose: Line
    past_occupancy: Line | None
    coming_occupancy: Line | None
    ribbon: tuple[Span, ...]
    bottles: tuple[Span, ...]
    steps: tuple[tuple[int, float, float], ...]


def chart_of(plan: Plan, names: Names) -> ChartData:
    """Return the plan as the chart draws it."""
    ends = _ends(plan.steps)
    starts = [float(step.start.toordinal()) for step in plan.steps]
    doses = _Course(plan, starts, ends, [float(step.target.amount) for step in plan.steps])
    known = all(step.occupancy is not None for step in plan.steps)
    points = [_points(step) for step in plan.steps]
    occupancy = _Course(plan, starts, ends, points) if known else None
    return ChartData(
        first=starts[0],
        last=ends[-1],
        past_dose=doses.behind,
        coming_dose=doses.coming,
        past_occupancy=occupancy.behind if occupancy else None,
        coming_occupancy=occupancy.coming if occupancy else None,
        ribbon=tuple(_ribbon(plan.steps, starts, ends, names)),
        bottles=tuple(_bottles(plan, starts, ends, names)),
        steps=tuple(
            (step.number, start, end)
            for step, start, end in zip(plan.steps, starts, ends, strict=True)
        ),
    )


class _Course:
    """One staircase in two parts: what was and is taken, and what is projected."""

    def __init__(
        self, plan: Plan, starts: list[float], ends: list[float], heights: list[float]
    ) -> None:
        known = sum(step.standing in _BEHIND for step in plan.steps)
        self.behind = _stairs(starts[:known], ends[:known], heights[:known])
        joint = [] if not known else [(starts[known], heights[known - 1])] if starts[known:] else []
        self.coming = _stairs(starts[known:], ends[known:], heights[known:], joint)


def _stairs(
    starts: list[float],
    ends: list[float],
    heights: list[float],
    joint: list[tuple[float, float]] | None = None,
) -> Line:
    """Return a line level over each step; ``joint`` is where it leaves another line."""
    places = list(joint or [])
    for start, end, height in zip(starts, ends, heights, strict=True):
        places += [(start, height), (end, height)]
    return Line(tuple(day for day, _ in places), tuple(height for _, height in places))


def _points(step: Step) -> float:
    return float(step.occupancy.removesuffix(" %")) if step.occupancy else 0.0


def _ends(steps: Sequence[Step]) -> list[float]:
    """Return where each step ends: where the next begins; the last stands for a while."""
    starts = [float(step.start.toordinal()) for step in steps]
    whole = starts[-1] - starts[0]
    return [*starts[1:], starts[-1] + max(whole * _TAIL, 1.0)]


def _ribbon(
    steps: Sequence[Step], starts: list[float], ends: list[float], names: Names
) -> Iterator[Span]:
    """Yield one span for each run of steps with the same verdict."""
    judged = [
        (step.change.verdict, start, end)
        for step, start, end in zip(steps, starts, ends, strict=True)
        if step.change is not None and step.change.verdict is not None
    ]
    for verdict, run in groupby(judged, key=lambda each: each[0]):
        places = list(run)
        text = names.words.text(Message(f"desktop.verdict-{verdict}"))
        yield Span(places[0][1], places[-1][2], str(verdict), text)


def _bottles(plan: Plan, starts: list[float], ends: list[float], names: Names) -> Iterator[Span]:
    """Yield one span for each bottle, from the first step that it serves to the last."""
    place = {step.number: at for at, step in enumerate(plan.steps)}
    for number, bottle in enumerate(plan.bottles):
        served = [place[each] for each in bottle.serves if each in place]
        if served:
            text = f"{bottle.id} \u00b7 {names.words.quantity(bottle.concentration)}"
            kind = "even" if number % 2 else "odd"
            yield Span(starts[served[0]], ends[served[-1]], kind, text)
