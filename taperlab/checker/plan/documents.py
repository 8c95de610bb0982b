"""The plan document in the checker's own types: only what it judges, straight from the JSON."""

from __future__ import annotations

from typing import Literal

import msgspec

from taperlab.checker.documents import Preparation, Stamp
from taperlab.checker.in_hand import CountedBeads, InHand, WeighedUnits
from taperlab.checker.operations import Operation
from taperlab.messages import InputError, Message

__all__ = [
    "SCHEMA",
    "Bottle",
    "Change",
    "Concern",
    "Curve",
    "Line",
    "MixUp",
    "Plan",
    "Request",
    "Resolution",
    "Step",
    "Supply",
    "Taken",
    "decode",
]

SCHEMA = "taperlab/plan/1"


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """Base of the parts of a plan; new fields may stand beside those that are judged."""


class Taken(_Part, frozen=True, kw_only=True):
    """What was taken from a day on."""

    since: str
    target: str
    achieved: str
    bottle: str | None = None


class Request(_Part, frozen=True, kw_only=True):
    """What was asked."""

    drug: str
    start: str = msgspec.field(name="from")
    to: str
    rule: str
    then: tuple[str, ...] = ()
    every: str
    micro: bool = False
    strip: bool = False
    last: str | None = None
    past: tuple[Taken, ...] = ()
    next_dose: str | None = None
    hold: str | None = None
    paused: bool = False
    curve: str | None = None
    dose_of: str = "tablet"
    per: Literal["administration", "day"] = "administration"
    doses_per_day: int = 1
    market: str
    role: Literal["patient", "pharmacist", "gp"]
    days: int
    date: str
    devices: tuple[str, ...] = ()
    overrides: dict[str, str] = {}
    products: tuple[str, ...] | None = None
    taking: str | None = None
    confirmed_devices: tuple[str, ...] = ()
    beads: tuple[CountedBeads, ...] = ()
    weighed: tuple[WeighedUnits, ...] = ()
    expiries: dict[str, str] = {}
    lang: str = "en"

    @property
    def in_hand(self) -> InHand:
        """What was counted and weighed."""
        return InHand(self.beads, self.weighed)


class Resolution(_Part, frozen=True, kw_only=True):
    """A change over its own uncertainty."""

    kept: str
    renewed: str


class Change(_Part, frozen=True, kw_only=True):
    """What a step takes off the one before it."""

    mass: str
    achieved: str | None
    percent_of_previous: str
    percent_of_original: str
    occupancy_points: str | None
    resolution: Resolution | None
    prescribed: Literal["kept", "renewed"]
    verdict: Literal["clear", "blurred", "lost"] | None


class Step(_Part, frozen=True, kw_only=True):
    """One dose level."""

    number: int
    standing: Literal["past", "now", "next", "projection"]
    target: str
    achieved: str | None
    occupancy: str | None
    start: str = msgspec.field(name="from")
    end: str | None = msgspec.field(name="to")
    bottle: str | None
    preparation: Preparation | None
    change: Change | None
    exact: str | None = None


class MixUp(_Part, frozen=True, kw_only=True):
    """What is taken if two bottles are mixed up."""

    old_bottle: str
    new_bottle: str
    ratio: str
    smaller_dose_more_volume: bool


class Bottle(_Part, frozen=True, kw_only=True):
    """A liquid at one concentration."""

    id: str
    product: str
    concentration: str
    physical_concentration: str
    serves: tuple[int, ...]
    recipe: tuple[Operation, ...]
    batches: int
    kept: str
    mix_up: MixUp | None = None


class Line(_Part, frozen=True, kw_only=True):
    """How much of a product is needed."""

    product: str
    quantity: str
    packs: int | None = None
    left_over: str | None = None


class Supply(_Part, frozen=True, kw_only=True):
    """What to prescribe for a stretch of days."""

    days: int
    lines: tuple[Line, ...]
    prescription: tuple[str, ...]


class Curve(_Part, frozen=True, kw_only=True):
    """The occupancy model."""

    name: str
    emax: str
    ed50: str
    source: str


class Concern(_Part, frozen=True, kw_only=True):
    """A finding of a plan's or a check's own."""

    code: str
    severity: Literal["note", "warn", "stop"]
    needs_reason: bool = False
    reason: str | None = None
    steps: tuple[int, ...] = ()


class Plan(_Part, frozen=True, kw_only=True):
    """The document."""

    schema: str
    hash: str
    request: Request
    catalogue: Stamp
    rule: str
    curve: Curve | None
    steps: tuple[Step, ...]
    bottles: tuple[Bottle, ...]
    supply: tuple[Line, ...]
    next_28_days: Supply
    whole: Supply
    findings: tuple[Concern, ...]


def decode(data: bytes, name: str) -> Plan:
    """Read the plan in the file called ``name``.

    Raises:
        InputError: if it is so damaged that there is nothing to judge.
    """
    try:
        plan = msgspec.json.decode(data, type=Plan)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(Message("checker.damaged", name=name, reason=str(error))) from error
    if not plan.steps:
        raise InputError(Message("checker.damaged", name=name, reason="steps: []"))
    return plan
