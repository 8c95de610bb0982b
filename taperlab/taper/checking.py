"""Whether one reduction can be made, and told apart from its own error: ``taperlab check``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from taperlab.answers.codec import document_hash
from taperlab.answers.document import CatalogueStamp
from taperlab.answers.request import well_typed
from taperlab.messages import Finding, InputError, Message
from taperlab.methods import METHODS
from taperlab.methods.working import shown
from taperlab.quantities import Mass
from taperlab.taper.asking import Asked, base_question, read_end, release_taken, repeat
from taperlab.taper.bottles import runs_of
from taperlab.taper.changes import resolved, verdict_of_change
from taperlab.taper.curves import curve_for
from taperlab.taper.document import CHECK_SCHEMA, Check
from taperlab.taper.findings import findings_of
from taperlab.taper.finer import Pair, finer, is_far_from_asked
from taperlab.taper.levels import Level, with_points
from taperlab.taper.options import Circumstances
from taperlab.taper.plan import Planned
from taperlab.taper.rules import Listed, Rules
from taperlab.taper.smallest import smallest_change
from taperlab.taper.supply import supply_of
from taperlab.taper.verdicts import answer, instructions, why
from taperlab.taper.writing import Writer
from taperlab.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from taperlab.catalogue import Catalogue
    from taperlab.taper.findings import About
    from taperlab.taper.request import CheckRequest
    from taperlab.taper.serving import Served

__all__ = ["check_reduction"]

_DAYS: Final = 28


def check_reduction(
    request: CheckRequest,
    catalogue: Catalogue,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Check:
    """Check a reduction from the dose taken now to a smaller one, or to nothing.

    The present dose is made as it is by itself, the new one from the same bottle if that can be;
    each counts as taken for 28 days. ``cancelled`` is asked before each dose is looked at.

    Raises:
        InputError: if a field cannot be read, or ``to`` is not below ``from``.
        CancelledError: if ``cancelled`` said so.
    """
    request = well_typed(request)
    asked = _asked(request, catalogue)
    pair = _pair(asked, request)
    checked = _Checked(Planned(asked, request, tuple(pair.served(cancelled))), catalogue)
    check = checked.document(_better(pair, checked, cancelled))
    return msgspec.structs.replace(check, hash=document_hash(check))


def _asked(request: CheckRequest, catalogue: Catalogue) -> Asked:
    question, repeated, scale = base_question(request, catalogue)
    end = read_end(request.to, request.market) * scale
    if end >= question.dose:
        text = Message("taper.check-no-reduction", start=question.dose / scale, end=end / scale)
        raise InputError(text, field="to")
    return Asked(
        question=question,
        repeated=repeated,
        start=question.dose,
        end=end,
        scale=scale,
        daily=1 if question.per_day else question.doses_per_day or 1,
        rules=Rules(Listed((end,))),
        curve=curve_for(question.drug, request.curve),
        last=None,
        release=release_taken(request, catalogue),
    )


def _pair(asked: Asked, request: CheckRequest) -> Pair:
    """Return the two doses as levels that are each taken for the usual 28 days."""
    now = Level(1, asked.start, asked.start, request.date, None, "now")
    after = Level(2, asked.end, asked.start, request.date, None, "next")
    return Pair(
        tuple(with_points((now, after), asked.curve, asked.daily)),
        asked.question,
        Circumstances(request.methods or tuple(METHODS), release=asked.release, as_made=True),
    )


class _Checked:
    """A reduction with what makes its doses, and its document."""

    def __init__(self, found: Planned, catalogue: Catalogue) -> None:
        self.found, self.catalogue = found, catalogue
        self.writer = Writer(found, catalogue)

    def document(self, better: Iterator[Message]) -> Check:
        """Return the document, without its hash."""
        found, writer, request = self.found, self.writer, self.found.request
        runs = runs_of(found.steps)
        before, after = writer.steps(runs)
        findings = *_otherwise(found.steps), *findings_of(found, runs)
        return Check(
            schema=CHECK_SCHEMA,
            hash="",
            version=__version__,
            request=repeat(request, found.asked.repeated),
            catalogue=CatalogueStamp(version=self.catalogue.version, hash=self.catalogue.hash),
            verdict=answer(found.steps),
            before=before.preparation,
            after=after.preparation,
            change=after.change,
            resolution=None if after.change is None else after.change.resolution,
            smallest_distinguishable=smallest_change(found.steps[0]),
            prescribe=tuple(self._prescribed()),
            why=" ".join(writer.text(one) for one in why(found.steps)),
            better=tuple(writer.text(one) for one in better),
            refused=(*before.refused, *after.refused),
            findings=tuple(map(writer.concern, findings)),
        )

    def _prescribed(self) -> Iterator[str]:
        """Say what to prescribe for 28 days of the new dose, if it can be made and told apart."""
        steps = self.found.steps
        if answer(steps) == "not-makeable":
            return
        if answer(steps) == "lost-in-error" and steps[1].level.target:
            dose = shown(steps[0].level.target)
            yield self.writer.text(Message("taper.prescribe-not-yet", dose=dose))
            return
        today = self.found.request.date
        yield from supply_of(steps[1:], self.writer, today, days=_DAYS).prescription
        for message in instructions(steps):
            yield self.writer.text(message)


def _otherwise(steps: Sequence[Served]) -> Iterator[About]:
    """Warn of a reduction that the marks at hand make another one (practice.md 6, 36)."""
    made = resolved(*steps)
    if made is not None and is_far_from_asked(steps):
        asked = steps[0].level.target - steps[1].level.target
        fields = {"asked": shown(asked), "made": shown(Mass(made.change))}
        yield Finding("warn", Message("taper.not-as-asked", **fields)), (steps[1].level.number,)


def _better(
    pair: Pair, checked: _Checked, cancelled: Callable[[], bool] | None
) -> Iterator[Message]:
    """Yield what would help where a reduction is not clear; in the end, to hold."""
    steps = checked.found.steps
    possible = answer(steps) != "not-makeable"
    if possible and verdict_of_change(*steps) in ("clear", None) and not is_far_from_asked(steps):
        return
    yield from finer(pair, steps, checked.catalogue, cancelled)
    yield Message("taper.better-hold")
