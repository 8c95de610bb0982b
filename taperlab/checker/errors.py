"""How far off a preparation can be, worked out again: each source nudged on the checker's bench.

Only for what is measured, drawn, dripped or taken whole; of split, counted or weighed units and
of tablets in water nothing is worked out again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from taperlab.checker.bench import carry_out
from taperlab.checker.figures import ZERO, read
from taperlab.checker.operations import DOSE, Add, Draw, Drip, MakeUp, Take
from taperlab.checker.shelf import Mismatch, Shelf, Stock
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from taperlab.catalogue.error_model import Figure
    from taperlab.checker.operations import Operation

__all__ = ["Errors", "Fault", "Source"]

_EPSILON = Decimal(10) ** -20
_RECTANGULAR = Decimal(1) / 3
_KNOWN = ("draw", "make-up", "mix", "pour", "discard", "keep", "drip", "add", "take")
Knob = tuple[str, str | int]


class Source(NamedTuple):
    """What can be wrong: equal sources share one fate; a reading belongs to one operation."""

    owner: str
    what: str
    scope: str
    handling: bool
    operation: int = 0


class Fault(NamedTuple):
    """How far a source at its bound moves the dose in mg, and its variance in mg²."""

    slope: Decimal
    variance: Decimal


class _Turn(NamedTuple):
    source: Source
    knob: Knob
    bound: Decimal
    weight: Decimal


@dataclass(frozen=True, slots=True)
class _Nudged(Shelf):
    """A shelf on which what a product holds, or its drop, is off by a share."""

    off: Mapping[Knob, Decimal] | None = None

    def stock(self, name: str) -> Stock:
        found = Shelf.stock(self, name)
        off = self.off or {}
        share = (1 + off.get(("content", name), ZERO)) * (1 + off.get(("unit", name), ZERO))
        return replace(found, counted=found.counted * share, physical=found.physical * share)

    def drop(self, name: str) -> Decimal:
        return Shelf.drop(self, name) * (1 + (self.off or {}).get(("drop", name), ZERO))


class Errors:
    """How far off doses can be, each worked out once for the same operations."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = _Same(shelf)

    def faults(self, operations: tuple[Operation, ...]) -> Mapping[Source, Fault] | None:
        """Return what each source does to the dose; None where that is not worked out again."""
        return _known_faults(operations, self._shelf)

    def extremes(self, operations: tuple[Operation, ...]) -> tuple[Decimal, Decimal] | None:
        """Return the dose with every source at the bound that takes from it, and that adds.

        None where that cannot be carried out: more would be drawn than is there.
        """
        return _known_extremes(operations, self._shelf)


