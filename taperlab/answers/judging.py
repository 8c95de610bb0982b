"""What the methods find, judged by the guards: candidates, and refusals with their reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from taperlab.answers.figures import Figures
from taperlab.answers.guards import judge, judge_question
from taperlab.answers.ranking import Candidate, pick
from taperlab.answers.refusals import grouped
from taperlab.messages import Message, NotMakeableError
from taperlab.methods import METHODS
from taperlab.methods.question import Proposal, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from taperlab.answers.carried import Carried
    from taperlab.messages import Finding
    from taperlab.methods.question import Question

__all__ = ["POOR", "CancelledError", "Found", "judged", "reason_against", "solve"]

POOR = 2
"""The worst grade: listed, never recommended, and not shown to a patient."""


class CancelledError(NotMakeableError):
    """Whoever asked no longer wants the answer."""

    def __init__(self) -> None:
        super().__init__(Message("answers.cancelled"))


@dataclass
class Found:
    """Candidates and refusals of one question, in the order of the methods.

    ``stopped`` says that a guard stops the dose itself, however it is made.
    """

    candidates: list[Candidate] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    stopped: bool = False

    @cached_property
    def best(self) -> Candidate | None:
        """The pick of all that is good or acceptable, if there is any."""
        fit = [one for one in self.candidates if one.grade < POOR]
        return pick(fit) if fit else None

    @cached_property
    def picks(self) -> dict[str, Candidate]:
        """Each method's pick; that of its own method is the best of all."""
        by_method: dict[str, list[Candidate]] = {}
        for one in self.candidates:
            by_method.setdefault(one.proposal.method, []).append(one)
        picks = {method: pick(ones) for method, ones in by_method.items()}
        if self.best is not None:
            picks[self.best.proposal.method] = self.best
        return picks

    def grouped(self) -> list[Refused]:
        """Return each reason once for each method, naming together the products it is about."""
        return grouped(self.refused)


def solve(
    question: Question,
    methods: Iterable[str] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Found:
    """Ask each method, and judge what it finds; ``cancelled`` is asked before each.

    Raises:
        CancelledError: if ``cancelled`` said so.
    """
    general = tuple(judge_question(question))
    found = Found(stopped=any(finding.severity == "stop" for finding in general))
    for method in methods or tuple(METHODS):
        if cancelled is not None and cancelled():
            raise CancelledError
        for one in METHODS[method](question):
            if isinstance(one, Refused):
                found.refused.append(one)
                continue
            candidate = judged(question, one, general)
            reason = reason_against(question, candidate)
            if reason is None:
                found.candidates.append(candidate)
            else:
                found.refused.append(Refused(one.method, _product(one), reason))
    return found


def judged(
    question: Question,
    proposal: Proposal,
    general: tuple[Finding, ...],
    carried: Carried | None = None,
) -> Candidate:
    """Return a proposal with what the guards find; ``general`` is about the dose itself.

    ``carried`` is what its recipe comes to, where that is known already.
    """
    figures = Figures(proposal, carried)
    findings = (*general, *proposal.findings, *judge(question, figures, question.date))
    return Candidate(figures, tuple(dict.fromkeys(findings)))


def reason_against(question: Question, candidate: Candidate) -> Message | None:
    """Say why a candidate must not be offered, if anything speaks against it."""
    for finding in candidate.findings:
        if finding.severity == "stop":
            return finding.message
    if question.role == "patient" and candidate.grade == POOR:
        return Message("answers.too-inaccurate")
    return None


def _product(proposal: Proposal) -> str | None:
    return proposal.products[0].id if len(proposal.products) == 1 else None
