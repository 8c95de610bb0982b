"""Which dilutions may be made once for several days, and until when (practice.md 44, 45)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message
from taperlab.methods.expiry import Kept, Shelf, kept
from taperlab.recipe.operations import Keep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from taperlab.catalogue.types import Product, Stability
    from taperlab.methods.question import Question

__all__ = ["Batch", "cited", "storable"]


@dataclass(frozen=True, slots=True)
class Batch:
    """A dilution for several days: how many doses with overage, which strengths, until when.

    ``findings`` say what the keeping rests on.
    """

    serves: Fraction
    weakest: Fraction
    strongest: Fraction
    keep: Kept
    operation: Keep
    findings: tuple[Finding, ...] = ()


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
        if until.until is not None and until.until < _last_day(question):
            continue  # what goes in expires before the last dose
        doses = question.days * question.doses_of(product)
        return Batch(
            serves=doses * (1 + question.overage),
            weakest=min(strengths),
            strongest=max(strengths),
            keep=until,
            operation=Keep("", until.text, stability.storage),
            findings=tuple(_findings(question, stability)),
        )
    return None


def _findings(question: Question, stability: Stability) -> Iterator[Finding]:
    note = stability.note or stability.vehicle
    yield Finding("warn", Message("methods.kept-dilution", note=note))
    yield from cited(question, stability)


def cited(question: Question, stability: Stability) -> Iterator[Finding]:
    """Name the texts that a formulation is from, each in one sentence."""
    for key in stability.provenance.source:
        source = question.citations[key].replace(". ", ", ").rstrip(".")
        yield Finding("note", Message("methods.formulation-source", source=source))


def _last_day(question: Question) -> dt.date:
    return question.date + dt.timedelta(days=question.days - 1)
