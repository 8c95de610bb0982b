"""TaperLab: from a micro-dose that a prescriber has chosen to a proven printed sheet.

The public face is lazy: importing the package costs nothing, each name is fetched when it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from taperlab.version import __version__

if TYPE_CHECKING:
    from taperlab.answers import prepare
    from taperlab.answers.request import DoseRequest
    from taperlab.catalogue import Catalogue
    from taperlab.messages import TaperLabError
    from taperlab.taper.auditing import Dated, audit_plan
    from taperlab.taper.checking import check_reduction
    from taperlab.taper.comparing import compare_rules
    from taperlab.taper.ladder import smallest_changes
    from taperlab.taper.moves import move
    from taperlab.taper.plan import plan_taper
    from taperlab.taper.request import CheckRequest, TaperRequest

__all__ = [
    "Catalogue",
    "CheckRequest",
    "Dated",
    "DoseRequest",
    "TaperLabError",
    "TaperRequest",
    "__version__",
    "audit_plan",
    "check_reduction",
    "compare_rules",
    "move",
    "plan_taper",
    "prepare",
    "smallest_changes",
]

_HOMES = {
    "Catalogue": "taperlab.catalogue",
    "CheckRequest": "taperlab.taper.request",
    "Dated": "taperlab.taper.auditing",
    "DoseRequest": "taperlab.answers.request",
    "TaperLabError": "taperlab.messages",
    "TaperRequest": "taperlab.taper.request",
    "audit_plan": "taperlab.taper.auditing",
    "check_reduction": "taperlab.taper.checking",
    "compare_rules": "taperlab.taper.comparing",
    "move": "taperlab.taper.moves",
    "plan_taper": "taperlab.taper.plan",
    "prepare": "taperlab.answers",
    "smallest_changes": "taperlab.taper.ladder",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
