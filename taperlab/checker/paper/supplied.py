"""The bottle or the capsules that a pharmacy hands out, as a patient's sheet describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.checker.bench import Vessel
from taperlab.checker.figures import ZERO
from taperlab.checker.findings import stop
from taperlab.checker.paper.rebuild import CAPSULES, words
from taperlab.checker.tokens import amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.checker.paper.matching import Fill
    from taperlab.checker.paper.rebuild import Namer
    from taperlab.messages import Finding

__all__ = ["other_drugs_supplied", "supplied"]

_BOTTLE, _CAPSULES = "need.bottle", "need.capsules"


def supplied(body: Sequence[Fill], namer: Namer) -> dict[str, Vessel]:
    """Return what stands ready: a liquid that settled, or capsules that hold equal parts."""
    ready = {}
    for fill in body:
        if fill.key == _BOTTLE:
            held, total = amount(fill["held"]), amount(fill["total"])
            inside = frozenset((words(fill["drug"]), fill.key))
            ready[namer.vessel(fill)] = Vessel(held, held, total, mixed=False, diluents=inside)
        elif fill.key == _CAPSULES:
            held = amount(fill["held"])
            ready[CAPSULES] = Vessel(held, held, ZERO)
    return ready


def other_drugs_supplied(body: Sequence[Fill], drug: str, namer: Namer) -> Iterator[Finding]:
    """Yield a finding where what was handed out is another drug than the dose."""
    for fill in body:
        if fill.key in (_BOTTLE, _CAPSULES) and namer.lexicon.drugs[words(fill["drug"])] != drug:
            yield stop("another-drug", product=words(fill["drug"]))
