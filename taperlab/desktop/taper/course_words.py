"""Bottles, mix-ups, supply and the model of a plan, as lines of words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.desktop.step_words import sentence
from taperlab.desktop.taper.course_view import dates_of
from taperlab.messages import Message
from taperlab.quantities import parse_any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.desktop.names import Names
    from taperlab.messages import Severity
    from taperlab.taper.document import Bottle, MixUp, Plan, Step, Supply
    from taperlab.wording import Wording

_WARN, _STOP = Fraction(3, 2), Fraction(3)  # practice.md 81


@dataclass(frozen=True, slots=True)
class MixUpView:
    """What a mix-up at a change of bottle would give, and how grave that is."""

    severity: Severity
    lines: tuple[str, ...]


def bottle_lines(
    bottle: Bottle, plan: Plan, names: Names
) -> tuple[str, tuple[str, ...], MixUpView | None]:
    """Return a bottle's title, its lines, and the mix-up check at the change to it."""
    words = names.words
    say = words.text
    title = Message("desktop.bottle", id=bottle.id, concentration=bottle.concentration)
    served = [step for step in plan.steps if step.number in bottle.serves]
    lines = [say(Message("desktop.bottle-of", product=names.product(bottle.product)))]
    if bottle.physical_concentration != bottle.concentration:
        holds = Message("desktop.bottle-holds", concentration=bottle.physical_concentration)
        lines.append(say(holds))
    lines.append(say(_served(served, words)))
    lines += [sentence(each, names) for each in bottle.recipe]
    often = "once" if bottle.batches == 1 else "batches"
    lines.append(say(Message(f"desktop.bottle-{often}", n=bottle.batches, kept=bottle.kept)))
    mixed = _mix_up(bottle.mix_up, words) if bottle.mix_up else None
    return say(title), tuple(lines), mixed


def _served(served: Sequence[Step], words: Wording) -> Message:
    first, last = served[0], served[-1]
    if len(served) == 1 or last.end is None:
        dates = dates_of(first, words)
        return Message("desktop.bottle-serves-one", first=first.number, dates=dates)
    return Message(
        "desktop.bottle-serves",
        first=first.number,
        last=last.number,
        start=first.start,
        end=last.end,
    )


def supply_lines(supply: Supply, names: Names) -> tuple[str, ...]:
    """Return one line for each product: how much, in how many packs, what is left over."""
    found = []
    for line in supply.lines:
        quantity = names.words.quantity(parse_any(line.quantity))
        fields = {"product": names.product(line.product), "quantity": quantity}
        if line.packs is None:
            message = Message("desktop.supply-line", **fields)
        else:
            left = _tied(line.left_over or "")
            message = Message("desktop.supply-packs", **fields, packs=line.packs, left=left)
        found.append(names.words.text(message))
    return tuple(found)


def model_words(plan: Plan, words: Wording) -> str:
    """Label the occupancy as a model, with its curve, parameters and spread (practice.md 66)."""
    curve = plan.curve
    if curve is None:
        return ""
    message = Message(
        "desktop.chart-model",
        curve=curve.name,
        emax=_tied(curve.emax),
        ed50=_tied(curve.ed50),
        spread=curve.spread,
        source=curve.source,
    )
    return words.text(message)


def _mix_up(mixed: MixUp, words: Wording) -> MixUpView:
    ratio = Fraction(mixed.ratio.replace(",", "."))
    severity: Severity = "stop" if ratio > _STOP else "warn" if ratio > _WARN else "note"
    lines = [
        words.text(Message("desktop.mix-up-old", dose=mixed.old_bottle)),
        words.text(Message("desktop.mix-up-new", dose=mixed.new_bottle)),
        words.text(Message("desktop.mix-up-ratio", ratio=mixed.ratio)),
    ]
    if mixed.smaller_dose_more_volume:
        lines.append(words.text(Message("desktop.more-volume")))
    return MixUpView(severity, tuple(lines))


def _tied(text: str) -> str:
    return text.replace(" ", "\u00a0")
