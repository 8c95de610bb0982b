"""All dilutions for all steps at once: each bottle with the last draw that each step would need."""

from __future__ import annotations

from functools import partial
from itertools import pairwise, repeat
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
from taperlab.taper.options import DILUTED, Option
from taperlab.taper.ways import Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from taperlab.catalogue.types import Product
    from taperlab.methods.dilutions import Found
    from taperlab.methods.question import Proposal, Question
    from taperlab.methods.space import Index, Mask
    from taperlab.recipe.measured import Floats

__all__ = ["diluted_options"]

_SLACK = 1e-9
_GOOD = float(GOOD)


def diluted_options(
    questions: Sequence[Question], reasons: Sequence[int], since: int = 0
) -> list[list[Option]]:
    """Return, for each step's question from one on, every dilution that is fit for it.

    The questions differ in their dose, the dose before it and their day only. For a step whose
    limit no plain dilution meets, the space is widened as for a single dose. ``reasons`` is how
    many typed reasons each step's dose needs, however it is made.
    """
    found: list[list[Option]] = [[] for _ in questions]
    first = questions[0]
    for product in liquids(first, DILUTED):
        if isinstance(product, Refused) or product.supply == "special":
            continue
        if forbidden(first, product) is None:
            _Product(product, questions, reasons).add_to(found, since)
    return found


class _Product:
    """The dilutions of one liquid for every step."""

    def __init__(
        self, product: Product, questions: Sequence[Question], reasons: Sequence[int]
    ) -> None:
        self._product, self._questions = product, questions
        self._for_dose = reasons
        batch = storable(questions[0], product)
        self._stock = stock_of(questions[0], product, batch)
        self._limit = float(min(questions[0].limit or ACCEPTABLE, ACCEPTABLE)) + _SLACK
        self._ways: dict[tuple[int, ...], Way] = {}
        self._reasons: int | None = None

    def add_to(self, options: list[list[Option]], since: int) -> None:
        """Add each step's dilutions to the step's list."""
        first = self._questions[0]
        left = np.arange(since, len(self._questions))
        for tier in tiers_for(first):
            aims = self._aims(left)
            served = np.zeros(len(self._questions), dtype=np.bool_)
            for number, part in enumerate(parts_of(self._stock, first)):
                found = part.members(tier, aims)
                rows = _best_rows(found, found.figures.error <= self._limit, aims.target)
                served[left[found.rows.aim[rows]]] = True
                for step, made in self._options(found, rows, number, left):
                    options[step].extend(made)
            left = left[~served[left]]
            if not left.size:
                return

    def _aims(self, steps: Index) -> Aims:
        """Return the doses of some steps; which mark is toward the dose before is seen later."""
        doses = [self._questions[step].target(self._product) for step in steps]
        return Aims(np.array([float(dose.amount) for dose in doses]), None)

    def _options(
        self, found: Found, rows: Index, number: int, left: Index
    ) -> Iterator[tuple[int, list[Option]]]:
        """Yield the ways of each step that some rows are: there are very many."""
        if not rows.size:
            return
        reasons = self._typed_reasons(found, left, int(rows[0]))
        rows = rows[np.argsort(found.rows.aim[rows], kind="stable")]
        steps = left[found.rows.aim[rows]]
        columns = self._columns(found, rows, number)
        soft = found.figures.soft[rows].astype(int) + reasons + np.array(self._for_dose)[steps]
        proposals = repeat(partial(self._proposal, found, left))
        made = list(map(Option, *columns, soft.tolist(), proposals, rows.tolist()))
        starts = np.flatnonzero(np.diff(steps, prepend=-1))
        for start, end in pairwise((*starts.tolist(), len(made))):
            yield int(steps[start]), made[start:end]

    def _columns(self, found: Found, rows: Index, number: int) -> Iterator[Iterable[object]]:
        """Yield what an option begins with: bottle, form, dose, error, waste, class, grade."""
        figures, of, first = found.figures, found.rows, self._questions[0]
        doses = first.doses_of(self._product) if first.per_day else 1
        share = of.volume[rows] / figures.total[rows]
        error = figures.error[rows]
        yield [
            self._way(number, stock, fill)
            for stock, fill in zip(of.stock[rows].tolist(), of.fill[rows].tolist(), strict=True)
        ]
        yield repeat(self._product.release)
        yield (figures.holds[rows] * share * doses).tolist()
        yield error.tolist()
        yield (figures.holds[rows] * (1 - share) * doses).tolist()
        yield repeat(CLASS)
        yield (error > _GOOD).astype(int).tolist()

    def _way(self, *bottle: int) -> Way:
        way = self._ways.get(bottle)
        if way is None:
            products, signature = (self._product.id,), (DILUTED, *bottle)
            way = self._ways[bottle] = Way(liquid=True, products=products, signature=signature)
        return way

    def _typed_reasons(self, found: Found, left: Index, row: int) -> int:
        """Return the typed reasons that every dilution of the product needs."""
        if self._reasons is None:
            question = self._questions[left[found.rows.aim[row]]]
            exact = judged(question, self._proposal(found, left, row), ())
            self._reasons = exact.soft - int(found.figures.soft[row])
        return self._reasons

    def _proposal(self, found: Found, left: Index, row: int) -> Proposal:
        question = self._questions[left[found.rows.aim[row]]]
        batch = storable(question, self._product)
        stock = stock_of(question, self._product, batch)
        return proposal_of(question, self._product, stock, found.member(row), batch)


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
