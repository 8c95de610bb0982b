"""Operations as they stand in a document (docs/contract.md section 4), one record each."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from taperlab.quantities import Mass, Volume

__all__ = [
    "Add",
    "Count",
    "Discard",
    "Divide",
    "Draw",
    "Drip",
    "Keep",
    "MakeUp",
    "Mix",
    "Operation",
    "Pour",
    "Take",
    "Weigh",
]


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="op"):
    """Base of every operation record."""


class Take(_Record, frozen=True, kw_only=True, tag="take"):
    """Whole or part units go into a vessel; ``pieces`` are ``"1"``, ``"1/2"``, ``"1/4"``."""

    product: str
    pieces: tuple[str, ...]
    into: str


class Count(_Record, frozen=True, kw_only=True, tag="count", omit_defaults=True):
    """Beads of an opened capsule go into a vessel; with ``leave`` they are left out."""

    product: str
    beads: int
    beads_per_capsule: str
    into: str
    leave: str | None = None


class Weigh(_Record, frozen=True, kw_only=True, tag="weigh"):
    """Powder of crushed units, or beads by mass, goes into a vessel."""

    product: str
    powder: Mass
    unit_mass: Mass
    device: str
    into: str


class Draw(_Record, frozen=True, kw_only=True, tag="draw"):
    """A measured part of a well-mixed liquid moves, in equal fills."""

    source: str = msgspec.field(name="from")
    volume: Volume
    device: str
    fills: int
    into: str


class Drip(_Record, frozen=True, kw_only=True, tag="drip"):
    """Counted drops of the product's own dropper."""

    source: str = msgspec.field(name="from")
    drops: int
    into: str


class Add(_Record, frozen=True, kw_only=True, tag="add", omit_defaults=True):
    """Diluent is added to what is there, measured."""

    what: str
    volume: Volume | None = None
    mass: Mass | None = None
    device: str
    fills: int
    into: str


class MakeUp(_Record, frozen=True, kw_only=True, tag="make-up"):
    """Diluent up to a total volume."""

    vessel: str
    liquid: str
    to: Volume
    device: str


class Pour(_Record, frozen=True, kw_only=True, tag="pour"):
    """Everything that is there moves."""

    source: str = msgspec.field(name="from")
    into: str


class Divide(_Record, frozen=True, kw_only=True, tag="divide"):
    """One equal part of what is there moves."""

    vessel: str
    parts: int
    into: str


class Mix(_Record, frozen=True, kw_only=True, tag="mix"):
    """What is there is mixed: stir, shake, swirl."""

    vessel: str
    how: str


class Keep(_Record, frozen=True, kw_only=True, tag="keep"):
    """What is left is kept for later doses."""

    vessel: str
    until: str
    where: str


class Discard(_Record, frozen=True, kw_only=True, tag="discard"):
    """What is left is thrown away."""

    vessel: str


Operation: TypeAlias = (
    Take | Count | Weigh | Draw | Drip | Add | MakeUp | Pour | Divide | Mix | Keep | Discard
)
