"""The independent recomputation of a document: its hash, and every preparation in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.checker.documents import decode, schema_of
from taperlab.checker.errors import Errors
from taperlab.checker.figures import NotAFigureError, show
from taperlab.checker.findings import stop
from taperlab.checker.judging import false_stamp, judge
from taperlab.checker.limits import current_of
from taperlab.checker.plan import check_documents
from taperlab.checker.plan import documents as plan_documents
from taperlab.checker.plan.check import verify_check
from taperlab.checker.plan.judge import verify_plan
from taperlab.checker.reading import Reading
from taperlab.checker.shelf import Mismatch, Shelf, cannot
from taperlab.checker.standing import false_standing, false_times, strangers_at_hand
from taperlab.messages import Finding, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue import Catalogue
    from taperlab.checker.bench import Course
    from taperlab.checker.documents import Answer, Preparation

__all__ = ["verify_document"]


def verify_document(data: bytes, catalogue: Catalogue, name: str) -> Reading:
    """Recompute the answer, the plan or the check in the file called ``name``.

    A catalogue other than the one the document was made with is noted, not stopped: every figure
    is recomputed from the catalogue at hand, and a difference that matters shows there.

    Raises:
        InputError: if there is nothing to judge: none of these, or a damaged one.
    """
    schema = schema_of(data, name)
    if schema == plan_documents.SCHEMA:
        return verify_plan(data, catalogue, name)
    if schema == check_documents.SCHEMA:
        return verify_check(data, catalogue, name)
    answer = decode(data, name)
    shelf = Shelf(catalogue, answer.request.dose_of)
    findings = list(_document(answer, data, shelf))
    judged = [_judged(one, answer, shelf) for one in answer.preparations]
    for found, _ in judged:
        findings += found
    chosen = next((n for n, one in enumerate(answer.preparations) if one.recommended), 0)
    operations = answer.preparations[chosen].operations if judged else ()
    course = judged[chosen][1] if judged else None
    delivered = None if course is None else show(course.dose.counted, "mg")
    return Reading(answer.request.drug, delivered, operations, tuple(findings))


def _judged(said: Preparation, answer: Answer, shelf: Shelf) -> tuple[list[Finding], Course | None]:
    request = answer.request
    try:
        before = current_of(request, said, shelf)
    except NotAFigureError as error:
        return [stop("not-a-figure", text=error.text)], None
    except (Mismatch, ArithmeticError) as error:
        return [cannot(error)], None
    findings, course = judge(said, request, shelf, Errors(shelf, request.in_hand), before)
    findings += false_times(said, request.doses_per_day, request.per, shelf)
    return findings, course


def _document(answer: Answer, data: bytes, shelf: Shelf) -> Iterator[Finding]:
    yield from false_stamp(answer.hash, answer.catalogue, data, shelf.catalogue)
    yield from false_standing(answer)
    yield from strangers_at_hand(answer.request.devices, answer.request.products, shelf)
    yield Finding("note", Message("checker.answer-not-recomputed"))
