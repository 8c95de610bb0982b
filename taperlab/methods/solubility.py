"""Whether a strength stays dissolved: a liquid's strength against the drug's solubility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message
from taperlab.methods.working import shown
from taperlab.quantities import Concentration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.types import Product
    from taperlab.methods.question import Question

__all__ = ["solubility_findings"]


def solubility_findings(
    question: Question, product: Product, concentration: Concentration
) -> Iterator[Finding]:
    """Judge the physical concentration against the drug's solubility (practice.md 40)."""
    physical = Concentration(concentration.amount / (product.ratio or 1))
    solubility = question.drug.solubility
    if solubility is None:
        drug = question.drug.name.lower()
        if product.liquid == "solution":
            yield Finding("note", Message("methods.solubility-unknown", drug=drug))
        else:
            yield Finding("warn", Message("methods.may-settle", drug=drug), soft=True)
    elif physical > solubility.water:
        text = Message(
            "methods.above-solubility",
            drug=question.drug.name.lower(),
            made=shown(physical),
            solubility=solubility.water,
        )
        suspended = product.liquid == "suspension" or not product.is_liquid
        yield Finding("warn" if suspended else "stop", text, soft=suspended)
