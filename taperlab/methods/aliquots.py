"""Which parts of a dispersed tablet an exact judge must look at: what may be picked or in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from taperlab.methods.marks import plainness
from taperlab.methods.shortlist import Figures, shortlist
from taperlab.methods.solubility import solubility_findings
from taperlab.quantities import Concentration

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from taperlab.catalogue.types import Product
    from taperlab.methods.instruments import Instrument
    from taperlab.methods.question import Question

    Way: TypeAlias = tuple[tuple[Instrument, Fraction], tuple[Instrument, Fraction]]
    """A measure with the total it makes, and a syringe with the volume it draws."""

__all__ = ["Way", "worth_judging"]

_SLACK = 1e-9
_SOFT_BIAS = 0.10


def worth_judging(question: Question, product: Product, ways: Sequence[Way]) -> list[Way]:
    """Return the ways that may be the pick of one tablet or lie on its front.

    The error of a part is |bias| + 2 u: u from the total, the draw, its reading, and how far off
    a part of a dispersible tablet is. Of other tablets nobody has measured that: it counts as
    the whole dose.
    """
    if len(ways) < 2:
        return list(ways)
    most = np.inf if question.limit is None else float(question.limit) + _SLACK
    figured = [(_figures(question, product, way), way) for way in ways]
    figured = [one for one in figured if one[0][0] <= most] or figured
    error, soft, plain, total = np.array([figures for figures, _ in figured]).T
    same = np.zeros_like(error)
    kept = shortlist(
        Figures(
            soft=soft,
            error=error,
            plainness=plain,
            handling=same,
            packs=same,
            total=total,
            holds=same,
            waste=same,
        )
    )
    return [figured[row][1] for row in kept]


def _figures(question: Question, product: Product, way: Way) -> tuple[float, float, float, float]:
    """Return error, limits passed, plainness and total of one way."""
    (measure, total), (syringe, volume) = way
    concentration = Concentration(product.strength.amount / total)
    target = float(question.target(product).amount)
    delivered = float(concentration.amount * volume)
    bias = abs(delivered - target) / target
    parts = (
        float(measure.tolerance(total) / total),
        float(syringe.tolerance(volume) / volume),
        syringe.half_step / float(volume),
        float(question.errors.aliquot_dispersible.bound or 0),
    )
    error = bias + 2 * (sum(part * part for part in parts) / 3) ** 0.5 * delivered / target
    if product.form != "dispersible-tablet":
        error = 1.0
    findings = solubility_findings(question, product, concentration)
    soft = (volume < syringe.comfortable_from) + (bias > _SOFT_BIAS + _SLACK)
    soft += sum(finding.soft for finding in findings)
    return error, float(soft), float(plainness(concentration.amount)), float(total)
