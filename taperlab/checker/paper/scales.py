"""The scale of each drawn measure: even steps to the top, and the arrow where its volume is."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from taperlab.checker.figures import carefully
from taperlab.checker.findings import stop
from taperlab.checker.paper.rebuild import words
from taperlab.checker.shelf import Mismatch
from taperlab.checker.tokens import amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from taperlab.checker.paper.rebuild import Line
    from taperlab.checker.paper.scene import Scene
    from taperlab.messages import Finding

__all__ = ["false_scales"]

_LYING = ("pic.syringe", "pic.syringe-fills")
_CAPTIONS = (*_LYING, "pic.vessel")
_MARKS = ("pic.scale", "pic.arrow")
_OFF = 3.0  # points that a number may stand beside its place: less than a tenth of a scale


def false_scales(scene: Scene) -> Iterator[Finding]:
    """Yield a finding for each picture whose numbers, or whose arrow, are not where they belong."""
    marks: list[Line] = []
    for line in scene.lines:
        if line.fill.key in _MARKS:
            marks.append(line)
        elif line.fill.key in _CAPTIONS:
            yield from _judge(line, marks, scene)
            marks = []


def _judge(caption: Line, marks: Sequence[Line], scene: Scene) -> Iterator[Finding]:
    numbers = [line for line in marks if line.fill.key == "pic.scale"]
    arrows = [line for line in marks if line.fill.key == "pic.arrow"]
    if len(arrows) != 1:
        yield stop("not-once", what="pic.arrow")
        return
    capacity = _capacity(caption, scene)
    if capacity is None or (not numbers and amount(arrows[0].fill.text) == capacity):
        return  # a flask has one mark, and it is the arrow's
    values = [amount(line.fill.text) for line in numbers]
    with carefully():
        steps = {after - before for before, after in pairwise([capacity * 0, *values])}
    if len(steps) != 1 or values[-1:] != [capacity] or len(values) < 2:
        yield stop("uneven-scale", text=", ".join(words(line.fill.text) for line in numbers))
        return
    lying = caption.fill.key in _LYING
    places = [_place(line, lying=lying) for line in numbers]
    for line in (*numbers, arrows[0]):
        share = float((amount(line.fill.text) - values[0]) / (values[-1] - values[0]))
        wanted = places[0] + share * (places[-1] - places[0])
        if abs(_place(line, lying=lying) - wanted) > _OFF:
            yield stop("off-scale", text=words(line.fill.text))


def _capacity(caption: Line, scene: Scene) -> Decimal | None:
    step = scene.step(caption)
    device = getattr(step.operation, "device", None) if step else None
    try:
        return None if device is None else scene.shelf.tool(device).capacity
    except Mismatch:
        return None  # the device has its own finding


def _place(line: Line, *, lying: bool) -> float:
    """Return the middle of a number, along its scale."""
    left, bottom, right, top = line.fill.box
    return (left + right) / 2 if lying else (bottom + top) / 2
