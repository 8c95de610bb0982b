"""All neat draws for all steps at once: each liquid, each syringe, both marks next to the dose."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from taperlab.answers.judging import judged
from taperlab.answers.ranking import ACCEPTABLE, GOOD
from taperlab.methods.gauges import gauge_of
from taperlab.methods.liquids import counted, liquids
from taperlab.methods.oral_liquid import METHOD, neat_proposal
from taperlab.methods.question import Refused
from taperlab.methods.space import dose_draws
from taperlab.taper.blocks import Block
from taperlab.taper.ways import Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from taperlab.answers.ranking import Candidate
    from taperlab.catalogue.types import Product
    from taperlab.methods.question import Proposal, Question
    from taperlab.methods.space import Index
    from taperlab.recipe.measured import Floats
    from taperlab.taper.blocks import Bottles

__all__ = ["neat_options"]

_SLACK = 1e-9
_GOOD = float(GOOD)
_SOFT_BIAS = 0.10


def neat_options(
    questions: Sequence[Question], reasons: Sequence[int], bottles: Bottles
) -> list[list[Block]]:
    """Return, for each step's question, every neat draw that is good or acceptable for it.

    The error of one draw is |bias| + 2 u, with u from its scale and half of its graduation, both
    rectangular (GUM 4.3.7). What must be thinned before it is taken is not among them.
    ``reasons`` is how many typed reasons each step's dose needs, however it is made.
    """
    found: list[list[Block]] = [[] for _ in questions]
    if not questions[0].syringes:
        return found
    for product in liquids(questions[0], METHOD):
        if not isinstance(product, Refused) and not product.must_dilute:
            for step, block in _Liquid(product, questions).blocks(reasons, bottles):
                found[step].append(block)
    return found


class _Liquid:
    """The neat draws of one liquid for every step, known by their place among them all."""

    def __init__(self, product: Product, questions: Sequence[Question]) -> None:
        self._product, self._questions = product, questions
        self._syringes = questions[0].syringes
        self._way = Way(liquid=True, products=(product.id,))
        doses = np.array([float(one.target(product).amount) for one in questions])
        self._ideal = doses / float(counted(product).amount)
        self._step, self._volume, self._syringe = dose_draws(self._ideal, self._syringes, None)

    def blocks(self, reasons: Sequence[int], bottles: Bottles) -> Iterator[tuple[int, Block]]:
        """Yield the draws that may serve a step, with the number of the step."""
        ideal, volume = self._ideal[self._step], self._volume
        scale, half = self._bounds()
        bias = np.abs(volume / ideal - 1)
        error = bias + 2 * np.sqrt((scale**2 + half**2) / 3) / ideal
        limit = float(min(self._questions[0].limit or ACCEPTABLE, ACCEPTABLE)) + _SLACK
        rows = np.flatnonzero(error <= limit)
        if not rows.size:
            return
        rows = rows[np.argsort(self._step[rows], kind="stable")]
        least = np.array([float(one.comfortable_from) for one in self._syringes])
        soft = (volume < least[self._syringe] - _SLACK).astype(np.intp)
        soft += bias > _SOFT_BIAS + _SLACK
        example = judged(self._questions[self._step[rows[0]]], self.proposal(int(rows[0])), ())
        soft += example.soft - soft[rows[0]]
        whole = self._block(rows, error[rows], soft[rows], example, bottles)
        starts = np.flatnonzero(np.diff(self._step[rows], prepend=-1))
        for start, end in pairwise((*starts.tolist(), rows.size)):
            step = int(self._step[rows[start]])
            block = whole.take(slice(start, end))
            yield step, block.softer(reasons[step])

    def _block(
        self, rows: Index, error: Floats, soft: Index, example: Candidate, bottles: Bottles
    ) -> Block:
        """Return the draws of all steps as one."""
        first, product = self._questions[0], self._product
        doses = first.doses_of(product) if first.per_day else 1
        return Block(
            release=product.release,
            rank=example.proposal.rank,
            bottle=np.full(rows.shape, bottles.number(self._way)),
            achieved=self._volume[rows] * float(counted(product).amount) * doses,
            error=error,
            waste=np.zeros(rows.shape),
            grade=(error > _GOOD).astype(np.intp),
            soft=soft,
            number=rows,
            source=self,
        )

    def _bounds(self) -> tuple[Floats, Floats]:
        """Return the bounds in mL of each draw's scale and of its reading."""
        volume = self._volume
        scale, half = np.zeros(volume.shape), np.zeros(volume.shape)
        for number, one in enumerate(self._syringes):
            mine = np.flatnonzero(self._syringe == number)
            gauge = gauge_of(one.device)
            for fixed, share in gauge.branches:
                bound = float(fixed) + float(share) * volume[mine]
                scale[mine] = np.maximum(scale[mine], bound)
            half[mine] = float(gauge.half_mark or 0)
        return scale, half

    def way(self, _number: int) -> Way:
        """Return the bottle as it is sold."""
        return self._way

    def proposal(self, number: int) -> Proposal:
        """Return the exact proposal of one draw."""
        question, syringe = (
            self._questions[self._step[number]],
            self._syringes[self._syringe[number]],
        )
        marks: Fraction = round(self._volume[number] / float(syringe.step)) * syringe.step
        return neat_proposal(question, self._product, syringe, marks)

    def candidate(self, _number: int) -> Candidate | None:
        """Return nothing: the exact judge sees what is chosen."""
        return None

    def variances(self, _numbers: Index, _days: int) -> Floats | None:
        """Leave it to the exact judge: there are few."""
        return None
