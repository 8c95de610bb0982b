"""The independent recomputation of a document: its hash, and every preparation in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.checker.bench import carry_out
from taperlab.checker.claims import false_claims
from taperlab.checker.documents import Answer, Preparation, decode, document_hash
from taperlab.checker.figures import show
from taperlab.checker.findings import stop
from taperlab.checker.keeping import day_of, kept_too_long
from taperlab.checker.limits import passed_limits
from taperlab.checker.marks import misread_marks
from taperlab.checker.reading import Reading
from taperlab.checker.rules import Circumstances, forbidden
from taperlab.checker.shelf import HOUSEHOLD, Mismatch, Shelf, cannot
from taperlab.checker.working import false_working
from taperlab.messages import Finding, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue import Catalogue
    from taperlab.checker.bench import Course

__all__ = ["verify_document"]


def verify_document(data: bytes, catalogue: Catalogue, name: str) -> Reading:
    """Recompute the answer in the file called ``name``.

    A catalogue other than the one the answer was made with is noted, not stopped: every figure
    is recomputed from the catalogue at hand, and a difference that matters shows there.

    Raises:
        InputError: if there is nothing to judge: no answer, or a damaged one.
    """
    answer = decode(data, name)
    shelf = Shelf(catalogue, answer.request.dose_of)
    findings = list(_document(answer, data, catalogue))
    judged = [_judge(one, answer, shelf) for one in answer.preparations]
    for found, _ in judged:
        findings += found
    chosen = next((n for n, one in enumerate(answer.preparations) if one.recommended), 0)
    operations = answer.preparations[chosen].operations if judged else ()
    course = judged[chosen][1] if judged else None
    delivered = None if course is None else show(course.dose.counted, "mg")
    return Reading(answer.request.drug, delivered, operations, tuple(findings))


def _document(answer: Answer, data: bytes, catalogue: Catalogue) -> Iterator[Finding]:
    if answer.hash != document_hash(data):
        yield stop("wrong-hash", hash=answer.hash)
    if answer.catalogue.hash != catalogue.hash:
        said, here = answer.catalogue.hash, catalogue.hash
        yield Finding("note", Message("checker.other-catalogue", said=said, here=here))
    if sum(one.recommended for one in answer.preparations) > 1:
        yield stop("two-recommended")


def _judge(said: Preparation, answer: Answer, shelf: Shelf) -> tuple[list[Finding], Course | None]:
    try:
        course = carry_out(said.operations, shelf)
    except (Mismatch, ArithmeticError) as error:
        return [cannot(error)], None
    known = said.error != "not known"
    where = Circumstances(answer.request.role, error_known=known, recommended=said.recommended)
    findings = []
    for judgement in (
        false_claims(said, course),
        passed_limits(answer.request, said, course, shelf),
        misread_marks(course, shelf),
        forbidden(course, shelf, where),
        kept_too_long(course, shelf, day_of(answer.request.date)),
        false_working(said, answer.request, course, shelf),
        _strangers(said, answer, shelf),
    ):
        try:
            findings += list(judgement)
        except (Mismatch, ArithmeticError) as error:
            findings.append(cannot(error))
    return findings, course


def _strangers(said: Preparation, answer: Answer, shelf: Shelf) -> Iterator[Finding]:
    """Products of another drug or market, devices that are not at hand."""
    for name in said.products:
        product = shelf.stock(name).product
        if (product.drug, product.market) != (answer.request.drug, answer.request.market):
            yield stop("another-drug", product=name)
    hand = {*answer.request.devices, HOUSEHOLD}
    used = {getattr(operation, "device", HOUSEHOLD) for operation in said.operations}
    for device in sorted(used - hand):
        yield stop("device-not-at-hand", device=device)
