"""Which source the error of a preparation mostly comes from, in words."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Message
from taperlab.quantities import Proportion

if TYPE_CHECKING:
    from taperlab.answers.figures import Figures
    from taperlab.methods.question import Question

__all__ = ["dominating"]

_MOST = Fraction(1, 2)
_SPACED = {
    "bead to bead": "bead-to-bead",
    "count of beads": "count-of-beads",
    "drop size": "drop-size",
    "mean mass of a unit": "mean-mass-of-a-unit",
}


def dominating(question: Question, figures: Figures) -> Message | None:
    """Return which source of handling makes up the most of its variance, and how much of it.

    Like sources are one: the readings of one syringe, the parts of one tablet. What is exactly
    alike is named together. None where the handling adds no error, or one that nobody has measured.
    """
    if figures.error is None or not figures.uncertainty:
        return None
    variances = _of_handling(figures)
    largest = max(variances.values())
    share = largest / sum(variances.values(), Fraction(0))
    said = [
        Message(f"answers.source.{_SPACED.get(what, what)}", owner=_name(owner, question, figures))
        for (owner, what), variance in sorted(variances.items())
        if variance == largest
    ]
    if share == 1:
        return Message("answers.error-all", source=said)
    stated = Proportion(round(share, 2))
    if len(said) > 1:
        return Message("answers.error-alike", sources=said, share=stated)
    code = "error-mostly" if share >= _MOST else "error-largest"
    return Message(f"answers.{code}", source=said, share=stated)


def _of_handling(figures: Figures) -> dict[tuple[str, str], Fraction]:
    variances: dict[tuple[str, str], Fraction] = {}
    for source, variance in figures.carried.variances.items():
        if source.handling:
            like = (source.owner, source.what.rstrip(" 0123456789"))
            variances[like] = variances.get(like, Fraction(0)) + variance
    return variances


def _name(owner: str, question: Question, figures: Figures) -> str:
    """Return the name of the device or product that a source belongs to."""
    device = owner.partition(" (")[0]
    names = {one.device.id: one.device.name for one in question.instruments}
    names |= {one.id: one.name for one in figures.proposal.products}
    return names.get(device, owner)
