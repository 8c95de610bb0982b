"""Why the other syringes at hand were not chosen for the dose (practice.md 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.messages import Message
from taperlab.quantities import Proportion, Volume, significant
from taperlab.recipe.operations import DOSE, Draw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.methods.instruments import Instrument
    from taperlab.methods.question import Proposal, Question

__all__ = ["rejected_syringes"]


def rejected_syringes(question: Question, proposal: Proposal) -> Iterator[Message]:
    """Yield, for each syringe that was not chosen for the dose, the reason why."""
    syringes = {one.id: one for one in question.syringes}
    for operation in proposal.recipe.operations:
        if not isinstance(operation, Draw) or operation.into != DOSE:
            continue
        chosen = syringes[operation.device]
        volume = Volume(operation.volume.nominal / operation.fills)
        yield from (_reason(one, chosen, volume) for one in syringes.values() if one is not chosen)


def _reason(other: Instrument, chosen: Instrument, volume: Volume) -> Message:
    fields = {"device": other.device.name, "volume": volume}
    if volume.amount > other.capacity:
        return Message("answers.syringe-too-small", **fields)
    if volume.amount < other.smallest:
        return Message("answers.syringe-too-large", least=Volume(other.smallest), **fields)
    if not other.has_mark(volume.amount):
        return Message("answers.syringe-no-mark", mark=Volume(other.step), **fields)
    shares = (
        Proportion(significant(one.tolerance(volume.amount) / volume.amount, 2))
        for one in (other, chosen)
    )
    theirs, ours = shares
    code = "syringe-coarser" if theirs > ours else "syringe-no-better"
    return Message(f"answers.{code}", theirs=theirs, ours=ours, **fields)
