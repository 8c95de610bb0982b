"""What a plan words as a prescription, held against its steps and its quantities."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from taperlab.checker.figures import plain, read, same
from taperlab.checker.keeping import day_of, printed_day
from taperlab.checker.operations import Draw, Drip
from taperlab.checker.plan.course import read_mass
from taperlab.checker.plan.said import wrong
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.checker.documents import Preparation
    from taperlab.checker.plan.documents import Line, Plan, Step, Supply
    from taperlab.checker.shelf import Shelf
    from taperlab.messages import Finding

__all__ = ["false_prescription"]

Stretch: TypeAlias = "tuple[Step, int]"

_DAY = dt.timedelta(days=1)
_FOUR_DIGITS = Decimal("0.0005")  # half of the fourth digit, at the most
_MOST_LINES = 4  # beyond them the doses are told in one line
_NUMBER = re.compile(r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<micrograms>\s?micrograms?\b)?")
_PRINTED = re.compile(r"[0-9]{1,2}\s\w+\s[0-9]{4}")


def false_prescription(
    plan: Plan, place: str, said: Supply, stretches: Sequence[Stretch], shelf: Shelf
) -> Iterator[Finding]:
    """Yield a finding for each product, dose, volume, number or day that the plan has not.

    It is one line a product, then one line for each dose, or one for all of them.
    """
    texts, products = said.prescription, len(said.lines)
    spans = _spans(plan, stretches)
    told = spans if len(spans) <= _MOST_LINES else [(spans[0][0], spans[-1][1])]
    if len(texts) != products + len(told):
        yield wrong(place, "prescription", len(texts), products + len(told))
        return
    for line, text in zip(said.lines, texts, strict=False):
        yield from _supplied(place, line, text, shelf)
    for (start, end), text in zip(told, texts[products:], strict=True):
        found = [_date(printed) for printed in _PRINTED.findall(text)]
        if found != [start, end]:
            yield wrong(place, "prescription", text, f"{start}, {end}")
    for wanted, text in zip(_figures(stretches, shelf), texts[products:], strict=True):
        for number in wanted:
            yield from _unsaid(place, text, number)
        yield from _unknown(place, text, wanted)


def _supplied(place: str, line: Line, text: str, shelf: Shelf) -> Iterator[Finding]:
    """A line of supply begins with its product, and has its quantity, its packs, its rest."""
    product = shelf.stock(line.product).product
    if not text.startswith(product.name):
        yield wrong(place, "prescription", text, product.name)
        return
    rest = text.removeprefix(product.name)
    quantity = read(line.quantity).number
    known = {quantity, Decimal(0)}  # no refills
    if line.packs is not None and line.left_over is not None and product.pack is not None:
        known |= {Decimal(line.packs), read(line.left_over).number}
        known |= {read(canonical(product.pack)).number}
        yield from _unsaid(place, rest, Decimal(line.packs))
    yield from _unsaid(place, rest, quantity)
    yield from _unknown(place, rest, known)


def _unsaid(place: str, text: str, number: Decimal) -> Iterator[Finding]:
    if not any(_is(said, number, text) for said in _numbers(text)):
        yield wrong(place, "prescription", text, plain(number))


def _unknown(place: str, text: str, known: set[Decimal]) -> Iterator[Finding]:
    for said in _numbers(text):
        if not any(_is(said, number, text) for number in known):
            yield wrong(place, "prescription", plain(said), text)


def _is(said: Decimal, number: Decimal, text: str) -> bool:
    """Tell whether a number is another as it stands in a line: to four digits, if it says so."""
    near = "about " in text and abs(said - number) <= _FOUR_DIGITS * abs(number)
    return near or same(said, number)


def _numbers(text: str) -> list[Decimal]:
    """Return every number of a line that is no part of a day, micrograms as mg."""
    return [
        Decimal(match["number"].replace(",", "")) / (1000 if match["micrograms"] else 1)
        for match in _NUMBER.finditer(_PRINTED.sub("", text))
    ]


def _date(printed: str) -> dt.date | None:
    return day_of(printed_day(" ".join(printed.split()), "en"))


def _spans(plan: Plan, stretches: Sequence[Stretch]) -> list[tuple[dt.date, dt.date]]:
    """Return the first and the last day of each stretch; none begins before the plan is made."""
    today = day_of(plan.request.date) or dt.date.min
    begins = [max(day_of(step.start) or today, today) for step, _ in stretches]
    return [
        (start, start + (days - 1) * _DAY)
        for start, (_, days) in zip(begins, stretches, strict=True)
    ]


def _figures(stretches: Sequence[Stretch], shelf: Shelf) -> list[set[Decimal]]:
    """Return the numbers of each line on doses; one for all has the first and last day's dose."""
    made = [step.preparation for step, _ in stretches if step.preparation is not None]
    if len(made) <= _MOST_LINES:
        return [_measured(one, shelf) for one in made]
    ends = {read_mass(one.delivered) * one.doses_per_day for one in (made[0], made[-1])}
    return [ends | {Decimal(len(made))}]


def _measured(made: Preparation, shelf: Shelf) -> set[Decimal]:
    """Return a dose in mg, how often a day if more than once, and of a liquid its mL."""
    found = {read_mass(made.delivered)}
    if made.doses_per_day > 1:
        found.add(Decimal(made.doses_per_day))
    measured = [one for one in made.operations if isinstance(one, Draw | Drip)]
    for one in measured[-1:]:
        if isinstance(one, Draw):
            found.add(read(one.volume, "mL").number)
        else:
            found.add(shelf.drop(one.source) * one.drops)
    return found
