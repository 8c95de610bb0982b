"""How far off a dose can be, as places on a line, and the shares of what makes it so."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from taperlab.messages import InputError
from taperlab.quantities import Mass, parse_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.answers.document import BudgetLine, Preparation
    from taperlab.wording import Wording


class Places(NamedTuple):
    """Where along the line each thing stands."""

    low: float
    likely_low: float
    target: float
    delivered: float
    likely_high: float
    high: float


@dataclass(frozen=True, slots=True)
class ErrorBar:
    """Places from 0 to 1 along a line that is drawn, and the words at its ends."""

    at: Places
    low_text: str
    high_text: str


def error_bar(preparation: Preparation, words: Wording) -> ErrorBar | None:
    """Return the line of one preparation, or None where its error is not known."""
    worst = [_mass(text) for text in preparation.worst]
    spread = _mass(preparation.standard_uncertainty)
    if len(worst) != 2 or None in worst or spread is None:
        return None
    low, high = (each for each in worst if each is not None)
    delivered, target = preparation.delivered, preparation.target
    marks = (low, delivered - spread * 2, target, delivered, delivered + spread * 2, high)
    places = _places([each.amount for each in marks])
    return ErrorBar(places, words.quantity(low), words.quantity(high))


def shares(lines: Sequence[BudgetLine]) -> tuple[Fraction, ...]:
    """Return each source's share of the variance; they add up to one."""
    squares = [line.standard.amount**2 for line in lines]
    whole = sum(squares, Fraction())
    return tuple(square / whole if whole else Fraction() for square in squares)


def _places(amounts: list[Fraction]) -> Places:
    least, most = min(amounts), max(amounts)
    width = (most - least) or Fraction(1)
    return Places(*(float((each - least) / width) for each in amounts))


def _mass(text: str) -> Mass | None:
    try:
        return parse_file(text, Mass)
    except InputError:
        return None
