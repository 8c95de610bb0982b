"""The operations of docs/contract.md section 4 as the checker reads and writes them."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

__all__ = [
    "DOSE",
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

DOSE = "dose"


class _Operation(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="op"
):
    """Base of the operations; what is not understood is refused, for it might change the dose."""


class Take(_Operation, frozen=True, kw_only=True, tag="take"):
    """Whole or part units go into a vessel."""

    product: str
    pieces: tuple[str, ...]
    into: str


class Count(_Operation, frozen=True, kw_only=True, tag="count", omit_defaults=True):
    """Counted beads of a capsule go into a vessel, or are left out of it."""

    product: str
    beads: int
    beads_per_capsule: str
    into: str
    leave: Literal["rest"] | None = None


class Weigh(_Operation, frozen=True, kw_only=True, tag="weigh"):
    """Weighed powder of crushed units goes into a vessel."""

    product: str
    powder: str
    unit_mass: str
    device: str
    into: str


class Draw(_Operation, frozen=True, kw_only=True, tag="draw"):
    """A measured part of a liquid moves, in equal fills."""

    source: str = msgspec.field(name="from")
    volume: str
    device: str
    fills: int
    into: str


class Drip(_Operation, frozen=True, kw_only=True, tag="drip"):
    """Counted drops of a product's own dropper move."""

    source: str = msgspec.field(name="from")
    drops: int
    into: str


class Add(_Operation, frozen=True, kw_only=True, tag="add", omit_defaults=True):
    """A measured diluent is added."""

    what: str
    volume: str | None = None
    mass: str | None = None
    device: str
    fills: int
    into: str


class MakeUp(_Operation, frozen=True, kw_only=True, tag="make-up"):
    """Diluent up to a total volume."""

    vessel: str
    liquid: str
    to: str
    device: str


class Pour(_Operation, frozen=True, kw_only=True, tag="pour"):
    """Everything that is there moves."""

    source: str = msgspec.field(name="from")
    into: str


class Divide(_Operation, frozen=True, kw_only=True, tag="divide"):
    """One of equal parts moves."""

    vessel: str
    parts: int
    into: str


class Mix(_Operation, frozen=True, kw_only=True, tag="mix"):
    """What is there is mixed."""

    vessel: str
    how: str


class Keep(_Operation, frozen=True, kw_only=True, tag="keep"):
    """What is left is kept."""

    vessel: str
    until: str
    where: str


class Discard(_Operation, frozen=True, kw_only=True, tag="discard"):
    """What is left is thrown away."""

    vessel: str


Operation: TypeAlias = (
    Take | Count | Weigh | Draw | Drip | Add | MakeUp | Pour | Divide | Mix | Keep | Discard
)
