"""From typed options to a request; what the engine takes as text stays as typed."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import msgspec

from taperlab.cli.plain import visible
from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["overrides_from", "read_date", "refuse_another_dose", "refuse_unprintable"]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_date(text: str | None) -> dt.date | None:
    """Read a date in the one form that no two countries read differently.

    Raises:
        InputError: if it is in any other form, or not in the calendar.
    """
    if text is None:
        return None
    try:
        return _calendar_day(text)
    except ValueError as error:
        raise InputError(Message("cli.date-unreadable", text=text), field="date") from error


def _calendar_day(text: str) -> dt.date:
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def overrides_from(typed: list[str]) -> dict[str, str]:
    """Read each ``CODE=REASON``.

    Raises:
        InputError: if a code or a reason is missing, or a code is given twice.
    """
    found: dict[str, str] = {}
    for text in typed:
        code, _, reason = (part.strip() for part in text.partition("="))
        if not _CODE.fullmatch(code) or not reason:
            raise InputError(Message("cli.override-malformed", text=text), field="overrides")
        if code in found:
            raise InputError(Message("cli.override-twice", override=code), field="overrides")
        found[code] = reason
    return found


def refuse_another_dose(current: str | None, start: str, market: str) -> None:
    """Refuse a current dose that is not the one that a taper or a reduction starts from.

    Raises:
        InputError: if it is another dose, or cannot be read.
    """
    from taperlab.taper.asking import read_mass  # noqa: PLC0415 - the engine is not for --help

    if current is not None and read_mass(current, "current_dose", market) != read_mass(
        start, "from", market
    ):
        text = Message("cli.current-is-another", current=current, start=start)
        raise InputError(text, field="current_dose")


def refuse_unprintable(fields: Mapping[str, object]) -> None:
    """Refuse texts that could stand neither on paper nor in a file.

    Raises:
        InputError: naming the first field that holds one.
    """
    for name, value in fields.items():
        if any(visible(text) != text for text in _texts(value)):
            raise InputError(Message("cli.not-printable", field=name), field=name)


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for part in (*value.keys(), *value.values()):
                yield from _texts(part)
        case tuple():
            for part in value:
                yield from _texts(part)
        case msgspec.Struct():
            yield from _texts(msgspec.structs.asdict(value))
