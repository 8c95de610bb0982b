"""All dilutions for all steps at once: each bottle with the last draw that each step would need."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from taperlab.answers.judging import judged
from taperlab.answers.ranking import ACCEPTABLE, GOOD
from taperlab.methods.diluted_liquid import CLASS, forbidden, proposal_of, stock_of
from taperlab.methods.dilutions import Aims, parts_of
from taperlab.methods.liquids import liquids
from taperlab.methods.question import Refused
from taperlab.methods.search import tiers_for
from taperlab.methods.storing import storable
from taperlab.taper.blocks import Block
from taperlab.taper.options import DILUTED
from taperlab.taper.ways import Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.answers.ranking import Candidate
    from taperlab.catalogue.types import Product
    from taperlab.methods.dilution import Dilution
    from taperlab.methods.dilutions import Found
    from taperlab.methods.question import Proposal, Question
    from taperlab.methods.space import Index, Mask
    from taperlab.recipe.measured import Floats
    from taperlab.taper.blocks import Bottles

__all__ = ["diluted_options"]

_SLACK = 1e-9
_OFTEN = 8
_GOOD = float(GOOD)


def diluted_options(
    questions: Sequence[Question],
    reasons: Sequence[int],
    bottles: Bottles,
    steps: range | None = None,
) -> list[list[Block]]:
    """Return, for each step's question, every dilution that is fit for it; of some ``steps`` alone.

    The questions differ in their dose, the dose before it and their day only. For a step whose
    limit no plain dilution meets, the space is widened as for a single dose. ``reasons`` is how
    many typed reasons each step's dose needs, however it is made.
    """
    found: list[list[Block]] = [[] for _ in questions]
    first = questions[0]
    for product in liquids(first, DILUTED):
        if isinstance(product, Refused) or product.supply == "special":
            continue
        if forbidden(first, product) is None:
            _Product(product, questions, bottles).add_to(found, reasons, steps)
    return found


class _Product:
    """The dilutions of one liquid for every step."""

    def __init__(self, product: Product, questions: Sequence[Question], bottles: Bottles) -> None:
        self._product, self._questions = product, questions
        self._bottles = bottles
        batch = storable(questions[0], product)
        self._stock = stock_of(questions[0], product, batch)
        self._limit = float(min(questions[0].limit or ACCEPTABLE, ACCEPTABLE)) + _SLACK
        self._reasons: int | None = None

    def add_to(
        self, blocks: list[list[Block]], reasons: Sequence[int], steps: range | None
    ) -> None:
        """Add each step's dilutions to the step's list."""
        first = self._questions[0]
        left = np.array(range(len(self._questions)) if steps is None else steps, dtype=np.intp)
        for tier in tiers_for(first):
            if not left.size:
                return
            aims = self._aims(left)
            served = np.zeros(len(self._questions), dtype=np.bool_)
            for number, part in enumerate(parts_of(self._stock, first)):
                found = part.members(tier, aims, self._limit)
                rows = _best_rows(found, found.figures.error <= self._limit, aims.target)
                served[left[found.rows.aim[rows]]] = True
                for step, block in self._blocks(_Searched(self, number, found, left), rows):
                    blocks[step].append(block.softer(reasons[step]))
            left = left[~served[left]]

    def _aims(self, steps: Index) -> Aims:
        """Return the doses of some steps; which mark is toward the dose before is seen later."""
        doses = [self._questions[step].target(self._product) for step in steps]
        return Aims(np.array([float(dose.amount) for dose in doses]), None)

    def _blocks(self, searched: _Searched, rows: Index) -> Iterator[tuple[int, Block]]:
        """Yield the ways of each step that some rows are."""
        if not rows.size:
            return
        aim = searched.found.rows.aim
        rows = rows[np.argsort(aim[rows], kind="stable")]
        steps = searched.steps[aim[rows]]
        whole = self._block(searched, rows)
        starts = np.flatnonzero(np.diff(steps, prepend=-1))
        for start, end in pairwise((*starts.tolist(), rows.size)):
            yield int(steps[start]), whole.take(slice(start, end))

    def _block(self, searched: _Searched, rows: Index) -> Block:
        """Return the ways of all steps as one."""
        figures, of = searched.found.figures, searched.found.rows
        holds, share = figures.holds[rows], of.volume[rows] / figures.total[rows]
        error = figures.error[rows]
        return Block(
            release=self._product.release,
            rank=CLASS,
            bottle=searched.first + of.stock[rows] * searched.fills + of.fill[rows],
            achieved=holds * share * self.doses,
            error=error,
            waste=holds * (1 - share) * self.doses,
            grade=(error > _GOOD).astype(np.intp),
            soft=figures.soft[rows].astype(np.intp) + self._typed_reasons(searched, int(rows[0])),
            number=rows,
            source=searched,
        )

    def _typed_reasons(self, searched: _Searched, row: int) -> int:
        """Return the typed reasons that every dilution of the product needs."""
        if self._reasons is None:
            question = self._questions[searched.steps[searched.found.rows.aim[row]]]
            exact = judged(question, searched.proposal(row), ())
            self._reasons = exact.soft - int(searched.found.figures.soft[row])
        return self._reasons

    @property
    def each_day(self) -> int:
        """How many doses there are in a day."""
        return self._questions[0].doses_of(self._product)

    @property
    def doses(self) -> int:
        """How many doses one of the plan is."""
        return self.each_day if self._questions[0].per_day else 1

    def numbered(self, part: int, found: Found) -> int:
        """Return the number of the first bottle of a part."""
        count = len(found.part.stocks.choices) * len(found.part.fills.choices)
        return self._bottles.number((DILUTED, self._product.id, part), count)

    def way(self, bottle: tuple[int, int, int]) -> Way:
        """Return a bottle by its part, its draw of stock and its fill."""
        return Way(liquid=True, products=(self._product.id,), signature=(DILUTED, *bottle))

    def proposal(self, step: int, member: Dilution) -> Proposal:
        """Return the exact proposal of a dilution for a step."""
        question = self._questions[step]
        batch = storable(question, self._product)
        stock = stock_of(question, self._product, batch)
        return proposal_of(question, self._product, stock, member, batch)


class _Searched:
    """What was found of one part of the dilutions of a liquid, by row, for some steps."""

    def __init__(self, product: _Product, part: int, found: Found, steps: Index) -> None:
        self._product, self._part = product, part
        self.found, self.steps = found, steps
        self.first = product.numbered(part, found)
        self.fills = len(found.part.fills.choices)
        self._asked = 0

    def way(self, number: int) -> Way:
        """Return the bottle of a row."""
        rows = self.found.rows
        return self._product.way((self._part, int(rows.stock[number]), int(rows.fill[number])))

    def proposal(self, number: int) -> Proposal:
        """Return the exact proposal of a row."""
        step = int(self.steps[self.found.rows.aim[number]])
        return self._product.proposal(step, self.found.member(number))

    def candidate(self, _number: int) -> Candidate | None:
        """Return nothing: the exact judge sees what is chosen."""
        return None

    def variances(self, numbers: Index, days: int) -> Floats | None:
        """Return those of the mean doses of so many days, in mg²."""
        self._asked += 1
        if self._asked > _OFTEN:
            random, lasting = (one[numbers] for one in self._variances)
        else:
            random, lasting = self.found.part.variances(self.found.rows.take(numbers))
        product = self._product
        return (random / (days * product.each_day) + lasting) * product.doses**2

    @cached_property
    def _variances(self) -> tuple[Floats, Floats]:
        """Those of all rows, worked out together where many steps ask for some."""
        return self.found.part.variances(self.found.rows)


def _best_rows(found: Found, within: Mask, target: Floats) -> Index:
    """Return, for each aim and bottle, the best draw that rounds up and the best that does not."""
    rows, figures = found.rows, found.figures
    usable = np.flatnonzero(within)
    given = figures.holds * rows.volume / figures.total
    up = given[usable] >= target[rows.aim[usable]] * (1 - _SLACK)
    keys = (rows.aim[usable], rows.stock[usable], rows.fill[usable], up)
    order = np.lexsort((figures.error[usable], figures.soft[usable], *keys))
    sorted_keys = np.stack([key[order] for key in keys], axis=1)
    first = np.ones(order.size, dtype=np.bool_)
    first[1:] = (sorted_keys[1:] != sorted_keys[:-1]).any(axis=1)
    return usable[order[first]]
