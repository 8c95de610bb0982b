"""A caution that is due, and the words and figures that its sentence must have."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from taperlab.checker.figures import plain, read
from taperlab.checker.keeping import day_of
from taperlab.checker.words import templates
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Collection

    from taperlab.catalogue.types import Device, Drug, Product
    from taperlab.checker.bench import Course
    from taperlab.checker.documents import Preparation, Request
    from taperlab.checker.shelf import Shelf
    from taperlab.quantities import Quantity

__all__ = ["Case", "Due", "a_day", "amount", "named", "pieces", "rounded", "spoken_day"]


_PARTS = {
    Decimal(0): "",
    Decimal("0.25"): "¼",
    Decimal("0.5"): "½",
    Decimal("0.75"): "¾",
}


class Due(NamedTuple):
    """A caution by its key, how severe it is, whether a reason is due, and what it must name."""

    key: str
    severity: str
    words: tuple[str, ...] = ()
    needs_reason: bool = False

    @property
    def code(self) -> str:
        """The key without its room."""
        return self.key.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Case:
    """One preparation: what was asked, what it says, what happened, and the dose before it.

    ``before`` is in counted mg each time it is taken, as ``said.target`` is.
    """

    request: Request
    said: Preparation
    course: Course
    shelf: Shelf
    before: Decimal | None

    @property
    def drug(self) -> Drug:
        """The drug that was asked for."""
        return self.shelf.catalogue.drug(self.request.drug)

    @property
    def day(self) -> dt.date:
        """The day that it is made on."""
        return day_of(self.request.date) or dt.date.max

    @property
    def at_hand(self) -> Collection[Product]:
        """The products that it may be made of."""
        own = self.request.dose_of
        if own != "tablet" and self.shelf.stock(own).product.counts_as is None:
            return [self.shelf.stock(own).product]
        if self.request.products is not None:
            return [self.shelf.catalogue.product(name) for name in self.request.products]
        return [one for one in self.drug.products if one.market == self.request.market]


def named(thing: Product | Device) -> str:
    """Return a name as it stands in a document, where blanks are plain."""
    return thing.name.replace("\u00a0", " ")


def amount(value: Decimal | Quantity, unit: str = "") -> str:
    """Return a quantity as a sentence tells it: ``"1,250 mg"``."""
    if not isinstance(value, Decimal):
        figure = read(canonical(value))
        value, unit = figure.number, figure.unit
    text = plain(value)
    whole, point, rest = text.partition(".")
    return f"{text if '/' in text else f'{int(whole):,}{point}{rest}'} {unit}"


def pieces(number: Decimal) -> str:
    """Return a number of units as a sentence tells it: ``"3½"``."""
    whole, part = divmod(number, 1)
    if part not in _PARTS:
        return amount(number, "x").removesuffix(" x")
    return (f"{int(whole):,}" if whole or not part else "") + _PARTS[part]


def rounded(value: Decimal, unit: str) -> str:
    """Return a quantity to four decimals, or to four digits where it has more."""
    if value == round(value, 4):
        return amount(value, unit)
    return amount(round(value, 3 - value.adjusted()), unit)


def a_day(said: Preparation, request: Request) -> int:
    """Return how many doses there are in the days that were asked for."""
    return request.days * said.doses_per_day


def spoken_day(day: dt.date, language: str) -> str:
    """Return a day in words, as sentences have it."""
    month = templates(language, "wording")[f"wording.month-{day.month}"]
    return f"{day.day} {month} {day.year}"
