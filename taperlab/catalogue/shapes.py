"""What stands in the catalogue's files, before quantities are read and facts are joined.

The annotations are values, not texts: msgspec would have to evaluate each when first used.
"""

import datetime as dt
from typing import Generic, TypeAlias, TypeVar

from taperlab.catalogue.error_model import AssaySupply, Scope, Shape
from taperlab.catalogue.types import (
    CautionCode,
    Closure,
    Confidence,
    DeviceKind,
    Dilution,
    Dispersing,
    Form,
    Gate,
    LiquidKind,
    MadeFrom,
    Market,
    Release,
    Role,
    Source,
    Splitting,
    Struct,
    Supply,
    Tip,
    Topic,
)

T = TypeVar("T")


class Cited(Struct, Generic[T], frozen=True, kw_only=True):
    """A fact with a source of its own; what it leaves out it takes from its product."""

    value: T
    source: tuple[str, ...] = ()
    confidence: Confidence | None = None
    read: dt.date | None = None
    note: str = ""


Fact: TypeAlias = T | Cited[T]


class Sourced(Struct, frozen=True, kw_only=True):
    """A table that says where what it holds is from."""

    source: tuple[str, ...]
    confidence: Confidence
    read: dt.date | None = None
    note: str = ""


class ExcipientShape(Struct, frozen=True, kw_only=True):
    """See ``types.Excipient``."""

    name: str
    amount: str | None = None
    stated: str = ""


class ProductShape(Sourced, frozen=True, kw_only=True):
    """Every strength of one presentation; ``{strength}`` in the name stands for each."""

    id: str
    market: Market
    name: str
    form: Form
    release: Release = "IR"
    strengths: tuple[str, ...]
    counts_as: Fact[str] | None = None
    supply: Fact[Supply] = "licensed"
    may_split: Fact[Splitting] = "none"
    may_disperse: Fact[Dispersing] = "none"
    dilution: Fact[Dilution] | None = None
    diluents: Fact[tuple[str, ...]] = ()
    drink_volume: Fact[str] | None = None
    must_dilute: Fact[bool] = False
    drops_per_ml: Fact[str] | None = None
    closure: Fact[Closure] | None = None
    doses_per_day: Fact[int] = 1
    with_food: Fact[bool] = False
    liquid: Fact[LiquidKind] | None = None
    pack: Fact[str] | None = None
    in_use_days: Fact[int] | None = None
    salt: Fact[str] = ""
    film_coated: Fact[bool] | None = None
    excipients: Fact[tuple[ExcipientShape, ...]] = ()
    cautions: Fact[tuple[CautionCode, ...]] = ()


class LimitShape(Sourced, frozen=True, kw_only=True):
    """See ``types.Limit``."""

    market: Market
    dose: str


class CurveShape(Sourced, frozen=True, kw_only=True):
    """See ``types.Curve``."""

    name: str
    target: str
    region: str = ""
    emax: str
    ed50: str
    spread: str = ""
    usable: bool = True


class PointShape(Sourced, frozen=True, kw_only=True):
    """See ``types.Point``."""

    target: str
    dose: str
    dose_to: str | None = None
    occupancy: str
    occupancy_to: str | None = None
    detail: str = ""


class HalfLifeShape(Sourced, frozen=True, kw_only=True):
    """See ``types.HalfLife``; the times are written as ISO 8601 durations: ``PT35H``, ``P4D``."""

    of: str = ""
    shortest: dt.timedelta
    longest: dt.timedelta


class SolubilityShape(Sourced, frozen=True, kw_only=True):
    """See ``types.Solubility``."""

    water: str


class StabilityShape(Sourced, frozen=True, kw_only=True):
    """See ``types.Stability``."""

    concentration: tuple[str, ...] = ()
    vehicle: str
    storage: str
    days: int | None = None
    made_from: MadeFrom = "tablets"


class RemarkShape(Sourced, frozen=True, kw_only=True):
    """See ``types.Remark``."""

    topic: Topic
    text: str


class GateShape(Sourced, frozen=True, kw_only=True):
    """Who alone may go on with a drug; the note says why."""

    value: Gate


class DrugShape(Struct, frozen=True, kw_only=True):
    """A file of ``drugs/``."""

    id: str
    name: str
    drug_class: str
    read: dt.date
    gate: GateShape | None = None
    no_model: str = ""
    half_life: tuple[HalfLifeShape, ...] = ()
    solubility: SolubilityShape | None = None
    products: tuple[ProductShape, ...] = ()
    max_daily: tuple[LimitShape, ...] = ()
    curves: tuple[CurveShape, ...] = ()
    points: tuple[PointShape, ...] = ()
    stability: tuple[StabilityShape, ...] = ()
    remarks: tuple[RemarkShape, ...] = ()


class AdditionShape(Struct, frozen=True, kw_only=True):
    """A user's file of ``drugs/`` that adds to a shipped drug, or corrects it."""

    id: str
    read: dt.date
    products: tuple[ProductShape, ...] = ()
    stability: tuple[StabilityShape, ...] = ()


class BoundShape(Struct, frozen=True, kw_only=True):
    """See ``types.Bound``."""

    fixed: str
    relative: str


class DeviceShape(Sourced, frozen=True, kw_only=True):
    """See ``types.Device``."""

    id: str
    name: str
    kind: DeviceKind
    capacity: str | None = None
    graduation: str | None = None
    smallest: str | None = None
    repeatability: str | None = None
    tip: Tip | None = None
    make: str = ""
    tolerance_model: str = ""
    tolerance: tuple[BoundShape, ...] = ()
    default_for: tuple[Role, ...] = ()


class DevicesShape(Struct, frozen=True, kw_only=True):
    """``devices.toml``."""

    read: dt.date
    devices: tuple[DeviceShape, ...] = ()


class FigureShape(Sourced, frozen=True, kw_only=True):
    """See ``error_model.Figure``."""

    value: str | None = None
    shape: Shape
    scope: Scope
    handling: bool


class AssayShape(FigureShape, frozen=True, kw_only=True):
    """See ``error_model.Assay``."""

    markets: tuple[Market, ...]
    supply: AssaySupply


class ErrorModelShape(Struct, frozen=True, kw_only=True):
    """``error-model.toml``."""

    read: dt.date
    assay: tuple[AssayShape, ...]
    unit: FigureShape
    half_scored: FigureShape
    half_cut: FigureShape
    quarter: FigureShape
    reading: FigureShape
    drop: FigureShape
    aliquot_dispersible: FigureShape
    aliquot_other: FigureShape
    aliquot_suspension: FigureShape
    bead: FigureShape
    bead_miscount: FigureShape


class EditionShape(Struct, frozen=True, kw_only=True):
    """``edition.toml``."""

    version: str


class FilesShape(Struct, frozen=True, kw_only=True):
    """All files of a catalogue."""

    edition: EditionShape
    sources: dict[str, Source]
    devices: DevicesShape
    error_model: ErrorModelShape
    drugs: dict[str, DrugShape]
