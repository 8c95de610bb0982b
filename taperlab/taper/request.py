"""What a person asks for when a dose comes down: the options of ``taper`` and of ``check``."""

from __future__ import annotations

import datetime as dt

import msgspec

from taperlab.answers.request import CountedBeads, DoseRequest, WeighedUnits, today

__all__ = ["CheckRequest", "Taken", "TaperRequest", "dose_request"]


class Taken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dose that was taken from a day on: ``target`` as the rule gave it, ``achieved`` as made.

    Both are texts as files hold them, in counted mg on the basis of the request: ``"0.37 mg"``,
    ``"1/3 mg"``, ``"0 mg"`` for a time without. ``target`` is exact, so that going on from it
    gives the doses that were projected. A liquid has the name of its ``bottle`` in the plan that
    it was taken by, the ``product`` that it is made from and its counted ``concentration``.
    """

    since: dt.date
    target: str
    achieved: str
    bottle: str | None = None
    product: str | None = None
    concentration: str | None = None


class _Circumstances(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields that a taper and a check share with one dose; ``DoseRequest`` explains them.

    ``taking`` is the product that is taken now: its form of release is kept as long as anything
    of that form serves.
    """

    drug: str
    dose_of: str = "tablet"
    per: str = "administration"
    doses_per_day: int | None = None
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
    curve: str | None = None
    taking: str | None = None


class TaperRequest(_Circumstances, frozen=True, kw_only=True):
    """A taper that is asked for; quantities are texts as typed, read by ``plan_taper``.

    ``rule`` must be given, since nobody but the people concerned chooses a schedule: it finds
    the next dose (``"occupancy:10"``, ``"proportional:10%"``,
    ``"proportional-original:10%"``, ``"linear:2.5mg"``, ``"list:20mg,15mg"``); ``then`` holds
    rules that take over part-way (``"proportional:3%@2mg"``: from 2 mg down). ``every`` is how
    long a step lasts. ``last`` is the smallest dose before zero. ``past`` is what was taken so
    far, the dose taken now last; ``next_dose`` overrules the rule for the next step alone;
    ``hold`` keeps the present dose for so much longer; ``paused`` keeps it until told otherwise.
    """

    start: str = msgspec.field(name="from")
    to: str = "0 mg"
    rule: str | None = None
    then: tuple[str, ...] = ()
    every: str = "28d"
    micro: bool = False
    strip: bool = False
    last: str | None = None
    past: tuple[Taken, ...] = ()
    next_dose: str | None = None
    hold: str | None = None
    paused: bool = False


class CheckRequest(_Circumstances, frozen=True, kw_only=True):
    """One reduction that is asked about, from the dose taken now to a smaller one."""

    start: str = msgspec.field(name="from")
    to: str


def dose_request(request: TaperRequest | CheckRequest, dose: str, current: str) -> DoseRequest:
    """Return the request for one dose under the circumstances of a taper."""
    shared = {
        name: getattr(request, name)
        for name in _Circumstances.__struct_fields__
        if name in DoseRequest.__struct_fields__
    }
    return DoseRequest(dose=dose, current_dose=current, **shared)
