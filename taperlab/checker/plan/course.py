"""The doses and days of a plan, worked out again from its rule (docs/contract.md section 6).

Targets are found with sixty digits and rounded half-even to 0.0001 mg only to be compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from taperlab.checker.figures import carefully, read, same
from taperlab.checker.plan.rules import model_of, rules_of
from taperlab.checker.shelf import Mismatch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.plan.documents import Plan
    from taperlab.checker.plan.rules import Model, Rule, Rules
    from taperlab.checker.shelf import Shelf

__all__ = ["Basis", "Held", "ahead", "basis_of", "every", "read_mass", "stated"]

_PLACES, _NOISE = Decimal("0.0001"), Decimal(10) ** -40
_MERGED = Decimal("1.5")  # a step, and a remainder under half of one
_MOST = 5000
_EVERY = re.compile(r"(?P<count>[0-9]+) ?(?P<unit>d|w|days?|weeks?)")


class Held(NamedTuple):
    """A dose as it is stated on the request's basis, its points, and how many days it lasts."""

    dose: Decimal
    days: int | None


@dataclass(frozen=True, slots=True)
class Basis:
    """What the figures of a plan are reckoned on.

    ``scale`` is counted mg for each mg as typed, ``daily`` how many doses make a day's.
    """

    scale: Decimal
    daily: int
    model: Model | None
    rules: Rules
    original: Decimal
    end: Decimal
    last: Decimal | None

    def points(self, dose: Decimal) -> Decimal | None:
        """Return the modelled points of a dose on the plan's basis."""
        return None if self.model is None else self.model.points(dose * self.daily)


def basis_of(plan: Plan, shelf: Shelf) -> Basis:
    """Read what a plan rests on.

    Raises:
        Mismatch: if a product, a curve or a rule is not there.
        NotAFigureError: if a dose is none.
    """
    asked = plan.request
    with carefully():
        scale = Decimal(1)
        if asked.dose_of != "tablet":
            stock = shelf.stock(asked.dose_of)
            scale = stock.counted / stock.physical
        daily = 1 if asked.per == "day" else asked.doses_per_day
        return Basis(
            scale=scale,
            daily=daily,
            model=model_of(plan, shelf),
            rules=rules_of(plan, scale * daily),
            original=read_mass(asked.start) * scale,
            end=read_mass(asked.to) * scale,
            last=None if asked.last is None else read_mass(asked.last) * scale,
        )


def read_mass(text: str) -> Decimal:
    """Read a dose in mg."""
    return read(text, "mg").number


def stated(dose: Decimal) -> Decimal:
    """Round half-even to 0.0001 mg; noise in the last digits decides no tie."""
    with carefully():
        return dose.quantize(_NOISE).quantize(_PLACES, ROUND_HALF_EVEN)


def every(plan: Plan) -> int:
    """Return how many days a step of the rule takes."""
    match = _EVERY.fullmatch(plan.request.every.strip())
    if match is None:
        raise Mismatch("not-a-rule", rule=plan.request.every)
    return int(match["count"]) * (7 if match["unit"].startswith("w") else 1)


def ahead(plan: Plan, basis: Basis, now: Decimal) -> list[Held]:
    """Return what the rule makes of the dose taken now, that dose first."""
    with carefully():
        doses = [now]
        if plan.request.next_dose is not None:
            doses.append(read_mass(plan.request.next_dose) * basis.scale)
        last = None if basis.last is None else min(basis.last, doses[-1]) * basis.daily
        way = _Way(basis, basis.end * basis.daily, last)
        found = [*doses[:-1], *(dose / basis.daily for dose in way.down(doses[-1] * basis.daily))]
        days = every(plan)
        if not (plan.request.micro or plan.request.strip):
            return [*(Held(dose, days) for dose in found[:-1]), Held(found[-1], None)]
        first = None if basis.last is None else min(basis.last, now) * basis.daily
        way = _Way(basis, basis.end * basis.daily, first)
        daily = [dose / basis.daily for dose in way.daily([d * basis.daily for d in found], days)]
        return _joined(daily, basis.daily)


@dataclass(frozen=True, slots=True)
class _Way:
    """Daily doses from one to the end; ``last`` is the smallest before it."""

    basis: Basis
    end: Decimal
    last: Decimal | None

    def down(self, dose: Decimal) -> Iterator[Decimal]:
        """Yield the dose and all that follow it."""
        yield dose
        for _ in range(_MOST):
            if dose <= self.end or same(dose, self.end):
                return
            dose = self._after(dose)
            yield dose
        raise Mismatch("never-ends")

    def _after(self, dose: Decimal) -> Decimal:
        found = self._computed(dose, self.basis.rules.at(dose))
        if found <= self.end or stated(found) == stated(self.end):
            found = self.end
        if self.last is None or self.end or stated(found) > stated(self.last):
            return found
        return self.last if dose > self.last and not same(dose, self.last) else self.end

    def _computed(self, dose: Decimal, rule: Rule) -> Decimal:
        figure = rule.figures[0]
        match rule.kind:
            case "occupancy":
                return self._by_points(dose, figure)
            case "proportional":
                return dose * (1 - figure / 100)
            case "proportional-original":
                return dose - self.basis.original * self.basis.daily * figure / 100
            case "linear":
                return dose - figure
        return next((each for each in rule.figures if each < dose), self.end)

    def _by_points(self, dose: Decimal, points: Decimal) -> Decimal:
        model = self.basis.model
        if model is None:
            raise Mismatch("curve-missing")
        here = model.points(dose)
        if here - model.points(self.end) < points * _MERGED:
            return self.end
        return model.dose(here - points)

    def daily(self, doses: list[Decimal], days: int) -> Iterator[Decimal]:
        """Yield the dose of each day where a step is spread over its days, the end once."""
        model = self.basis.model
        for high, low in pairwise(doses):
            held = self.last is not None and same(high, self.last) and not low
            by_points = model is not None and self.basis.rules.at(high).kind == "occupancy"
            for day in range(days):
                part = Decimal(0 if held else day) / days
                if by_points and model is not None and part:
                    above, below = model.points(high), model.points(low)
                    yield model.dose(above - (above - below) * part)
                else:
                    yield high - (high - low) * part
        yield doses[-1]


def _joined(doses: list[Decimal], daily: int) -> list[Held]:
    """Join days whose daily doses read the same, and what reads as nothing to the one before."""
    runs: list[Held] = []
    for dose in doses:
        whole = stated(dose * daily)
        unread = dose and not whole
        if runs and (unread or stated(runs[-1].dose * daily) == whole):
            runs[-1] = Held(runs[-1].dose, (runs[-1].days or 0) + 1)
        else:
            runs.append(Held(dose, 1))
    return [*runs[:-1], Held(runs[-1].dose, None)]
