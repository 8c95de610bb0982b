"""The plan and the check as documents: docs/contract.md section 6, as typed values.

Quantities are typed here and plain strings in JSON. Every dose is on the basis of the request
(per administration or per day) and in counted milligrams.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal

import msgspec

from taperlab.answers.document import (
    CatalogueStamp,
    Caution,
    Document,
    Hashed,
    Help,
    Preparation,
    Refusal,
    Role,
)
from taperlab.answers.operations import Operation
from taperlab.answers.request import CountedBeads, WeighedUnits
from taperlab.quantities import Concentration, Mass
from taperlab.taper.request import Taken

__all__ = [
    "CHECK_SCHEMA",
    "PLAN_SCHEMA",
    "Bottle",
    "Change",
    "Check",
    "Concern",
    "Curve",
    "MixUp",
    "Plan",
    "Request",
    "Resolution",
    "Step",
    "Supply",
    "SupplyLine",
    "Verdict",
]

PLAN_SCHEMA = "taperlab/plan/1"
CHECK_SCHEMA = "taperlab/check/1"

Verdict = Literal["clear", "blurred", "lost"]
Standing = Literal["past", "now", "next", "projection"]


class Request(Document, frozen=True, kw_only=True, omit_defaults=True):
    """What was asked, with every default filled in; a check has no rule and no days per step."""

    drug: str
    start: Mass = msgspec.field(name="from")
    to: Mass
    rule: str | None = None
    then: tuple[str, ...] = ()
    every: str | None = None
    micro: bool = False
    strip: bool = False
    last: Mass | None = None
    past: tuple[Taken, ...] = ()
    next_dose: Mass | None = None
    hold: str | None = None
    paused: bool = False
    curve: str | None = None
    taking: str | None = None
    dose_of: str
    per: Literal["administration", "day"]
    doses_per_day: int
    market: str
    role: Role
    max_error: str | None = None
    days: int
    date: dt.date
    products: tuple[str, ...] | None = None
    devices: tuple[str, ...]
    confirmed_devices: tuple[str, ...] = ()
    methods: tuple[str, ...] | None = None
    overrides: dict[str, str] = msgspec.field(default_factory=dict)
    prepared_by: str | None = None
    checked_by: str | None = None
    lang: str = "en"
    beads: tuple[CountedBeads, ...] = ()
    weighed: tuple[WeighedUnits, ...] = ()
    overage: str | None = None
    expiries: dict[str, str] = msgspec.field(default_factory=dict)


class Concern(Caution, frozen=True, kw_only=True, omit_defaults=True):
    """A caution about a plan, and the steps it is about; none means the whole of it."""

    steps: tuple[int, ...] = ()


class Resolution(Document, frozen=True, kw_only=True):
    """A change over its own standard uncertainty, to three digits.

    ``kept``: with the same devices and the same bottle. ``renewed``: with a new syringe of
    another make and a new bottle.
    """

    kept: str
    renewed: str


class Change(Document, frozen=True, kw_only=True):
    """What a step takes off the one before it; a rise, when going back, is negative.

    ``mass`` and the percentages are of the targets, ``achieved`` of the doses as they are made;
    ``prescribed`` says which of the two figures the verdict goes by. One day of a micro-taper or
    a strip is judged over 28 days: resolution and verdict are those of the change over them.
    """

    mass: Mass
    achieved: Mass | None
    percent_of_previous: str
    percent_of_original: str
    occupancy_points: str | None
    resolution: Resolution | None
    prescribed: Literal["kept", "renewed"]
    verdict: Verdict | None


class Step(Document, frozen=True, kw_only=True, omit_defaults=True):
    """One dose level: ``target`` as stated to 0.0001 mg, ``achieved`` as the preparation gives it.

    ``exact`` is what the rule gave, where the statement is rounded: what goes on, goes on from it.

    ``standing`` says what it is to a reader: taken already, taken now, the next step (an
    instruction), or a projection. A step that cannot be made has no preparation but ``refused``.
    """

    number: int
    standing: Standing
    target: Mass
    achieved: Mass | None
    occupancy: str | None
    start: dt.date = msgspec.field(name="from")
    end: dt.date | None = msgspec.field(name="to")
    bottle: str | None
    preparation: Preparation | None
    change: Change | None
    exact: Mass | None = None
    refused: tuple[Refusal, ...] = ()
    help: tuple[Help, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no dose can be, wherever it stands."""
        if any(each is not None and each.amount < 0 for each in (self.target, self.achieved)):
            msg = f"step {self.number} has a dose below zero"
            raise ValueError(msg)


