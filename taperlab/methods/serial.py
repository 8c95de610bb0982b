"""Serial dilution: a dilution diluted once or twice more, for doses that one step cannot reach.

For a pharmacist only; asked for only where no single dilution meets the limit, because every
step is one more hazard (practice.md 39). Plain volumes and concentrations only.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from taperlab.methods.gauges import Gauge, gauge_of, measured
from taperlab.methods.marks import plainness
from taperlab.methods.shortlist import Figures, shortlist
from taperlab.methods.space import Choice, Table, dose_draws
from taperlab.recipe.family import Family
from taperlab.recipe.linear import Linear
from taperlab.recipe.measured import Measured, N
from taperlab.recipe.operations import DOSE, Discard, Draw, MakeUp, Mix, Operation, Recipe
from taperlab.recipe.roots import root
from taperlab.recipe.run import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.methods.dilution import Stock
    from taperlab.methods.question import Proposal, Question
    from taperlab.methods.space import Index
    from taperlab.recipe.measured import Floats

__all__ = ["Serial", "recipe_of_chain", "rough_error", "serial_dilution", "serial_search"]

_WASTE_STEP = 0.5
_WIDEST = 4000  # how many chains of stages one search may look at


@dataclass(frozen=True, slots=True)
class Serial:
    """A chain of stages, each a draw and the total it is made up to, and the dose's draw."""

    stages: tuple[tuple[Choice, Choice], ...]
    dose: Choice


@dataclass(frozen=True, slots=True)
class _Chain:
    """Stages so far, and the counted concentration they make, in mg/mL."""

    stages: tuple[tuple[Choice, Choice], ...]
    concentration: Fraction


def serial_dilution(
    product: str,
    content: Measured[N],
    stages: Sequence[tuple[tuple[N, Gauge[N], str], tuple[N, Gauge[N], str]]],
    dose: tuple[N, Gauge[N], str],
    liquid: str,
) -> Recipe[N]:
    """Return the recipe: each intermediate has a name, and is discarded at the end."""
    operations: list[Operation[N]] = []
    source = product
    for number, (draw, total) in enumerate(stages, start=1):
        vessel = f"dilution {number}"
        drawn = measured(draw[0], draw[1], reading=2 * number - 1)
        filled = measured(total[0], total[1], reading=2 * number)
        operations += [
            Draw(source, drawn, draw[2], 1, vessel),
            MakeUp(vessel, liquid, filled, total[2]),
            Mix(vessel, "stir"),
        ]
        source = vessel
    taken = measured(dose[0], dose[1], reading=2 * len(stages) + 1)
    operations.append(Draw(source, taken, dose[2], 1, DOSE))
    operations += [Discard(f"dilution {number + 1}") for number in range(len(stages))]
    return Recipe(tuple(operations), {product: content})


def serial_search(stock: Stock, question: Question, stages: int) -> list[Serial]:
    """Return the chains of so many stages that may be the pick or lie on the front."""
    chains = [_Chain((), stock.content.nominal)]
    for _ in range(stages):
        chains = list(_longer(chains, question))[:_WIDEST]
    reachable = [chain for chain in chains if _reaches(chain, stock, question)]
    if not reachable:
        return []
    return _best(reachable, stock, question)


def _longer(chains: Sequence[_Chain], question: Question) -> Iterator[_Chain]:
    """Add one plain stage; of stages that make one concentration, keep the most accurate few."""
    draws = [
        Choice(mark, one)
        for one in question.syringes
        for mark in one.marks
        if plainness(mark) == 2 and mark >= one.comfortable_from
    ]
    best: dict[Fraction, list[tuple[Fraction, _Chain]]] = {}
    for chain in chains:
        for draw in draws:
            for total, measure in question.totals:
                concentration = chain.concentration * draw.volume / total
                if total <= draw.volume or plainness(concentration) < 2:
                    continue
                if chain.stages and draw.volume >= chain.stages[-1][1].volume:
                    continue
                made = _Chain((*chain.stages, (draw, Choice(total, measure))), concentration)
                best.setdefault(concentration, []).append((_rough(made), made))
    for found in best.values():
        for _, chain in sorted(found, key=lambda one: one[0])[:_FEW]:
            yield chain


_FEW = 24


def _rough(chain: _Chain) -> Fraction:
    """Return the sum of squared relative tolerances, as if nothing were shared."""
    total = Fraction(0)
    for draw, made in chain.stages:
        for choice in (draw, made):
            share = choice.instrument.tolerance(choice.volume) / choice.volume
            total += share * share
    return total


