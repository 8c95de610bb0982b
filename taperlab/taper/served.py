"""A level of a plan with what makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taperlab.answers.ranking import Candidate
    from taperlab.methods.question import Question, Refused
    from taperlab.taper.levels import Level
    from taperlab.taper.ways import Way

__all__ = ["Served"]


@dataclass(frozen=True)
class Served:
    """A level with what makes it, or why nothing can."""

    level: Level
    question: Question
    way: Way | None
    candidate: Candidate | None
    refused: tuple[Refused, ...] = ()

    @property
    def release(self) -> str | None:
        """The form of release of what makes it."""
        return None if self.candidate is None else self.candidate.proposal.products[0].release
