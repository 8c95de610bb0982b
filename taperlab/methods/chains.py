"""Heads and tails of a serial dilution, which meet at a concentration.

A head is every stage but the last; a tail is the last stage with the dose drawn from it. Both are
rows of numbers: floats propose, and the exact arithmetics decide what is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import floor, log10
from typing import TYPE_CHECKING

import numpy as np

from taperlab.methods.liquids import FAR, near_marks
from taperlab.methods.space import Choice
from taperlab.methods.stages import DIGITS, NEVER, code_of, strength_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.methods.dilution import Stock
    from taperlab.methods.question import Question
    from taperlab.methods.space import Index
    from taperlab.methods.stages import Offs, Stages
    from taperlab.recipe.measured import Floats

__all__ = ["Dose", "Heads", "Tails", "doses_of", "heads_of", "tails_of"]

_SOFT_BIAS = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose's draw from a concentration: its code, and the bias as a share of the target."""

    code: int
    choice: Choice
    bias: Fraction

    @property
    def soft(self) -> int:
        """How many limits it passes that only a typed reason passes."""
        small = self.choice.volume < self.choice.instrument.comfortable_from
        return small + (abs(self.bias) > _SOFT_BIAS)


@dataclass(frozen=True, slots=True)
class Heads:
    """Stages so far by number, what they make, and what a chain that begins so is compared by.

    ``drawn`` is the volume of stock, ``largest`` the largest total so far, ``last`` the total that
    the next draw comes from, all in mL; ``soft`` counts limits passed.
    """

    stages: Index
    code: Index
    drawn: Floats
    largest: Floats
    last: Floats
    soft: Index
    offs: Offs

    def take(self, rows: Index) -> Heads:
        """Return some of the rows."""
        return Heads(
            self.stages[rows],
            self.code[rows],
            self.drawn[rows],
            self.largest[rows],
            self.last[rows],
            self.soft[rows],
            self.offs.take(rows),
        )


@dataclass(frozen=True, slots=True)
class Tails:
    """Last stage and dose by number; ``code`` is the concentration that the stage begins from."""

    stage: Index
    dose: Index
    code: Index
    drawn: Floats
    total: Floats
    bias: Floats
    soft: Index
    offs: Offs

    def take(self, rows: Index) -> Tails:
        """Return some of the rows."""
        return Tails(
            self.stage[rows],
            self.dose[rows],
            self.code[rows],
            self.drawn[rows],
            self.total[rows],
            self.bias[rows],
            self.soft[rows],
            self.offs.take(rows),
        )


def heads_of(table: Stages, stock: Stock, stages: int) -> Heads:
    """Return everything that comes before the last of so many stages."""
    liquid = stock.content.nominal, stock.strongest, stock.settles
    return _heads(table, *liquid, stages - 1)


@lru_cache(maxsize=16)
def _heads(
    table: Stages,
    content: Fraction,
    strongest: Fraction | None,
    settles: Fraction | None,
    long: int,
) -> Heads:
    """Return the heads of so many stages, kept between answers: they are the same for any dose."""
    if long == 1:
        return _first_stages(table, content, strongest, settles)
    return _longer(_heads(table, content, strongest, settles, long - 1), table)


def _first_stages(
    table: Stages, content: Fraction, strongest: Fraction | None, settles: Fraction | None
) -> Heads:
    """Return the stages that make a plain concentration of the stock that stays dissolved.

    No later concentration is higher, so what is asked of the first holds for all.
    """
    made = [content * draw.volume / total.volume for draw, total in table.choices]
    code = np.array(
        [NEVER if strongest is not None and one > strongest else code_of(one) for one in made],
        dtype=np.intp,
    )
    soft = np.array([settles is not None and one > settles for one in made], dtype=np.intp)
    rows = np.flatnonzero(code != NEVER)
    total = table.total
    heads = Heads(np.arange(len(made))[:, None], code, table.drawn, total, total, soft, table.offs)
    return heads.take(rows)


def _longer(heads: Heads, table: Stages) -> Heads:
    """Return every head with every stage that may follow it."""
    change = table.after[heads.code % len(DIGITS)]
    row, stage = np.nonzero((change != NEVER) & (table.drawn < heads.last[:, None]))
    before = heads.take(row)
    return Heads(
        np.column_stack([before.stages, stage]),
        before.code + change[row, stage],
        before.drawn,
        np.maximum(before.largest, table.total[stage]),
        table.total[stage],
        before.soft,
        before.offs.beside(table.offs.take(stage)),
    )


def doses_of(stock: Stock, question: Question) -> list[Dose]:
    """Return each draw of the dose from each plain concentration that it can be drawn from.

    Beyond the codes looked at, the volume lies further than 20 % from the smallest and the
    largest volume of all syringes.
    """
    least = min(one.smallest for one in question.syringes) / (1 + FAR)
    most = max(one.capacity for one in question.syringes) / (1 - FAR)
    found = []
    for code in range(_below(stock.target / most), _below(stock.target / least) + 5):
        strength = strength_of(code)
        ideal = stock.target / strength
        current = None if stock.current is None else stock.current / strength
        found += [
            Dose(code, Choice(mark, syringe), mark / ideal - 1)
            for syringe, mark in near_marks(question, ideal, current)
        ]
    return found


def _below(strength: Fraction) -> int:
    """Return a code at or below a concentration, and less than five below the next above it."""
    return 4 * floor(log10(strength) - 1e-9)


def tails_of(doses: Sequence[Dose], table: Stages) -> Tails:
    """Return every last stage with every dose that may be drawn from it, but never all of it."""
    volume = np.array([float(one.choice.volume) for one in doses])
    ends = np.array([one.code for one in doses], dtype=np.intp)
    begins = ends[None, None, :] - table.after[:, :, None]
    fits = (begins % len(DIGITS) == np.arange(len(DIGITS))[:, None, None]) & (
        volume < table.total[:, None]
    )
    fits &= (table.after != NEVER)[:, :, None]
    digit, stage, dose = np.nonzero(fits)
    offs = table.offs_of([one.choice for one in doses])
    return Tails(
        stage,
        dose,
        begins[digit, stage, dose],
        table.drawn[stage],
        table.total[stage],
        np.array([float(one.bias) for one in doses])[dose],
        np.array([one.soft for one in doses], dtype=np.intp)[dose],
        table.offs.take(stage).beside(offs.take(dose)),
    )
