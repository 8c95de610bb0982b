"""Which dilutions may be made once for several days, and until when (practice.md 44, 45)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from taperlab.methods.expiry import Kept, Shelf, kept
from taperlab.recipe.operations import Keep

if TYPE_CHECKING:
    from fractions import Fraction

    from taperlab.catalogue.types import Product
    from taperlab.methods.question import Question

__all__ = ["Batch", "storable"]


@dataclass(frozen=True, slots=True)
class Batch:
    """A dilution for several days: how many doses with overage, which strengths, until when."""

    serves: Fraction
    weakest: Fraction
    strongest: Fraction
    keep: Kept
    operation: Keep


def storable(question: Question, product: Product) -> Batch | None:
    """Return the batch that a cited stability allows, or None: then each dose is made afresh.

    Nobody but a pharmacist keeps a dilution, and only of a product whose dilution may be stored,
    at a published concentration, for no more than the published days.
    """
    if question.days < 2 or question.role == "patient" or product.dilution != "store":
        return None
    for stability in question.drug.stability:
        strengths = [one.amount for one in stability.concentration]
        if (
            stability.made_from != "liquid"
            or not strengths
            or stability.days is None
            or stability.days < question.days
        ):
            continue
        until = kept(
            question.date, (product,), question.expiries, Shelf(stability.days, "stability")
        )
        doses = question.days * question.doses_of(product)
        return Batch(
            serves=doses * (1 + question.overage),
            weakest=min(strengths),
            strongest=max(strengths),
            keep=until,
            operation=Keep("", until.text, stability.storage),
        )
    return None
