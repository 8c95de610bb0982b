"""Which draws an exact judge must look at: the few that may be picked or lie on the front."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from taperlab.methods.instruments import Instrument

    Draw: TypeAlias = tuple[Instrument, Fraction]
    Rank: TypeAlias = tuple[bool, int, int, float]

__all__ = ["worth_judging"]

_SLACK = 1e-9
_MOAT = 2.0
_GOOD, _ACCEPTABLE, _SOFT_BIAS = 0.10, 0.20, 0.10


def worth_judging(
    draws: Sequence[tuple[Instrument, Fraction]],
    ideal: Fraction,
    limit: Fraction | None,
    whole: Fraction | None = None,
    besides: float = 0,
) -> list[tuple[Instrument, Fraction]]:
    """Return the draws that may be the pick of their liquid or lie on its front.

    They differ in their error, in the limits they pass, and in the volume that they use up, which
    is what packs, vessels and drinks go by. So that is, of those that pass the fewest limits, the
    smallest error, and each larger one of a smaller volume; the same in the best cell of the front.
    Floats only drop here what is clearly worse; ``limit`` is the largest error that is allowed.
    The error is a share of ``whole``, the volume in mL that would hold the whole dose, where
    tablets hold the rest of it. ``besides`` is the relative variance of the strength drawn from.
    """
    if len(draws) < 2:
        return list(draws)
    dose = float(ideal if whole is None else whole)
    aim = (float(ideal), dose, besides)
    ranked = [(_rank(one, float(mark), *aim), (one, mark)) for one, mark in draws]
    most = math.inf if limit is None else float(limit) + _SLACK
    ranked = [(rank, draw) for rank, draw in ranked if rank[3] <= most] or ranked
    least = min(_point(rank) for rank, _ in ranked)
    kept = _stairs(ranked) + _stairs([one for one in ranked if _point(one[0]) == least])
    return [draw for _, draw in ranked if any(draw is one for one in kept)]


def _stairs(ranked: Sequence[tuple[Rank, Draw]]) -> list[Draw]:
    """Return the smallest error of the best, and each larger one of a smaller volume."""
    best = min(rank[:3] for rank, _ in ranked)
    ones = [(rank[3], draw) for rank, draw in ranked if rank[:3] == best]
    return [
        draw
        for error, draw in ones
        if not any(less < error - _SLACK and other[1] <= draw[1] for less, other in ones)
    ]


def _rank(one: Instrument, volume: float, ideal: float, dose: float, besides: float) -> Rank:
    """Return poor, limits passed, grade and error of one draw.

    The error is |bias| + 2 u, with u from its scale and half of its graduation, both rectangular
    (GUM 4.3.7).
    """
    scale = max(fixed + relative * volume for fixed, relative in one.bounds)
    bias = abs(volume - ideal) / dose
    of_draw = (scale * scale + one.half_step * one.half_step) / 3
    error = bias + 2 * math.sqrt(of_draw + besides * volume * volume) / dose
    soft = (volume < one.comfortable - _SLACK) + (bias > _SOFT_BIAS + _SLACK)
    soft += one.device.tip == "enfit" and volume < _MOAT
    grade = (error - _SLACK > _GOOD) + (error - _SLACK > _ACCEPTABLE)
    return grade > 1, soft, grade, error


def _point(rank: Rank) -> int:
    return math.ceil(rank[3] * 100 - _SLACK)
