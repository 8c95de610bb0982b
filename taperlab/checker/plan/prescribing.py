"""What a check says to prescribe, held against what the new dose uses up in 28 days."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from taperlab.checker.documents import Stamp
from taperlab.checker.figures import carefully
from taperlab.checker.plan.documents import Plan, Request, Step, Supply
from taperlab.checker.plan.prescription import false_prescription
from taperlab.checker.plan.said import wrong
from taperlab.checker.plan.supply import lines_of
from taperlab.checker.words import templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.documents import Preparation
    from taperlab.checker.plan.check_documents import Check
    from taperlab.checker.shelf import Shelf
    from taperlab.messages import Finding

__all__ = ["false_prescribing"]

_DAYS = 28
_NUMBER = re.compile(r"[0-9][0-9,.]*[0-9]|[0-9]")
_ADVICE = ("taper.prescribe-new-bottle", "taper.prescribe-same-syringe")


def false_prescribing(check: Check, shelf: Shelf) -> Iterator[Finding]:
    """Yield a finding where something else is prescribed, or nothing should be."""
    said = check.prescribe
    if check.verdict == "not-makeable":
        if said:
            yield wrong("check", "prescribe", said[0], None)
    elif check.after is None or check.verdict == "lost-in-error":
        yield from _held(check)
    else:
        with carefully():
            yield from _supplied(check, check.after, shelf)


def _held(check: Check) -> Iterator[Finding]:
    """One sentence that names the present dose: it is held, or nothing follows on it."""
    code = "prescribe-nothing" if check.after is None else "prescribe-not-yet"
    literal = templates("en", "taper")[f"taper.{code}"].partition("{")[0].replace("\u00a0", " ")
    if len(check.prescribe) != 1 or not check.prescribe[0].startswith(literal):
        yield wrong("check", "prescribe", " ".join(check.prescribe), code)
        return
    before = check.before
    meant = None if before is None else before.target.partition(" ")[0]
    for number in _NUMBER.findall(check.prescribe[0]):
        daily = check.request.per == "day" or meant is None
        if not daily and number.replace(",", "") != meant:
            yield wrong("check", "prescribe", number, meant)


def _supplied(check: Check, made: Preparation, shelf: Shelf) -> Iterator[Finding]:
    plan = _plan(check, made)
    stretches = [(plan.steps[0], _DAYS)]
    lines = lines_of(plan, stretches, shelf)
    needed = len(lines) + 1
    texts, advice = check.prescribe[:needed], check.prescribe[needed:]
    said = Supply(days=_DAYS, lines=lines, prescription=texts)
    yield from false_prescription(plan, "check", said, stretches, shelf)
    words = templates("en", "taper")
    for one in advice:
        if one not in {words[key].replace("\u00a0", " ") for key in _ADVICE}:
            yield wrong("check", "prescribe", one, None)


def _plan(check: Check, made: Preparation) -> Plan:
    """Return the new dose as a plan of one step that goes on."""
    asked = check.request
    request = Request(
        drug=asked.drug,
        start=asked.to,
        to=asked.to,
        rule="",
        every="28d",
        market=asked.market,
        role=asked.role,
        days=asked.days,
        date=asked.date,
    )
    nothing = Supply(days=0, lines=(), prescription=())
    return Plan(
        schema="",
        hash="",
        request=request,
        catalogue=Stamp(hash=""),
        rule="",
        curve=None,
        steps=(_step(made, asked.date),),
        bottles=(),
        supply=(),
        next_28_days=nothing,
        whole=nothing,
        findings=(),
    )


def _step(made: Preparation, since: str) -> Step:
    return Step(
        number=1,
        standing="now",
        target=made.target,
        achieved=made.delivered,
        occupancy=None,
        start=since,
        end=None,
        bottle=None,
        preparation=made,
        change=None,
    )
