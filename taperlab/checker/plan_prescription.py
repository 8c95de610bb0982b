"""What a plan words as a prescription, held against its steps and its quantities."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from taperlab.checker.figures import plain, read
from taperlab.checker.keeping import day_of, printed_day
from taperlab.checker.operations import Draw
from taperlab.checker.plan_bottles import days_of
from taperlab.checker.plan_course import read_mass
from taperlab.checker.plan_said import wrong
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.plan_documents import Plan, Step, Supply
    from taperlab.checker.shelf import Shelf
    from taperlab.messages import Finding

__all__ = ["false_prescription"]

_DAY = dt.timedelta(days=1)
_AMOUNT = re.compile(r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)\s?(?P<unit>mg|mL|micrograms?)\b")
_PRINTED = re.compile(r"[0-9]{1,2}\s\w+\s[0-9]{4}")


def false_prescription(plan: Plan, place: str, said: Supply, shelf: Shelf) -> Iterator[Finding]:
    """Yield a finding for each dose, volume or day in it that the plan does not have then."""
    names = [shelf.stock(line.product).product.name for line in said.lines]
    known = {read(line.quantity).number for line in said.lines}
    packed = set(_packed(said, shelf))
    days = _days(plan, said)
    for text in said.prescription:
        dates = [_date(printed) for printed in _PRINTED.findall(text)]
        for date in dates:
            if date not in days:
                yield wrong(place, "prescription", date, text)
        spoken = [date for date in dates if date is not None]
        then = _taken(plan, min(spoken), max(spoken)) if spoken else _taken(plan) | packed
        for number in _amounts(_PRINTED.sub("", text), names):
            if number not in known | then:
                yield wrong(place, "prescription", plain(number), text)


def _packed(said: Supply, shelf: Shelf) -> Iterator[Decimal]:
    """Yield what one pack of each product holds, and what is left over of the packs."""
    for line in said.lines:
        pack = shelf.stock(line.product).product.pack
        if pack is not None:
            yield read(canonical(pack)).number
        if line.left_over is not None:
            yield read(line.left_over).number


def _amounts(text: str, names: list[str]) -> Iterator[Decimal]:
    """Yield the mg and mL of a line that do not stand in the name of what is supplied."""
    for name in names:
        text = text.replace(name, "")
    for match in _AMOUNT.finditer(text):
        number = Decimal(match["number"].replace(",", ""))
        yield number / 1000 if match["unit"].startswith("microgram") else number


def _date(printed: str) -> dt.date | None:
    return day_of(printed_day(" ".join(printed.split()), "en"))


def _days(plan: Plan, said: Supply) -> set[dt.date | None]:
    """Return the days on which something begins or ends."""
    start = day_of(plan.request.date)
    found: set[dt.date | None] = set()
    if start is not None:
        found = {start, start + (said.days - 1) * _DAY}
    for step in plan.steps:
        begins = day_of(step.start)
        if begins is not None:
            found |= {begins, begins + (days_of(step) - 1) * _DAY}
    return found


def _taken(plan: Plan, start: dt.date = dt.date.min, end: dt.date = dt.date.max) -> set[Decimal]:
    """Return the doses in mg, and the volumes in mL, of the steps within some days."""
    found: set[Decimal] = set()
    for step in plan.steps:
        begins = day_of(step.start)
        if begins is None or begins > end or begins + (days_of(step) - 1) * _DAY < start:
            continue
        found |= _measured(step)
    return found


def _measured(step: Step) -> set[Decimal]:
    made = step.preparation
    if made is None:
        return set()
    draws = (one for one in made.operations if isinstance(one, Draw))
    volumes = {read(one.volume, "mL").number for one in draws}
    each = read_mass(made.delivered)
    return volumes | {each, each * made.doses_per_day, read_mass(step.achieved or made.delivered)}
