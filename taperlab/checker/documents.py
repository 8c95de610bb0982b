"""The answer document in the checker's own types: only what it judges, straight from the JSON."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from taperlab.checker.in_hand import CountedBeads, InHand, WeighedUnits
from taperlab.checker.operations import Operation
from taperlab.messages import InputError, Message

__all__ = [
    "Answer",
    "Caution",
    "Preparation",
    "Request",
    "VesselFigures",
    "decode",
    "document_hash",
    "schema_of",
]

_SCHEMA = "taperlab/answer/1"


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """Base of the parts of a document; new fields may stand beside those that are judged."""


class Request(_Part, frozen=True, kw_only=True):
    """What was asked."""

    drug: str
    dose: str
    dose_of: str = "tablet"
    per: Literal["administration", "day"] = "administration"
    doses_per_day: int = 1
    current_dose: str | None = None
    market: str
    role: Literal["patient", "pharmacist", "gp"]
    devices: tuple[str, ...] = ()
    days: int = 1
    date: str = ""
    products: tuple[str, ...] | None = None
    confirmed_devices: tuple[str, ...] = ()
    overrides: dict[str, str] = {}
    beads: tuple[CountedBeads, ...] = ()
    weighed: tuple[WeighedUnits, ...] = ()
    expiries: dict[str, str] = {}
    lang: str = "en"

    @property
    def in_hand(self) -> InHand:
        """What was counted and weighed."""
        return InHand(self.beads, self.weighed)


class Stamp(_Part, frozen=True, kw_only=True):
    """Which catalogue it rests on."""

    hash: str


class VesselFigures(_Part, frozen=True, kw_only=True):
    """What is said to stand in a vessel."""

    made_up_to: str
    concentration: str
    physical_concentration: str
    holds: str


class BudgetLine(_Part, frozen=True, kw_only=True):
    """One source of error."""

    source: str
    scope: str
    handling: bool
    standard: str
    worst: str


class Caution(_Part, frozen=True, kw_only=True):
    """A concern; a reason may be due for going on."""

    code: str
    severity: Literal["note", "warn", "stop"]
    text: str
    needs_reason: bool = False
    reason: str | None = None


class Preparation(_Part, frozen=True, kw_only=True):
    """One way of making the dose."""

    method: str
    products: tuple[str, ...]
    rating: Literal["good", "acceptable", "poor"]
    recommended: bool
    plain: bool
    pick: bool
    doses_per_day: int
    target: str
    delivered: str
    bias: str
    standard_uncertainty: str
    error: str
    worst: tuple[str, ...]
    budget: tuple[BudgetLine, ...] = ()
    operations: tuple[Operation, ...]
    vessels: dict[str, VesselFigures]
    keep: str
    waste: str
    packs_per_28_days: str
    handling: int
    working: tuple[str, ...] = ()
    cautions: tuple[Caution, ...]


class Answer(_Part, frozen=True, kw_only=True):
    """The document."""

    schema: str
    hash: str
    request: Request
    catalogue: Stamp
    preparations: tuple[Preparation, ...]


def decode(data: bytes, name: str) -> Answer:
    """Read the answer in the file called ``name``.

    Raises:
        InputError: if it is no answer, or so damaged that there is nothing to judge.
    """
    if schema_of(data, name) != _SCHEMA:
        raise InputError(Message("checker.not-an-answer", name=name))
    try:
        return msgspec.json.decode(data, type=Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(Message("checker.damaged", name=name, reason=str(error))) from error


def schema_of(data: bytes, name: str) -> object:
    """Return what a document says that it is.

    Raises:
        InputError: if it is no document at all.
    """
    try:
        return msgspec.json.decode(data, type=dict[str, object]).get("schema")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(Message("checker.damaged", name=name, reason=str(error))) from error


def document_hash(data: bytes) -> str:
    """Return the short hash of everything in a document but the hash itself, from the raw JSON."""
    document = msgspec.json.decode(data, type=dict[str, object])
    document["hash"] = ""
    plain = msgspec.json.encode(document, order="sorted")
    return hashlib.sha256(plain).hexdigest()[:16]
