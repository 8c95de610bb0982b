"""From a plan back to the request that it answers, and to the one with a step set by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from taperlab.answers.resolve import decimal_mark
from taperlab.desktop.dose.asking import usual_devices
from taperlab.messages import InputError, Message, TaperLabError
from taperlab.quantities import Mass, canonical, parse
from taperlab.taper import asked_again

if TYPE_CHECKING:
    from taperlab.catalogue import Catalogue
    from taperlab.taper.document import Plan, Step
    from taperlab.taper.request import TaperRequest

_TABLET = "tablet"


def request_of(plan: Plan, catalogue: Catalogue) -> TaperRequest:
    """Return the request that a stored plan answers, as one would type it."""
    return as_typed(asked_again.request_of(plan), catalogue)


def as_typed(request: TaperRequest, catalogue: Catalogue) -> TaperRequest:
    """Return a request as one would type it: the drug by its name, the usual devices unsaid."""
    usual = usual_devices(catalogue, request.role)
    return msgspec.structs.replace(
        request,
        drug=catalogue.drug(request.drug).name,
        devices=None if request.devices == usual else request.devices,
    )


def can_edit(plan: Plan) -> bool:
    """Whether doses may be set by hand: steps that are held, in milligrams of the tablet.

    On another scale than the tablet's what is shown and what is typed would differ.
    """
    asked = plan.request
    return asked.dose_of == _TABLET and not (asked.micro or asked.strip)


def read_edit(plan: Plan, number: int, text: str) -> Mass:
    """Read a dose that is set by hand for one step.

    Raises:
        InputError: if it cannot be read, or does not lie between its neighbours.
    """
    dose = parse(text, Mass, decimal_mark=decimal_mark(plan.request.market))
    before, step, after = _neighbours(plan, number)
    low = Mass(0) if after is None or step.standing == "next" else after.target
    if not low < dose < before.target:
        raise InputError(Message("desktop.edit-not-between", low=low, high=before.target))
    return dose


def edit_error(plan: Plan, number: int, text: str) -> TaperLabError | None:
    """Return why a text cannot be a step's dose, or None if it can."""
    try:
        read_edit(plan, number, text)
    except TaperLabError as error:
        return error
    return None


def edited(plan: Plan, request: TaperRequest, number: int, text: str) -> TaperRequest:
    """Return the request with one step's dose set by hand.

    The next step overrules the rule once, and the rule goes on from there. A step further on
    has no such field: everything that is to come becomes a list of the doses shown, with this
    one in its place.

    Raises:
        InputError: if the dose cannot be read, or does not lie between its neighbours.
    """
    dose = read_edit(plan, number, text)
    mark = decimal_mark(request.market)
    step = _neighbours(plan, number)[1]
    if step.standing == "next":
        typed = canonical(dose).replace(".", mark)
        return msgspec.structs.replace(request, next_dose=typed)
    coming = [each for each in plan.steps if each.standing in {"next", "projection"}]
    doses = [dose if each.number == number else each.target for each in coming]
    listed = ", ".join(canonical(each).replace(".", mark) for each in doses)
    return msgspec.structs.replace(request, rule=f"list:{listed}", then=(), next_dose=None)


def _neighbours(plan: Plan, number: int) -> tuple[Step, Step, Step | None]:
    place = next(at for at, each in enumerate(plan.steps) if each.number == number)
    after = plan.steps[place + 1] if place + 1 < len(plan.steps) else None
    return plan.steps[place - 1], plan.steps[place], after
