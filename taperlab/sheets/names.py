"""The names that stand in sentences: products, devices, vessels, pieces, drops."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar, get_args

from taperlab.messages import Message
from taperlab.quantities import Content, Count, Quantity, significant
from taperlab.quantities.formats import is_finite
from taperlab.sheets.illustrations import VesselKind

if TYPE_CHECKING:
    from taperlab.catalogue.types import Device, Product

__all__ = [
    "HOUSEHOLD",
    "decimal",
    "device_kind",
    "device_name",
    "last_day",
    "pieces_of",
    "product_name",
    "tied",
    "trimmed",
    "vessel_kind",
    "vessel_name",
]

HOUSEHOLD = "household-measure"
"""The device of a drink that is drunk whole: a glass of no particular size."""

_NUMBERED = re.compile(r"(?P<base>[a-z]+)[#\- ](?P<number>\d+)")
_KINDS: dict[str, VesselKind] = {kind: kind for kind in get_args(VesselKind)}


Q = TypeVar("Q", bound=Quantity)


def decimal(quantity: Q, digits: int = 3) -> Q:
    """Return a quantity that can be written in digits: 5/3 mg/mL is shown as 1.67 mg/mL."""
    if is_finite(quantity.amount):
        return quantity
    return quantity * (significant(quantity.amount, digits) / quantity.amount)


def tied(text: str) -> str:
    """Tie each number to its unit, so that no line ends between them."""
    return re.sub(r"(?<=\d) (?=[^\W\d_]|%)", "\u00a0", text)


def trimmed(text: str) -> str:
    """Drop the zeros after a decimal part: 8.60 % is shown as 8.6 %."""
    return re.sub(r"(?<=\d)\.0+(?!\d)|(\.\d*?[1-9])0+(?!\d)", r"\1", text)


def last_day(keep: str) -> object:
    """Return the last day of use as a date, or as it was written."""
    try:
        return dt.date.fromisoformat(keep)
    except ValueError:
        return keep


def product_name(product: Product) -> str:
    """Return the name a product is asked for by."""
    return tied(product.name)


def device_name(device: Device) -> str:
    """Return the name a device is asked for by."""
    return tied(device.name)


def device_kind(device_id: str) -> str:
    """Return the catalogue's id of a device at hand: the second one is ``...#2``."""
    return device_id.partition("#")[0]


def vessel_kind(vessel: str) -> VesselKind:
    """Return what kind of vessel a name stands for: ``cylinder#2`` is a cylinder."""
    return _KINDS[_base(vessel)]


def vessel_name(vessel: str) -> Message:
    """Return the word for a vessel: ``cylinder``, or ``cylinder#2`` for the second."""
    word = Message(f"sheets.vessel.{vessel_kind(vessel)}")
    numbered = _NUMBERED.fullmatch(vessel)
    if numbered is None:
        return word
    return Message("sheets.vessel.numbered", vessel=word, n=int(numbered["number"]))


def _base(vessel: str) -> str:
    numbered = _NUMBERED.fullmatch(vessel)
    return numbered["base"] if numbered else vessel


def pieces_of(product: Product, pieces: tuple[Fraction, ...]) -> tuple[Count, ...]:
    """Return the units of a product to take: the wholes together, then each part."""
    if not isinstance(product.strength, Content):
        raise TypeError(f"{product.id} is a liquid and has no pieces")
    unit = product.strength.per
    wholes = sum(piece for piece in pieces if piece.denominator == 1)
    parts = sorted((piece for piece in pieces if piece.denominator != 1), reverse=True)
    amounts = [Fraction(wholes), *parts] if wholes else parts
    return tuple(Count(amount, unit) for amount in amounts)
