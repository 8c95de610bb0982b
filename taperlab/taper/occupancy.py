"""Receptor occupancy at a daily dose, by a published curve, and back; exact both ways.

occupancy = Emax * dose / (ED50 + dose), dose = occupancy * ED50 / (Emax - occupancy)
(Michaelis-Menten; practice.md 5h, 5i). A model of groups of people: it never picks a dose.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from taperlab.messages import InputError, Message
from taperlab.quantities import Mass

if TYPE_CHECKING:
    from taperlab.catalogue.types import Curve

__all__ = ["ceiling", "dose_at", "is_clamped", "occupancy"]

_ALL: Final = Fraction(100)


def occupancy(curve: Curve, daily: Mass) -> Fraction:
    """Return the modelled occupancy at a daily dose, in percentage points from 0 to 100.

    More than 100 is an artefact of some fits and is returned as 100: see ``is_clamped``.
    """
    return min(_fitted(curve, daily), _ALL)


def is_clamped(curve: Curve, daily: Mass) -> bool:
    """Tell whether the fit gives more than 100 points at this dose, which cannot be."""
    return _fitted(curve, daily) > _ALL


def ceiling(curve: Curve) -> Fraction:
    """Return the occupancy in points that no dose reaches: Emax, or 100 where Emax is more."""
    return min(curve.emax.amount * 100, _ALL)


def dose_at(curve: Curve, points: Fraction) -> Mass:
    """Return the daily dose whose modelled occupancy is so many percentage points.

    Raises:
        InputError: at or above the curve's ceiling, which no dose reaches.
        ValueError: below zero.
    """
    if points < 0:
        msg = f"occupancy cannot be {points} points"
        raise ValueError(msg)
    if points >= ceiling(curve):
        raise InputError(
            Message(
                "taper.above-emax", points=points, curve=curve.name, emax=curve.emax.amount * 100
            ),
            field="rule",
        )
    return Mass(points * curve.ed50.amount / (curve.emax.amount * 100 - points))


def _fitted(curve: Curve, daily: Mass) -> Fraction:
    return curve.emax.amount * 100 * daily.amount / (curve.ed50.amount + daily.amount)
