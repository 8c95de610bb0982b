"""What a plan uses up, added up again from its operations; and the doses it prescribes."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import TYPE_CHECKING

from taperlab.checker.figures import ZERO, carefully, plain, read, same
from taperlab.checker.keeping import day_of
from taperlab.checker.operations import Count, Divide, Draw, Drip, Take, Weigh
from taperlab.checker.plan_bottles import days_of
from taperlab.checker.plan_prescription import false_prescription
from taperlab.checker.plan_said import unequal, wrong
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.documents import Preparation
    from taperlab.checker.plan_documents import Line, Plan, Step, Supply
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
            yield from false_prescription(plan, place, said, shelf)


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
    for step, days in stretches:
        made = step.preparation
        for product in () if made is None else made.products:
            each = None if made is None else _each_day(made, product, shelf)
            used[product] = _sum(used.get(product, ZERO), each, days)
    yield from unequal(place, "products", sorted(one.product for one in said.lines), sorted(used))
    for line in said.lines:
        if (amount := used.get(line.product)) is not None:
            exact = plan.request.days == 1
            yield from _line(place, line, amount, shelf, exact=exact)


def _line(place: str, line: Line, used: Decimal, shelf: Shelf, *, exact: bool) -> Iterator[Finding]:
    """Rounded up to 0.1 mL or a whole unit; a batch for several days is at least not more."""
    stock = shelf.stock(line.product)
    step = _TENTH if stock.liquid else Decimal(1)
    found, amount = math.ceil(used / step) * step, read(line.quantity).number
    if amount != found and (exact or amount > found):
        yield wrong(place, line.product, line.quantity, plain(found))
    pack = stock.product.pack
    if line.packs is None or pack is None:
        if line.packs is not None or pack is not None:
            yield wrong(place, f"{line.product}: packs", line.packs, pack)
        return
    size = read(canonical(pack)).number
    left = line.packs * size - amount
    if left < 0 or line.left_over is None or not same(read(line.left_over).number, left):
        yield wrong(place, f"{line.product}: left_over", line.left_over, plain(left))


def _sum(before: Decimal | None, each: Decimal | None, days: int) -> Decimal | None:
    return None if before is None or each is None else before + each * days


def _each_day(made: Preparation, product: str, shelf: Shelf) -> Decimal | None:
    used = _used(made, product, shelf)
    return None if used is None else used * made.doses_per_day


def _used(made: Preparation, product: str, shelf: Shelf) -> Decimal | None:
    """Return how much of a product one dose uses up, in mL or in units; None where not known.

    Beads, powder and batches of capsules use up more than their operations move.
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
            case Count() | Weigh() | Divide():
                return None
    return used