def _reaches(chain: _Chain, stock: Stock, question: Question) -> bool:
    ideal = stock.target / chain.concentration
    fits = ideal <= chain.stages[-1][1].volume
    return fits and any(one.marks_near(ideal) for one in question.syringes)


def _best(chains: Sequence[_Chain], stock: Stock, question: Question) -> list[Serial]:
    ideal = np.array([float(stock.target / chain.concentration) for chain in chains])
    headroom = None if stock.current is None else float(stock.current / stock.target)
    row, volume, syringe = dose_draws(ideal, question.syringes, headroom)
    found = [
        (chains[at], Choice(_mark(question, number, drawn), question.syringes[number]))
        for at, drawn, number in zip(row, volume, syringe, strict=True)
    ]
    if not found:
        return []
    figures = _figures(found, stock)
    return [Serial(found[at][0].stages, found[at][1]) for at in shortlist(figures)]


def _mark(question: Question, number: int, volume: float) -> Fraction:
    step = question.syringes[number].step
    return round(volume / float(step)) * step


def _figures(found: Sequence[tuple[_Chain, Choice]], stock: Stock) -> Figures:
    error = _errors(found, stock)
    first = np.array([float(chain.stages[0][0].volume) for chain, _ in found])
    totals = np.array([[float(made.volume) for _, made in chain.stages] for chain, _ in found])
    soft = [float(dose.volume < dose.instrument.comfortable_from) for _, dose in found]
    content = float(stock.content.nominal)
    count = len(found[0][0].stages)
    return Figures(
        soft=np.array(soft),
        error=error,
        plainness=np.full(error.shape, 2.0),
        handling=np.full(error.shape, 2.0 * count + 1),
        packs=np.ceil(first * 28 * stock.doses_per_day / float(stock.pack) - 1e-9),
        total=totals.max(axis=1),
        holds=content * first,
        waste=first / _WASTE_STEP,
    )


def _errors(found: Sequence[tuple[_Chain, Choice]], stock: Stock) -> Floats:
    """Run the template once for each way the draws share a make and size."""
    patterns: dict[tuple[int, ...], list[int]] = {}
    for row, (chain, dose) in enumerate(found):
        owners = [draw.instrument.id for draw, _ in chain.stages] + [dose.instrument.id]
        patterns.setdefault(tuple(owners.index(owner) for owner in owners), []).append(row)
    error = np.zeros(len(found))
    for pattern, rows in patterns.items():
        members = [found[row] for row in rows]
        error[np.array(rows)] = _run(pattern, members, stock)
    return error


def _run(
    pattern: tuple[int, ...], members: Sequence[tuple[_Chain, Choice]], stock: Stock
) -> Floats:
    every: Index = np.arange(len(members))

    def part(choices: Sequence[Choice], role: str) -> tuple[Floats, Gauge[Floats], str]:
        table = Table(choices)
        return table.volume, table.gauge(every, role), role

    stages = []
    for number in range(len(pattern) - 1):
        draws = [chain.stages[number][0] for chain, _ in members]
        totals = [chain.stages[number][1] for chain, _ in members]
        role = f"draw {pattern[number]}"
        stages.append((part(draws, role), part(totals, f"total {number}")))
    content = Measured(np.asarray(float(stock.content.nominal)), stock.content.dimension)
    dose = part([dose for _, dose in members], f"draw {pattern[-1]}")
    recipe = serial_dilution("stock", content, stages, dose, "")
    family = Family()
    given = run(recipe, family).dose
    target = float(stock.target)
    spread = 2 * np.sqrt(family.variance(given, handling=True))
    return np.asarray((np.abs(given.nominal - target) + spread) / target)


def rough_error(proposal: Proposal) -> Fraction:
    """Return the error of a proposal as a share of its target, by the exact arithmetics."""
    linear = Linear()
    dose = run(proposal.recipe, linear).dose
    target = proposal.target.amount
    spread = 2 * root(linear.variance(dose, handling=True))
    return (abs(dose.nominal - target) + spread) / target


def recipe_of_chain(stock: Stock, chain: Serial) -> Recipe[Fraction]:
    """Return the exact recipe of one chain."""

    def part(choice: Choice) -> tuple[Fraction, Gauge[Fraction], str]:
        return choice.volume, gauge_of(choice.instrument.device), choice.instrument.id

    stages = [(part(draw), part(total)) for draw, total in chain.stages]
    return serial_dilution(stock.product, stock.content, stages, part(chain.dose), stock.liquid)
