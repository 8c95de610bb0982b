"""A plan that somebody else wrote, doses and days, looked at step by step.

Nothing of it is changed or made smoother: what rises, what drops far, what cannot be made or
told apart is said.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from taperlab.answers.codec import document_hash, encode
from taperlab.answers.document import CatalogueStamp, Hashed
from taperlab.messages import InputError, Message
from taperlab.methods import METHODS
from taperlab.taper.asking import Asked, base_question, read_end, release_taken, repeat
from taperlab.taper.bottles import bottles_of, runs_of
from taperlab.taper.curves import curve_for
from taperlab.taper.document import Bottle, Concern, Curve, Request, Step
from taperlab.taper.findings import findings_of
from taperlab.taper.levels import Level, questions_for, with_points
from taperlab.taper.plan import Planned
from taperlab.taper.rules import Listed, Rules
from taperlab.taper.serving import Circumstances, Served, serve
from taperlab.taper.summaries import Summary, summary_of
from taperlab.taper.writing import Writer
from taperlab.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from taperlab.catalogue import Catalogue
    from taperlab.methods.question import Question
    from taperlab.quantities import Mass
    from taperlab.taper.request import TaperRequest

__all__ = ["AUDIT_SCHEMA", "Audit", "Dated", "audit_plan"]

AUDIT_SCHEMA = "taperlab/audit/1"
_DAY = dt.timedelta(days=1)


class Dated(msgspec.Struct, frozen=True):
    """A dose from a day on, the dose as it was typed."""

    since: dt.date
    dose: str


class Audit(Hashed, frozen=True, kw_only=True, omit_defaults=True):
    """What there is to be said of somebody's plan. No step of it is an instruction."""

    request: Request
    catalogue: CatalogueStamp
    curve: Curve | None
    summary: Summary
    steps: tuple[Step, ...]
    bottles: tuple[Bottle, ...]
    findings: tuple[Concern, ...]

    def to_json(self) -> str:
        """Write the audit as a JSON document."""
        return encode(self).decode()


def audit_plan(
    request: TaperRequest,
    doses: Sequence[Dated],
    catalogue: Catalogue,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Audit:
    """Judge doses with their days as they stand; of ``request`` only the circumstances count.

    Raises:
        InputError: if a dose cannot be read, there are fewer than two, or the days do not rise.
        CancelledError: if ``cancelled`` said so.
    """
    _check_days(doses)
    request = msgspec.structs.replace(
        request, start=doses[0].dose, to=doses[-1].dose, date=doses[0].since, rule=None, past=()
    )
    asked = _asked(request, catalogue)
    levels = list(_levels(request, asked, doses))
    questions = questions_for(levels, asked.question, max(levels, key=_dose).target)
    steps = tuple(_served(levels, questions, asked, request, cancelled))
    found = Planned(asked, request, steps)
    writer, runs = Writer(found, catalogue), runs_of(steps)
    written = writer.steps(runs)
    audit = Audit(
        schema=AUDIT_SCHEMA,
        hash="",
        version=__version__,
        request=repeat(request, asked.repeated),
        catalogue=CatalogueStamp(version=catalogue.version, hash=catalogue.hash),
        curve=writer.curve(),
        summary=summary_of(written),
        steps=written,
        bottles=bottles_of(runs, writer),
        findings=tuple(writer.concern(one) for one in findings_of(found, runs)),
    )
    return msgspec.structs.replace(audit, hash=document_hash(audit))


def _check_days(doses: Sequence[Dated]) -> None:
    if len(doses) < 2:
        raise InputError(Message("taper.audit-too-few"), field="doses")
    for before, after in pairwise(doses):
        if after.since <= before.since:
            raise InputError(Message("taper.past-not-in-order", day=after.since), field="doses")


def _asked(request: TaperRequest, catalogue: Catalogue) -> Asked:
    question, repeated, scale = base_question(request, catalogue)
    end = read_end(request.to, request.market) * scale
    return Asked(
        question=question,
        repeated=repeated,
        start=question.dose,
        end=end,
        scale=scale,
        daily=1 if question.per_day else question.doses_per_day or 1,
        rules=Rules(Listed(())),
        curve=curve_for(question.drug, request.curve),
        last=None,
        release=release_taken(request, catalogue),
    )


def _levels(request: TaperRequest, asked: Asked, doses: Sequence[Dated]) -> Iterator[Level]:
    ends = [*(one.since - _DAY for one in doses[1:]), None]
    masses = [read_end(one.dose, request.market) * asked.scale for one in doses]
    befores = [masses[0], *(before or after for before, after in pairwise(masses))]
    found = [
        Level(number, mass, before, one.since, end, "now" if number == 1 else "projection")
        for number, (mass, before, one, end) in enumerate(
            zip(masses, befores, doses, ends, strict=True), 1
        )
    ]
    yield from with_points(found, asked.curve, asked.daily)


def _dose(level: Level) -> Mass:
    return level.target


def _served(
    levels: Sequence[Level],
    questions: Sequence[Question],
    asked: Asked,
    request: TaperRequest,
    cancelled: Callable[[], bool] | None,
) -> Iterator[Served]:
    """Serve each way down by itself: beyond a rise, or a time without, a bottle is a new one."""
    given = Circumstances(request.methods or tuple(METHODS), release=asked.release)
    at = 0
    while at < len(levels):
        if not levels[at].target:
            yield Served(levels[at], questions[at], None, None)
            at += 1
            continue
        end = at + 1
        while end < len(levels) and levels[end].target and levels[end].falls:
            end += 1
        yield from serve(levels[at:end], questions[at:end], given, cancelled)
        at = end
