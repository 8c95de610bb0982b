"""From a request of any kind to its document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.answers import prepare
from taperlab.answers.request import DoseRequest
from taperlab.taper.checking import check_reduction
from taperlab.taper.plan import plan_taper
from taperlab.taper.request import TaperRequest

if TYPE_CHECKING:
    from taperlab.answers.document import Answer
    from taperlab.catalogue import Catalogue
    from taperlab.cli.kinds import Request
    from taperlab.taper.document import Check, Plan

__all__ = ["answer"]


def answer(request: Request, catalogue: Catalogue) -> Answer | Plan | Check:
    """Answer a request.

    Raises:
        TaperLabError: if it cannot be read.
    """
    match request:
        case DoseRequest():
            return prepare(request, catalogue)
        case TaperRequest():
            return plan_taper(request, catalogue)
        case _:
            return check_reduction(request, catalogue)
