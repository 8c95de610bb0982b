"""What the catalogue holds: drugs, products, devices, evidence, and where each fact is from."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

import msgspec

from taperlab.quantities import (
    Concentration,
    Content,
    Count,
    DropRate,
    Mass,
    Proportion,
    Volume,
)

if TYPE_CHECKING:
    from fractions import Fraction

Market = Literal["GB", "US", "DK", "DE"]
Confidence = Literal["primary", "secondary", "memory", "assumption"]
Form = Literal[
    "tablet",
    "dispersible-tablet",
    "orodispersible-tablet",
    "oral-lyophilisate",
    "capsule",
    "oral-powder-sachet",
    "oral-drops",
    "oral-solution",
    "oral-suspension",
    "oral-concentrate",
]
Release = Literal["IR", "MR", "EC"]
Supply = Literal["licensed", "special"]
Splitting = Literal["none", "halves", "quarters", "unknown"]
Dispersing = Literal["none", "whole", "aliquot"]
Dilution = Literal["none", "drink-whole", "aliquot-at-once", "store", "unknown"]
Closure = Literal["dropper", "adaptor", "open"]
LiquidKind = Literal["solution", "suspension", "cosolvent"]
Tip = Literal["oral", "enfit", "enfit-ldt"]
Role = Literal["patient", "pharmacist", "gp"]
Topic = Literal["handling", "caution", "salt", "equivalence", "beads", "model"]
MadeFrom = Literal["tablets", "liquid"]
Gate = Literal["pharmacist"]
CautionCode = Literal[
    "adsorbs-to-pvc",
    "aspartame",
    "contains-ethanol",
    "controlled-drug",
    "drops-not-tablet-milligrams",
    "ethanol-disulfiram",
    "gloves-dust",
    "immediate-release",
    "keep-from-light",
    "latex-dropper",
    "no-acid-drink",
    "no-other-medicine",
    "no-tea-no-cola",
    "not-by-milligrams",
    "not-crushed",
    "not-thinned-with-water",
    "numbs-mouth",
    "once-a-week",
    "propylene-glycol",
    "refrigerate",
    "shake-well",
    "special-to-order",
]
DeviceKind = Literal["oral-syringe", "cylinder", "flask", "dropper", "balance", "tablet-cutter"]


class Struct(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every catalogue record: frozen, by keyword, no unknown field."""


class Provenance(Struct, frozen=True, kw_only=True):
    """Where a fact is from: keys of ``sources.toml``, the date it was read, how sure it is.

    ``local`` tells a fact of the user's own files from one that came with the program.
    """

    source: tuple[str, ...]
    confidence: Confidence
    read: dt.date
    note: str = ""
    local: bool = False


class Attested(Struct, frozen=True, kw_only=True):
    """A record that is from one place as a whole."""

    provenance: Provenance

    @property
    def local(self) -> bool:
        """Whether it stands in the user's own files."""
        return self.provenance.local


class Source(Struct, frozen=True, kw_only=True):
    """A text that facts were read in."""

    citation: str
    kind: Literal["primary", "secondary", "memory"]
    url: str = ""
    note: str = ""


class Excipient(Struct, frozen=True, kw_only=True):
    """Something besides the drug that matters to some people, per mL or per unit.

    ``stated`` is the label's own figure where that is no amount, such as ``"12 %"``.
    """

    name: str
    amount: Concentration | Content | None = None
    stated: str = ""


