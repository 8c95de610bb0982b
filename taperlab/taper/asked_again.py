"""From a plan back to the request that it answers, as it would be typed in its market."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from taperlab.answers.resolve import decimal_mark
from taperlab.quantities import Mass, canonical
from taperlab.taper.request import TaperRequest

if TYPE_CHECKING:
    from taperlab.quantities import DecimalMark
    from taperlab.taper.document import Plan

__all__ = ["request_of", "typed"]


def request_of(plan: Plan) -> TaperRequest:
    """Return the request that a plan answers."""
    asked, mark = plan.request, decimal_mark(plan.request.market)
    fields: dict[str, Any] = {}
    for name in TaperRequest.__struct_fields__:
        value = getattr(asked, name)
        fields[name] = typed(value, mark) if isinstance(value, Mass) else value
    fields["rule"] = (asked.rule or "").replace(".", mark)
    fields["every"] = asked.every or TaperRequest(drug="", start="").every
    fields["max_error"] = asked.max_error and asked.max_error.replace(".", mark)
    fields["doses_per_day"] = None if _left_to_the_products(plan) else asked.doses_per_day
    return TaperRequest(**fields)


def typed(dose: Mass, mark: DecimalMark) -> str:
    """Write a dose as it is typed where this is the decimal mark."""
    return canonical(dose).replace(".", mark)


def _left_to_the_products(plan: Plan) -> bool:
    """Whether nobody said how often a day: the request repeats once, the products say more."""
    made = [one.preparation for one in plan.steps if one.preparation is not None]
    return plan.request.doses_per_day == 1 and any(one.doses_per_day != 1 for one in made)
