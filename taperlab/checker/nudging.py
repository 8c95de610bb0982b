"""Operations carried out with something a little off: volumes, parts, shares, contents, drops."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from taperlab.checker.bench import carry_out
from taperlab.checker.figures import ZERO, read
from taperlab.checker.operations import Add, Count, Divide, Draw, MakeUp, Take, Weigh
from taperlab.checker.shelf import Shelf, Stock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from taperlab.checker.operations import Operation
    from taperlab.checker.turns import Knob

__all__ = ["dose_when"]


@dataclass(frozen=True, slots=True)
class _Nudged(Shelf):
    """A shelf on which what a product holds, or its drop, is off by a share."""

    off: Mapping[Knob, Decimal] | None = None

    def stock(self, name: str) -> Stock:
        found = Shelf.stock(self, name)
        share = 1 + (self.off or {}).get(("content", name, 0), ZERO)
        return replace(found, counted=found.counted * share, physical=found.physical * share)

    def drop(self, name: str) -> Decimal:
        return Shelf.drop(self, name) * (1 + (self.off or {}).get(("drop", name, 0), ZERO))


def dose_when(
    operations: tuple[Operation, ...], shelf: Shelf, off: Mapping[Knob, Decimal]
) -> Decimal:
    """Return the dose in counted mg, with each knob that much off.

    Volumes are off by mL, shares of a unit by such a share, all else by a share of itself.
    """
    moved = tuple(_moved(at, one, off) for at, one in enumerate(operations))
    return carry_out(moved, _Nudged(shelf.catalogue, shelf.scale, off)).dose.counted


def _moved(at: int, operation: Operation, off: Mapping[Knob, Decimal]) -> Operation:
    if isinstance(operation, Take):
        return _with(operation, pieces=_pieces(at, operation.pieces, off))
    if volume := off.get(("volume", at, 0)):
        return _poured(operation, volume)
    share = off.get(("share", at, 0))
    return _shared(operation, share) if share else operation


def _poured(operation: Operation, volume: Decimal) -> Operation:
    match operation:
        case Draw(volume=str(text)) | Add(volume=str(text)):
            return _with(operation, volume=f"{read(text, 'mL').number + volume:f} mL")
        case MakeUp(to=text):
            return _with(operation, to=f"{read(text, 'mL').number + volume:f} mL")
    return operation


def _shared(operation: Operation, share: Decimal) -> Operation:
    match operation:
        case Count(beads=beads, beads_per_capsule=there, leave=leave):
            part = beads / read(f"{there} beads").number + (-share if leave else share)
            return _with(operation, beads_per_capsule=f"{beads / part:f}")
        case Weigh(powder=powder, unit_mass=unit):
            more = share * read(unit, "mg").number
            return _with(operation, powder=f"{read(powder, 'mg').number + more:f} mg")
        case Divide(parts=parts):
            return _with(operation, parts=parts / (1 + share))
    return operation


def _pieces(at: int, pieces: tuple[str, ...], off: Mapping[Knob, Decimal]) -> tuple[str, ...]:
    """Return the pieces; the whole ones of one operation differ together."""
    found = []
    for number, piece in enumerate(pieces):
        knob: Knob = ("whole", at, 0) if piece == "1" else ("piece", at, number)
        share = off.get(knob, ZERO)
        found.append(f"{read(f'{piece} piece').number * (1 + share):f}" if share else piece)
    return tuple(found)


def _with(operation: Operation, **fields: object) -> Operation:
    return msgspec.structs.replace(operation, **fields)
