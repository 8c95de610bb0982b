"""One step of a plan as the answer that it amounts to: what its sheets are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from taperlab.answers.codec import document_hash
from taperlab.answers.document import SCHEMA, Answer, Request
from taperlab.messages import InputError, Message, NotMakeableError
from taperlab.taper.step_cautions import cautions_of, refuse_stopped
from taperlab.version import __version__

if TYPE_CHECKING:
    from taperlab.answers.document import Preparation
    from taperlab.quantities import Mass
    from taperlab.taper.document import Plan, Step

__all__ = ["step_answer"]

_OWN: Final = frozenset(
    {"dose", "dose_of", "current_dose", "highest_dose", "methods", "date", "products"}
)
_SHARED: Final = tuple(name for name in Request.__struct_fields__ if name not in _OWN)


def step_answer(plan: Plan, number: int | None = None) -> Answer:
    """Return the answer for one step of a plan, by default the next: its preparation, no other.

    Only the next step, and the one taken now, are instructions; all others are refused. What the
    plan has to say of the step stands among the preparation's cautions.

    Raises:
        InputError: for a number that is not there.
        NotMakeableError: for a step that is no instruction, takes nothing, or must not be made.
    """
    step = _chosen(plan, number)
    made = _made(plan, step)
    cautions = (*cautions_of(plan, step), *made.cautions)
    answer = Answer(
        schema=SCHEMA,
        hash="",
        version=__version__,
        request=_request(plan, step, made),
        catalogue=plan.catalogue,
        preparations=(msgspec.structs.replace(made, cautions=cautions),),
        refused=(),
    )
    return msgspec.structs.replace(answer, hash=document_hash(answer))


def _chosen(plan: Plan, number: int | None) -> Step:
    if number is not None:
        found = next((one for one in plan.steps if one.number == number), None)
        if found is None:
            count = plan.steps[-1].number
            raise InputError(Message("taper.step-not-there", number=number, count=count))
        return found
    following = next((one for one in plan.steps if one.standing == "next"), None)
    if following is None:
        raise NotMakeableError(Message("taper.step-none-next", now=_now(plan)))
    return following


def _made(plan: Plan, step: Step) -> Preparation:
    """Return what makes a step that may be printed."""
    if step.standing in ("past", "projection"):
        fields = {"number": step.number, "dose": step.target}
        raise NotMakeableError(Message(f"taper.step-{step.standing}", **fields))
    if step.preparation is None:
        key = "step-unmade" if step.target else "step-nothing"
        raise NotMakeableError(Message(f"taper.{key}", number=step.number, now=_now(plan)))
    refuse_stopped(plan, step)
    return step.preparation


def _now(plan: Plan) -> int:
    return next(one.number for one in reversed(plan.steps) if one.standing in ("now", "past"))


def _request(plan: Plan, step: Step, made: Preparation) -> Request:
    """Return what one would have asked for; a plan's doses are counted mg, as a tablet's are.

    The target is what the rule gave, exactly, or what a pouch is to hold.
    """
    asked = plan.request
    doses = made.doses_per_day if asked.per == "day" else 1
    dose, current = made.target * doses, _before(plan, step)
    highest = max((one.target for one in plan.steps), key=lambda each: each.amount)
    return Request(
        dose=dose,
        dose_of="tablet",
        current_dose=current,
        highest_dose=highest if current is not None and dose > current else None,
        methods=("strip",) if asked.strip else asked.methods,
        date=step.start,
        products=made.products if _keeps_form(plan, step, made) else asked.products,
        **{name: getattr(asked, name) for name in _SHARED},
    )


def _keeps_form(plan: Plan, step: Step, made: Preparation) -> bool:
    """Whether it was looked for among what is taken now: no other form of release was at hand."""
    other = any(one.code == "other-release" for one in made.cautions)
    ahead = next(one.number for one in plan.steps if one.standing != "past")
    return step.number == ahead and plan.request.taking is not None and not other


def _before(plan: Plan, step: Step) -> Mass | None:
    """Return the dose that is taken until the step is, as it is made; None for nothing."""
    before = step if step.standing == "now" else plan.steps[plan.steps.index(step) - 1]
    taken = before.exact or before.target if before.achieved is None else before.achieved
    return taken or None
