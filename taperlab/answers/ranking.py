"""Which preparation first: the pick of a set, the front of a method (docs/architecture.md)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from taperlab.recipe.operations import DOSE, Draw, Take

if TYPE_CHECKING:
    from taperlab.answers.figures import Figures
    from taperlab.messages import Finding
    from taperlab.methods.question import Proposal

__all__ = ["RATINGS", "Candidate", "first_rank", "front", "pick"]

RATINGS = ("good", "acceptable", "poor")
GOOD, ACCEPTABLE = Fraction(10, 100), Fraction(20, 100)
_POOR = 2
_WINDOW = Fraction(1, 100)
_WASTE_STEP = Fraction(1, 2)
_ORDINARY = frozenset({"tablet", "capsule"})

Key: TypeAlias = Callable[["Candidate"], Fraction | int]


@dataclass(frozen=True)
class Candidate:
    """A proposal with its figures and what the guards found."""

    figures: Figures
    findings: tuple[Finding, ...]

    @property
    def proposal(self) -> Proposal:
        """The proposal itself."""
        return self.figures.proposal

    @cached_property
    def grade(self) -> int:
        """0 good, 1 acceptable, 2 poor: by the error, and never better than the method allows."""
        error = self.figures.error
        if error is None:
            return _POOR
        by_error = 0 if error <= GOOD else 1 if error <= ACCEPTABLE else _POOR
        return max(by_error, RATINGS.index(self.proposal.best_rating))

    @cached_property
    def soft(self) -> int:
        """How many limits only a typed reason passes."""
        return sum(finding.soft for finding in self.findings)

    @property
    def error(self) -> Fraction:
        """The error; one that nobody has measured counts as the whole dose."""
        return Fraction(1) if self.figures.error is None else self.figures.error

    @cached_property
    def cell(self) -> tuple[int, int, int, int]:
        """What the front compares: plain, percentage points of error, handling, waste."""
        return (
            0 if self.proposal.plainness else 1,
            math.ceil(self.error * 100),
            self.figures.handling,
            self._waste(),
        )

    def _waste(self) -> int:
        """Waste in the method's own step, half a mL of stock or a unit: a share of what is used.

        The vessel that holds the most is the one that the product went into; what is diluted
        further holds a part of that.
        """
        holds = self.figures.holds
        used = sum(
            amount / (_WASTE_STEP if product.is_liquid else 1)
            for product in self.proposal.products
            for amount in (self.proposal.uses[product.id],)
        )
        return math.ceil(self.figures.waste.amount / holds * used) if holds else 0


def pick(candidates: Sequence[Candidate]) -> Candidate:
    """Return the best of a set by the chain of docs/architecture.md.

    First the class of supply and method, then what is not poor, fewest limits passed, rating,
    plainness, fewest operations, fewest packs; of what is then left within one percentage point
    of the smallest error, the smallest volume, the least drug in a vessel, the smallest error, a
    fixed order.
    """
    left = _first_class(candidates)
    chain: tuple[Key, ...] = (
        lambda one: one.grade == _POOR,
        lambda one: one.soft,
        lambda one: one.grade,
        lambda one: -one.proposal.plainness,
        lambda one: one.figures.handling,
        lambda one: one.figures.whole_packs,
    )
    for key in chain:
        left = _least(left, key)
    closest = min(one.error for one in left)
    left = [one for one in left if one.error <= closest + _WINDOW]
    for key in (
        lambda one: one.figures.total,
        lambda one: one.figures.holds,
        lambda one: one.error,
    ):
        left = _least(left, key)
    return min(left, key=_fixed_order)


def front(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return what nothing dominates over the cell, one for each cell, the best cells first."""
    cells: dict[tuple[int, int, int, int], list[Candidate]] = {}
    for one in candidates:
        cells.setdefault(one.cell, []).append(one)
    kept = [
        cell
        for cell in cells
        if not any(
            other != cell and all(a <= b for a, b in zip(other, cell, strict=True))
            for other in cells
        )
    ]
    return [pick(cells[cell]) for cell in sorted(kept)]


def _first_class(candidates: Sequence[Candidate]) -> list[Candidate]:
    first = first_rank((one.proposal.rank, one.grade, one.soft) for one in candidates)
    return [one for one in candidates if one.proposal.rank == first]


def first_rank(verdicts: Iterable[tuple[int, int, int]]) -> int:
    """Return the first class of practice.md 30 that no later one beats.

    A verdict is the class of a way, its grade (0 good, 1 acceptable, 2 poor) and how many limits
    only a typed reason passes. A later class wins over an earlier one that is rated two grades
    worse, or that only a typed reason allows while the later one needs none and is not poor.

    Raises:
        ValueError: if there is no verdict.
    """
    best: dict[int, tuple[bool, bool, int]] = {}
    for rank, grade, soft in verdicts:
        verdict = (grade == _POOR, soft > 0, grade)
        best[rank] = min(best.get(rank, verdict), verdict)
    for rank in sorted(best):
        _, soft_only, grade = best[rank]
        later = [verdict for other, verdict in best.items() if other > rank]
        worse = any(grade - other >= _POOR for _, _, other in later)
        needless = soft_only and any(not soft and other < _POOR for _, soft, other in later)
        if not worse and not needless:
            return rank
    raise ValueError("nothing to pick from")


def _least(candidates: list[Candidate], key: Key) -> list[Candidate]:
    values = [key(one) for one in candidates]
    return [one for one, value in zip(candidates, values, strict=True) if value == min(values)]


def _fixed_order(candidate: Candidate) -> tuple[object, ...]:
    """Order ties: a solution before a suspension, fewer units to swallow, an ordinary form.

    Then the weaker strength, nearer the current dose, and by name.
    """
    proposal = candidate.proposal
    operations = proposal.recipe.operations
    taken = [one for one in operations if isinstance(one, Take) and one.into == DOSE]
    units = [product for product in proposal.products if not product.is_liquid]
    return (
        sum(product.liquid == "suspension" for product in proposal.products),
        sum(len(operation.pieces) for operation in taken),
        sum(product.form not in _ORDINARY for product in units),
        sum(product.strength.amount for product in proposal.products),
        -candidate.figures.delivered.amount,
        tuple(product.id for product in proposal.products),
        tuple(operation.device for operation in operations if isinstance(operation, Draw)),
    )
