"""Every figure that a preparation can be said to have, so that no other one passes unseen."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from taperlab.checker.bench import Vessel
from taperlab.checker.figures import NotAFigureError, carefully, plain, read, same
from taperlab.checker.operations import DOSE, Add, Count, Draw, MakeUp, Weigh
from taperlab.checker.shelf import HOUSEHOLD, Mismatch
from taperlab.checker.tokens import DOSE_UNITS, Token, tokens
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from taperlab.catalogue.types import Drug
    from taperlab.checker.bench import Course, Step
    from taperlab.checker.shelf import Shelf

__all__ = ["Known"]

_CLOSE = Decimal("0.001")  # "about" is four digits, at worst half of the last one off
_Pair = tuple[Decimal, str]


class Known:
    """The figures of one preparation: volumes, contents, strengths, marks, and sums of them."""

    def __init__(self, course: Course, shelf: Shelf, others: Iterable[str] = ()) -> None:
        with carefully():
            stated = list(_written(others))
            pairs = [*_course(course), *_shelf(course, shelf), *stated, *_rest(course, stated)]
            self._pairs = {(plain(number), unit) for number, unit in pairs}
            self._numbers = pairs
            self._scales = set(_scales(course, shelf))

    def add(self, number: Decimal, unit: str) -> None:
        """Take in a figure that was derived from known ones."""
        self._pairs.add((plain(number), unit))
        self._numbers.append((number, unit))

    def has(self, token: Token) -> bool:
        """Whether a number with a unit of dose or volume is one of these; others pass."""
        if token.unit not in DOSE_UNITS or (plain(token.number), token.unit) in self._pairs:
            return True
        with carefully():
            return token.about and any(
                unit == token.unit and abs(number - token.number) <= _CLOSE * number
                for number, unit in self._numbers
            )

    def is_near(self, number: Decimal, unit: str, *, loose: bool) -> bool:
        """Whether a number that was worked out is one of these, or rounded is about one."""
        return any(
            one == unit and (same(each, number) or (loose and abs(each - number) <= _CLOSE * each))
            for each, one in self._numbers
        )

    def counts(self, physical: Decimal, counted: Decimal) -> bool:
        """Whether a product holds so much in a mL, and that counts as so much."""
        return (physical, counted) in self._scales

    def strangers(self, text: str) -> list[str]:
        """Return the figures of a text that are not known."""
        return [token.text for token in tokens(text) if not self.has(token)]


def _scales(course: Course, shelf: Shelf) -> Iterator[tuple[Decimal, Decimal]]:
    names = {name for step in course.steps for name in _products(step.operation, shelf)}
    stocks = (shelf.stock(name) for name in names)
    yield from ((one.physical, one.counted) for one in stocks)


def _course(course: Course) -> Iterator[_Pair]:
    for step in course.steps:
        yield from _measured(step)
        yield from _weighed(step)
        for vessel in step.before.values():
            yield from _vessel(vessel)
    for vessel in (*course.vessels.values(), *course.fullest.values()):
        yield from _vessel(vessel)
    yield course.wasted, "mg"
    yield from _moved(course)


def _rest(course: Course, stated: list[_Pair]) -> Iterator[_Pair]:
    """What is left of a dose for the liquid, once the units are taken."""
    liquids = [step.before.get(DOSE) for step in course.steps if isinstance(step.operation, Draw)]
    taken = [vessel.counted for vessel in liquids if vessel is not None]
    for number, unit in stated:
        yield from ((number - one, unit) for one in taken if unit == "mg")


def _moved(course: Course) -> Iterator[_Pair]:
    """How much drug each operation moves to the mouth."""
    states = [step.before.get(DOSE, Vessel()) for step in course.steps] + [course.dose]
    yield from ((after.counted - before.counted, "mg") for before, after in pairwise(states))


def _measured(step: Step) -> Iterator[_Pair]:
    match step.operation:
        case Draw(volume=str(text), fills=fills) | Add(volume=str(text), fills=fills):
            volume = read(text, "mL").number
            yield volume, "mL"
            yield volume / max(fills, 1), "mL"
        case MakeUp(vessel=name, to=text):
            total = read(text, "mL").number
            yield total, "mL"
            if name in step.before:
                yield total - step.before[name].volume, "mL"


def _weighed(step: Step) -> Iterator[_Pair]:
    match step.operation:
        case Weigh(powder=powder, unit_mass=unit):
            yield from _written((powder, unit))
        case Add(mass=str(mass)):
            yield from _written((mass,))


def _capsules(course: Course, shelf: Shelf) -> Iterator[_Pair]:
    """What the beads that are counted hold, and what the others do."""
    for step in course.steps:
        match step.operation:
            case Count(product=name, beads=beads, beads_per_capsule=there):
                share = beads / read(f"{there} beads").number
                yield share * shelf.stock(name).counted, "mg"
                yield (1 - share) * shelf.stock(name).counted, "mg"


def _poured(course: Course, shelf: Shelf) -> Iterator[_Pair]:
    """What each measured volume of a product holds."""
    for step in course.steps:
        match step.operation:
            case Draw(source=name, volume=text) if shelf.is_product(name):
                yield shelf.stock(name).counted * read(text, "mL").number, "mg"


def _vessel(vessel: Vessel) -> Iterator[_Pair]:
    yield vessel.counted, "mg"
    yield vessel.physical, "mg"
    yield vessel.volume, "mL"
    if vessel.volume:
        yield vessel.counted / vessel.volume, "mg/mL"
        yield vessel.physical / vessel.volume, "mg/mL"


def _shelf(course: Course, shelf: Shelf) -> Iterator[_Pair]:
    yield from _capsules(course, shelf)
    yield from _poured(course, shelf)
    names = {name for step in course.steps for name in _products(step.operation, shelf)}
    for name in names:
        stock = shelf.stock(name)
        unit = "mg/mL" if stock.liquid else "mg"
        yield stock.physical, unit
        yield stock.counted, unit
        yield from _written([stock.product.name])
        amounts = (one.amount for one in stock.product.excipients)
        quantities = (*amounts, stock.product.drink_volume)
        yield from _written(canonical(one) for one in quantities if one is not None)
        if stock.liquid and stock.product.drops_per_ml is not None:
            yield shelf.drop(name), "mL"
            yield shelf.drop(name) * stock.counted, "mg"
        yield from _drug(shelf.catalogue.drug(stock.product.drug))
    for name in {getattr(step.operation, "device", HOUSEHOLD) for step in course.steps}:
        with suppress(Mismatch):  # an unknown device has a finding of its own
            tool = shelf.tool(name)
            marks = tool.capacity, tool.graduation, tool.smallest
            unit = "mg" if tool.device.kind == "balance" else "mL"
            yield from ((mark, unit) for mark in marks)
            yield from _written([tool.device.name])


def _drug(drug: Drug) -> Iterator[_Pair]:
    yield from _written(canonical(limit.dose) for limit in drug.max_daily)
    if drug.solubility is not None:
        yield from _written([canonical(drug.solubility.water)])


def _products(operation: object, shelf: Shelf) -> list[str]:
    names = (getattr(operation, "product", None), getattr(operation, "source", None))
    return [name for name in names if name is not None and shelf.is_product(name)]


def _written(texts: Iterable[str]) -> Iterator[_Pair]:
    for text in texts:
        try:
            figure = read(text, *DOSE_UNITS)
        except NotAFigureError:
            yield from ((token.number, token.unit) for token in tokens(text))
        else:
            yield figure.number, figure.unit  # also a fraction, as files write 17/3 mg
