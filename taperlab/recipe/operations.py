"""The manipulations a recipe is made of, generic in the kind of number they hold.

Volumes are mL, masses mg (counted), concentrations mg/mL. A vessel is a name; ``dose`` is the
mouth. What each operation does to drug and volume is said in ``run``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeAlias

from taperlab.recipe.measured import Measured, N

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

__all__ = [
    "DOSE",
    "Add",
    "Bulk",
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
    "Recipe",
    "Take",
    "Weigh",
]

DOSE = "dose"


@dataclass(frozen=True, slots=True)
class Take(Generic[N]):
    """Whole or part units go into a vessel; each piece is a share of one unit."""

    product: str
    pieces: tuple[Measured[N], ...]
    into: str


@dataclass(frozen=True, slots=True)
class Count(Generic[N]):
    """Beads of an opened capsule go in: ``share`` is how much of one capsule they are.

    With ``leave`` those beads are left out, and ``share`` is what the rest is.
    """

    product: str
    beads: int
    per_capsule: Fraction
    share: Measured[N]
    into: str
    leave: bool = False


@dataclass(frozen=True, slots=True)
class Weigh(Generic[N]):
    """Powder of crushed units, or beads by mass, goes in: masses in mg of powder.

    ``share`` is powder over the mean mass of one unit.
    """

    product: str
    powder: Fraction
    unit_mass: Fraction
    share: Measured[N]
    device: str
    into: str


@dataclass(frozen=True, slots=True)
class Draw(Generic[N]):
    """A measured volume of a well-mixed liquid moves, in equal fills of one device."""

    source: str
    volume: Measured[N]
    device: str
    fills: int
    into: str


@dataclass(frozen=True, slots=True)
class Drip(Generic[N]):
    """Counted drops of a product's own dropper; ``volume`` is drops over drops per mL."""

    source: str
    drops: int
    volume: Measured[N]
    into: str


@dataclass(frozen=True, slots=True)
class Add(Generic[N]):
    """A measured volume of diluent is added to what is there."""

    what: str
    volume: Measured[N]
    device: str
    fills: int
    into: str


@dataclass(frozen=True, slots=True)
class Bulk(Generic[N]):
    """A weighed solid diluent is added: it brings no drug and no volume."""

    what: str
    mass: Measured[N]
    device: str
    into: str


@dataclass(frozen=True, slots=True)
class MakeUp(Generic[N]):
    """Diluent up to a total volume."""

    vessel: str
    liquid: str
    to: Measured[N]
    device: str


@dataclass(frozen=True, slots=True)
class Pour:
    """Everything that is there moves, drug and volume."""

    source: str
    into: str


@dataclass(frozen=True, slots=True)
class Divide(Generic[N]):
    """One of so many equal parts of what is there moves; ``share`` is 1 with its errors."""

    vessel: str
    parts: int
    share: Measured[N]
    into: str


@dataclass(frozen=True, slots=True)
class Mix:
    """What is there is mixed."""

    vessel: str
    how: str


@dataclass(frozen=True, slots=True)
class Keep:
    """What is left is kept for later doses."""

    vessel: str
    until: str
    where: str


@dataclass(frozen=True, slots=True)
class Discard:
    """What is left is thrown away."""

    vessel: str


Operation: TypeAlias = (
    Take[N]
    | Count[N]
    | Weigh[N]
    | Draw[N]
    | Drip[N]
    | Add[N]
    | Bulk[N]
    | MakeUp[N]
    | Pour
    | Divide[N]
    | Mix
    | Keep
    | Discard
)


@dataclass(frozen=True, slots=True)
class Recipe(Generic[N]):
    """Operations in order, and the counted strength of each product they use.

    ``contents`` is mg/mL for a liquid and mg per unit for a tablet or capsule, each with the
    error of its own content.
    """

    operations: tuple[Operation[N], ...]
    contents: Mapping[str, Measured[N]] = field(default_factory=dict)
