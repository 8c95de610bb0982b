"""From typed options to what is in hand: counted beads, weighed units, expiries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from taperlab.answers.request import CountedBeads, WeighedUnits
from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["beads_from", "expiries_from", "weighed_from"]

_TWICE = "twice"
_SPREAD = "spread="
_COUNT = re.compile(r"[0-9]{1,6}")
_AFTER_A_UNIT = re.compile(r"(?<=[A-Za-z]) *, *")  # a comma after a digit is a decimal comma


def beads_from(typed: Sequence[str]) -> tuple[CountedBeads, ...]:
    """Read each ``PRODUCT:BATCH:98,101,99``; ``:twice`` and ``:spread=8%`` may follow.

    Raises:
        InputError: if a part is missing or no whole number.
    """
    return tuple(_beads(text) for text in typed)


def weighed_from(typed: Sequence[str]) -> tuple[WeighedUnits, ...]:
    """Read each ``PRODUCT:BATCH:182 mg,180 mg,181 mg``.

    Raises:
        InputError: if a part is missing.
    """
    found = []
    for text in typed:
        parts = _parts(text)
        if len(parts) != 3:
            _refuse("weighed", text)
        masses = tuple(_AFTER_A_UNIT.split(parts[2]))
        found.append(WeighedUnits(product=parts[0], batch=parts[1], masses=masses))
    return tuple(found)


def expiries_from(typed: Sequence[str]) -> dict[str, str]:
    """Read each ``PRODUCT=2026-03-10``, or ``PRODUCT=2026-03`` for the end of a month.

    Raises:
        InputError: if the product or the day is missing, or a product is given twice.
    """
    found = {}
    for text in typed:
        product, _, day = (part.strip() for part in text.partition("="))
        if not product or not day:
            _refuse("expiry", text)
        if product in found:
            raise InputError(Message("cli.expiry-twice", product=product), field="expiry")
        found[product] = day
    return found


def _beads(text: str) -> CountedBeads:
    product, batch, counts, *more = (*_parts(text), "", "", "")[: max(3, len(_parts(text)))]
    twice = _TWICE in more
    spread = next((part.removeprefix(_SPREAD) for part in more if part.startswith(_SPREAD)), None)
    known = len(more) == twice + (spread is not None)
    numbers = [number.strip() for number in counts.split(",")]
    if not known or not all(map(_COUNT.fullmatch, numbers)):
        _refuse("beads", text)
    return CountedBeads(
        product=product,
        batch=batch,
        counts=tuple(int(number) for number in numbers),
        spread=spread,
        twice=twice,
    )


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(":")]


def _refuse(option: str, text: str) -> NoReturn:
    raise InputError(Message(f"cli.{option}-malformed", text=text), field=option)
