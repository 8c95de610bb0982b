"""What a plan has to say of one step, as the cautions that its sheets print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from taperlab.answers.document import Caution
from taperlab.messages import Message, NotMakeableError
from taperlab.quantities import Concentration, parse_file
from taperlab.taper.mixing_up import RETURNED
from taperlab.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.taper.document import Concern, Plan, Step

__all__ = ["cautions_of", "refuse_stopped"]

_TOLD: Final = frozenset(
    {
        "antidepressant-step",
        "benzodiazepine-fortnight",
        "benzodiazepine-step",
        "far-from-neighbour",
        "half-life-unknown",
        "mix-up",
        "release-change",
        "release-with-reduction",
        "restart-late",
        "short-steps",
    }
)


def refuse_stopped(plan: Plan, step: Step) -> None:
    """Insist that nothing in a plan stops a step.

    Raises:
        NotMakeableError: with what does.
    """
    for one in _about(plan, step):
        if one.severity == "stop":
            fields = {"number": step.number, "text": one.text, "code": one.code}
            remedy = one.code if one.code == RETURNED else "step-stopped"
            raise NotMakeableError(
                Message("taper.step-stopped", **fields), Message(f"taper.{remedy}.remedy")
            )


def cautions_of(plan: Plan, step: Step) -> Iterator[Caution]:
    """Yield a change of concentration (practice.md 55), and each limit that the step passes.

    They are told without figures: a sheet has none but those of its own dose.
    """
    wording = Wording(plan.request.lang)
    if _changes_concentration(plan, step):
        text = wording.text(Message("taper.concentration-changed"))
        yield Caution(code="concentration-changed", severity="warn", text=text)
    for one in _about(plan, step):
        if one.needs_reason:
            told = one.code if one.code in _TOLD else "limit"
            text = wording.text(Message(f"taper.told.{told}"))
            yield Caution(
                code=one.code,
                severity=one.severity,
                text=text,
                needs_reason=True,
                reason=one.reason,
            )


def _about(plan: Plan, step: Step) -> Iterator[Concern]:
    return (one for one in plan.findings if not one.steps or step.number in one.steps)


def _changes_concentration(plan: Plan, step: Step) -> bool:
    at = plan.steps.index(step)
    if not at:
        return False
    before, after = _concentration(plan, at - 1), _concentration(plan, at)
    return None not in (before, after) and before != after


def _concentration(plan: Plan, at: int) -> Concentration | None:
    """Return the counted concentration of a step's bottle; of what is past, as it was told."""
    name, past = plan.steps[at].bottle, plan.request.past
    for one in plan.bottles:
        if one.id == name and plan.steps[at].number in one.serves:
            return one.concentration
    told = past[at].concentration if at < len(past) else None
    return None if told is None else parse_file(told, Concentration)
