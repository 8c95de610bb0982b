"""A document that was found, and says what is missing in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from taperlab.answers.document import Answer, Failure
from taperlab.messages import Message, NotMakeableError
from taperlab.taper.document import Plan

if TYPE_CHECKING:
    from taperlab.cli.terminal import Terminal
    from taperlab.taper.document import Check

__all__ = ["document_of", "failure_of"]


def document_of(found: Answer | Plan | Check, terminal: Terminal) -> bytes:
    """Return a document as JSON, with the error beside what it holds and hashed with it."""
    from taperlab.answers.codec import document_hash, encode  # noqa: PLC0415 - not for --help

    failure = failure_of(found)
    if failure is None:
        return encode(found)
    error = Failure(**terminal.explain(failure))
    whole = msgspec.structs.replace(found, error=error)
    return encode(msgspec.structs.replace(whole, hash=document_hash(whole)))


def failure_of(found: Answer | Plan | Check) -> NotMakeableError | None:
    """Return what is wrong where nothing, or not everything, can be made."""
    match found:
        case Answer():
            return _no_preparation(found)
        case Plan():
            return _unmade(found)
        case _:
            return _not_makeable(found)


def _no_preparation(answer: Answer) -> NotMakeableError | None:
    if answer.preparations:
        return None
    request = answer.request
    return NotMakeableError(Message("cli.no-preparation", drug=request.drug, dose=request.dose))


def _unmade(plan: Plan) -> NotMakeableError | None:
    """Return what is wrong where a step has no preparation; past steps and zero need none."""
    steps = tuple(
        step.number
        for step in plan.steps
        if step.preparation is None and step.standing != "past" and step.target
    )
    if not steps:
        return None
    return NotMakeableError(Message("cli.steps-not-makeable", first=steps[0], count=len(steps)))


def _not_makeable(found: Check) -> NotMakeableError | None:
    if found.verdict != "not-makeable":
        return None
    fields = {"drug": found.request.drug, "start": found.request.start, "end": found.request.to}
    return NotMakeableError(Message("cli.reduction-not-makeable", **fields))
