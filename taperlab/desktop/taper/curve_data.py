"""A published curve and what was seen, as places in a picture. Floats here are never doses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from taperlab.quantities import Mass
from taperlab.taper.curves import observed
from taperlab.taper.occupancy import occupancy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.types import Curve, Point
    from taperlab.desktop.names import Names
    from taperlab.taper.document import Plan

_PLACES = 80


@dataclass(frozen=True, slots=True)
class Seen:
    """An observed occupancy: its middle, and how far it reaches to each side."""

    dose: float
    points: float
    beside: float
    above: float


@dataclass(frozen=True, slots=True)
class CurveData:
    """The fit from nothing to the largest dose shown, and what was observed of the same target."""

    doses: tuple[float, ...]
    points: tuple[float, ...]
    seen: tuple[Seen, ...]


def curve_of(plan: Plan, names: Names) -> CurveData | None:
    """Return the plan's curve, or None where it has none or the facts here know another."""
    drug = names.catalogue.drug(plan.request.drug)
    found = [each for each in drug.curves if plan.curve and each.name == plan.curve.name]
    if not found:
        return None
    seen = tuple(_seen(observed(drug, found[0])))
    highest = max([float(plan.steps[0].target.amount), *(each.dose + each.beside for each in seen)])
    return CurveData(*_fit(found[0], highest), seen)


@lru_cache(maxsize=8)
def _fit(curve: Curve, highest: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return places along a curve; the next edit of a plan mostly asks for the same ones."""
    doses = tuple(highest * place / _PLACES for place in range(_PLACES + 1))
    steps = [Mass(round(dose * 10_000)) / 10_000 for dose in doses]
    return doses, tuple(float(occupancy(curve, dose)) for dose in steps)


def _seen(points: tuple[Point, ...]) -> Iterator[Seen]:
    for each in points:
        low, high = each.dose.amount, (each.dose_to or each.dose).amount
        least, most = each.occupancy.amount, (each.occupancy_to or each.occupancy).amount
        yield Seen(
            dose=float(low + high) / 2,
            points=float(least + most) * 50,
            beside=float(high - low) / 2,
            above=float(most - least) * 50,
        )
