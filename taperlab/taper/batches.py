"""In how many batches doses are made, how long one lasts, and what goes into it."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.recipe.operations import Divide, Draw, Take
from taperlab.taper.ways import way_of

if TYPE_CHECKING:
    from taperlab.answers.ranking import Candidate
    from taperlab.methods.question import Question

__all__ = ["batches_of", "days_of_batch", "used_in"]


def batches_of(question: Question, candidate: Candidate, days: int) -> int:
    """Return in how many batches the doses of so many days are made.

    What is measured neat, or taken in units, is one for all its doses: nothing is made.
    """
    if not candidate.figures.vessels or not way_of(candidate.proposal).signature:
        return 1
    lasts = days_of_batch(question, candidate)
    if lasts is None:
        return days * candidate.proposal.doses_per_day
    return math.ceil(Fraction(days, lasts))


def days_of_batch(question: Question, candidate: Candidate) -> int | None:
    """Return for how many days a batch is made; None for what is used at once.

    That is what was asked for or, where nobody asked for more than a day, as long as there are
    whole doses in it; never longer than it keeps.
    """
    proposal = candidate.proposal
    if proposal.keep.until is None:
        return None
    keeps = (proposal.keep.until - question.date).days + 1
    lasts = question.days
    if lasts == 1:
        lasts = max(_doses_in(candidate) // proposal.doses_per_day, 1)
    return max(min(lasts, keeps), 1)


def used_in(question: Question, candidate: Candidate, product: str, days: int) -> Fraction:
    """Return what so many days use up of a product, in its own mL or units: whole batches."""
    proposal = candidate.proposal
    lasts = days_of_batch(question, candidate)
    if lasts is None:
        return proposal.uses[product] * proposal.doses_per_day * days
    return _goes_into(candidate, product) * math.ceil(Fraction(days, lasts))


def _doses_in(candidate: Candidate) -> int:
    """Return how many whole doses there are in a batch."""
    for operation in reversed(candidate.proposal.recipe.operations):
        if isinstance(operation, Divide):
            return operation.parts
        if isinstance(operation, Draw) and operation.source in candidate.figures.vessels:
            held = candidate.figures.vessels[operation.source].volume
            return math.ceil(held / operation.volume.nominal) - 1  # the last drop stays in it
    raise TypeError(candidate.proposal.method)


def _goes_into(candidate: Candidate, product: str) -> Fraction:
    """Return what is taken of a product for one batch."""
    total = Fraction(0)
    for operation in candidate.proposal.recipe.operations:
        if isinstance(operation, Take) and operation.product == product:
            total += sum((each.nominal for each in operation.pieces), Fraction(0))
        elif isinstance(operation, Draw) and operation.source == product:
            total += operation.volume.nominal
    return total
