"""Weighed powder: units of one batch weighed, crushed, and a part weighed out (practice.md 28).

Masses of powder and milligrams of drug are never mixed up: the share is powder over the mean
mass of one unit. Beads of modified-release capsules may be weighed whole, never crushed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message
from taperlab.methods.balances import Balance, balances, too_little
from taperlab.methods.liquids import FAR, toward
from taperlab.methods.question import Answers, Proposal, Question, Refused
from taperlab.methods.units import contents_of, units_of
from taperlab.methods.working import shown, shown_number
from taperlab.quantities import Dimension, Mass
from taperlab.recipe.measured import NORMAL, RECTANGULAR, Error, Measured, Source
from taperlab.recipe.operations import DOSE, Recipe, Weigh
from taperlab.recipe.roots import root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.types import Product
    from taperlab.methods.counts import Weighing

__all__ = ["METHOD", "propose", "weighed"]

METHOD = "weighed-powder"
_CLASS = 10
_SIGMAS = 3
_NOTHING = Fraction(0)


def propose(question: Question) -> Answers:
    """Propose the marks of each balance next to the powder that holds the dose."""
    at_hand = balances(question)
    if not at_hand:
        yield Refused(METHOD, None, Message("methods.no-balance"))
        return
    weighings = {one.product: one for one in question.weighings}
    for product in units_of(question):
        weighing = weighings.get(product.id)
        if weighing is None:
            text = Message("methods.not-weighed", product=product.name)
            yield Refused(METHOD, product.id, text)
        elif product.release != "IR" and product.form != "capsule":
            text = Message("methods.crush-release", product=product.name)
            yield Refused(METHOD, product.id, text)
        else:
            for balance in at_hand:
                yield from _with(question, product, weighing, balance)


def _with(question: Question, product: Product, weighing: Weighing, balance: Balance) -> Answers:
    target = question.target(product).amount
    ideal = target / product.strength.amount * weighing.mean
    marks = [mark for mark in balance.marks_near(ideal) if mark >= balance.least]
    near = [mark for mark in marks if abs(mark / ideal - 1) <= FAR]
    if not near:
        yield Refused(METHOD, product.id, too_little(balance, Mass(ideal)))
        return
    current = question.current_for(product)
    most = None if current is None else current.amount / product.strength.amount * weighing.mean
    for powder in toward(near, ideal, most):
        yield _proposal(question, product, weighing, balance, powder)


def weighed(weighing: Weighing, balance: Balance, powder: Fraction) -> Measured[Fraction]:
    """Return how many units a mass of powder is, with the errors of balance and mean mass."""
    mean = weighing.mean
    spread = _SIGMAS * powder * root(weighing.variance_of_mean) / mean / mean
    bounds = (
        (Source("device", balance.id, "scale"), balance.scale / mean, RECTANGULAR),
        (Source("dose", balance.id, "repeatability"), _SIGMAS * balance.spread / mean, NORMAL),
        (Source("batch", weighing.product, "mean mass of a unit"), spread, NORMAL),
    )
    errors = (Error(source, ((bound, _NOTHING),), weight) for source, bound, weight in bounds)
    return Measured(powder / mean, Dimension(piece=1), tuple(errors))


def _proposal(
    question: Question, product: Product, weighing: Weighing, balance: Balance, powder: Fraction
) -> Proposal:
    share = weighed(weighing, balance, powder)
    operation = Weigh(product.id, powder, weighing.mean, share, balance.id, DOSE)
    units = -(-share.nominal.numerator // share.nominal.denominator)
    return Proposal(
        method=METHOD,
        products=(product,),
        recipe=Recipe((operation,), contents_of(question, (product,))),
        target=question.target(product),
        doses_per_day=question.doses_of(product),
        rank=_CLASS,
        supply="off-label",
        uses={product.id: Fraction(units)},
        working=tuple(_working(question, product, weighing, powder)),
        plainness=2,
        findings=tuple(_findings(product, weighing, balance, powder)),
    )


def _working(
    question: Question, product: Product, weighing: Weighing, powder: Fraction
) -> Iterator[Message]:
    target, mean = question.target(product), Mass(weighing.mean)
    exact = Mass(target.amount / product.strength.amount * mean.amount)
    holds = Mass(powder / mean.amount * product.strength.amount)
    units = len(weighing.masses)
    yield Message("methods.work-unit-mass", units=units, mean=shown(mean))
    share = shown_number(target.amount / product.strength.amount)
    strength = product.strength
    yield Message("methods.work-share", dose=shown(target), strength=strength, share=share)
    yield Message("methods.work-powder", share=share, mean=shown(mean), powder=shown(exact))
    if exact != Mass(powder):
        yield Message("methods.work-powder-mark", powder=Mass(powder), dose=shown(holds))


def _findings(
    product: Product, weighing: Weighing, balance: Balance, powder: Fraction
) -> Iterator[Finding]:
    fields = {"product": product.name, "batch": weighing.batch}
    code = "beads-weighed" if product.release != "IR" else "powder-off-label"
    yield Finding("warn", Message(f"methods.{code}", **fields), soft=True)
    if powder < balance.accurate:
        text = Message(
            "methods.below-accurate-weight", powder=Mass(powder), least=Mass(balance.accurate)
        )
        yield Finding("warn", text, soft=True)
