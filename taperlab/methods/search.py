"""The search over every dilution of one stock: what may be picked or lie on the front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from taperlab.methods.dilutions import Aims, parts_of
from taperlab.methods.shortlist import Figures, shortlist

if TYPE_CHECKING:
    from taperlab.methods.dilution import Dilution, Stock
    from taperlab.methods.dilutions import Found
    from taperlab.methods.question import Question

__all__ = ["search", "tiers_for"]

_SLACK = 1e-9
_FAR = 0.20


def search(stock: Stock, question: Question) -> list[Dilution]:
    """Return the dilutions that may be the pick or lie on the front.

    The space is the plain ones if any of them meets the limit, else the nearly plain ones too,
    else all (for a patient never: practice.md 43).
    """
    parts = parts_of(stock, question)
    limit = float(question.limit) if question.limit is not None else _FAR
    aims = _aims(stock)
    found: list[Found] = []
    for tier in tiers_for(question):
        found = [part.members(tier, aims) for part in parts] or found
        if any((one.figures.error <= limit + _SLACK).any() for one in found):
            break
    joined = Figures.joined([one.figures for one in found])
    ends = np.cumsum([one.rows.volume.size for one in found])
    members = []
    within = np.flatnonzero(joined.error <= limit + _SLACK)
    if question.limit is None or not within.size:
        within = np.arange(joined.error.size)
    for row in within[shortlist(joined.take(within))]:
        at = int(np.searchsorted(ends, row, side="right"))
        members.append(found[at].member(int(row - (ends[at - 1] if at else 0))))
    return members


def tiers_for(question: Question) -> tuple[int, ...]:
    """Return the tiers of plainness that are looked at, one after another."""
    return (2, 1) if question.role == "patient" else (2, 1, 0)


def _aims(stock: Stock) -> Aims:
    current = stock.current
    headroom = None if current is None else np.array([float(current / stock.target)])
    return Aims(np.array([float(stock.target)]), headroom)
