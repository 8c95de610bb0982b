"""The smallest change of a dose that can be told apart from its own error.

A limit of measuring, never advice: the present dose is set against every smaller one that the
same bottle and device have a mark for, or the same units can make, until the change is three of
its own standard uncertainties (docs/architecture.md).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from taperlab.answers.figures import Figures
from taperlab.answers.judging import solve
from taperlab.quantities import Mass
from taperlab.recipe.operations import Draw, Drip, Recipe
from taperlab.taper.changes import side_of
from taperlab.taper.parts import UNITS, alike, doses_of_parts, parts_in
from taperlab.taper.resolution import CLEAR, resolve_change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from taperlab.answers.ranking import Candidate
    from taperlab.recipe.measured import Measured
    from taperlab.taper.resolution import Side
    from taperlab.taper.serving import Served

__all__ = ["smallest_change"]


def smallest_change(served: Served) -> Mass | None:
    """Return the smallest change from a dose with a resolution of 3, devices and bottle kept.

    In counted mg on the basis of the plan. None where the dose is not made, or not even leaving
    it out could be told apart, or nothing is known of how far off it is.
    """
    before = side_of(served)
    if before is None or served.candidate is None:
        return None
    for after in (*_smaller(served, served.candidate, before), None):
        found = resolve_change(before, after)
        if found is not None and found.change > 0 and found.kept >= CLEAR:
            return Mass(found.change)
    return None


def _smaller(served: Served, candidate: Candidate, before: Side) -> Iterator[Side]:
    """Yield the smaller doses that are made in the same way, the largest first."""
    operations = candidate.proposal.recipe.operations
    at = [number for number, one in enumerate(operations) if isinstance(one, Draw | Drip)]
    figures = _redrawn(served, candidate, at[-1]) if at else _in_parts(served, candidate)
    for one in figures:
        yield replace(before, figures=one)


def _redrawn(served: Served, candidate: Candidate, at: int) -> Iterator[Figures]:
    """Yield what the lower marks of the last device, or fewer drops, give of the same bottle."""
    proposal = candidate.proposal
    operations = proposal.recipe.operations
    for last in _lower(served, operations[at]):
        changed = (*operations[:at], last, *operations[at + 1 :])
        recipe = Recipe(changed, proposal.recipe.contents)
        yield Figures(replace(proposal, recipe=recipe))


def _lower(served: Served, last: object) -> Iterator[Draw[Fraction] | Drip[Fraction]]:
    match last:
        case Draw(_, volume, device, fills):
            syringe = next(one for one in served.question.instruments if one.id == device)
            mark = volume.nominal / fills - syringe.step
            while mark >= syringe.smallest:
                yield replace(last, volume=_of(volume, mark * fills))
                mark -= syringe.step
        case Drip(_, drops, volume):
            for fewer in range(drops - 1, 0, -1):
                share = _of(volume, volume.nominal * fewer / drops)
                yield replace(last, drops=fewer, volume=share)


def _of(volume: Measured[Fraction], nominal: Fraction) -> Measured[Fraction]:
    """Return another volume of the same device: its bounds follow from what is measured."""
    return replace(volume, nominal=nominal)


def _in_parts(served: Served, candidate: Candidate) -> Iterator[Figures]:
    """Yield what fewer units, parts of units or beads give."""
    method, own = candidate.proposal.method, candidate.proposal.products[0]
    same = tuple(alike(own, served.question.products))
    question = replace(served.question, products=same)
    daily = candidate.proposal.doses_per_day if question.per_day else 1
    methods = UNITS if method in UNITS else (method,)
    parts = {one * daily for one in parts_in(candidate, same)}
    for dose in doses_of_parts(question.dose.amount, parts):
        best = solve(replace(question, dose=Mass(dose), current=question.dose), methods).best
        if best is not None and best.proposal.doses_per_day == candidate.proposal.doses_per_day:
            yield best.figures
