"""The check of one reduction in the checker's own types: only what it judges."""

from __future__ import annotations

from typing import Literal

import msgspec

from taperlab.checker.documents import Preparation, Stamp
from taperlab.checker.in_hand import CountedBeads, InHand, WeighedUnits
from taperlab.checker.plan.documents import Change, Concern, Resolution
from taperlab.messages import InputError, Message

__all__ = ["SCHEMA", "Check", "Concern", "Request", "decode"]

SCHEMA = "taperlab/check/1"


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """Base of the parts of a check; new fields may stand beside those that are judged."""


class Request(_Part, frozen=True, kw_only=True):
    """What was asked."""

    drug: str
    start: str = msgspec.field(name="from")
    to: str
    curve: str | None = None
    dose_of: str = "tablet"
    per: Literal["administration", "day"] = "administration"
    doses_per_day: int = 1
    market: str
    role: Literal["patient", "pharmacist", "gp"]
    date: str
    devices: tuple[str, ...] = ()
    overrides: dict[str, str] = {}
    days: int = 1
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


class Check(_Part, frozen=True, kw_only=True):
    """The document."""

    schema: str
    hash: str
    request: Request
    catalogue: Stamp
    verdict: Literal["makeable", "lost-in-error", "not-makeable"]
    before: Preparation | None = msgspec.field(name="from")
    after: Preparation | None = msgspec.field(name="to")
    change: Change | None
    resolution: Resolution | None
    smallest_distinguishable: str | None = None
    prescribe: tuple[str, ...] = ()
    findings: tuple[Concern, ...]


def decode(data: bytes, name: str) -> Check:
    """Read the check in the file called ``name``.

    Raises:
        InputError: if it is so damaged that there is nothing to judge.
    """
    try:
        return msgspec.json.decode(data, type=Check)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(Message("checker.damaged", name=name, reason=str(error))) from error
