"""Serial dilution: a dilution diluted once or twice more, for doses that one step cannot reach.

For a pharmacist only; asked for only where no single dilution meets the limit, because every
step is one more hazard (practice.md 39). Plain volumes and concentrations only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from taperlab.methods.chains import doses_of, heads_of, tails_of
from taperlab.methods.gauges import gauge_of, measured
from taperlab.methods.meeting import best_chains
from taperlab.methods.shortlist import Figures, shortlist
from taperlab.methods.space import Choice
from taperlab.methods.stages import stages_of
from taperlab.recipe.linear import Linear
from taperlab.recipe.operations import DOSE, Discard, Draw, MakeUp, Mix, Operation, Recipe
from taperlab.recipe.roots import root
from taperlab.recipe.run import run

if TYPE_CHECKING:
    from fractions import Fraction

    from taperlab.methods.dilution import Stock
    from taperlab.methods.instruments import Instrument
    from taperlab.methods.meeting import Chains
    from taperlab.methods.question import Proposal, Question
    from taperlab.recipe.measured import Measured

__all__ = ["Serial", "least_error", "recipe_of_chain", "rough_error", "serial_search"]

_SLACK = 1e-9
_FAR = 0.20


@dataclass(frozen=True, slots=True)
class Serial:
    """A chain of stages, each a draw and the total it is made up to, and the dose's draw."""

    stages: tuple[tuple[Choice, Choice], ...]
    dose: Choice


def serial_search(
    stock: Stock, question: Question, stages: int, *, beyond: bool = False
) -> list[Serial]:
    """Return the chains of so many stages (two or more) that may be the pick or on the front.

    The space is complete: every comfortable draw on a plain mark, made up to every total of a
    cylinder or flask that makes a plain concentration, stage by stage, and every mark near the
    dose. Where a limit is set only chains that meet it count; ``beyond`` says to return the others
    if none does, so that the answer can name the reason.
    """
    table = stages_of(question.syringes, question.measures)
    limit = np.inf if question.limit is None else float(question.limit)
    if not beyond and least_error(question, stages) > limit + _SLACK:
        return []
    doses = doses_of(stock, question)
    heads = heads_of(table, stock, stages)
    tails = tails_of(doses, table)
    if not heads.code.size or not tails.code.size:
        return []
    dose = float(stock.target / stock.content.nominal)
    found = best_chains(heads, tails, dose, limit)
    if beyond and not found.error.size:
        found = best_chains(heads, tails, dose, np.inf)
    return [
        Serial(
            tuple(table.choices[at] for at in (*found.heads.stages[row], found.tails.stage[row])),
            doses[found.tails.dose[row]].choice,
        )
        for row in shortlist(_figures(found, stock, stages))
    ]


def least_error(question: Question, stages: int) -> float:
    """Return what no chain of so many stages has a smaller error than, whatever the dose.

    Variances of stages and of the dose's draw add, and what they share only adds to that: the
    bound is that of `taperlab.methods.meeting`, with the least variance of each.
    """
    stage, draw = _least_variances(question.syringes, question.measures)
    spread = np.sqrt(stages * stage + draw)
    return float(min(2 * spread, _FAR + 2 * (1 - _FAR) * spread))


@lru_cache(maxsize=16)
def _least_variances(
    syringes: tuple[Instrument, ...], measures: tuple[Instrument, ...]
) -> tuple[float, float]:
    """Return the least relative variance of a stage, and of a draw on any mark."""
    table = stages_of(syringes, measures)
    draws = table.offs_of([Choice(mark, one) for one in syringes for mark in one.marks])
    stage, draw = (one.variance.min(initial=np.inf) for one in (table.offs, draws))
    return float(stage), float(draw)


def _figures(found: Chains, stock: Stock, stages: int) -> Figures:
    drawn = found.heads.drawn
    packs = drawn * 28 * stock.doses_per_day / float(stock.pack)
    return Figures(
        soft=found.soft.astype(np.float64),
        error=found.error,
        plainness=np.full(drawn.shape, 2.0),
        handling=np.full(drawn.shape, 2.0 * stages + 1),
        packs=np.ceil(packs - _SLACK),
        total=found.total,
        holds=float(stock.content.nominal) * drawn,
        waste=found.waste,
    )


def recipe_of_chain(stock: Stock, chain: Serial) -> Recipe[Fraction]:
    """Return the recipe: each intermediate has a name, and is discarded at the end."""
    operations: list[Operation[Fraction]] = []
    source, reading = stock.product, 0
    for number, (draw, total) in enumerate(chain.stages, start=1):
        vessel, reading = f"dilution {number}", 2 * number
        drawn, filled = _volume(draw, reading - 1), _volume(total, reading)
        operations += [
            Draw(source, drawn, draw.instrument.id, 1, vessel),
            MakeUp(vessel, stock.liquid, filled, total.instrument.id),
            Mix(vessel, "stir"),
        ]
        source = vessel
    taken = _volume(chain.dose, reading + 1)
    operations.append(Draw(source, taken, chain.dose.instrument.id, 1, DOSE))
    operations += [Discard(f"dilution {number + 1}") for number in range(len(chain.stages))]
    return Recipe(tuple(operations), {stock.product: stock.content})


def _volume(choice: Choice, reading: int) -> Measured[Fraction]:
    return measured(choice.volume, gauge_of(choice.instrument.device), reading=reading)


def rough_error(proposal: Proposal) -> Fraction:
    """Return the error of a proposal as a share of its target, by the exact arithmetics."""
    linear = Linear()
    dose = run(proposal.recipe, linear).dose
    target = proposal.target.amount
    spread = 2 * root(linear.variance(dose, handling=True))
    return (abs(dose.nominal - target) + spread) / target
