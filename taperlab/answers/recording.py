"""A recipe as it stands in a document: its operations, and the figures that are its own."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from taperlab.answers import operations as record
from taperlab.answers.document import BudgetLine, Vessel
from taperlab.quantities import Concentration, Mass, Volume, canonical, significant
from taperlab.recipe.operations import (
    Add,
    Bulk,
    Count,
    Discard,
    Divide,
    Draw,
    Drip,
    Keep,
    MakeUp,
    Mix,
    Operation,
    Pour,
    Take,
    Weigh,
)
from taperlab.recipe.roots import root

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taperlab.answers.carried import Carried
    from taperlab.answers.figures import Figures
    from taperlab.recipe.measured import Source

__all__ = ["Recorded", "not_known", "record_of", "recorded"]

_DIGITS = 3
_EDGE = Fraction(1, 10**12)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the document says of a recipe, whatever dose it is meant for."""

    uncertainty: str
    worst: tuple[str, ...]
    budget: tuple[BudgetLine, ...]
    operations: tuple[record.Operation, ...]
    vessels: dict[str, Vessel]


def recorded(figures: Figures) -> Recorded:
    """Return the record of a recipe."""
    ratio = next((one.ratio for one in figures.proposal.products if one.is_liquid), None)
    return _recorded(figures.carried, ratio or Fraction(1), not_known(figures))


@lru_cache(maxsize=1024)
def _recorded(carried: Carried, ratio: Fraction, unknown: str | None) -> Recorded:
    """Return the record, kept between answers as what the recipe comes to is."""
    return Recorded(
        uncertainty=unknown or canonical(_rounded(carried.uncertainty)),
        worst=_worst(None if unknown else carried.worst),
        budget=tuple(_budget(carried)),
        operations=tuple(record_of(one) for one in carried.recipe.operations),
        vessels=_vessels(carried, ratio),
    )


def not_known(figures: Figures) -> str | None:
    """Return what stands in place of an error that nobody has measured."""
    return "not known" if figures.error is None else None


def _rounded(amount: Fraction) -> Mass:
    return Mass(significant(amount, _DIGITS))


def _worst(extremes: tuple[float, float] | None) -> tuple[str, ...]:
    """Return the extremes with three digits, rounded outward."""
    if extremes is None:
        return ("not known",)
    low, high = (Fraction(value) for value in extremes)
    return canonical(Mass(_outward(low, "down"))), canonical(Mass(_outward(high, "up")))


def _outward(value: Fraction, way: str) -> Fraction:
    """Round away from the dose, but not for the last bit of a float that lies on the digit."""
    nearest = significant(value, _DIGITS)
    if abs(nearest - value) <= _EDGE * abs(value):
        return nearest
    return significant(value, _DIGITS, "up" if way == "up" else "down")


def _budget(carried: Carried) -> list[BudgetLine]:
    """Return one line a source, the largest first; sources of one name are joined."""
    slopes, variances = carried.dose.slopes, carried.variances
    return [
        BudgetLine(
            source=source.label,
            scope=source.scope,
            handling=source.handling,
            standard=_rounded(root(variances[source])),
            worst=_rounded(abs(slopes[source])),
        )
        for source in sorted(slopes, key=_by_share(variances))
        if slopes[source]
    ]


def _by_share(variances: Mapping[Source, Fraction]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return lambda source: (-variances[source], not source.handling, source.label)


def _vessels(carried: Carried, ratio: Fraction) -> dict[str, Vessel]:
    """Return what each mixed vessel holds, on both scales of milligrams."""
    records = {}
    for name, made in carried.vessels.items():
        if not made.volume:
            continue  # powder: it has no concentration
        counted = Concentration(made.drug / made.volume)
        records[name] = Vessel(
            made_up_to=Volume(made.volume),
            concentration=counted,
            physical_concentration=counted / ratio,
            holds=Mass(made.drug),
        )
    return records


def record_of(operation: Operation[Fraction]) -> record.Operation:
    """Return an operation as it stands in a document."""
    match operation:
        case Take(product, pieces, into):
            parts = tuple(str(piece.nominal) for piece in pieces)
            return record.Take(product=product, pieces=parts, into=into)
        case Draw(source, volume, device, fills, into):
            moved = Volume(volume.nominal)
            return record.Draw(source=source, volume=moved, device=device, fills=fills, into=into)
        case Drip(source, drops, _, into):
            return record.Drip(source=source, drops=drops, into=into)
        case Add(what, volume, device, fills, into):
            added = Volume(volume.nominal)
            return record.Add(what=what, volume=added, device=device, fills=fills, into=into)
        case MakeUp(vessel, liquid, to, device):
            total = Volume(to.nominal)
            return record.MakeUp(vessel=vessel, liquid=liquid, to=total, device=device)
        case _:
            return _bare_operation(operation)


def _bare_operation(operation: Operation[Fraction]) -> record.Operation:
    match operation:
        case Pour(source, into):
            return record.Pour(source=source, into=into)
        case Divide(vessel, parts, _, into):
            return record.Divide(vessel=vessel, parts=parts, into=into)
        case Mix(vessel, how):
            return record.Mix(vessel=vessel, how=how)
        case Keep(vessel, until, where):
            return record.Keep(vessel=vessel, until=until, where=where)
        case Discard(vessel):
            return record.Discard(vessel=vessel)
        case _:
            return _solid_operation(operation)


def _solid_operation(operation: Operation[Fraction]) -> record.Operation:
    match operation:
        case Bulk(what, mass, device, into):
            weighed = Mass(mass.nominal)
            return record.Add(what=what, mass=weighed, device=device, fills=1, into=into)
        case Count(product, beads, per_capsule, _, into, leave):
            return record.Count(
                product=product,
                beads=beads,
                beads_per_capsule=str(per_capsule),
                into=into,
                leave="rest" if leave else None,
            )
        case Weigh(product, powder, unit_mass, _, device, into):
            return record.Weigh(
                product=product,
                powder=Mass(powder),
                unit_mass=Mass(unit_mass),
                device=device,
                into=into,
            )
        case _:
            raise TypeError(type(operation).__name__)
