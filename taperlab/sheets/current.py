"""The dose taken until now, in the milligrams that the whole sheet counts in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taperlab.answers.document import Answer, Preparation
    from taperlab.quantities import Mass

__all__ = ["current_dose"]


def current_dose(answer: Answer, preparation: Preparation) -> Mass | None:
    """Return the current dose in counted mg, on the basis of the request; None if not stated.

    The request has it in the milligrams of ``dose_of``, as it has the dose; the target is
    counted: the two doses give the factor.
    """
    request = answer.request
    if request.current_dose is None:
        return None
    parts = preparation.doses_per_day if request.per == "day" else 1
    return request.current_dose * (preparation.target * parts / request.dose)
