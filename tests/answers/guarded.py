"""One liquid that is measured neat, on which most guards can be shown, and what a guard finds."""

from __future__ import annotations

from taperlab import DoseRequest
from taperlab.answers.document import Preparation
from taperlab.answers.figures import Figures
from taperlab.answers.guards import judge
from taperlab.answers.resolve import resolve
from taperlab.messages import Finding
from taperlab.methods.question import Proposal, Question
from tests.asking import ask, pick_of
from tests.strategies import CATALOGUE, DATE, proposals

PAROXETINE = {"products": ("gb-paroxetine-suspension-2",), "methods": ("oral-liquid",)}
COARSE = {"devices": ("oral-syringe-20ml",)}  # a mark for every mL from 3 mL, which is 6 mg


def with_paroxetine(dose: str, **fields: object) -> Preparation:
    """Return the preparation of paroxetine suspension, 2 mg/mL, measured neat."""
    return pick_of(ask("paroxetine", dose, **PAROXETINE | fields), "oral-liquid")


def one_proposal(drug: str, dose: str, **fields: object) -> tuple[Question, Proposal]:
    """Return the question, and the only proposal that the methods make."""
    request = DoseRequest(drug=drug, dose=dose, date=DATE, **fields)  # type: ignore[arg-type] # by field name
    question, _ = resolve(request, CATALOGUE)
    (proposal,) = proposals(request)
    return question, proposal


def judged(question: Question, proposal: Proposal) -> list[Finding]:
    return list(judge(question, Figures(proposal), DATE))
