"""The answer as a document: what docs/contract.md section 3 promises, as typed values.

Quantities are typed here and plain strings in JSON ("0.37 mg"). Texts are in the language
that the request asked for.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal

import msgspec

from taperlab.answers.operations import Operation
from taperlab.answers.request import CountedBeads, WeighedUnits
from taperlab.messages import Severity
from taperlab.quantities import Concentration, Mass, Volume

__all__ = [
    "SCHEMA",
    "Answer",
    "BudgetLine",
    "CatalogueStamp",
    "Caution",
    "Document",
    "Failure",
    "Hashed",
    "Help",
    "Method",
    "Preparation",
    "Rating",
    "Refusal",
    "Request",
    "Role",
    "Vessel",
]

SCHEMA = "taperlab/answer/1"
Method = Literal[
    "whole-tablets",
    "split-tablets",
    "oral-liquid",
    "counted-drops",
    "diluted-liquid",
    "dispersed-tablet",
    "counted-beads",
    "weighed-powder",
    "compounded-liquid",
    "compounded-capsule",
    "strip",
    "tablet-plus-liquid",
]
Rating = Literal["good", "acceptable", "poor"]
Role = Literal["patient", "pharmacist", "gp"]


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every record of the answer."""


class Request(Document, frozen=True, kw_only=True, omit_defaults=True):
    """What was asked, with every default filled in (``doses_per_day`` as it was asked)."""

    drug: str
    dose: Mass
    dose_of: str
    per: Literal["administration", "day"]
    doses_per_day: int
    current_dose: Mass | None = None
    highest_dose: Mass | None = None
    market: str
    role: Role
    max_error: str | None = None
    days: int
    date: dt.date
    products: tuple[str, ...] | None = None
    devices: tuple[str, ...]
    confirmed_devices: tuple[str, ...] = ()
    methods: tuple[str, ...] | None = None
    overrides: dict[str, str] = {}
    prepared_by: str | None = None
    checked_by: str | None = None
    lang: str = "en"
    beads: tuple[CountedBeads, ...] = ()
    weighed: tuple[WeighedUnits, ...] = ()
    overage: str | None = None
    expiries: dict[str, str] = {}


class Help(Document, frozen=True, kw_only=True):
    """One change that would help, in words, with the error and rating it would bring."""

    text: str
    error: str
    rating: Rating


class CatalogueStamp(Document, frozen=True, kw_only=True):
    """Which facts the answer rests on."""

    version: str
    hash: str


class BudgetLine(Document, frozen=True, kw_only=True):
    """One source of error and its share of the dose, at one standard deviation and at its bound."""

    source: str
    scope: Literal["batch", "device", "bottle", "dose"]
    handling: bool
    standard: Mass
    worst: Mass


class Vessel(Document, frozen=True, kw_only=True):
    """What stands in a vessel once it is made up; mg are counted unless they say physical."""

    made_up_to: Volume
    concentration: Concentration
    physical_concentration: Concentration
    holds: Mass


class Caution(Document, frozen=True, kw_only=True, omit_defaults=True):
    """A concern; ``needs_reason`` marks a limit passed only with a typed ``reason``."""

    code: str
    severity: Severity
    text: str
    needs_reason: bool = False
    reason: str | None = None


class Preparation(Document, frozen=True, kw_only=True, omit_defaults=True):
    """One way of making the dose, with its verdict.

    ``target`` and ``delivered`` are per administration, of which there are ``doses_per_day``.
    ``keep`` is ``"at once"`` or a date. ``other_syringes`` says why each was not chosen.
    ``dominated_by`` says which source of handling makes up the most of its variance.
    """

    method: Method
    products: tuple[str, ...]
    rating: Rating
    plain: bool
    recommended: bool
    pick: bool
    why: str
    supply: Literal["licensed", "off-label", "special"]
    doses_per_day: int
    target: Mass
    delivered: Mass
    bias: str
    standard_uncertainty: str
    error: str
    worst: tuple[str, ...]
    budget: tuple[BudgetLine, ...]
    dominated_by: str | None = None
    operations: tuple[Operation, ...]
    vessels: dict[str, Vessel]
    keep: str
    keep_decided_by: str | None = None
    waste: Mass
    packs_per_28_days: str
    handling: int
    working: tuple[str, ...]
    other_syringes: tuple[str, ...] = ()
    cautions: tuple[Caution, ...]


class Refusal(Document, frozen=True, kw_only=True, omit_defaults=True):
    """A method that cannot serve: a code, why, and what would help.

    ``products`` are those that one reason is about, where they are several.
    """

    method: Method
    product: str | None = None
    products: tuple[str, ...] = ()
    code: str
    text: str
    remedy: str


class Failure(Document, frozen=True, kw_only=True):
    """What could not be done, and what would help."""

    code: str
    text: str
    remedy: str


class Hashed(Document, frozen=True, kw_only=True, omit_defaults=True):
    """Base of every document: its schema, its own hash, and the program that wrote it.

    ``error`` stands in one that a program was given although something in it cannot be made.
    ``has_changes`` is true of those that tell what was taken off a mass: less than nothing
    where it rose.
    """

    has_changes: ClassVar[bool] = False
    schema: str
    hash: str
    version: str
    error: Failure | None = None


class Answer(Hashed, frozen=True, kw_only=True, omit_defaults=True):
    """Preparations for one request, the recommended one first, and what was refused."""

    request: Request
    catalogue: CatalogueStamp
    preparations: tuple[Preparation, ...]
    refused: tuple[Refusal, ...]
    help: tuple[Help, ...] = ()

    @property
    def recommended(self) -> Preparation | None:
        """The preparation to make, if any is good or acceptable and not stopped."""
        return next((one for one in self.preparations if one.recommended), None)

    def to_json(self) -> str:
        """Write the answer as the JSON document of docs/contract.md section 3."""
        from taperlab.answers.codec import encode  # noqa: PLC0415 - the codec knows this module

        return encode(self).decode()
