"""What is due of what is kept: the text it rests on, how it is stored, and what is left over."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from taperlab.checker.bench import Vessel
from taperlab.checker.cautions.due import Due, a_day, amount
from taperlab.checker.cautions.of_dose import last_day_of
from taperlab.checker.figures import read, same
from taperlab.checker.keeping import DRY_DAYS
from taperlab.checker.operations import Divide, Draw, Keep
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from taperlab.catalogue.types import Stability
    from taperlab.checker.cautions.due import Case

__all__ = ["last_days", "of_keeping"]


def of_keeping(case: Case) -> list[list[Due]]:
    """Return what is due, one list for each published text that it may rest on."""
    kept = _kept(case)
    if kept is None or _is_divided(case, kept):
        return [[]]
    found = [list(_said(case, kept, text)) for text in _texts(case, kept)]
    return found or [[]]


def last_days(case: Case) -> set[str] | None:
    """Return the days that it may be said to keep until; None where nothing is kept."""
    kept = _kept(case)
    if kept is None:
        return None
    shelves = [text.days for text in _texts(case, kept)]
    if _is_divided(case, kept):
        shelves = [DRY_DAYS]
    return {_until(case, days).isoformat() for days in shelves if days is not None}


def _until(case: Case, days: int) -> dt.date:
    """Return the earliest of every limit; the day it is made is day 1."""
    limits = [case.day + dt.timedelta(days=days - 1)]
    for name in case.said.products:
        product = case.shelf.stock(name).product
        expiry = last_day_of(case.request.expiries.get(name))
        if expiry is not None and expiry >= case.day:
            limits.append(expiry)
        if product.in_use_days and case.shelf.stock(name).liquid:
            limits.append(case.day + dt.timedelta(days=product.in_use_days - 1))
    return min(limits)


def _kept(case: Case) -> Keep | None:
    return next((one for one in case.said.operations if isinstance(one, Keep)), None)


def _is_divided(case: Case, kept: Keep) -> bool:
    return any(
        isinstance(one, Divide) and one.vessel == kept.vessel for one in case.said.operations
    )


def _texts(case: Case, kept: Keep) -> Iterator[Stability]:
    """Yield the texts about such a liquid: what it is made from, where it stands, how strong."""
    vessel = case.course.fullest.get(kept.vessel, Vessel())
    if not vessel.volume:
        return
    made = vessel.counted / vessel.volume
    for one in case.drug.stability:
        strengths = [read(canonical(said), "mg/mL").number for said in one.concentration]
        if one.days is None or one.storage != kept.where or not strengths:
            continue
        if vessel.units and one.made_from == "tablets":
            if one.vehicle in vessel.diluents and any(same(made, said) for said in strengths):
                yield one
        elif vessel.liquids and one.made_from == "liquid" and _within(made, strengths):
            yield one


def _within(made: Decimal, strengths: list[Decimal]) -> bool:
    return min(strengths) <= made <= max(strengths) or any(same(made, one) for one in strengths)


def _said(case: Case, kept: Keep, text: Stability) -> Iterator[Due]:
    vessel = case.course.fullest[kept.vessel]
    if vessel.units:
        words = (text.vehicle, text.storage)
        yield Due("methods.compounded", "warn", words, needs_reason=True)
        if text.note:
            yield Due("methods.formulation-note", "note", (text.note,))
        yield from _left_over(case, kept, vessel)
    else:
        yield Due("methods.kept-dilution", "warn", (text.note or text.vehicle,))
    for key in text.provenance.source:
        citation = case.shelf.catalogue.sources[key].citation
        source = citation.replace(". ", ", ").rstrip(".")
        yield Due("methods.formulation-source", "note", (source,))


def _left_over(case: Case, kept: Keep, vessel: Vessel) -> Iterator[Due]:
    draws = [
        one for one in case.said.operations if isinstance(one, Draw) and one.source == kept.vessel
    ]
    volume = read(draws[-1].volume, "mL").number
    left = vessel.volume - volume * a_day(case.said, case.request)
    yield Due("methods.left-over", "note", (amount(left, "mL"), str(int(left // volume))))
