"""Whether each measurement lies on a mark of its device, fits, and is large enough for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from taperlab.checker.figures import carefully, read, show
from taperlab.checker.findings import stop
from taperlab.checker.operations import DOSE, Add, Draw, MakeUp, Pour, Weigh
from taperlab.checker.shelf import HOUSEHOLD, Mismatch
from taperlab.messages import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from taperlab.checker.bench import Course, Step
    from taperlab.checker.shelf import Shelf, Tool

__all__ = ["misread_marks"]

_MEASURES = ("oral-syringe", "cylinder", "flask")
_DIVISIONS = 20  # of a balance: the least that may be weighed is 5 % off by one of them
_SYRINGE = ("oral-syringe",)


class _Reading(NamedTuple):
    step: int
    device: str
    amount: Decimal
    unit: str


def misread_marks(course: Course, shelf: Shelf) -> Iterator[Finding]:
    """Yield a finding for each measurement that its device cannot make."""
    operations = [step.operation for step in course.steps]
    pours = [operation for operation in operations if isinstance(operation, Pour)]
    drunk = {pour.source for pour in pours if pour.into == DOSE}
    for step in course.steps:
        reading = _reading(step, drunk)
        if reading is None:
            continue
        try:
            tool = shelf.tool(reading.device)
        except Mismatch as mismatch:
            yield Finding("stop", mismatch.message)
            continue
        with carefully():
            yield from _judge(reading, tool, step)


def _reading(step: Step, drunk: set[str]) -> _Reading | None:
    match step.operation:
        case (
            Draw(volume=text, device=device, fills=fills)
            | Add(volume=str(text), device=device, fills=fills)
        ):
            return _Reading(step.number, device, read(text).number / max(fills, 1), "mL")
        case MakeUp(vessel=vessel, to=to, device=device):
            if device == HOUSEHOLD and vessel in drunk:
                return None  # how much drink there is does not change the dose
            return _Reading(step.number, device, read(to).number, "mL")
        case Weigh(powder=powder, device=device) if device != HOUSEHOLD:
            return _Reading(step.number, device, read(powder).number, "mg")
        case Add(mass=str(mass), device=device):
            return _Reading(step.number, device, read(mass).number, "mg")
    return None


def _judge(reading: _Reading, tool: Tool, step: Step) -> Iterator[Finding]:
    amount, unit = reading.amount, reading.unit
    facts = {"step": str(step.number), "device": reading.device, "amount": show(amount, unit)}
    fills = getattr(step.operation, "fills", 1)
    kinds = (
        ("balance",)
        if unit == "mg"
        else _SYRINGE
        if isinstance(step.operation, Draw)
        else _MEASURES
    )
    if fills < 1:
        yield stop("no-fills", **facts)
    if tool.device.kind not in kinds:
        yield stop("wrong-device", **facts)
    if tool.capacity and amount > tool.capacity:
        yield stop("does-not-fit", **facts, capacity=show(tool.capacity, unit))
    smallest = tool.graduation * _DIVISIONS if unit == "mg" else tool.smallest
    if amount < smallest:
        yield stop("below-smallest", **facts, smallest=show(smallest, unit))
    if not _on_a_mark(amount, tool):
        yield stop("off-the-mark", **facts, graduation=show(tool.graduation, unit))


def _on_a_mark(amount: Decimal, tool: Tool) -> bool:
    if tool.device.kind == "flask":
        return amount == tool.capacity  # a flask has one mark
    return not tool.graduation or not amount % tool.graduation