class MixUp(Document, frozen=True, kw_only=True):
    """What is taken if the old and the new bottle are mixed up (practice.md 81).

    ``old_bottle`` is the new volume from the old bottle, ``new_bottle`` the old volume from the
    new one; ``ratio`` is the larger over the present dose. ``smaller_dose_more_volume`` is where
    more millilitres are a smaller dose.
    """

    old_bottle: Mass
    new_bottle: Mass
    ratio: str
    smaller_dose_more_volume: bool


class Bottle(Document, frozen=True, kw_only=True, omit_defaults=True):
    """A liquid at one concentration, made again in batches: which steps it serves.

    ``recipe`` is what is done before the dose is drawn: nothing, where it is measured neat.
    """

    id: str
    product: str
    concentration: Concentration
    physical_concentration: Concentration
    serves: tuple[int, ...]
    recipe: tuple[Operation, ...]
    batches: int
    kept: str
    mix_up: MixUp | None = None


class SupplyLine(Document, frozen=True, kw_only=True, omit_defaults=True):
    """How much of a product is needed, in its own units, and in whole packs if those are known."""

    product: str
    quantity: str
    packs: int | None = None
    left_over: str | None = None


class Supply(Document, frozen=True, kw_only=True):
    """What to prescribe and dispense for a stretch of days, and how a prescription words it."""

    days: int
    lines: tuple[SupplyLine, ...]
    prescription: tuple[str, ...]


class Curve(Document, frozen=True, kw_only=True, omit_defaults=True):
    """The occupancy model that the figures rest on: a model, never a dose (practice.md 66)."""

    name: str
    emax: str
    ed50: str
    spread: str
    source: str


class Plan(Hashed, frozen=True, kw_only=True, omit_defaults=True):
    """A whole taper. Only the step that is ``next`` is an instruction, what follows is not."""

    has_changes: ClassVar[bool] = True

    request: Request
    catalogue: CatalogueStamp
    rule: str
    curve: Curve | None
    steps: tuple[Step, ...]
    bottles: tuple[Bottle, ...]
    supply: tuple[SupplyLine, ...]
    next_28_days: Supply
    whole: Supply
    findings: tuple[Concern, ...]

    def to_json(self) -> str:
        """Write the plan as the JSON document of docs/contract.md section 6."""
        from taperlab.answers.codec import encode  # noqa: PLC0415 - only when written

        return encode(self).decode()


class Check(Hashed, frozen=True, kw_only=True, omit_defaults=True):
    """Whether one reduction can be made, and told apart from its own error.

    ``smallest_distinguishable`` is the smallest change from this dose with a resolution of 3: a
    limit of measuring, not advice.
    """

    request: Request
    catalogue: CatalogueStamp
    verdict: Literal["makeable", "lost-in-error", "not-makeable"]
    before: Preparation | None = msgspec.field(name="from")
    after: Preparation | None = msgspec.field(name="to")
    change: Change | None
    resolution: Resolution | None
    smallest_distinguishable: Mass | None
    prescribe: tuple[str, ...]
    why: str
    better: tuple[str, ...]
    refused: tuple[Refusal, ...] = ()
    findings: tuple[Concern, ...] = ()

    def to_json(self) -> str:
        """Write the check as the JSON document of docs/contract.md section 6."""
        from taperlab.answers.codec import encode  # noqa: PLC0415 - only when written

        return encode(self).decode()
