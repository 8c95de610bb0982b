"""What a picture shows, as data: the numbers it is drawn from, before any line is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from fractions import Fraction

    from taperlab.quantities import Mass, Volume

__all__ = [
    "Balance",
    "Beads",
    "Capsules",
    "Drops",
    "Illustration",
    "Pieces",
    "Syringe",
    "Vessel",
    "VesselKind",
]

VesselKind = Literal["cylinder", "flask", "beaker", "glass", "cup", "bottle", "mortar", "dilution"]


@dataclass(frozen=True, slots=True)
class Syringe:
    """An oral syringe with its real marks, filled to ``volume``."""

    capacity: Volume
    graduation: Volume
    volume: Volume


@dataclass(frozen=True, slots=True)
class Vessel:
    """A vessel with liquid in it; with ``capacity`` and ``graduation`` it has marks."""

    kind: VesselKind
    level: Volume
    capacity: Volume | None = None
    graduation: Volume | None = None


@dataclass(frozen=True, slots=True)
class Pieces:
    """Units of a medicine, whole and in parts."""

    form: Literal["tablet", "capsule", "sachet"]
    pieces: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Drops:
    """A dropper and the drops that are counted."""

    count: int


@dataclass(frozen=True, slots=True)
class Beads:
    """An opened capsule and the beads that are counted out, in tens."""

    count: int


@dataclass(frozen=True, slots=True)
class Balance:
    """A balance with powder on its pan, and what it shows."""

    mass: Mass


@dataclass(frozen=True, slots=True)
class Capsules:
    """Equal capsules, in rows."""

    count: int


Illustration: TypeAlias = Syringe | Vessel | Pieces | Drops | Beads | Balance | Capsules
