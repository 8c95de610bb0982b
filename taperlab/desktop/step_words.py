"""Each operation of a recipe as one short sentence, and what of it reaches the mouth."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from taperlab.answers import operations as ops
from taperlab.messages import Message
from taperlab.quantities import Count

if TYPE_CHECKING:
    from taperlab.answers.document import Preparation
    from taperlab.desktop.names import Names
    from taperlab.quantities import Quantity

MOUTH = "dose"
_WAYS_TO_MIX = frozenset({"stir", "shake", "disperse"})
_Moving: TypeAlias = ops.Draw | ops.Drip | ops.Take | ops.Count | ops.Weigh | ops.Pour


def sentence(step: ops.Operation, names: Names) -> str:
    """Say one operation."""
    return names.words.text(_message(step, names))


def amount(preparation: Preparation, names: Names) -> str:
    """Return what is taken in the end: ``0.74 mL``, ``1½ tablets``, ``0.15 mL in a drink``."""
    taken = []
    for step in _into(MOUTH, preparation):
        if isinstance(step, ops.Pour):
            stirred = [_moved(each, names) for each in _into(step.source, preparation)]
            what = " + ".join(each for each in stirred if each)
            taken.append(names.words.text(Message("desktop.in-a-drink", what=what)))
        else:
            taken.append(_moved(step, names))
    return " + ".join(each for each in taken if each)


def _message(step: ops.Operation, names: Names) -> Message:
    match step:
        case ops.Draw() | ops.Drip() | ops.Take() | ops.Count() | ops.Weigh() | ops.Pour():
            return _move(step, names)
        case ops.Add() | ops.MakeUp():
            return _dilute(step, names)
        case ops.Divide():
            return Message("desktop.step-divide", vessel=names.vessel(step.vessel), n=step.parts)
        case ops.Keep():
            vessel = names.vessel(step.vessel)
            return Message("desktop.step-keep", vessel=vessel, until=step.until, where=step.where)
        case ops.Mix():
            return _mix(step, names)
        case ops.Discard():
            return Message("desktop.step-discard", vessel=names.vessel(step.vessel))


def _move(step: _Moving, names: Names) -> Message:
    kind = "pour" if isinstance(step, ops.Pour) else type(step).__name__.lower()
    if isinstance(step, ops.Count) and step.leave:
        kind = "count-rest"
    source = step.source if isinstance(step, ops.Draw | ops.Drip | ops.Pour) else step.product
    fills = step.fills if isinstance(step, ops.Draw) else 1
    return Message(
        _key(kind, to_mouth=step.into == MOUTH, in_fills=fills > 1),
        what=_beads(step, names) if isinstance(step, ops.Count) else _moved(step, names),
        source=names.source(source),
        vessel=names.vessel(step.into),
        device=names.device(step.device) if isinstance(step, ops.Draw | ops.Weigh) else "",
        n=fills,
        fill=step.volume / fills if isinstance(step, ops.Draw) else "",
    )


def _mix(step: ops.Mix, names: Names) -> Message:
    vessel = names.vessel(step.vessel)
    if step.how in _WAYS_TO_MIX:
        return Message(f"desktop.step-{step.how}", vessel=vessel)
    return Message("desktop.step-mix", vessel=vessel, how=step.how)


def _key(kind: str, *, to_mouth: bool, in_fills: bool) -> str:
    if to_mouth:
        return f"desktop.step-{kind}-dose-fills" if in_fills else f"desktop.step-{kind}-dose"
    return f"desktop.step-{kind}-fills" if in_fills else f"desktop.step-{kind}"


def _dilute(step: ops.Add | ops.MakeUp, names: Names) -> Message:
    into = step.into if isinstance(step, ops.Add) else step.vessel
    liquid = step.what if isinstance(step, ops.Add) else step.liquid
    total: Quantity | None = step.to if isinstance(step, ops.MakeUp) else step.volume or step.mass
    return Message(
        "desktop.step-add" if isinstance(step, ops.Add) else "desktop.step-make-up",
        what=total,
        liquid=liquid,
        vessel=names.vessel(into),
        device=names.device(step.device),
    )


def _moved(step: ops.Operation, names: Names) -> str:
    match step:
        case ops.Draw(volume=quantity) | ops.Weigh(powder=quantity):
            return names.words.quantity(quantity)
        case ops.Drip(drops=drops):
            return names.words.quantity(Count(drops, "drop"))
        case ops.Count(leave=leave):
            beads = _beads(step, names)
            return names.words.text(Message("desktop.all-but", what=beads)) if leave else beads
        case ops.Take(pieces=pieces, product=product):
            total = sum((Fraction(each) for each in pieces), Fraction())
            return names.words.quantity(Count(total, names.piece(product)))
    return ""


def _beads(step: ops.Count, names: Names) -> str:
    return names.words.quantity(Count(step.beads, "bead"))


def _into(vessel: str, preparation: Preparation) -> list[ops.Operation]:
    return [step for step in preparation.operations if getattr(step, "into", None) == vessel]
