"""A plan's rules, read again from their text, and the next dose that each gives, in decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from taperlab.checker.figures import ZERO, carefully, read
from taperlab.checker.shelf import Mismatch
from taperlab.messages import InputError
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.plan.documents import Plan
    from taperlab.checker.shelf import Shelf

__all__ = ["Model", "Rule", "Rules", "model_of", "models_of", "rules_of"]

_RULE = re.compile(
    r"(?P<kind>occupancy|proportional|proportional-original|linear|list):(?P<rest>.+)"
)
_MASS = re.compile(r"(?P<number>[0-9]+(?:[.,][0-9]+)?) ?(?P<unit>mg|micrograms?|mcg|g)\b")
_SHARE = re.compile(r"(?P<number>[0-9]+(?:[.,][0-9]+)?) ?%?")
_IN_MG = {"mg": Decimal(1), "g": Decimal(1000)}
_MICROGRAM = Decimal("0.001")
_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Model:
    """An occupancy curve by the catalogue's own figures: points at a daily dose, and back."""

    name: str
    emax: Decimal
    ed50: Decimal

    def points(self, daily: Decimal) -> Decimal:
        """Return the modelled percentage points, at most 100."""
        return min(self.emax * daily / (self.ed50 + daily), _ALL)

    def dose(self, points: Decimal) -> Decimal:
        """Return the daily dose in mg at so many points."""
        return points * self.ed50 / (self.emax - points)


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of rule and its figures: points, per cent, or daily masses in mg."""

    kind: str
    figures: tuple[Decimal, ...]

    def scaled(self, factor: Decimal) -> Rule:
        """Return the rule with its masses times a factor; shares and points stay."""
        if self.kind not in ("linear", "list"):
            return self
        return replace(self, figures=tuple(each * factor for each in self.figures))


@dataclass(frozen=True, slots=True)
class Rules:
    """The first rule, and from which daily dose down others take over."""

    first: Rule
    then: tuple[tuple[Decimal, Rule], ...]

    def at(self, dose: Decimal) -> Rule:
        """Return the rule that finds the dose after this one."""
        rule = self.first
        for place, later in self.then:
            if dose <= place:
                rule = later
        return rule

    def figures(self) -> Iterator[Decimal]:
        """Yield every number that stands in the rules."""
        yield from self.first.figures
        for place, rule in self.then:
            yield place
            yield from rule.figures


def rules_of(plan: Plan, factor: Decimal) -> Rules:
    """Read the rules of a request; ``factor`` is daily counted mg for each mg as typed.

    Raises:
        Mismatch: where one is no rule.
    """
    with carefully():
        then = []
        for text in plan.request.then:
            rule, _, place = text.rpartition("@")
            at = _masses(place, text)
            then.append((at[0] * factor, _rule(rule).scaled(factor)))
        return Rules(_rule(plan.request.rule).scaled(factor), tuple(then))


def model_of(plan: Plan, shelf: Shelf) -> Model | None:
    """Return the curve that the plan names, with the catalogue's figures; None where it has none.

    Raises:
        Mismatch: if the drug has no such curve, or it is none to taper by.
    """
    if plan.curve is None:
        return None
    for model in models_of(plan.request.drug, shelf):
        if model.name == plan.curve.name:
            return model
    raise Mismatch("unknown-curve", curve=plan.curve.name)


def models_of(name: str, shelf: Shelf) -> list[Model]:
    """Return the curves that a drug may be tapered by, with the catalogue's figures.

    Raises:
        Mismatch: if there is no such drug.
    """
    try:
        drug = shelf.catalogue.drug(name)
    except InputError:
        raise Mismatch("unknown-drug", drug=name) from None
    return [
        Model(
            curve.name,
            read(canonical(curve.emax), "%").number,
            read(canonical(curve.ed50), "mg").number,
        )
        for curve in drug.curves
        if curve.usable
    ]


def _rule(text: str) -> Rule:
    match = _RULE.fullmatch(text.replace(" :", ":").strip())
    if match is None:
        raise Mismatch("not-a-rule", rule=text)
    kind, rest = match["kind"], match["rest"]
    if kind in ("linear", "list"):
        return Rule(kind, _masses(rest, text))
    share = _SHARE.fullmatch(rest.strip())
    if share is None:
        raise Mismatch("not-a-rule", rule=text)
    return Rule(kind, (Decimal(share["number"].replace(",", ".")),))


def _masses(text: str, rule: str) -> tuple[Decimal, ...]:
    found = tuple(_mass(match) for match in _MASS.finditer(text))
    if not found:
        raise Mismatch("not-a-rule", rule=rule)
    return found


def _mass(match: re.Match[str]) -> Decimal:
    number = Decimal(match["number"].replace(",", "."))
    return number * _IN_MG.get(match["unit"], _MICROGRAM) if number else ZERO
