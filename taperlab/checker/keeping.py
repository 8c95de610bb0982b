"""What may be kept, and how long: published formulations, stored dilutions, dry capsules.

The day it is made is day 1: 28 days from 1 March end on 28 March (practice.md 44, 45).
"""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from taperlab.checker.figures import carefully, read, same
from taperlab.checker.findings import stop
from taperlab.checker.operations import Divide, Keep
from taperlab.checker.words import templates
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from taperlab.catalogue.types import Product, Stability
    from taperlab.checker.bench import Course, Vessel
    from taperlab.checker.paper.scene import Scene
    from taperlab.checker.shelf import Shelf
    from taperlab.messages import Finding

__all__ = [
    "DRY_DAYS",
    "day_of",
    "is_published",
    "kept_too_long",
    "last_day_passed",
    "longest",
    "other_last_days",
    "printed_day",
]

DRY_DAYS = 180
_PRINTED = re.compile(r"(?P<day>[0-9]{1,2})\s(?P<month>\w+)\s(?P<year>[0-9]{4})")


def day_of(text: str) -> dt.date | None:
    """Read a day in figures."""
    with suppress(ValueError):
        return dt.date.fromisoformat(text)
    return None


def printed_day(text: str, language: str) -> str:
    """Return a printed day in figures, anything else as it stands."""
    match = _PRINTED.fullmatch(text)
    words = templates(language, "wording")
    months = {words[f"wording.month-{number}"]: number for number in range(1, 13)}
    if match is None or match["month"] not in months:
        return text
    with suppress(ValueError):
        return dt.date(int(match["year"]), months[match["month"]], int(match["day"])).isoformat()
    return text


def is_published(vessel: Vessel, shelf: Shelf) -> bool:
    """Whether tablets stand in a vehicle at a strength that a cited text describes."""
    products = [shelf.stock(name).product for name in vessel.units]
    if len(products) != 1 or vessel.liquids or not vessel.volume:
        return False
    return any(one.vehicle in vessel.diluents for one in _at(products[0].drug, vessel, shelf))


def longest(drug: str, vessel: Vessel, shelf: Shelf) -> int | None:
    """Return the most days that a strength of a drug may be kept, or None if nobody says."""
    return max((one.days or 0 for one in _at(drug, vessel, shelf)), default=None)


def kept_too_long(course: Course, shelf: Shelf, made_on: dt.date | None) -> Iterator[Finding]:
    """Yield a finding for whatever is kept without a last day, or beyond the stated days."""
    divided = {step.operation.vessel for step in course.steps if isinstance(step.operation, Divide)}
    for step in course.steps:
        if not isinstance(step.operation, Keep):
            continue
        name, until = step.operation.vessel, step.operation.until
        vessel, last = step.before.get(name), day_of(until)
        if last is None:
            yield stop("kept-without-day", step=str(step.number), until=until)
        elif vessel is not None and made_on is not None:
            drugs = {one.drug for one in _products(vessel, shelf)}
            found = [longest(drug, vessel, shelf) for drug in drugs]
            days = DRY_DAYS if name in divided else min((n for n in found if n), default=0)
            stated = days or all(one.dilution == "store" for one in _products(vessel, shelf))
            if stated and last > made_on + dt.timedelta(days=days - 1):
                yield stop("kept-too-long", step=str(step.number), until=until, days=str(days))


def _at(drug: str, vessel: Vessel, shelf: Shelf) -> Iterator[Stability]:
    """Yield what is published of a drug at the strength in a vessel, or on both sides of it."""
    if not vessel.volume:
        return
    with carefully():
        made = vessel.counted / vessel.volume
    for one in shelf.catalogue.drug(drug).stability:
        strengths = [read(canonical(said), "mg/mL").number for said in one.concentration]
        if one.days and strengths and _within(made, strengths, exact=bool(vessel.units)):
            yield one


def _within(made: Decimal, strengths: list[Decimal], *, exact: bool) -> bool:
    return any(same(made, one) for one in strengths) or (
        not exact and min(strengths) <= made <= max(strengths)
    )


def _products(vessel: Vessel, shelf: Shelf) -> list[Product]:
    return [shelf.stock(name).product for name in vessel.units | vessel.liquids]


def other_last_days(scene: Scene) -> Iterator[Finding]:
    """Yield a finding where a sheet names another last day than the step that keeps it."""
    language = scene.namer.lexicon.language
    kept = [step.operation for step in scene.course.steps if isinstance(step.operation, Keep)]
    for line in scene.all("wk.keep-until"):
        said = printed_day(" ".join(line.fill["until"].split()), language)
        if said not in {one.until for one in kept}:
            yield stop("out-of-place", text=" ".join(line.fill.text.split()))


def last_day_passed(until: str, made_on: dt.date | None, days: int | None) -> Iterator[Finding]:
    """Yield a finding where a label's last day is no day, or beyond the stated days."""
    last = day_of(until)
    if last is None:
        yield stop("kept-without-day", step="1", until=until)
    elif made_on is None or last > made_on + dt.timedelta(days=(days or 0) - 1):
        yield stop("kept-too-long", step="1", until=until, days=str(days or 0))
