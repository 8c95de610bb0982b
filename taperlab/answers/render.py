"""From a judged candidate to the record of the document: figures rounded, texts in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias, TypedDict, cast

from taperlab.answers.document import Caution, Help, Preparation, Refusal
from taperlab.answers.dominating import dominating
from taperlab.answers.ranking import RATINGS
from taperlab.answers.recording import not_known, recorded
from taperlab.answers.syringes import rejected_syringes
from taperlab.quantities import number, percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from taperlab.answers.carried import Carried
    from taperlab.answers.document import Method, Rating
    from taperlab.answers.figures import Figures
    from taperlab.answers.ranking import Candidate
    from taperlab.answers.recording import Recorded
    from taperlab.messages import Finding, Message
    from taperlab.methods.question import Proposal, Question, Refused
    from taperlab.wording import Wording

__all__ = ["Renderer", "Standing"]


_OfRecipe: TypeAlias = "tuple[Recorded, str | None, tuple[str, ...]]"
"""The record of a recipe, where its error mostly comes from, and why no other syringe."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a candidate stands among the others, and why."""

    recommended: bool
    pick: bool
    why: Message


class _Said(TypedDict):
    """The fields of a preparation that say where it stands."""

    recommended: bool
    pick: bool
    why: str


class Renderer:
    """Writes candidates and refusals for one document, in its language.

    What it said of one recipe, and each finding it put into words, is kept: a plan repeats them.
    """

    def __init__(self, wording: Wording, question: Question) -> None:
        self._wording, self._question = wording, question
        self._recipes: dict[tuple[Carried, bool], _OfRecipe] = {}
        self._cautions: dict[Finding, Caution] = {}

    def preparation(self, candidate: Candidate, standing: Standing) -> Preparation:
        """Return the record of one preparation."""
        proposal, figures = candidate.proposal, candidate.figures
        made, dominated_by, others = self._of_recipe(proposal, figures)
        return Preparation(
            method=cast("Method", proposal.method),
            products=tuple(product.id for product in proposal.products),
            rating=cast("Rating", RATINGS[candidate.grade]),
            plain=proposal.plainness > 0,
            **self._said(standing),
            supply=proposal.supply,
            doses_per_day=proposal.doses_per_day,
            target=figures.target,
            delivered=figures.delivered,
            bias=percent(figures.bias),
            standard_uncertainty=made.uncertainty,
            error=not_known(figures) or percent(figures.error or Fraction(0)),
            worst=made.worst,
            budget=made.budget,
            dominated_by=dominated_by,
            operations=made.operations,
            vessels=dict(made.vessels),
            keep=proposal.keep.text,
            keep_decided_by=self._text_of(proposal.keep.decided_by),
            waste=figures.waste,
            packs_per_28_days=_packs(figures),
            handling=figures.handling,
            working=self._texts(proposal.working),
            other_syringes=others,
            cautions=tuple(self._caution(finding) for finding in candidate.findings),
        )

    def refusal(self, refused: Refused) -> Refusal:
        """Return the record of one refusal."""
        return Refusal(
            method=cast("Method", refused.method),
            product=refused.product,
            products=refused.products,
            code=refused.message.code,
            text=self._text(refused.message),
            remedy=self._text(refused.remedy),
        )

    def help(self, message: Message, best: Candidate) -> Help:
        """Return the record of a change that would help."""
        figures = best.figures
        return Help(
            text=self._text(message),
            error=not_known(figures) or percent(figures.error or Fraction(0)),
            rating=cast("Rating", RATINGS[best.grade]),
        )

    def _said(self, standing: Standing) -> _Said:
        why = self._text(standing.why)
        return {"recommended": standing.recommended, "pick": standing.pick, "why": why}

    def _of_recipe(self, proposal: Proposal, figures: Figures) -> _OfRecipe:
        key = figures.carried, figures.error is None
        found = self._recipes.get(key)
        if found is None:
            found = self._recipes[key] = (
                recorded(figures),
                self._text_of(dominating(self._question, figures)),
                self._texts(rejected_syringes(self._question, proposal)),
            )
        return found

    def _text(self, message: Message) -> str:
        """Render a message with plain blanks: what binds a number to its unit is for paper."""
        return self._wording.text(message).replace("\u00a0", " ")

    def _texts(self, messages: Iterable[Message]) -> tuple[str, ...]:
        return tuple(self._text(message) for message in messages)

    def _text_of(self, message: Message | None) -> str | None:
        return None if message is None else self._text(message)

    def _caution(self, finding: Finding) -> Caution:
        found = self._cautions.get(finding)
        if found is None:
            found = self._cautions[finding] = Caution(
                code=finding.code,
                severity=finding.severity,
                text=self._text(finding.message),
                needs_reason=finding.soft,
                reason=self._question.overrides.get(finding.code),
            )
        return found


def _packs(figures: Figures) -> str:
    return "not known" if figures.packs is None else number(round(figures.packs, 2))
