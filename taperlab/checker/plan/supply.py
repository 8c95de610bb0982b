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
from taperlab.checker.plan.prescription import false_prescription
from taperlab.checker.plan.said import unequal, wrong
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.documents import Preparation
    from taperlab.checker.plan.documents import Line, Plan, Step, Supply
    from taperlab.checker.shelf import Shelf
    from taperlab.messages import Finding

__all__ = ["false_supply"]

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
    used: dict[str, Decimal | None] = {}
    lasted: dict[str, int] = {}
    for step, days in stretches:
        made = step.preparation
        for product in () if made is None else made.products:
            more = None if made is None else _used(made, product, shelf)
            if made is not None and more is not None:
                more *= batches_in(days, plan.request.days, step.start, made)
            before = used.get(product, ZERO)
            used[product] = None if before is None or more is None else before + more
            lasted[product] = lasted.get(product, 0) + days
    yield from unequal(place, "products", sorted(one.product for one in said.lines), sorted(used))
    for line in said.lines:
        if (amount := used.get(line.product)) is not None:
            yield from _quantity(place, line, amount, shelf)
        yield from _packs(place, line, lasted.get(line.product, 0), shelf)


def _quantity(place: str, line: Line, used: Decimal, shelf: Shelf) -> Iterator[Finding]:
    """Rounded up to 0.1 mL or a whole unit."""
    step = _TENTH if shelf.stock(line.product).liquid else Decimal(1)
    found = math.ceil(used / step) * step
    if read(line.quantity).number != found:
        yield wrong(place, line.product, line.quantity, plain(found))


def _packs(place: str, line: Line, days: int, shelf: Shelf) -> Iterator[Finding]:
    """Enough packs for the quantity, and none used longer than it may be once opened."""
    product = shelf.stock(line.product).product
    if line.packs is None or product.pack is None:
        if line.packs is not None or product.pack is not None:
            yield wrong(place, f"{line.product}: packs", line.packs, product.pack)
        return
    size, amount = read(canonical(product.pack)).number, read(line.quantity).number
    opened = math.ceil(days / product.in_use_days) if product.in_use_days else 1
    packs = max(math.ceil(amount / size), opened)
    yield from unequal(place, f"{line.product}: packs", line.packs, packs)
    left = packs * size - amount
    if line.left_over is None or not same(read(line.left_over).number, left):
        yield wrong(place, f"{line.product}: left_over", line.left_over, plain(left))


def _used(made: Preparation, product: str, shelf: Shelf) -> Decimal | None:
    """Return how much of a product one making uses up, in mL or in units; None where not known.

    Beads and powder use up more than their operations move.
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
            case Count() | Weigh():
                return None
    return used
