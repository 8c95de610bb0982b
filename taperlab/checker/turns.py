"""Everything of a preparation that can be off: how far at most, and what it belongs to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from taperlab.checker.bench import carry_out
from taperlab.checker.figures import ZERO, read
from taperlab.checker.keeping import is_published
from taperlab.checker.operations import Add, Count, Divide, Draw, Drip, Keep, MakeUp, Take, Weigh
from taperlab.checker.shelf import HOUSEHOLD, Mismatch
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.catalogue.error_model import ErrorModel, Figure
    from taperlab.catalogue.types import Product
    from taperlab.checker.bench import Course
    from taperlab.checker.in_hand import InHand
    from taperlab.checker.operations import Operation
    from taperlab.checker.shelf import Shelf

__all__ = ["RECTANGULAR", "Knob", "Source", "Turn", "balance_of", "turns_of"]


RECTANGULAR, NORMAL = Decimal(1) / 3, Decimal(1) / 9
_SIGMAS = 3
_WHOLE, _HALF = Decimal(1), Decimal("0.5")
_SURE = 20  # so many beads, counted twice, are not miscounted
_LEAST_SPREAD = Decimal("0.41")  # of a balance's division, whatever it is said to repeat to
Knob = tuple[str, str | int, int]


class Source(NamedTuple):
    """What can be wrong: equal sources share one fate; a reading belongs to one operation."""

    owner: str
    what: str
    scope: str
    handling: bool
    operation: int = 0


class Turn(NamedTuple):
    """A knob that a source turns by so much at most; ``weight`` is variance over bound squared."""

    source: Source
    knob: Knob
    bound: Decimal
    weight: Decimal


def turns_of(
    operations: tuple[Operation, ...], shelf: Shelf, in_hand: InHand
) -> tuple[Turn, ...] | None:
    """Return every turn; None where nobody has measured how far off one can be.

    Raises:
        Mismatch: if the operations cannot be carried out.
    """
    course = carry_out(operations, shelf)
    if _is_unmeasured(course, shelf):
        return None
    found: list[Turn] = []
    for step in course.steps:
        at, one = step.number - 1, step.operation
        match one:
            case Draw() | Add() | MakeUp():
                found += _volumes(at, one, course, shelf, _scope(one, operations))
            case Drip(source=name):
                source = Source(name, "drop size", "device", handling=True)
                bound, weight = _figures(shelf.catalogue.error_model.drop)
                found.append(Turn(source, ("drop", name, 0), bound, weight))
            case Take():
                found += _pieces(at, one, shelf, _scope(one, operations))
            case Count():
                found += _beads(at, one, shelf.catalogue.error_model, in_hand)
            case Weigh():
                found += _powder(at, one, shelf, in_hand)
            case Divide():
                found += _fills(at, one, course, shelf)
    return *found, *_contents(operations, shelf)


def _scope(one: Draw | Add | MakeUp | Take, operations: tuple[Operation, ...]) -> str:
    """Return what is shared by the doses of a vessel that is kept: all that went into it."""
    kept = {each.vessel for each in operations if isinstance(each, Keep)}
    return "bottle" if (one.vessel if isinstance(one, MakeUp) else one.into) in kept else "dose"


def _is_unmeasured(course: Course, shelf: Shelf) -> bool:
    return any(
        product.form != "dispersible-tablet"
        for step in course.steps
        if isinstance(step.operation, Draw)
        for product in _dispersed(step.operation, course, shelf)
    )


def _dispersed(draw: Draw, course: Course, shelf: Shelf) -> list[Product]:
    """Return the tablets, merely put in water, of which a part is drawn."""
    vessel = course.fullest.get(draw.source)
    if vessel is None or not vessel.units or is_published(vessel, shelf):
        return []
    return [shelf.stock(name).product for name in sorted(vessel.units)]


def _contents(operations: Sequence[Operation], shelf: Shelf) -> Iterator[Turn]:
    named = {getattr(one, "product", None) or getattr(one, "source", None) for one in operations}
    for name in sorted(one for one in named if one is not None and shelf.is_product(one)):
        product = shelf.stock(name).product
        figure = shelf.catalogue.error_model.content(product.market, product.supply)
        source = Source(name, "content", figure.scope, handling=False)
        yield Turn(source, ("content", name, 0), *_figures(figure))


def _figures(figure: Figure) -> tuple[Decimal, Decimal]:
    """Return the largest relative error, and its variance over the square of that."""
    if figure.value is None:
        raise ArithmeticError(figure)
    value = read(canonical(figure.value), "%").number / 100
    normal = figure.shape == "normal"
    return (value * _SIGMAS, NORMAL) if normal else (value, RECTANGULAR)


def _volumes(
    at: int, one: Draw | Add | MakeUp, course: Course, shelf: Shelf, scope: str
) -> Iterator[Turn]:
    text, fills = (one.to, 1) if isinstance(one, MakeUp) else (one.volume, one.fills)
    if text is None or one.device == HOUSEHOLD:
        return  # no drug and no volume is measured: powder that is filled up with, or a drink
    volume, knob = read(text, "mL").number, ("volume", at, 0)
    yield from _measured(shelf, knob, one.device, volume, fills=fills, scope=scope)
    model = shelf.catalogue.error_model
    if isinstance(one, MakeUp):
        vessel = course.fullest[one.vessel]
        if is_published(vessel, shelf):
            market = shelf.stock(next(iter(vessel.units))).product.market
            source = Source(one.vessel, "compounding", "bottle", handling=False)
            bound, weight = _figures(model.content(market, "compounded"))
            yield Turn(source, knob, bound * volume, weight)
    elif isinstance(one, Draw):
        for product in _dispersed(one, course, shelf):
            source = Source(product.id, "aliquot", "dose", handling=True)
            bound, weight = _figures(model.aliquot_dispersible)
            yield Turn(source, knob, bound * volume, weight)


def _measured(  # noqa: PLR0913 - a device, what it measures, and for whom
    shelf: Shelf, knob: Knob, name: str, volume: Decimal, *, fills: int, scope: str
) -> Iterator[Turn]:
    """A syringe has a scale and a reading; the tolerance of a cylinder or flask counts both."""
    tool = shelf.tool(name)
    device = tool.device
    owner = f"{device.id} ({device.make})" if device.make else device.id
    reads = device.kind == "oral-syringe" and device.graduation is not None
    bounds = [
        read(canonical(one.fixed)).number * fills
        + read(canonical(one.relative), "%").number / 100 * volume
        for one in device.tolerance
    ]
    what = "scale" if reads else "volume"
    yield Turn(Source(owner, what, "device", handling=True), knob, max(bounds), RECTANGULAR)
    if reads:
        source = Source(owner, "reading", scope, handling=True, operation=int(knob[1]))
        yield Turn(source, knob, tool.graduation / 2 * fills, RECTANGULAR / fills)


def _pieces(at: int, one: Take, shelf: Shelf, scope: str) -> Iterator[Turn]:
    """Units differ; of parts each is another unit, and is cut by itself as well."""
    model, product = shelf.catalogue.error_model, shelf.stock(one.product).product
    bound, weight = _figures(model.unit)
    shares = [read(f"{piece} piece").number for piece in one.pieces]
    whole = shares.count(_WHOLE)
    if whole:
        source = Source(one.product, "unit to unit", scope, handling=False)
        yield Turn(source, ("whole", at, 0), bound, weight / whole)
    scored = product.may_split in ("halves", "quarters")
    for number, share in enumerate(shares):
        if share == _WHOLE:
            continue
        knob, where = ("piece", at, number), at * 100 + number
        halved = model.half_scored if scored else model.half_cut
        cut = _figures(halved if share == _HALF else model.quarter)
        unit = Source(one.product, "unit", scope, handling=False, operation=where)
        part = Source(one.product, "part", scope, handling=True, operation=where)
        yield Turn(unit, knob, bound, weight)
        yield Turn(part, knob, *cut)


def _beads(at: int, one: Count, model: ErrorModel, in_hand: InHand) -> Iterator[Turn]:
    """Miscounted, unlike each other, so many in a capsule, and capsules unlike each other."""
    counted = in_hand.beads_of(one.product)
    if counted is None:
        raise Mismatch("not-in-hand", product=one.product)
    mean, knob = read(f"{one.beads_per_capsule} beads").number, ("share", at, 0)
    part = one.beads / mean
    share = 1 - part if one.leave else part
    sure = counted.twice and one.beads <= _SURE
    miscount = ZERO if sure else _figures(model.bead_miscount)[0] * part
    spread = counted.spread if counted.spread is not None else _figures(model.bead)[0] / _SIGMAS
    between = _SIGMAS * spread * Decimal(one.beads).sqrt() / mean
    of_mean = _SIGMAS * part * counted.variance_of_mean.sqrt() / mean
    unit, weight = _figures(model.unit)
    for what, scope, handling, bound, of in (
        ("miscount", "dose", True, miscount, RECTANGULAR),
        ("bead to bead", "dose", True, between, NORMAL),
        ("count of beads", "batch", True, of_mean, NORMAL),
        ("capsule to capsule", "dose", False, unit * share, weight),
    ):
        yield Turn(Source(one.product, what, scope, handling), knob, bound, of)


def _powder(at: int, one: Weigh, shelf: Shelf, in_hand: InHand) -> Iterator[Turn]:
    weighed = in_hand.masses_of(one.product)
    if weighed is None:
        raise Mismatch("not-in-hand", product=one.product)
    powder, mean = read(one.powder, "mg").number, read(one.unit_mass, "mg").number
    scale, spread = balance_of(one.device, shelf)
    of_mean = _SIGMAS * powder * weighed.variance_of_mean.sqrt() / mean / mean
    for owner, what, scope, bound, weight in (
        (one.device, "scale", "device", scale / mean, RECTANGULAR),
        (one.device, "repeatability", "dose", _SIGMAS * spread / mean, NORMAL),
        (one.product, "mean mass of a unit", "batch", of_mean, NORMAL),
    ):
        source = Source(owner, what, scope, handling=True)
        yield Turn(source, ("share", at, 0), bound, weight)


def balance_of(name: str, shelf: Shelf) -> tuple[Decimal, Decimal]:
    """Return how far off the scale of a balance can be, and how well it repeats, in mg."""
    tool = shelf.tool(name)
    device, least = tool.device, _LEAST_SPREAD * tool.graduation
    said = device.repeatability
    spread = least if said is None else max(read(canonical(said), "mg").number, least)
    fixed = [read(canonical(one.fixed), "mg").number for one in device.tolerance]
    return max(fixed, default=tool.graduation), spread


def _fills(at: int, one: Divide, course: Course, shelf: Shelf) -> Iterator[Turn]:
    """How far off the fill of one capsule can be, and how evenly its powder is mixed."""
    weighed = [
        step.operation
        for step in course.steps[:at]
        if isinstance(step.operation, Add) and step.operation.into == one.vessel
    ]
    units = sorted(course.fullest[one.vessel].units)
    if not weighed or weighed[-1].mass is None or not units:
        raise Mismatch("nothing-there", step=str(at + 1), vessel=one.vessel)
    balance, fill = weighed[-1].device, read(weighed[-1].mass, "mg").number / one.parts
    scale, spread = balance_of(balance, shelf)
    product = shelf.stock(units[0]).product
    compounding = _figures(shelf.catalogue.error_model.content(product.market, "compounded"))
    for owner, what, scope, handling, bound, weight in (
        (balance, "scale", "device", True, scale / fill, RECTANGULAR),
        (balance, "repeatability", "dose", True, _SIGMAS * spread / fill, NORMAL),
        (product.id, "compounding", "batch", False, *compounding),
    ):
        yield Turn(Source(owner, what, scope, handling), ("share", at, 0), bound, weight)
