"""How much there is to do for a dose, how long it keeps, and how many packs it takes in 28 days."""

from __future__ import annotations

import math
from collections import defaultdict
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from taperlab.checker.figures import ZERO, carefully, plain, read
from taperlab.checker.findings import stop
from taperlab.checker.keeping import is_published
from taperlab.checker.operations import (
    Add,
    Count,
    Discard,
    Divide,
    Draw,
    Drip,
    Keep,
    Mix,
    Take,
    Weigh,
)
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from taperlab.checker.bench import Course
    from taperlab.checker.documents import Preparation, Request
    from taperlab.checker.operations import Operation
    from taperlab.checker.shelf import Shelf
    from taperlab.messages import Finding

__all__ = ["false_effort", "uses"]

_DAYS = 28
_HUNDREDTH, _NOISE = Decimal("0.01"), Decimal(10) ** -40
_NOT_KNOWN, _AT_ONCE = "not known", "at once"
_NO_WORK = (Mix, Keep, Discard)


def false_effort(
    said: Preparation, request: Request, course: Course, shelf: Shelf
) -> Iterator[Finding]:
    """Yield a finding where the work, the packs or the day it keeps until is another."""
    with carefully():
        work = sum(_acts(step.operation) for step in course.steps)
        if said.handling != work:
            yield stop("wrong-handling", said=str(said.handling), found=str(work))
        packs = _packs(said, uses(said, request, course, shelf), shelf)
        if said.packs_per_28_days != packs:
            yield stop("wrong-packs", said=said.packs_per_28_days, found=packs)
    kept = {one.until for one in said.operations if isinstance(one, Keep)} or {_AT_ONCE}
    if kept != {said.keep}:
        yield stop("wrong-keep", said=said.keep)


def _acts(operation: Operation) -> int:
    """Every fill and every cut counts; mixing, keeping and throwing away do not."""
    match operation:
        case Draw(fills=fills) | Add(fills=fills):
            return fills
        case Take(pieces=pieces):
            return 1 + sum(1 for piece in pieces if piece != "1")
    return 0 if isinstance(operation, _NO_WORK) else 1


def _packs(said: Preparation, used: Mapping[str, Decimal], shelf: Shelf) -> str:
    total = ZERO
    for name in said.products:
        pack = shelf.stock(name).product.pack
        if pack is None:
            return _NOT_KNOWN
        total += used[name] * said.doses_per_day * _DAYS / read(canonical(pack)).number
    return plain(total.quantize(_NOISE).quantize(_HUNDREDTH, ROUND_HALF_EVEN))


def uses(
    said: Preparation, request: Request, course: Course, shelf: Shelf
) -> Mapping[str, Decimal]:
    """Return what one dose uses up of each product, in its own mL or units."""
    used: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for step in course.steps:
        match step.operation:
            case Draw(source=name, volume=text, into=into) if shelf.is_product(name):
                used[name] += read(text, "mL").number * _share(into, said, request, course, shelf)
            case Drip(source=name, drops=drops, into=into):
                poured = shelf.drop(name) * drops
                used[name] += poured * _share(into, said, request, course, shelf)
            case Take(product=name, pieces=pieces, into=into):
                units = sum((read(f"{piece} piece").number for piece in pieces), ZERO)
                used[name] += units * _share(into, said, request, course, shelf)
            case Count(product=name):
                used[name] += 1  # a capsule is opened for each dose
            case Weigh(product=name, powder=powder, unit_mass=unit):
                used[name] += math.ceil(read(powder, "mg").number / read(unit, "mg").number)
    return used


def _share(
    vessel: str, said: Preparation, request: Request, course: Course, shelf: Shelf
) -> Decimal:
    """Return which part of a batch one dose uses up: all of it where nothing is kept."""
    kept = {one.vessel for one in said.operations if isinstance(one, Keep)}
    for step in course.steps:
        match step.operation:
            case Divide(vessel=name, parts=parts) if name == vessel and name in kept:
                return Decimal(1) / parts
            case Draw(source=name, volume=text) if name == vessel and name in kept:
                made = course.fullest[name]
                if is_published(made, shelf):
                    return read(text, "mL").number / made.volume
                return Decimal(1) / (request.days * said.doses_per_day)
    return Decimal(1)
