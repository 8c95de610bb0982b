"""How long a preparation may be kept: the earliest of every limit, and which one decided.

The day it is made is Day 1 (practice.md 3.1, 45): 14 days from 1 March end on 14 March.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from taperlab.catalogue.types import Product

__all__ = ["AT_ONCE", "MADE_FRESH", "Kept", "Shelf", "kept", "last_of_month"]

AT_ONCE = "at once"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One limit in days, Day 1 being the day it is made, and the code of its reason."""

    days: int
    reason: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Until when something is kept: a day with what decided it, or at once."""

    until: dt.date | None = None
    decided_by: Message | None = None

    @property
    def text(self) -> str:
        """The day in figures, or ``at once``."""
        return AT_ONCE if self.until is None else self.until.isoformat()


MADE_FRESH = Kept()
"""Used at once, the rest discarded: the rule for whatever has no shelf of its own."""


def kept(
    made: dt.date, parts: Iterable[Product], expiries: Mapping[str, dt.date], shelf: Shelf
) -> Kept:
    """Return until when something made of some products may be kept, and which limit decided.

    ``expiries`` are of the products in hand, by id; none that goes in is outlived, nor its
    bottle's life once opened, which begins no later than the day it goes in (practice.md 45).
    """
    parts = tuple(parts)
    last = made + dt.timedelta(days=shelf.days - 1)
    limits = [(last, Message(f"methods.keep-{shelf.reason}", days=shelf.days))]
    limits.extend(
        (
            expiries[one.id],
            Message("methods.keep-component", product=one.name, day=expiries[one.id]),
        )
        for one in parts
        if one.id in expiries
    )
    limits.extend(
        (
            made + dt.timedelta(days=one.in_use_days - 1),
            Message("methods.keep-opened", product=one.name, days=one.in_use_days),
        )
        for one in parts
        if one.is_liquid and one.in_use_days
    )
    until, decided_by = min(limits, key=lambda limit: limit[0])
    return Kept(until, decided_by)


def last_of_month(year: int, month: int) -> dt.date:
    """Return the last day of a month: what an expiry that names only a month means."""
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)
