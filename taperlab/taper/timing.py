"""Aids to timing, each with its source: half-lives, pace, withdrawal or relapse, gaps.

Information for a talk with the prescriber. Nothing here is a diagnosis or a schedule.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from taperlab.messages import Finding, Message
from taperlab.taper.classes import group_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.types import Drug, HalfLife

__all__ = ["Sign", "Telling", "half_lives", "pace", "restart", "since_change", "telling"]

_SETTLED: Final = 5  # half-lives: 1 - 1/2**5 = 97 % of the way to the new level
_HOUR: Final = dt.timedelta(hours=1)
_DAY: Final = dt.timedelta(days=1)
_NEVER_ALONE: Final = {"clozapine": dt.timedelta(hours=48), "methadone": dt.timedelta(days=3)}
_BUILT_UP: Final = frozenset({"lamotrigine"})


@dataclass(frozen=True, slots=True)
class Sign:
    """One way to tell withdrawal from relapse: what is looked at, and what speaks for which."""

    what: Message
    withdrawal: Message
    relapse: Message


@dataclass(frozen=True, slots=True)
class Telling:
    """The table of signs, with what stands above and below it wherever it is shown."""

    title: Message
    signs: tuple[Sign, ...]
    talk: Message
    source: Message


def half_lives(drug: Drug) -> tuple[Message, ...]:
    """Say the half-life of the drug and of what becomes of it, and which are from memory."""
    return tuple(_said(drug, each) for each in drug.half_life)


def since_change(drug: Drug, changed: dt.date, today: dt.date) -> tuple[Message, ...]:
    """Say how long ago the last change was, and when the level of the drug has settled.

    Both ends of the half-life that lasts longest are used; five of them are 97 % of the way.

    Raises:
        ValueError: if the change lies ahead.
    """
    days = (today - changed).days
    if days < 0:
        msg = f"the change of {changed} lies ahead of {today}"
        raise ValueError(msg)
    passed = Message("taper.since-change", days=days, drug=drug.name)
    if not drug.half_life:
        return (passed, Message("taper.half-life-unknown", drug=drug.name))
    longest = max(each.longest for each in drug.half_life)
    settled = -(-_SETTLED * longest // _DAY)
    key = "taper.settled" if days >= settled else "taper.settling"
    return (passed, *half_lives(drug), Message(key, days=settled, drug=drug.name))


def pace(drug: Drug) -> tuple[Message, ...]:
    """Return what guidelines say of the pace for a group of drugs, each with its source."""
    notes = [Message("taper.pace-person")]
    match group_of(drug):
        case "antidepressant":
            notes += [Message("taper.pace-nice"), Message("taper.pace-sps")]
        case "benzodiazepine":
            notes += [Message("taper.pace-asam"), Message("taper.pace-never-abrupt")]
        case "antipsychotic":
            notes += [Message("taper.pace-antipsychotic")]
        case "other":
            notes += [Message("taper.pace-never-abrupt")]
    return tuple(notes)


def telling() -> Telling:
    """Return the table of withdrawal and relapse: information for a talk, no diagnosis."""
    names = ("onset", "kind", "course", "response")
    return Telling(
        title=Message("taper.telling-title"),
        signs=tuple(_sign(name) for name in names),
        talk=Message("taper.telling-talk"),
        source=Message("taper.telling-source"),
    )


def restart(drug: Drug, without: dt.timedelta) -> Iterator[Finding]:
    """Judge starting again after a time without the drug (P 82; its times are from memory).

    Clozapine, methadone and lamotrigine are built up anew by those who know how: a stop. For
    the others more than five half-lives is a limit that needs a reason. Of what lasts longest in
    the body the shortest time stated is used, so that the limit comes early rather than late.
    """
    limit = _NEVER_ALONE.get(drug.id)
    if limit is not None:
        beyond = without >= limit if drug.id == "methadone" else without > limit
        if beyond:
            text = Message("taper.restart-refer", drug=drug.name, hours=_hours(limit))
            yield Finding("stop", text)
        return
    if not drug.half_life:
        text = Message("taper.half-life-unknown", drug=drug.name)
        yield Finding("warn", text, soft=True)
        return
    limit = _SETTLED * max(each.shortest for each in drug.half_life)
    if without > limit:
        stopped = drug.id in _BUILT_UP
        key = "taper.restart-refer" if stopped else "taper.restart-late"
        text = Message(key, drug=drug.name, hours=_hours(limit))
        yield Finding("stop" if stopped else "warn", text, soft=not stopped)


def _said(drug: Drug, each: HalfLife) -> Message:
    """Write days where both ends are whole days of four or more, hours otherwise."""
    name = each.of or drug.name
    in_days = each.shortest >= 4 * _DAY and not each.shortest % _DAY and not each.longest % _DAY
    unit = _DAY if in_days else _HOUR
    low, high = (_in(unit, time) for time in (each.shortest, each.longest))
    key = f"taper.half-life-{'days' if in_days else 'hours'}"
    span = low if low == high else Message("taper.from-to", low=low, high=high)
    remembered = each.provenance.confidence == "memory"
    doubt = Message("taper.from-memory") if remembered else ""
    return Message(key, name=name, span=span, doubt=doubt)


def _in(unit: dt.timedelta, time: dt.timedelta) -> Fraction:
    second = dt.timedelta(seconds=1)
    return Fraction(time // second, unit // second)


def _hours(time: dt.timedelta) -> Fraction:
    return _in(_HOUR, time)


def _sign(name: str) -> Sign:
    return Sign(
        what=Message(f"taper.telling-{name}"),
        withdrawal=Message(f"taper.telling-{name}-withdrawal"),
        relapse=Message(f"taper.telling-{name}-relapse"),
    )
