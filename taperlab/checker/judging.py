"""One preparation of a document judged by everything the checker knows of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.checker.bench import carry_out
from taperlab.checker.budget import false_budget
from taperlab.checker.cautions.due import Case
from taperlab.checker.cautions.told import false_cautions
from taperlab.checker.claims import false_claims
from taperlab.checker.documents import document_hash
from taperlab.checker.effort import false_effort
from taperlab.checker.figures import NotAFigureError
from taperlab.checker.findings import stop
from taperlab.checker.keeping import day_of, kept_too_long
from taperlab.checker.limits import passed_limits
from taperlab.checker.marks import misread_marks
from taperlab.checker.rules import Circumstances, forbidden
from taperlab.checker.shelf import HOUSEHOLD, Mismatch, Shelf, cannot
from taperlab.checker.standing import false_plainness
from taperlab.checker.working import false_working
from taperlab.messages import Finding, Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from taperlab.catalogue import Catalogue
    from taperlab.checker.bench import Course
    from taperlab.checker.documents import Preparation, Request, Stamp
    from taperlab.checker.errors import Errors

__all__ = ["false_stamp", "judge"]


def false_stamp(hash_: str, stamp: Stamp, data: bytes, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding where a document is not as it was written, or rests on another catalogue."""
    if hash_ != document_hash(data):
        yield stop("wrong-hash", hash=hash_)
    if stamp.hash != catalogue.hash:
        said, here = stamp.hash, catalogue.hash
        yield Finding("note", Message("checker.other-catalogue", said=said, here=here))


def judge(
    said: Preparation,
    request: Request,
    shelf: Shelf,
    errors: Errors,
    before: Decimal | None,
) -> tuple[list[Finding], Course | None]:
    """Carry a preparation out and hold it against what it says and what is allowed.

    ``before`` is the dose taken before it, in counted mg each time, as its target is. Returns the
    findings, and what happened; None where it cannot be carried out.
    """
    try:
        course = carry_out(said.operations, shelf)
    except (Mismatch, ArithmeticError) as error:
        return [cannot(error)], None
    known = said.error != "not known"
    where = Circumstances(request.role, error_known=known, recommended=said.recommended)
    findings = []
    for judgement in (
        false_claims(said, course),
        passed_limits(request, said, course, shelf),
        misread_marks(course, shelf),
        forbidden(course, shelf, where),
        kept_too_long(course, shelf, day_of(request.date)),
        false_working(said, request, course, shelf),
        false_budget(said, errors),
        false_effort(said, request, course, shelf),
        false_plainness(said, course, shelf),
        false_cautions(Case(request, said, course, shelf, before)),
        _strangers(said, request, shelf),
    ):
        try:
            findings += list(judgement)
        except NotAFigureError as error:
            findings.append(stop("not-a-figure", text=error.text))
        except (Mismatch, ArithmeticError) as error:
            findings.append(cannot(error))
    return findings, course


def _strangers(said: Preparation, request: Request, shelf: Shelf) -> Iterator[Finding]:
    """Products of another drug or market, devices that are not at hand."""
    for name in said.products:
        product = shelf.stock(name).product
        imported = name in (request.products or ())  # asked for by name, and warned of
        if product.drug != request.drug or (product.market != request.market and not imported):
            yield stop("another-drug", product=name)
    hand = {*request.devices, HOUSEHOLD}
    used = {getattr(operation, "device", HOUSEHOLD) for operation in said.operations}
    for device in sorted(used - hand):
        yield stop("device-not-at-hand", device=device)
