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
    from taperlab.taper.checking import check_reduction
    from taperlab.taper.plan import plan_taper
    from taperlab.taper.request import CheckRequest, TaperRequest

__all__ = [
    "Catalogue",
    "CheckRequest",
    "DoseRequest",
    "TaperLabError",
    "TaperRequest",
    "__version__",
    "check_reduction",
    "plan_taper",
    "prepare",
]

_HOMES = {
    "Catalogue": "taperlab.catalogue",
    "CheckRequest": "taperlab.taper.request",
    "DoseRequest": "taperlab.answers.request",
    "TaperLabError": "taperlab.messages",
    "TaperRequest": "taperlab.taper.request",
    "check_reduction": "taperlab.taper.checking",
    "plan_taper": "taperlab.taper.plan",
    "prepare": "taperlab.answers",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