class _Same:
    """A shelf of the very same catalogue, so that what was worked out on it can be kept."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Same)
            and other.shelf.catalogue is self.shelf.catalogue
            and other.shelf.scale == self.shelf.scale
        )

    def __hash__(self) -> int:
        return hash((id(self.shelf.catalogue), self.shelf.scale))


@lru_cache(maxsize=4096)
def _known_faults(operations: tuple[Operation, ...], same: _Same) -> Mapping[Source, Fault] | None:
    return _faults_of(operations, same.shelf)


@lru_cache(maxsize=4096)
def _known_extremes(
    operations: tuple[Operation, ...], same: _Same
) -> tuple[Decimal, Decimal] | None:
    try:
        return _extremes_of(operations, same.shelf, _known_faults(operations, same) or {})
    except Mismatch:
        return None


def _faults_of(operations: Sequence[Operation], shelf: Shelf) -> dict[Source, Fault] | None:
    if not _is_known(operations):
        return None
    slopes: dict[Source, Decimal] = defaultdict(lambda: ZERO)
    weights: dict[Source, Decimal] = {}
    meant = _dose(operations, shelf, {})
    for turn in _turns(operations, shelf):
        off = {turn.knob: turn.bound * _EPSILON}
        slopes[turn.source] += (_dose(operations, shelf, off) - meant) / _EPSILON
        weights[turn.source] = turn.weight
    return {
        one: Fault(slope, weights[one] * slope * slope)
        for one, slope in slopes.items()
        if abs(slope) > _EPSILON
    }


def _is_known(operations: Sequence[Operation]) -> bool:
    """Whether units are taken whole and swallowed, and everything else is liquid."""
    for one in operations:
        if isinstance(one, Take) and (one.into != DOSE or set(one.pieces) != {"1"}):
            return False
        if isinstance(one, Add) and one.volume is None:
            return False
        if type(one).__struct_config__.tag not in _KNOWN:
            return False
    return True


def _dose(operations: Sequence[Operation], shelf: Shelf, off: Mapping[Knob, Decimal]) -> Decimal:
    moved = [_moved(one, off.get(("volume", at), ZERO)) for at, one in enumerate(operations)]
    return carry_out(tuple(moved), _Nudged(shelf.catalogue, shelf.scale, off)).dose.counted


def _moved(operation: Operation, off: Decimal) -> Operation:
    if not off:
        return operation
    match operation:
        case Draw(volume=str(text)) | Add(volume=str(text)):
            return _with(operation, volume=f"{read(text, 'mL').number + off:f} mL")
        case MakeUp(to=text):
            return _with(operation, to=f"{read(text, 'mL').number + off:f} mL")
    return operation


def _with(operation: Operation, **fields: str) -> Operation:
    return msgspec.structs.replace(operation, **fields)


def _turns(operations: Sequence[Operation], shelf: Shelf) -> Iterator[_Turn]:
    """Yield every knob that is off, how far at most, and what it belongs to."""
    used: set[str] = set()
    for at, one in enumerate(operations):
        match one:
            case Draw(volume=str(text)) | Add(volume=str(text)):
                yield from _measured(shelf, at, one.device, read(text, "mL").number, one.fills)
            case MakeUp(to=text):
                yield from _measured(shelf, at, one.device, read(text, "mL").number, 1)
            case Drip(source=name):
                figure = shelf.catalogue.error_model.drop
                source = Source(name, "drop size", "device", handling=True)
                yield _Turn(source, ("drop", name), *_figures(figure))
            case Take(product=name, pieces=pieces):
                bound, weight = _figures(shelf.catalogue.error_model.unit)
                source = Source(name, "unit to unit", "dose", handling=False)
                yield _Turn(source, ("unit", name), bound, weight / len(pieces))
        named = getattr(one, "product", None) or getattr(one, "source", None)
        if named is not None and shelf.is_product(named):
            used.add(named)
    for name in sorted(used):
        product = shelf.stock(name).product
        figure = shelf.catalogue.error_model.content(product.market, product.supply)
        source = Source(name, "content", figure.scope, handling=False)
        yield _Turn(source, ("content", name), *_figures(figure))


def _figures(figure: Figure) -> tuple[Decimal, Decimal]:
    """Return the largest relative error, and its variance over the square of that."""
    if figure.value is None:
        raise ArithmeticError(figure)
    value = read(canonical(figure.value), "%").number / 100
    normal = figure.shape == "normal"
    return (value * 3, Decimal(1) / 9) if normal else (value, _RECTANGULAR)


def _measured(shelf: Shelf, at: int, name: str, volume: Decimal, fills: int) -> Iterator[_Turn]:
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
    knob = ("volume", at)
    yield _Turn(Source(owner, what, "device", handling=True), knob, max(bounds), _RECTANGULAR)
    if reads:
        source = Source(owner, "reading", "dose", handling=True, operation=at)
        half = tool.graduation / 2 * fills
        yield _Turn(source, knob, half, _RECTANGULAR / fills)


def _extremes_of(
    operations: Sequence[Operation], shelf: Shelf, faults: Mapping[Source, Fault]
) -> tuple[Decimal, Decimal]:
    turns, found = list(_turns(operations, shelf)), []
    for way in (-1, 1):
        off: dict[Knob, Decimal] = defaultdict(lambda: ZERO)
        for turn in turns:
            if turn.source in faults:
                sign = way if faults[turn.source].slope > 0 else -way
                off[turn.knob] += sign * turn.bound
        found.append(_dose(operations, shelf, off))
    return found[0], found[1]
