"""All neat draws for all steps at once: each liquid, each syringe, both marks next to the dose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from taperlab.answers.judging import judged
from taperlab.answers.ranking import ACCEPTABLE, GOOD
from taperlab.methods.gauges import gauge_of
from taperlab.methods.liquids import counted, liquids
from taperlab.methods.oral_liquid import METHOD, neat_proposal
from taperlab.methods.question import Refused
from taperlab.methods.space import dose_draws
from taperlab.taper.options import Option
from taperlab.taper.ways import Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from taperlab.answers.ranking import Candidate
    from taperlab.catalogue.types import Product
    from taperlab.methods.question import Proposal, Question
    from taperlab.methods.space import Index
    from taperlab.recipe.measured import Floats

__all__ = ["neat_options"]

_SLACK = 1e-9
_GOOD = float(GOOD)
_SOFT_BIAS = 0.10


def neat_options(questions: Sequence[Question], reasons: Sequence[int]) -> list[list[Option]]:
    """Return, for each step's question, every neat draw that is good or acceptable for it.

    The error of one draw is |bias| + 2 u, with u from its scale and half of its graduation, both
    rectangular (GUM 4.3.7). What must be thinned before it is taken is not among them.
    ``reasons`` is how many typed reasons each step's dose needs, however it is made.
    """
    found: list[list[Option]] = [[] for _ in questions]
    for product in liquids(questions[0], METHOD):
        if not isinstance(product, Refused) and not product.must_dilute:
            for step, option in _Liquid(product, questions, reasons).options():
                found[step].append(option)
    return found


class _Liquid:
    """The neat draws of one liquid for every step."""

    def __init__(
        self, product: Product, questions: Sequence[Question], reasons: Sequence[int]
    ) -> None:
        self._product, self._questions = product, questions
        self._for_dose = reasons
        self._syringes = questions[0].syringes
        self._strength = float(counted(product).amount)
        self._limit = float(min(questions[0].limit or ACCEPTABLE, ACCEPTABLE)) + _SLACK
        self._example: Candidate | None = None
        self._reasons = 0
        self._way = Way(liquid=True, products=(product.id,))

    def options(self) -> Iterator[tuple[int, Option]]:
        """Yield each draw that may serve, with the number of its step."""
        if not self._syringes:
            return
        doses = [float(one.target(self._product).amount) for one in self._questions]
        ideal = np.array(doses) / self._strength
        step, volume, syringe = dose_draws(ideal, self._syringes, None)
        scale, half = self._bounds(volume, syringe)
        bias = np.abs(volume / ideal[step] - 1)
        error = bias + 2 * np.sqrt((scale**2 + half**2) / 3) / ideal[step]
        least = np.array([float(one.comfortable_from) for one in self._syringes])
        soft = (volume < least[syringe] - _SLACK).astype(int) + (bias > _SOFT_BIAS + _SLACK)
        for row in np.flatnonzero(error <= self._limit):
            number, drawn = int(syringe[row]), float(volume[row])
            figures = float(error[row]), int(soft[row])
            yield int(step[row]), self._option(int(step[row]), number, drawn, figures)

    def _bounds(self, volume: Floats, syringe: Index) -> tuple[Floats, Floats]:
        """Return the bounds in mL of each draw's scale and of its reading."""
        scale, half = np.zeros(volume.shape), np.zeros(volume.shape)
        for number, one in enumerate(self._syringes):
            mine = np.flatnonzero(syringe == number)
            gauge = gauge_of(one.device)
            for fixed, share in gauge.branches:
                bound = float(fixed) + float(share) * volume[mine]
                scale[mine] = np.maximum(scale[mine], bound)
            half[mine] = float(gauge.half_mark or 0)
        return scale, half

    def _option(self, step: int, number: int, drawn: float, figures: tuple[float, int]) -> Option:
        question, syringe = self._questions[step], self._syringes[number]
        marks: Fraction = round(drawn / float(syringe.step)) * syringe.step

        def propose(_: int) -> Proposal:
            return neat_proposal(question, self._product, syringe, marks)

        error, soft = figures
        if self._example is None:
            self._example = judged(question, propose(0), ())
            self._reasons = self._example.soft - soft
        doses = question.doses_of(self._product) if question.per_day else 1
        return Option(
            way=self._way,
            release=self._product.release,
            achieved=drawn * self._strength * doses,
            error=error,
            waste=0.0,
            rank=self._example.proposal.rank,
            grade=0 if error <= _GOOD else 1,
            soft=soft + self._reasons + self._for_dose[step],
            proposals=propose,
        )
