"""The present dose as it is made already, so that a plan made anew leaves its bottle in use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from taperlab.answers.judging import judged
from taperlab.quantities import Mass, canonical, parse_file
from taperlab.taper.drawn_from import counted_in, source_of

if TYPE_CHECKING:
    from taperlab.methods.question import Question
    from taperlab.taper.blocks import Option
    from taperlab.taper.options import StepOptions
    from taperlab.taper.request import Taken

__all__ = ["as_recorded"]

_SLACK = 1e-9


def as_recorded(step: StepOptions) -> StepOptions | None:
    """Return a level with only those ways that make it as it was recorded, if there are any.

    Those of the same bottle and the same dose; None where it was no liquid, or there are none.
    """
    taken = step.level.taken
    if taken is None or taken.concentration is None:
        return None
    achieved = float(parse_file(taken.achieved, Mass).amount)
    same = []
    for block in step.blocks:
        near = np.flatnonzero(np.abs(block.achieved - achieved) <= _SLACK * achieved)
        rows = [int(row) for row in near if _is_of(taken, step.question, block.option(int(row)))]
        same += [block.take(np.array(rows))] if rows else []
    return replace(step, blocks=tuple(same)) if same else None


def _is_of(taken: Taken, question: Question, option: Option) -> bool:
    if not option.way.liquid:
        return False
    candidate = option.candidate or judged(question, option.propose(), ())
    concentration = canonical(counted_in(candidate, option.way))
    product = source_of(candidate, option.way)
    return (product.id, concentration) == (taken.product, taken.concentration)
