"""Which published curve a drug is tapered by, what is known of its spread, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    from taperlab.catalogue.types import Curve, Drug, Point

__all__ = ["curve_for", "no_curve", "observed", "spread"]

# Ordinary doses of these fill few of very many receptors (drugs.md part A): whatever curve a
# catalogue may come to hold, none is tapered by.
_NEVER: Final = frozenset({"benzodiazepine", "Z-drug"})


def curve_for(drug: Drug, name: str | None = None) -> Curve | None:
    """Return the curve of that name or, without a name, the first usable one of the drug.

    None where the drug has no usable curve: ``no_curve`` says why. Never one of a
    benzodiazepine or Z-drug, never one that the catalogue marks as not to be tapered by.

    Raises:
        InputError: if the named curve is not the drug's, or must not be used.
    """
    usable = () if drug.drug_class in _NEVER else tuple(it for it in drug.curves if it.usable)
    if name is None:
        return usable[0] if usable else None
    for curve in usable:
        if curve.name == name:
            return curve
    raise _refused(drug, name, tuple(it.name for it in usable))


def no_curve(drug: Drug) -> Message:
    """Say why a drug has no curve to taper by, and what serves instead."""
    if drug.no_model:
        return Message("taper.no-curve-because", drug=drug.name, why=drug.no_model)
    return Message("taper.no-curve", drug=drug.name)


def spread(curve: Curve) -> Message:
    """Say how far people are from the curve as its source states it, or that this is unknown."""
    if curve.spread:
        return Message("taper.spread", curve=curve.name, spread=curve.spread)
    return Message("taper.spread-unknown", curve=curve.name)


def observed(drug: Drug, curve: Curve) -> tuple[Point, ...]:
    """Return the points that were seen at the curve's target, to be drawn beside it."""
    return tuple(point for point in drug.points if point.target == curve.target)


def _refused(drug: Drug, name: str, known: tuple[str, ...]) -> InputError:
    if not known:
        return InputError(no_curve(drug), Message("taper.no-curve.remedy"), field="curve")
    for curve in drug.curves:
        if curve.name == name:
            problem = Message("taper.curve-not-usable", curve=name, why=curve.note, known=known)
            return InputError(problem, field="curve")
    problem = Message("taper.unknown-curve", curve=name, drug=drug.name, known=known)
    return InputError(problem, field="curve")
