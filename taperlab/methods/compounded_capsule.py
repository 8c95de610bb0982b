"""Compounded capsule: tablets ground with a diluent and divided into equal capsules.

Whole tablets only, so that no drug need be weighed; the diluent is weighed within what the
balance can (practice.md 28). The capsules are as many as the days need, or the next number
that whole tablets make.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message
from taperlab.methods.balances import Balance, balances
from taperlab.methods.expiry import Shelf, kept
from taperlab.methods.gauges import relative
from taperlab.methods.liquids import FAR
from taperlab.methods.question import Answers, Proposal, Question, Refused
from taperlab.methods.units import contents_of, take, units_of
from taperlab.methods.working import shown
from taperlab.quantities import Count, Dimension, Mass
from taperlab.recipe.measured import NORMAL, RECTANGULAR, Error, Measured, Source
from taperlab.recipe.operations import DOSE, Bulk, Divide, Keep, Mix, Recipe

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """Propose, from each tablet that may be ground, the batch next to the dose."""
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
    for product in units:
        refusal = _refused(product)
        batch = None if refusal else _batch(question, product)
        if batch is None:
            yield refusal or _no_capsules(question, product)
        else:
            yield _proposal(question, batch, min(fine, key=lambda one: one.spread))


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


def _batch(question: Question, product: Product) -> _Batch | None:
    """Return the batch with the smallest bias; of equal ones, the smaller."""
    target, strength = question.target(product).amount, product.strength.amount
    needed = _needed(question, product)
    found: list[tuple[Fraction, int, _Batch]] = []
    for tablets in range(1, _MOST_TABLETS + 1):
        capsules = round(tablets * strength / target)
        if needed <= capsules <= _MOST_CAPSULES:
            batch = _Batch(product, tablets, capsules)
            bias = abs(batch.dose / target - 1)
            if bias <= FAR:
                found.append((bias, capsules, batch))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _needed(question: Question, product: Product) -> int:
    """Return how many capsules there must be; one alone would be a tablet, ground for nothing."""
    return max(question.days * question.doses_of(product), 2)


def _proposal(question: Question, batch: _Batch, balance: Balance) -> Proposal:
    product = batch.product
    made = kept(question.date, (product,), question.expiries, Shelf(_DAYS_DRY, "dry"))
    diluent = Measured(batch.capsules * FILL.amount, Dimension(mass=1))
    operations = (
        take(question, product, [Fraction(1)] * batch.tablets, _MORTAR),
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
    fill, nothing = FILL.amount, Fraction(0)
    bounds = (
        (Source("device", balance.id, "scale"), balance.scale / fill, RECTANGULAR),
        (Source("dose", balance.id, "repeatability"), _SIGMAS * balance.spread / fill, NORMAL),
    )
    errors = [Error(source, ((bound, nothing),), weight) for source, bound, weight in bounds]
    figure = question.errors.content(product.market, "compounded")
    potency = Source("batch", product.id, "compounding", handling=False)
    return Measured(Fraction(1), Dimension(), (*errors, relative(potency, figure)))


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
