"""What a plan uses up, added up again from its operations; and the doses it prescribes."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import TYPE_CHECKING

from taperlab.checker.figures import ZERO, carefully, plain, read, same
from taperlab.checker.keeping import day_of
from taperlab.checker.operations import Count, Draw, Drip, Take, Weigh
from taperlab.checker.plan.batches import batches_in, days_of
from taperlab.checker.plan.documents import Line
from taperlab.checker.plan.prescription import false_prescription
from taperlab.checker.plan.said import unequal, wrong
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.checker.documents import Preparation
    from taperlab.checker.plan.documents import Plan, Step, Supply
    from taperlab.checker.shelf import Shelf
    from taperlab.messages import Finding

__all__ = ["false_supply", "lines_of"]

_TENTH = Decimal("0.1")
_SOON = 28


def false_supply(plan: Plan, shelf: Shelf) -> Iterator[Finding]:
    """Yield a finding for each total that the steps do not bear out."""
    if plan.supply != plan.whole.lines:
        yield wrong("supply", "lines", len(plan.supply), len(plan.whole.lines))
    start = day_of(plan.request.date)
    if start is None:
        yield wrong("request", "date", plan.request.date, None)
        return
    with carefully():
        for place, said, until in (
            ("whole", plan.whole, None),
            ("next_28_days", plan.next_28_days, start + dt.timedelta(days=_SOON)),
        ):
            stretches = list(_stretches(plan, start, until))
            yield from unequal(place, "days", said.days, sum(days for _, days in stretches))
            yield from _lines(plan, place, said, stretches, shelf)
            yield from false_prescription(plan, place, said, stretches, shelf)


def _stretches(plan: Plan, start: dt.date, until: dt.date | None) -> Iterator[tuple[Step, int]]:
    """Yield each step that is made, with the days of it that are supplied for."""
    for step in plan.steps:
        begins = day_of(step.start)
        if step.preparation is None or begins is None:
            continue
        ends = begins + dt.timedelta(days=days_of(step))
        days = ((ends if until is None else min(ends, until)) - max(begins, start)).days
        if days > 0:
            yield step, days


def _lines(
    plan: Plan, place: str, said: Supply, stretches: list[tuple[Step, int]], shelf: Shelf
) -> Iterator[Finding]:
    found = {one.product: one for one in lines_of(plan, stretches, shelf)}
    yield from unequal(place, "products", sorted(one.product for one in said.lines), sorted(found))
    for line in said.lines:
        if (wanted := found.get(line.product)) is not None:
            yield from _line(place, line, wanted)


def lines_of(plan: Plan, stretches: Sequence[tuple[Step, int]], shelf: Shelf) -> tuple[Line, ...]:
    """Return how much of each product the stretches use up, in the order that they need it."""
    used: dict[str, Decimal] = {}
    lasted: dict[str, int] = {}
    for step, days in stretches:
        made = step.preparation
        for product in () if made is None else made.products:
            if made is not None:
                batches = batches_in(days, plan.request.days, step.start, made)
                used[product] = used.get(product, ZERO) + _used(made, product, shelf) * batches
            lasted[product] = lasted.get(product, 0) + days
    return tuple(_needed(name, used[name], lasted[name], shelf) for name in used)


def _needed(name: str, used: Decimal, days: int, shelf: Shelf) -> Line:
    """Rounded up to 0.1 mL or a whole unit, in packs none of which is used longer than it may."""
    stock = shelf.stock(name)
    step, product = _TENTH if stock.liquid else Decimal(1), stock.product
    amount = math.ceil(used / step) * step
    unit = "mL" if stock.liquid else "capsule" if "capsule" in product.form else "tablet"
    quantity = f"{plain(amount)} {unit}"
    if product.pack is None:
        return Line(product=name, quantity=quantity)
    size = read(canonical(product.pack)).number
    opened = math.ceil(days / product.in_use_days) if product.in_use_days else 1
    packs = max(math.ceil(amount / size), opened)
    left = f"{plain(packs * size - amount)} {unit}"
    return Line(product=name, quantity=quantity, packs=packs, left_over=left)


def _line(place: str, said: Line, found: Line) -> Iterator[Finding]:
    for name in ("quantity", "left_over"):
        one, other = getattr(said, name), getattr(found, name)
        if (one is None) != (other is None) or (one and not _alike(one, other)):
            yield wrong(place, f"{said.product}: {name}", one, other)
    yield from unequal(place, f"{said.product}: packs", said.packs, found.packs)


def _alike(one: str, other: str) -> bool:
    return same(read(one).number, read(other).number)


def _used(made: Preparation, product: str, shelf: Shelf) -> Decimal:
    """Return how much of a product one making uses up, in mL or in units.

    A capsule is opened for each count of beads, and units are crushed whole.
    """
    used = ZERO
    for one in made.operations:
        match one:
            case Draw(source=source, volume=volume) if source == product:
                used += read(volume, "mL").number
            case Drip(source=source, drops=drops) if source == product:
                used += shelf.drop(product) * drops
            case Take(product=name, pieces=pieces) if name == product:
                used += sum((read(f"{piece} x").number for piece in pieces), ZERO)
            case Count(product=name) if name == product:
                used += 1
            case Weigh(product=name, powder=powder, unit_mass=unit) if name == product:
                used += math.ceil(read(powder, "mg").number / read(unit, "mg").number)
    return used
