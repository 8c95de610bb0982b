"""What is due of the dose itself: its drug, its size, the days it is made for."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from taperlab.checker.cautions.due import Due, a_day, amount, named, pieces, spoken_day
from taperlab.checker.effort import uses
from taperlab.checker.figures import read, same
from taperlab.checker.keeping import day_of
from taperlab.checker.operations import Keep, Mix
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.cautions.due import Case

__all__ = ["last_day_of", "of_days", "of_dose"]

_FAR = 5
_MARKED, _SOFT = Decimal("0.05"), Decimal("0.1")


def of_dose(case: Case) -> Iterator[Due]:
    """Yield what is due of the drug, of the dose before, of the daily maximum, of rounding."""
    said, drug = case.said, case.drug
    target, delivered = read(said.target, "mg").number, read(said.delivered, "mg").number
    if drug.gate is not None:
        why = drug.provenance["gate"].note.rstrip(".")
        yield Due("answers.gated", "warn", (drug.name, why), needs_reason=True)
    if case.before and _is_far(target, case.before):
        yield Due("answers.far-from-current", "warn", needs_reason=True)
    yield from _maximum(case)
    off = abs(delivered - target) / target
    if off > _SOFT and not same(off, _SOFT):
        yield Due("answers.rounded-far", "warn", needs_reason=True)
    elif off > _MARKED and not same(off, _MARKED):
        yield Due("answers.rounded", "warn")


def _is_far(one: Decimal, other: Decimal) -> bool:
    """Whether one is five times the other or more, but for the last digit of a division."""
    times = max(one / other, other / one)
    return times >= _FAR or same(times, Decimal(_FAR))


def _maximum(case: Case) -> Iterator[Due]:
    limits = [one for one in case.drug.max_daily if one.market == case.request.market]
    if not limits:
        yield Due("answers.maximum-unknown", "note", (case.drug.name.lower(),))
        return
    least = min(limits, key=lambda one: read(canonical(one.dose), "mg").number)
    if any(
        one.provenance.confidence == "memory"
        for one in limits
        if canonical(one.dose) == canonical(least.dose)
    ):
        yield Due("answers.maximum-unconfirmed", "note", (amount(least.dose),))


def of_days(case: Case) -> Iterator[Due]:
    """Yield what is due of several days, and of what expires before the last of them."""
    said, request = case.said, case.request
    if any(isinstance(one, Keep) for one in said.operations):
        return
    last = case.day + dt.timedelta(days=request.days - 1)
    for name in said.products:
        expiry = last_day_of(request.expiries.get(name))
        if expiry is not None and case.day <= expiry < last:
            product = named(case.shelf.stock(name).product)
            days = spoken_day(expiry, request.lang), spoken_day(last, request.lang)
            yield Due("answers.expires-first", "warn", (product, *days))
    if request.days == 1:
        return
    if any(isinstance(one, Mix) for one in said.operations):
        yield Due("answers.made-fresh", "note", (str(a_day(said, request)),))
    for name, used in uses(said, request, case.course, case.shelf).items():
        stock = case.shelf.stock(name)
        whole = used * a_day(said, request)
        needed = amount(whole, "mL") if stock.liquid else pieces(whole)
        words = (str(request.days), needed, named(stock.product))
        yield Due("answers.needed", "note", words)


def last_day_of(expiry: str | None) -> dt.date | None:
    """Read an expiry; a month alone means its last day."""
    if expiry is None:
        return None
    whole = day_of(expiry)
    if whole is not None or day_of(f"{expiry}-01") is None:
        return whole
    inside = day_of(f"{expiry}-28") or dt.date.max
    following = (inside + dt.timedelta(days=4)).replace(day=1)
    return following - dt.timedelta(days=1)
