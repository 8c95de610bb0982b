"""From a plan that was found to the records of its document, in its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.answers.render import Renderer, Standing
from taperlab.messages import Message
from taperlab.quantities import Mass, number, percent
from taperlab.taper.asking import read_taken
from taperlab.taper.changes import change_of
from taperlab.taper.curves import spread
from taperlab.taper.document import Concern, Curve, Step
from taperlab.taper.request import TaperRequest
from taperlab.taper.rules import describe, describe_change
from taperlab.taper.targets import stated
from taperlab.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from taperlab.answers.document import Preparation
    from taperlab.catalogue import Catalogue
    from taperlab.messages import Finding
    from taperlab.taper.bottles import Run
    from taperlab.taper.document import Change
    from taperlab.taper.plan import Planned
    from taperlab.taper.serving import Served

__all__ = ["Writer"]


class Writer:
    """Writes one plan."""

    def __init__(self, plan: Planned, catalogue: Catalogue) -> None:
        self._plan, self._catalogue = plan, catalogue
        self._wording = Wording(plan.request.lang)
        self._renderer = Renderer(self._wording, plan.asked.question)

    def text(self, message: Message) -> str:
        """Return a message in the language of the plan, with plain blanks."""
        return self._wording.text(message).replace("\u00a0", " ")

    def ratio(self, value: Fraction) -> str:
        """Return a plain number."""
        return number(value)

    def rule(self) -> str:
        """Say by what rule each dose is found, and where that changes."""
        rules = self._plan.asked.rules
        parts = (describe(rules.first), *(describe_change(one) for one in rules.then))
        return "; ".join(self.text(part) for part in parts)

    def curve(self) -> Curve | None:
        """Return the occupancy model, with its source and its spread."""
        curve = self._plan.asked.curve
        if curve is None:
            return None
        sources = self._catalogue.sources
        return Curve(
            name=curve.name,
            emax=percent(curve.emax.amount),
            ed50=f"{number(curve.ed50.amount)} mg",
            spread=self.text(spread(curve)),
            source="; ".join(sources[key].citation for key in curve.provenance.source),
        )

    def steps(self, runs: Sequence[Run]) -> tuple[Step, ...]:
        """Return the record of every level."""
        bottles = {one.level.number: run.id for run in runs for one in run.steps}
        served = self._plan.steps
        return tuple(
            self._step(one, self._change(at), bottles.get(one.level.number))
            for at, one in enumerate(served)
        )

    def concern(self, found: tuple[Finding, tuple[int, ...]]) -> Concern:
        """Return the record of a finding about some steps, or about the whole plan."""
        finding, steps = found
        return Concern(
            code=finding.code,
            severity=finding.severity,
            text=self.text(finding.message),
            needs_reason=finding.soft,
            reason=self._plan.request.overrides.get(finding.code),
            steps=steps,
        )

    def _step(self, served: Served, change: Change | None, bottle: str | None) -> Step:
        level = served.level
        return Step(
            number=level.number,
            standing=level.standing,
            target=stated(level.target),
            exact=None if level.target == stated(level.target) else level.target,
            achieved=self._achieved(served),
            occupancy=None if level.points is None else percent(level.points / 100),
            start=level.start,
            end=level.end,
            bottle=bottle,
            preparation=self._preparation(served),
            change=change,
            refused=tuple(self._renderer.refusal(one) for one in served.refused)
            if served.candidate is None
            else (),
        )

    def _change(self, at: int) -> Change | None:
        """Return what a step takes off; after a time without any dose there is no share of it."""
        steps = self._plan.steps
        if not at or not steps[at - 1].level.target:
            return None
        judged = self._plan.changes[at - 1]
        return change_of(steps[at - 1], steps[at], self._plan.asked.start, judged)

    def _achieved(self, served: Served) -> Mass | None:
        if not served.level.target:
            return served.level.target
        if served.level.taken is not None and served.level.standing == "past":
            return read_taken(served.level.taken)[1]
        if served.candidate is None:
            return None
        doses = served.candidate.proposal.doses_per_day if served.question.per_day else 1
        return served.candidate.figures.delivered * doses

    def _preparation(self, served: Served) -> Preparation | None:
        if served.candidate is None:
            return None
        kind = "plan" if isinstance(self._plan.request, TaperRequest) else "check"
        why = Standing(recommended=True, pick=True, why=Message(f"taper.why-in-{kind}"))
        return self._renderer.preparation(served.candidate, why)
