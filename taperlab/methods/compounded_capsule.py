"""Compounded capsule: tablets ground with a diluent and divided into equal capsules.

Whole tablets only, so that no drug need be weighed; the diluent is weighed within what the
balance can (practice.md 28). The capsules are at least as many as the days need: of so many
tablets, the numbers next to the dose, or toward the current one (practice.md 7, 89).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from taperlab.messages import Finding, Message
from taperlab.methods.balances import Balance, balances
from taperlab.methods.expiry import Shelf, kept
from taperlab.methods.gauges import relative
from taperlab.methods.liquids import FAR, toward
from taperlab.methods.question import Answers, Proposal, Question, Refused
from taperlab.methods.shortlist import Figures, shortlist
from taperlab.methods.units import contents_of, take, units_of
from taperlab.methods.working import shown
from taperlab.quantities import Count, Dimension, Mass
from taperlab.recipe.measured import NORMAL, RECTANGULAR, Error, Measured, Source
from taperlab.recipe.operations import DOSE, Bulk, Divide, Keep, Mix, Recipe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.catalogue.types import Product

__all__ = ["FILL", "METHOD", "propose"]

METHOD = "compounded-capsule"
FILL = Mass.of(200)
"""Powder in one capsule: what a small capsule holds, so that one fill can be weighed."""

_CLASS = 10
_MORTAR = "mortar"
_MOST_CAPSULES = 120
_MOST_TABLETS = 20
_DAYS_DRY = 180
_SIGMAS = 3
_SLACK = 1e-9
_SOFT_BIAS = 0.10


@dataclass(frozen=True, slots=True)
class _Batch:
    """So many tablets of one product divided into so many capsules."""

    product: Product
    tablets: int
    capsules: int

    @property
    def dose(self) -> Fraction:
        """What one capsule holds, in counted mg."""
        return self.tablets * self.product.strength.amount / self.capsules


def propose(question: Question) -> Answers:
    """Propose, from each tablet that may be ground, the batches that may be picked or in front."""
    if question.role == "patient":
        yield Refused(METHOD, None, Message("methods.compound-pharmacist-only"))
        return
    at_hand = balances(question)
    fine = [one for one in at_hand if one.least <= FILL.amount]
    if not fine:
        code = "balance-too-coarse" if at_hand else "no-balance"
        yield Refused(METHOD, None, Message(f"methods.{code}", least=FILL))
        return
    units = units_of(question)
    if not units:
        yield Refused(METHOD, None, Message("methods.no-units"))
    balance = min(fine, key=lambda one: one.spread)
    for product in units:
        refusal = _refused(product)
        batches = [] if refusal else _worth_judging(question, product, balance)
        if not batches:
            yield refusal or _no_capsules(question, product)
        for batch in batches:
            yield _proposal(question, batch, balance)


def _refused(product: Product) -> Refused | None:
    code = None
    if product.release != "IR":
        code = "crush-release"
    elif product.may_disperse == "none":
        code = "grind-unsupported"
    if code is None:
        return None
    return Refused(METHOD, product.id, Message(f"methods.{code}", product=product.name))


def _no_capsules(question: Question, product: Product) -> Refused:
    text = Message(
        "methods.no-capsules",
        dose=shown(question.target(product)),
        least=_needed(question, product),
        most=_MOST_CAPSULES,
    )
    return Refused(METHOD, None, text)


def _worth_judging(question: Question, product: Product, balance: Balance) -> list[_Batch]:
    """Return the batches that an exact judge must look at."""
    batches = list(_batches(question, product))
    if not batches:
        return []
    figures = _figures(batches, float(question.target(product).amount), balance)
    most = np.inf if question.limit is None else float(question.limit) + _SLACK
    within = np.flatnonzero(figures.error <= most)
    if not within.size:
        within = np.arange(len(batches))
    return [batches[row] for row in within[shortlist(figures.take(within))]]


def _batches(question: Question, product: Product) -> Iterator[_Batch]:
    """Yield, for each number of tablets, the capsules whose dose is next to the target."""
    target, strength = question.target(product).amount, product.strength.amount
    current = question.current_for(product)
    fewest = _needed(question, product)
    for tablets in range(1, _MOST_TABLETS + 1):
        ideal = tablets * strength / target
        around = {max(number, fewest) for number in (floor(ideal), ceil(ideal))}
        batches = [_Batch(product, tablets, one) for one in around if one <= _MOST_CAPSULES]
        near = {one.dose: one for one in batches if abs(one.dose / target - 1) <= FAR}
        for dose in toward(sorted(near), target, None if current is None else current.amount):
            yield near[dose]


def _figures(batches: Sequence[_Batch], target: float, balance: Balance) -> Figures:
    """Return what the batches of one product are compared by: error, and the drug in the mortar."""
    given = np.array([float(one.dose) for one in batches]) / target
    off = [float(bound * bound * weight) for _, bound, weight in _weighing(balance)]
    same = np.zeros(given.shape)
    return Figures(
        soft=(np.abs(given - 1) > _SOFT_BIAS + _SLACK).astype(np.float64),
        error=np.abs(given - 1) + 2 * given * sum(off) ** 0.5,
        plainness=same + 2,
        handling=same + 3,
        packs=same,
        total=same,
        holds=np.array([float(one.tablets * one.product.strength.amount) for one in batches]),
        waste=same,
    )


def _needed(question: Question, product: Product) -> int:
    """Return how many capsules there must be; one alone would be a tablet, ground for nothing."""
    return max(question.days * question.doses_of(product), 2)


def _proposal(question: Question, batch: _Batch, balance: Balance) -> Proposal:
    product = batch.product
    made = kept(question.date, (product,), question.expiries, Shelf(_DAYS_DRY, "dry"))
    diluent = Measured(batch.capsules * FILL.amount, Dimension(mass=1))
    operations = (
        take(question, product, [Fraction(1)] * batch.tablets, _MORTAR, scope="bottle"),
        Bulk("lactose", diluent, balance.id, _MORTAR),
        Mix(_MORTAR, "grind"),
        Divide(_MORTAR, batch.capsules, _filled(question, product, balance), DOSE),
        Keep(_MORTAR, made.text, "dry place"),
    )
    return Proposal(
        method=METHOD,
        products=(product,),
        recipe=Recipe(operations, contents_of(question, (product,))),
        target=question.target(product),
        doses_per_day=question.doses_of(product),
        rank=_CLASS,
        supply="special",
        uses={product.id: Fraction(batch.tablets, batch.capsules)},
        working=tuple(_working(batch)),
        plainness=2,
        keep=made,
        findings=tuple(_findings(question, batch)),
    )


def _filled(question: Question, product: Product, balance: Balance) -> Measured[Fraction]:
    """Return one fill as a share of one: the balance, and how evenly the powder is mixed."""
    errors = [
        Error(source, ((bound, Fraction(0)),), weight)
        for source, bound, weight in _weighing(balance)
    ]
    figure = question.errors.content(product.market, "compounded")
    potency = Source("batch", product.id, "compounding", handling=False)
    return Measured(Fraction(1), Dimension(), (*errors, relative(potency, figure)))


def _weighing(balance: Balance) -> Iterator[tuple[Source, Fraction, Fraction]]:
    """Yield why a fill is off: its bound as a share, and variance over squared bound."""
    yield Source("device", balance.id, "scale"), balance.scale / FILL.amount, RECTANGULAR
    spread = _SIGMAS * balance.spread / FILL.amount
    yield Source("dose", balance.id, "repeatability"), spread, NORMAL


def _working(batch: _Batch) -> Iterator[Message]:
    held = Mass(batch.tablets * batch.product.strength.amount)
    yield Message(
        "methods.work-units",
        count=Count(batch.tablets),
        strength=batch.product.strength,
        dose=shown(held),
    )
    yield Message(
        "methods.work-capsules",
        dose=shown(held),
        capsules=batch.capsules,
        each=shown(Mass(batch.dose)),
    )


def _findings(question: Question, batch: _Batch) -> Iterator[Finding]:
    spare = batch.capsules - question.days * question.doses_of(batch.product)
    text = Message("methods.capsules-compounded", product=batch.product.name)
    yield Finding("warn", text, soft=True)
    yield Finding("note", Message("methods.capsules-left", capsules=batch.capsules, spare=spare))
