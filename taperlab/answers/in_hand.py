"""What a request says of things in hand: counted beads, weighed units, expiries."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from taperlab.messages import InputError, Message
from taperlab.methods.counts import BeadCount, Weighing
from taperlab.methods.expiry import last_of_month
from taperlab.quantities import DecimalMark, Mass, Proportion, parse

if TYPE_CHECKING:
    from fractions import Fraction

    from taperlab.answers.request import CountedBeads, WeighedUnits

__all__ = ["FEWEST", "bead_count", "expiry", "percentage", "weighing"]

FEWEST = 3
"""Fewer capsules or units say nothing of how they differ (practice.md 2.3j)."""

_MONTH = re.compile(r"(?P<year>2[01][0-9]{2})-(?P<month>0[1-9]|1[0-2])")
_DAY = re.compile(r"2[01][0-9]{2}-[0-9]{2}-[0-9]{2}")


def bead_count(counted: CountedBeads, mark: DecimalMark) -> BeadCount:
    """Read counted beads.

    Raises:
        InputError: if there are too few capsules, no batch, or a count that is no count.
    """
    _batch(counted.batch, counted.product)
    _enough(len(counted.counts))
    if min(counted.counts) < 1:
        raise InputError(Message("answers.bad-bead-count", count=min(counted.counts)))
    spread = None
    if counted.spread is not None:
        spread = percentage(counted.spread, mark)
    return BeadCount(counted.product, counted.batch, counted.counts, spread, counted.twice)


def weighing(weighed: WeighedUnits, mark: DecimalMark) -> Weighing:
    """Read weighed units.

    Raises:
        InputError: if there are too few, no batch, or a mass that cannot be read.
    """
    _batch(weighed.batch, weighed.product)
    _enough(len(weighed.masses))
    masses = tuple(parse(text, Mass, decimal_mark=mark).amount for text in weighed.masses)
    return Weighing(weighed.product, weighed.batch, masses)


def expiry(text: str) -> dt.date:
    """Read an expiry: a day, or a month, which means its last day.

    Raises:
        InputError: if it is neither.
    """
    month = _MONTH.fullmatch(text)
    if month is not None:
        return last_of_month(int(month["year"]), int(month["month"]))
    try:
        return _calendar_day(text)
    except ValueError:
        raise InputError(Message("answers.bad-expiry", text=text)) from None


def percentage(text: str, mark: DecimalMark) -> Fraction:
    """Read a percentage.

    Raises:
        InputError: if it is none.
    """
    try:
        return parse(text, Proportion, decimal_mark=mark).amount
    except InputError as error:  # what the door advises is for a dose
        raise InputError(error.problem, Message("answers.percentage.remedy")) from None


def _calendar_day(text: str) -> dt.date:
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def _enough(count: int) -> None:
    if count < FEWEST:
        raise InputError(Message("answers.too-few-counted", fewest=FEWEST, count=count))


def _batch(batch: str, product: str) -> None:
    if not batch.strip():
        raise InputError(Message("answers.no-batch-named", product=product))
