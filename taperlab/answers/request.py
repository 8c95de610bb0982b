"""What a person asks for, as it was typed: the request fields of docs/contract.md section 3."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TypeVar

import msgspec

from taperlab.messages import InputError, Message

__all__ = ["CountedBeads", "DoseRequest", "WeighedUnits", "today", "well_typed"]

S = TypeVar("S", bound=msgspec.Struct)


def today() -> dt.date:
    """Return the day it is here."""
    return dt.datetime.now().astimezone().date()


class CountedBeads(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The beads of several capsules of one product and batch, one number for each capsule.

    ``spread`` is the relative standard deviation from bead to bead ("8 %"), where it was
    measured; ``twice`` says that every count is made twice.
    """

    product: str
    batch: str
    counts: tuple[int, ...]
    spread: str | None = None
    twice: bool = False


class WeighedUnits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The masses of single units of one product and batch, as typed: ``"182 mg"``."""

    product: str
    batch: str
    masses: tuple[str, ...]


class DoseRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One dose that is asked for; quantities are texts as typed, read by ``prepare``.

    ``None`` stands for the default of docs/contract.md: all products of the market, the usual
    devices of the role, all methods, no limit (a patient: 20 %), and for ``doses_per_day`` once or
    as the product's own text says. ``confirmed_devices`` are those whose marks were checked
    against the device in hand. ``highest_dose`` is the highest taken in the last 28 days, where
    that was not the current dose: going back to it is allowed. ``overage`` is what a batch for
    several days holds beyond its doses ("10 %"); ``expiries`` the expiry of products in hand, a
    day ("2026-03-10") or a month ("2026-03", which means its last day).
    """

    drug: str
    dose: str
    dose_of: str = "tablet"
    per: str = "administration"
    doses_per_day: int | None = None
    current_dose: str | None = None
    highest_dose: str | None = None
    market: str = "GB"
    products: tuple[str, ...] | None = None
    devices: tuple[str, ...] | None = None
    confirmed_devices: tuple[str, ...] = ()
    methods: tuple[str, ...] | None = None
    role: str = "pharmacist"
    max_error: str | None = None
    days: int = 1
    date: dt.date = msgspec.field(default_factory=today)
    overrides: dict[str, str] = {}
    prepared_by: str | None = None
    checked_by: str | None = None
    lang: str = "en"
    beads: tuple[CountedBeads, ...] = ()
    weighed: tuple[WeighedUnits, ...] = ()
    overage: str | None = None
    expiries: dict[str, str] = {}


def well_typed(request: S) -> S:
    """Return a request whose fields are of their types: lists become tuples, dates are read.

    Nothing else has looked at what a program puts in; a float least of all is taken for a dose.

    Raises:
        InputError: if one is of another type.
    """
    fields = {written: getattr(request, name) for name, written in _names(type(request))}
    try:
        return msgspec.convert(fields, type(request))
    except msgspec.ValidationError as error:
        raise InputError(Message("answers.not-a-request", reason=str(error))) from error


@cache
def _names(kind: type[msgspec.Struct]) -> tuple[tuple[str, str], ...]:
    """Return each field of a request, and how it is written."""
    return tuple((one.name, one.encode_name) for one in msgspec.structs.fields(kind))
