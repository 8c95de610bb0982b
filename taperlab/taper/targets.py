"""The daily doses of a taper, exactly, from its rules."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from taperlab.messages import InputError, Message
from taperlab.quantities import Mass, to_places
from taperlab.taper.occupancy import dose_at, occupancy
from taperlab.taper.rules import EqualOccupancy, Linear, Listed, OfOriginal, OfPrevious

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.types import Curve
    from taperlab.taper.rules import Rule, Rules

__all__ = ["MOST_STEPS", "ZERO", "stated", "targets"]

MOST_STEPS: Final = 1000
ZERO: Final = Mass(0)

_PLACES: Final = 4
_MERGED: Final = Fraction(3, 2)  # a step, and a remainder under half of one (docs/contract.md 6)


@lru_cache(maxsize=4096)
def stated(mass: Mass) -> Mass:
    """Round a dose half-even to 0.0001 mg, to be read; it never goes back into a rule."""
    return to_places(mass, _PLACES)


def targets(  # noqa: PLR0913 - the last two are for plans that go on from another
    start: Mass,
    end: Mass,
    rules: Rules,
    curve: Curve | None,
    last: Mass | None,
    *,
    original: Mass | None = None,
) -> list[Mass]:
    """Return the exact daily doses in mg, from ``start`` down to ``end``, both of them included.

    ``last`` is the smallest dose before zero: a computed dose below it, or one that reads the
    same, the zero at the end included, is replaced by it, and then comes the end. Under
    ``occupancy`` a remainder of less than half a step is merged into the last one.
    ``original`` is what a share of the original is taken of, where the taper began above
    ``start``.

    Raises:
        InputError: if the doses do not come down, never end, cannot be told apart when they are
            stated, are more than ``MOST_STEPS``, or need a curve that is not there.
    """
    way = _Way(start, end, curve, last, original or start)
    _check(way, rules)
    doses = [start]
    while doses[-1] > end:
        if len(doses) > MOST_STEPS:
            raise _wrong("rule", "too-many-steps", most=MOST_STEPS)
        doses.append(way.after(doses[-1], rules.at(doses[-1])))
        if stated(doses[-1]) >= stated(doses[-2]):
            raise _wrong("rule", "steps-too-fine", dose=stated(doses[-1]))
    return doses


class _Way:
    """From where to where, and by which curve."""

    def __init__(
        self, start: Mass, end: Mass, curve: Curve | None, last: Mass | None, original: Mass
    ) -> None:
        self.start, self.end, self.curve, self.original = start, end, curve, original
        self.last = last

    def after(self, dose: Mass, rule: Rule) -> Mass:
        """Return the dose that comes after one of this way."""
        found = self._computed(dose, rule)
        if found <= self.end or stated(found) == stated(self.end):
            found = self.end
        if self.last is None or self.end or stated(found) > stated(self.last):
            return found
        return self.last if dose > self.last else self.end

    def _computed(self, dose: Mass, rule: Rule) -> Mass:
        match rule:
            case EqualOccupancy(points):
                return self._by_occupancy(dose, points)
            case OfPrevious(share):
                return dose * (1 - share)
            case OfOriginal(share):
                return dose - self.original * share
            case Linear(by):
                return dose - by
            case Listed(doses):
                return next((each for each in doses if each < dose), self.end)

    def _by_occupancy(self, dose: Mass, points: Fraction) -> Mass:
        if self.curve is None:
            raise _wrong("rule", "needs-curve")
        here = occupancy(self.curve, dose)
        if here - occupancy(self.curve, self.end) < points * _MERGED:
            return self.end
        return dose_at(self.curve, here - points)


_Checked: TypeAlias = "Iterator[InputError]"


def _check(way: _Way, rules: Rules) -> None:
    for error in (*_ends(way, rules), *_rules(way, rules)):
        raise error


def _ends(way: _Way, rules: Rules) -> _Checked:
    if way.start <= way.end:
        yield _wrong("to", "not-a-reduction", start=way.start, end=way.end)
    if way.last is not None and way.last > way.start:
        yield _wrong("last", "last-above-start", last=way.last, start=way.start)
    if way.last is not None and way.end and way.last > way.end:
        yield _wrong("last", "last-above-end", last=way.last, end=way.end)
    never_ends = any(isinstance(rule, OfPrevious) for rule in rules.every_rule())
    if never_ends and way.last is None and not way.end:
        yield _wrong("last", "never-ends")


def _rules(way: _Way, rules: Rules) -> _Checked:
    places = [change.at for change in rules.then]
    if any(low >= high for high, low in pairwise(places)):
        yield _wrong("then", "changes-do-not-fall")
    for rule in rules.every_rule():
        if isinstance(rule, EqualOccupancy) and way.curve is None:
            yield _wrong("rule", "needs-curve")
        if isinstance(rule, Listed):
            yield from _listed(way, rule)


def _listed(way: _Way, rule: Listed) -> _Checked:
    for dose in rule.doses:
        if dose > way.start:
            yield _wrong("rule", "listed-above-start", dose=dose, start=way.start)
        if dose < way.end:
            yield _wrong("rule", "listed-below-end", dose=dose, end=way.end)
        if way.last is not None and not way.end and ZERO < dose < way.last:
            yield _wrong("rule", "listed-below-last", dose=dose, last=way.last)


def _wrong(field: str, key: str, **fields: object) -> InputError:
    return InputError(Message(f"taper.{key}", **fields), field=field)
