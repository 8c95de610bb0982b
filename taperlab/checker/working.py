"""The working, line by line: each figure is known, and each sum comes out."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from taperlab.checker.figures import carefully, same, show
from taperlab.checker.findings import stop
from taperlab.checker.known import Known
from taperlab.checker.tokens import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.bench import Course
    from taperlab.checker.documents import Preparation, Request
    from taperlab.checker.shelf import Shelf
    from taperlab.messages import Finding

__all__ = ["false_sums", "false_working"]

_MINUS = "\u2212"
_OPERATORS = {
    _MINUS: "-",
    "/": "/",
    "÷": "/",
    "in": "/",
    "\u00d7": "*",
    "x": "*",
    "of": "*",
    "+": "+",
    "-": "-",
}
_UNITS = {"": (0, 0), "mg": (1, 0), "mL": (0, 1), "mg/mL": (1, -1), "drops/mL": (0, -1)}
_CLOSE = Decimal("0.001")


def false_working(
    said: Preparation, request: Request, course: Course, shelf: Shelf
) -> Iterator[Finding]:
    """Yield a finding for each line of the working that does not come out."""
    others = [said.target, said.delivered, request.dose, request.current_dose or ""]
    known = Known(course, shelf, others)
    for line in said.working:
        yield from false_sums(line, known)


def false_sums(line: str, known: Known) -> Iterator[Finding]:
    """Yield a finding where a line's sum is wrong, or a figure in it comes from nowhere."""
    with carefully():
        left, equals, right = line.partition(" = ")
        result = _value(left) if equals else None
        if result is not None:
            number, unit = result
            known.add(number, unit)
            said = next(tokens(right), None)
            if said is None or said.unit != unit or not _equal(said, number, line):
                yield stop("wrong-sum", line=line, found=show(number, unit))
            else:
                known.add(said.number, unit)  # worked out exactly from what stands rounded
        if not equals and not _holds(list(tokens(line)), known):
            yield stop("unknown-figure", figure=line, text=line)
        for stranger in known.strangers(line):
            yield stop("unknown-figure", figure=stranger, text=line)


def _holds(said: list[Token], known: Known) -> bool:
    """Whether what a volume holds is what a liquid of the preparation has in it.

    Of other lines without a sum: two strengths are those of one product, and of three bare
    numbers the last is the quotient.
    """
    units = tuple(one.unit for one in said)
    if units == ("mL", "mg") and said[0].number:
        strength = said[1].number / said[0].number
        return known.is_near(strength, "mg/mL", loose=said[1].about)
    if units == ("mg/mL", "mg/mL"):
        return known.counts(said[0].number, said[1].number)
    if units == ("", "", "") and said[1].number:
        return _equal(said[2], said[0].number / said[1].number, "about " if said[2].about else "")
    return True


def _equal(said: Token, number: Decimal, line: str) -> bool:
    if same(said.number, number):
        return True
    return "about " in line and abs(said.number - number) <= _CLOSE * abs(number)


def _value(text: str) -> tuple[Decimal, str] | None:
    """Work out ``25 mg in 50 mL``, multiplications first; None where it is no plain sum."""
    numbers = list(tokens(text))
    gaps = [text[one.end : two.start].strip() for one, two in pairwise(numbers)]
    outside = text[: numbers[0].start] + text[numbers[-1].end :] if numbers else text
    if not gaps or any(gap not in _OPERATORS for gap in gaps) or re.search(r"\w", outside):
        return None
    terms = [(numbers[0].number, _UNITS[numbers[0].unit])]
    for gap, token in zip(gaps, numbers[1:], strict=True):
        sign, (mass, volume) = _OPERATORS[gap], _UNITS[token.unit]
        number, (over_mass, over_volume) = terms[-1]
        if sign == "*":
            terms[-1] = number * token.number, (over_mass + mass, over_volume + volume)
        elif sign == "/" and not token.number:
            return None
        elif sign == "/":
            terms[-1] = number / token.number, (over_mass - mass, over_volume - volume)
        else:
            terms.append((token.number if sign == "+" else -token.number, (mass, volume)))
    return _summed(terms)


def _summed(terms: list[tuple[Decimal, tuple[int, int]]]) -> tuple[Decimal, str] | None:
    powers = {power for _, power in terms}
    names = {power: name for name, power in _UNITS.items()}
    if len(powers) != 1 or (power := powers.pop()) not in names:
        return None
    return sum((number for number, _ in terms), Decimal(0)), names[power]