class Product(Struct, frozen=True, kw_only=True):
    """One thing one can buy of a drug in one market.

    ``strength`` is what the label says; ``counts_as`` is the same amount on the drug's own
    (tablet) scale, equal where that is known, ``None`` where it is unknown.
    ``provenance`` holds a record for each field by name, and ``""`` for all others.
    Each of ``cautions`` has its words under ``catalogue.<code>``.
    """

    id: str
    drug: str
    market: Market
    name: str
    form: Form
    release: Release
    strength: Content | Concentration
    counts_as: Content | Concentration | None = None
    supply: Supply = "licensed"
    may_split: Splitting = "unknown"
    may_disperse: Dispersing = "none"
    dilution: Dilution = "unknown"
    diluents: tuple[str, ...] = ()
    drink_volume: Volume | None = None
    must_dilute: bool = False
    drops_per_ml: DropRate | None = None
    closure: Closure | None = None
    doses_per_day: int = 1
    with_food: bool = False
    liquid: LiquidKind | None = None
    pack: Volume | Count | None = None
    in_use_days: int | None = None
    salt: str = ""
    film_coated: bool | None = None
    excipients: tuple[Excipient, ...] = ()
    cautions: tuple[CautionCode, ...] = ()
    provenance: dict[str, Provenance] = {}

    def came_from(self, field: str) -> Provenance:
        """Return where one field's value is from."""
        return self.provenance.get(field) or self.provenance[""]

    @property
    def local(self) -> bool:
        """Whether it stands in the user's own files."""
        return self.came_from("").local

    @property
    def is_liquid(self) -> bool:
        """Whether the strength is an amount per volume."""
        return isinstance(self.strength, Concentration)

    @property
    def ratio(self) -> Fraction | None:
        """Counted mg per physical mg (5/4 for GB citalopram drops), or None where unknown."""
        return None if self.counts_as is None else self.counts_as.amount / self.strength.amount


class Limit(Attested, frozen=True, kw_only=True):
    """A stated highest daily dose in one market, on the drug's own scale of milligrams."""

    market: Market
    dose: Mass
    note: str = ""


class Curve(Attested, frozen=True, kw_only=True):
    """A published fit of receptor occupancy: Emax * dose / (ED50 + dose), dose per day.

    ``usable`` is false where the text itself, or the data behind the fit, say that one must not
    taper by it; the note says why.
    """

    name: str
    target: str
    region: str = ""
    emax: Proportion
    ed50: Mass
    spread: str = ""
    usable: bool = True
    note: str = ""


class Point(Attested, frozen=True, kw_only=True):
    """An observed occupancy at a daily dose; ``..._to`` is the far end where a range was read."""

    target: str
    dose: Mass
    dose_to: Mass | None = None
    occupancy: Proportion
    occupancy_to: Proportion | None = None
    detail: str = ""


class HalfLife(Attested, frozen=True, kw_only=True):
    """How long half of the drug, or of what becomes of it, takes to go; equal ends for one figure.

    ``of`` names the metabolite, or is empty for the drug itself.
    """

    of: str = ""
    shortest: dt.timedelta
    longest: dt.timedelta
    note: str = ""


class Solubility(Attested, frozen=True, kw_only=True):
    """How much of the drug water dissolves."""

    water: Concentration


class Stability(Attested, frozen=True, kw_only=True):
    """A published shelf life of a liquid made from tablets, or thinned from a liquid."""

    concentration: tuple[Concentration, ...] = ()
    vehicle: str
    storage: str
    days: int | None = None
    made_from: MadeFrom = "tablets"
    note: str = ""


class Remark(Attested, frozen=True, kw_only=True):
    """A cited fact in words: handling, salts, equivalence, cautions."""

    topic: Topic
    text: str


class Drug(Struct, frozen=True, kw_only=True):
    """An active moiety and everything that is known of it here.

    ``gate`` names the role that alone may go on with this drug, and with a typed reason;
    ``provenance`` holds where it is from, and why, under ``"gate"``.
    """

    id: str
    name: str
    drug_class: str
    local: bool = False
    gate: Gate | None = None
    provenance: dict[str, Provenance] = {}
    max_daily: tuple[Limit, ...] = ()
    curves: tuple[Curve, ...] = ()
    points: tuple[Point, ...] = ()
    no_model: str = ""
    half_life: tuple[HalfLife, ...] = ()
    solubility: Solubility | None = None
    stability: tuple[Stability, ...] = ()
    remarks: tuple[Remark, ...] = ()
    products: tuple[Product, ...] = ()


class Bound(Struct, frozen=True, kw_only=True):
    """One branch of a tolerance: ``fixed + relative * nominal``; the largest branch holds."""

    fixed: Volume | Mass
    relative: Proportion


class Device(Attested, frozen=True, kw_only=True):
    """What measures or divides, with the marks it has and how far off it can be."""

    id: str
    name: str
    kind: DeviceKind
    capacity: Volume | Mass | None = None
    graduation: Volume | Mass | None = None
    smallest: Volume | Mass | None = None
    repeatability: Mass | None = None
    tip: Tip | None = None
    make: str = ""
    tolerance_model: str = ""
    tolerance: tuple[Bound, ...] = ()
    default_for: tuple[Role, ...] = ()
