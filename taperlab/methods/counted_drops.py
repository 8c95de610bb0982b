"""Counted drops: the licensed act for a bottle with a dropper (practice.md 22, 85)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Message
from taperlab.methods.gauges import content_of, relative
from taperlab.methods.liquids import FAR, counted, ideal_volume, liquids, toward, volume_of
from taperlab.methods.question import Answers, Proposal, Question, Refused
from taperlab.methods.working import counts_as, shown
from taperlab.quantities import Count as Pieces
from taperlab.quantities import Dimension, DropRate, Mass
from taperlab.recipe.measured import Measured, Source
from taperlab.recipe.operations import DOSE, Drip, Recipe

if TYPE_CHECKING:
    from taperlab.catalogue.types import Product

__all__ = ["METHOD", "propose"]

METHOD = "counted-drops"


def propose(question: Question) -> Answers:
    """Propose the whole numbers of drops next to the dose."""
    for product in liquids(question, METHOD):
        if isinstance(product, Refused) or product.closure != "dropper" or product.must_dilute:
            continue
        if product.drops_per_ml is None:
            text = Message("methods.drop-unknown", product=product.name)
            yield Refused(METHOD, product.id, text)
            continue
        ideal = ideal_volume(question, product) * product.drops_per_ml.amount
        counts = sorted(
            {ideal.numerator // ideal.denominator, -(-ideal.numerator // ideal.denominator)}
        )
        near = [Fraction(drops) for drops in counts if drops and abs(drops / ideal - 1) <= FAR]
        if not near:
            yield _no_whole_drop(question, product, product.drops_per_ml)
        current = volume_of(question.current_for(product), counted(product))
        most = None if current is None else current * product.drops_per_ml.amount
        for drops in toward(near, ideal, most):
            yield _proposal(question, product, int(drops), product.drops_per_ml)


def _no_whole_drop(question: Question, product: Product, rate: DropRate) -> Refused:
    one = Mass(counted(product).amount / rate.amount)
    dose = question.target(product)
    text = Message("methods.no-whole-drop", product=product.name, dose=shown(dose), drop=shown(one))
    return Refused(METHOD, product.id, text)


def _proposal(question: Question, product: Product, drops: int, rate: DropRate) -> Proposal:
    volume = drops / rate.amount
    error = relative(Source("device", product.id, "drop size"), question.errors.drop)
    measured = Measured(volume, Dimension(volume=1), (error,))
    one = Mass(counted(product).amount / rate.amount)
    return Proposal(
        method=METHOD,
        products=(product,),
        recipe=Recipe(
            (Drip(product.id, drops, measured, DOSE),),
            {product.id: content_of(product, question.errors)},
        ),
        target=question.target(product),
        doses_per_day=question.doses_of(product),
        rank=9 if product.supply == "special" else 1,
        supply="special" if product.supply == "special" else "licensed",
        uses={product.id: Fraction(volume)},
        working=(
            *counts_as(product),
            Message("methods.work-drop", rate=rate, dose=shown(one)),
            Message(
                "methods.work-drops",
                drops=Pieces(drops, "drop"),
                dose=shown(Mass(one.amount * drops)),
            ),
        ),
        plainness=2,
    )
