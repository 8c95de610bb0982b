"""Which neat draws an exact judge must look at: the few that may be picked or lie on the front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from taperlab.methods.shortlist import Figures, shortlist

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from taperlab.methods.instruments import Instrument

__all__ = ["worth_judging"]

_SOFT_BIAS = 0.10


def worth_judging(
    draws: Sequence[tuple[Instrument, Fraction]], ideal: Fraction, whole: Fraction | None = None
) -> list[tuple[Instrument, Fraction]]:
    """Return the draws that may be the pick of their liquid or lie on its front.

    One draw's error is |bias| + 2 u, with u from its scale and half of its graduation, both
    rectangular (GUM 4.3.7); what the draws of one liquid share does not part them. The error is
    a share of ``whole``, the volume in mL that would hold the whole dose, where tablets hold the
    rest of it.
    """
    if len(draws) < 2:
        return list(draws)
    volume = np.array([float(mark) for _, mark in draws])
    scale = np.array([float(one.tolerance(mark)) for one, mark in draws])
    reading = np.array([float(one.step) / 2 for one, _ in draws])
    dose = float(ideal if whole is None else whole)
    bias = np.abs(volume - float(ideal)) / dose
    spread = 2 * np.sqrt((scale**2 + reading**2) / 3) / dose
    small = np.array([mark < one.comfortable_from for one, mark in draws])
    nothing = np.zeros_like(volume)
    figures = Figures(
        soft=small.astype(np.float64) + (bias > _SOFT_BIAS + 1e-9),
        error=bias + spread,
        plainness=nothing + 2,
        handling=nothing + 1,
        packs=nothing,
        total=nothing,
        holds=nothing,
        waste=nothing,
    )
    return [draws[row] for row in shortlist(figures)]
