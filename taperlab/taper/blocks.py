"""Ways of making one step as columns: what a plan is chosen by, and where each comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from taperlab.taper.ways import way_of

if TYPE_CHECKING:
    from collections.abc import Hashable

    from taperlab.answers.ranking import Candidate
    from taperlab.methods.question import Proposal, Question
    from taperlab.methods.space import Index, Mask
    from taperlab.recipe.measured import Floats
    from taperlab.taper.ways import Way

__all__ = ["Block", "Bottles", "Option", "Source", "block_of"]


class Source(Protocol):
    """What ways come from: each is known there by a number."""

    def way(self, number: int) -> Way:
        """Return the bottle, or the units."""
        ...

    def proposal(self, number: int) -> Proposal:
        """Return the exact proposal."""
        ...

    def candidate(self, number: int) -> Candidate | None:
        """Return what the exact judge made of it, if that has seen it already."""
        ...

    def variances(self, numbers: Index, days: int) -> Floats | None:
        """Return those of the mean doses of so many days in mg²; None: ask the exact judge."""
        ...


class Option(NamedTuple):
    """One way of making one step; ``soft`` is how many limits only a typed reason passes."""

    way: Way
    soft: int
    source: Source
    number: int

    @property
    def candidate(self) -> Candidate | None:
        """What the exact judge made of it, if that has seen it already."""
        return self.source.candidate(self.number)

    def propose(self) -> Proposal:
        """Return the exact proposal."""
        return self.source.proposal(self.number)


@dataclass(frozen=True, slots=True)
class Block:
    """Ways of one form of release and one class, each an element of every array.

    ``bottle`` is the plan's own number of a bottle; ``achieved`` is in mg on the basis of the
    request, ``waste`` in mg a dose. ``early`` tells that the class is later than the step needs.
    """

    release: str
    rank: int
    bottle: Index
    achieved: Floats
    error: Floats
    waste: Floats
    grade: Index
    soft: Index
    number: Index
    source: Source
    early: bool = False

    @property
    def size(self) -> int:
        """How many ways there are."""
        return int(self.number.size)

    def take(self, rows: Index | Mask | slice) -> Block:
        """Return some of the ways."""
        return Block(
            self.release,
            self.rank,
            self.bottle[rows],
            self.achieved[rows],
            self.error[rows],
            self.waste[rows],
            self.grade[rows],
            self.soft[rows],
            self.number[rows],
            self.source,
            self.early,
        )

    def softer(self, reasons: int) -> Block:
        """Return the ways with so many typed reasons more."""
        return replace(self, soft=self.soft + reasons) if reasons else self

    def option(self, row: int) -> Option:
        """Return one way."""
        number = int(self.number[row])
        return Option(self.source.way(number), int(self.soft[row]), self.source, number)

    def named(self, way: Way, bottle: Index) -> Block:
        """Return the one way of a candidate under another name and number."""
        candidate = self.source.candidate(0)
        if candidate is None:
            raise TypeError(way)
        return replace(self, bottle=bottle, source=_Judged(candidate, way))


class Bottles:
    """Numbers for the bottles of one plan: equal ways have one number."""

    def __init__(self) -> None:
        self._known: dict[Hashable, int] = {}
        self._next = 0

    def number(self, bottle: Hashable, count: int = 1) -> int:
        """Return the number of a bottle, or the first of so many that are known together."""
        found = self._known.get(bottle)
        if found is None:
            found = self._known[bottle] = self._next
            self._next += count
        return found


@dataclass(frozen=True, slots=True)
class _Judged:
    """One candidate that the exact judge has seen."""

    judged: Candidate
    made: Way

    def way(self, _number: int) -> Way:
        return self.made

    def proposal(self, _number: int) -> Proposal:
        return self.judged.proposal

    def candidate(self, _number: int) -> Candidate | None:
        return self.judged

    def variances(self, _numbers: Index, _days: int) -> Floats | None:
        return None


def block_of(question: Question, candidate: Candidate, bottles: Bottles) -> Block:
    """Return a judged candidate as a way to choose from."""
    proposal = candidate.proposal
    doses = proposal.doses_per_day if question.per_day else 1
    made = way_of(proposal)
    return Block(
        release=proposal.products[0].release,
        rank=proposal.rank,
        bottle=np.array([bottles.number(made)]),
        achieved=np.array([float(candidate.figures.delivered.amount * doses)]),
        error=np.array([float(candidate.error)]),
        waste=np.array([float(candidate.figures.waste.amount * doses)]),
        grade=np.array([candidate.grade]),
        soft=np.array([candidate.soft]),
        number=np.array([0]),
        source=_Judged(candidate, made),
    )
