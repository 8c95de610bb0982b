"""The dose against what was asked for, what is taken now, and the stated daily maximum."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from taperlab.checker.figures import NotAFigureError, carefully, read, same, show
from taperlab.checker.findings import stop
from taperlab.checker.operations import DOSE, Divide, Draw, Keep
from taperlab.checker.shelf import Mismatch
from taperlab.messages import Finding, InputError
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.bench import Course
    from taperlab.checker.documents import Preparation, Request
    from taperlab.checker.shelf import Shelf

__all__ = ["current_of", "passed_limits"]

_TABLET = "tablet"


@dataclass(frozen=True, slots=True)
class _Asked:
    """The request on the drug's own scale of milligrams, each time it is taken."""

    dose: Decimal
    current: Decimal | None
    a_day: int


def passed_limits(
    request: Request, preparation: Preparation, course: Course, shelf: Shelf
) -> Iterator[Finding]:
    """Yield a finding where the target is not what was asked, or the dose is above a limit."""
    try:
        with carefully():
            asked = _asked(request, preparation, shelf)
            yield from _target(asked, preparation)
            yield from _current(asked, preparation, course)
            yield from _daily(asked, request, course, shelf)
            yield from _enough(asked, request, course)
    except NotAFigureError as error:
        yield stop("not-a-figure", text=error.text)
    except Mismatch as mismatch:
        yield Finding("stop", mismatch.message)


def current_of(request: Request, preparation: Preparation, shelf: Shelf) -> Decimal | None:
    """Return the dose that is taken now, in counted mg each time; None where it was not said."""
    with carefully():
        return _asked(request, preparation, shelf).current


def _asked(request: Request, preparation: Preparation, shelf: Shelf) -> _Asked:
    scale = Decimal(1)
    if request.dose_of != _TABLET:
        stock = shelf.stock(request.dose_of)
        scale = stock.counted / stock.physical
    if request.per == "day":
        scale /= preparation.doses_per_day
    dose = read(request.dose, "mg").number * scale
    current = request.current_dose and read(request.current_dose, "mg").number * scale
    return _Asked(dose, current or None, preparation.doses_per_day)


def _target(asked: _Asked, said: Preparation) -> Iterator[Finding]:
    if not same(read(said.target, "mg").number, asked.dose):
        yield stop("wrong-target", said=said.target, found=show(asked.dose, "mg"))


def _current(asked: _Asked, said: Preparation, course: Course) -> Iterator[Finding]:
    if asked.current is None or asked.dose > asked.current:
        return
    if course.dose.counted > asked.current and not same(course.dose.counted, asked.current):
        yield stop("above-current", delivered=said.delivered, current=show(asked.current, "mg"))


def _enough(asked: _Asked, request: Request, course: Course) -> Iterator[Finding]:
    """What is made once and kept must hold every dose of the days it is made for."""
    doses = request.days * asked.a_day
    kept = {step.operation.vessel for step in course.steps if isinstance(step.operation, Keep)}
    for step in course.steps:
        match step.operation:
            case Draw(source=name, volume=text, into=into) if into == DOSE and name in kept:
                there, taken = course.fullest[name].volume, read(text, "mL").number * doses
            case Divide(vessel=name, parts=parts) if name in kept:
                there, taken = Decimal(parts), Decimal(doses)
            case _:
                continue
        if taken > there and not same(taken, there):
            yield stop("batch-too-small", vessel=name, doses=str(doses))


def _daily(asked: _Asked, request: Request, course: Course, shelf: Shelf) -> Iterator[Finding]:
    try:
        limits = shelf.catalogue.drug(request.drug).max_daily
    except InputError:
        yield stop("unknown-drug", drug=request.drug)
        return
    for limit in limits:
        most = read(canonical(limit.dose), "mg").number
        if limit.market != request.market:
            continue
        if course.dose.counted * asked.a_day > most:
            yield stop("above-daily", limit=show(most, "mg"))
        for name, vessel in course.fullest.items():
            if request.role == "patient" and vessel.counted > most:
                yield stop("vessel-above-daily", vessel=name, limit=show(most, "mg"))
