"""The template "measure, make up, mix, draw": one recipe, or a whole family."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.methods.gauges import Gauge, gauge_of, measured
from taperlab.methods.marks import UNKNOWN_PACK, plainness
from taperlab.recipe.operations import (
    DOSE,
    Add,
    Discard,
    Draw,
    Keep,
    MakeUp,
    Mix,
    Operation,
    Recipe,
)

if TYPE_CHECKING:
    from taperlab.methods.instruments import Instrument
    from taperlab.methods.space import Choice
    from taperlab.recipe.measured import Measured, N, Scope

__all__ = ["Dilution", "Stock", "dilution", "recipe_of", "vessel_for"]


@dataclass(frozen=True, slots=True)
class Stock:
    """A liquid to dilute: id, counted content, target dose, and what one may do with it.

    ``current`` is the dose taken now, in counted mg; ``strongest`` the highest counted
    concentration that may be made (solubility), in mg/mL; ``pack`` the volume by which packs are
    counted, in mL; ``fullest`` the most drug that a vessel may hold, in mg; ``settles`` the
    counted concentration above which a suspension needs a typed reason. A dilution that is
    ``kept`` is made for several ``doses``, ``serves`` so many with its overage, and is not weaker
    than ``weakest``.
    """

    product: str
    content: Measured[Fraction]
    target: Fraction
    liquid: str
    current: Fraction | None = None
    doses_per_day: int = 1
    strongest: Fraction | None = None
    pack: Fraction = UNKNOWN_PACK
    fullest: Fraction | None = None
    settles: Fraction | None = None
    weakest: Fraction | None = None
    doses: int = 1
    serves: Fraction = Fraction(1)
    kept: Keep | None = None


@dataclass(frozen=True, slots=True)
class Dilution:
    """One member of the space: what is measured into what, and what is drawn from it."""

    stock: Choice
    fill: Choice
    dose: Choice
    added: bool

    @property
    def total(self) -> Fraction:
        """The volume that is made, in mL."""
        return self.fill.volume + (self.stock.volume if self.added else 0)

    def plainness(self, concentration: Fraction) -> int:
        """Return how plainly the stock volume and the concentration read."""
        return plainness(self.stock.volume, concentration)


def vessel_for(instrument: Instrument, *, added: bool) -> str:
    """Name the vessel that a dilution is made in."""
    return "cup" if added else instrument.device.kind


def dilution(  # noqa: PLR0913 - a recipe of this shape has so many parts
    *,
    product: str,
    content: Measured[N],
    stock: tuple[N, Gauge[N], str],
    fill: tuple[N, Gauge[N], str],
    dose: tuple[N, Gauge[N], str],
    liquid: str,
    vessel: str,
    added: bool,
    kept: Keep | None = None,
) -> Recipe[N]:
    """Return the recipe: each measurement is a volume in mL, its gauge and its device."""
    volume, gauge, device = fill
    scope: Scope = "dose" if kept is None else "bottle"
    filled = measured(volume, gauge, reading=3, scope=scope)
    diluent: Operation[N] = (
        Add(liquid, filled, device, 1, vessel) if added else MakeUp(vessel, liquid, filled, device)
    )
    drawn = measured(stock[0], stock[1], reading=1, scope=scope)
    taken = measured(dose[0], dose[1], reading=2)
    return Recipe(
        (
            Draw(product, drawn, stock[2], 1, vessel),
            diluent,
            Mix(vessel, "stir"),
            Draw(vessel, taken, dose[2], 1, DOSE),
            Discard(vessel) if kept is None else replace(kept, vessel=vessel),
        ),
        {product: content},
    )


def recipe_of(stock: Stock, member: Dilution) -> Recipe[Fraction]:
    """Return the exact recipe of one member."""
    parts = {
        name: (choice.volume, gauge_of(choice.instrument.device), choice.instrument.id)
        for name, choice in (("stock", member.stock), ("fill", member.fill), ("dose", member.dose))
    }
    return dilution(
        product=stock.product,
        content=stock.content,
        stock=parts["stock"],
        fill=parts["fill"],
        dose=parts["dose"],
        liquid=stock.liquid,
        vessel="bottle" if stock.kept else vessel_for(member.fill.instrument, added=member.added),
        added=member.added,
        kept=stock.kept,
    )
