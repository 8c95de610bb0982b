"""The bottles of a plan with what a mix-up would give, and what to supply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from taperlab.cli.page import glued
from taperlab.desktop.step_words import sentence
from taperlab.messages import Message
from taperlab.quantities import parse_any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from taperlab.desktop.names import Names
    from taperlab.taper.auditing import Audit
    from taperlab.taper.document import Bottle, MixUp, Plan, SupplyLine

__all__ = ["bottles", "supplies", "supply_line"]


def bottles(plan: Plan | Audit, names: Names) -> Iterator[RenderableType]:
    """List each bottle: what it is, which steps it serves, how it is made, what to beware of."""
    yield _say(names, Message("cli.plan.bottles"), "bold")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for number, bottle in enumerate(plan.bottles):
        if number:
            table.add_row()
        table.add_row(bottle.id, Text("\n").join(_bottle(bottle, names)))
    yield table


def _bottle(bottle: Bottle, names: Names) -> Iterator[Text]:
    product = names.product(bottle.product)
    fields = {"product": product, "concentration": bottle.concentration}
    same = bottle.concentration == bottle.physical_concentration
    key = "strength" if same else "strength-physical"
    physical = {} if same else {"physical": bottle.physical_concentration}
    yield _say(names, Message(f"cli.plan.{key}", **fields, **physical))
    first, last = bottle.serves[0], bottle.serves[-1]
    serves = Message("cli.plan.serves-one", first=first)
    if first != last:
        serves = Message("cli.plan.serves", first=first, last=last)
    made = "cli.plan.made" if bottle.recipe else "cli.plan.opened"
    if not bottle.recipe and names.catalogue.product(bottle.product).pack is None:
        made = "cli.plan.opened-unknown"
    yield _say(names, Message(made, serves=serves, batches=str(bottle.batches), kept=bottle.kept))
    for number, step in enumerate(bottle.recipe, 1):
        yield glued(f"{number}. {sentence(step, names)}")
    if bottle.mix_up is not None:
        yield from _mix_up(bottle.mix_up, names)


def _mix_up(mix_up: MixUp, names: Names) -> Iterator[Text]:
    fields = {
        "old": names.words.both_scales(mix_up.old_bottle),
        "new": names.words.both_scales(mix_up.new_bottle),
        "ratio": mix_up.ratio,
    }
    yield _say(names, Message("cli.plan.mix-up", **fields), "yellow")
    if mix_up.smaller_dose_more_volume:
        yield _say(names, Message("cli.plan.more-volume"), "yellow")


def supplies(plan: Plan, names: Names) -> Iterator[RenderableType]:
    """Say what to prescribe for the next days, and what the whole plan needs."""
    days = plan.next_28_days.days
    yield _say(names, Message("cli.plan.supply-next", days=days), "bold")
    for line in plan.next_28_days.prescription:
        yield glued(line)
    yield Text()
    yield _say(names, Message("cli.plan.supply-whole", days=plan.whole.days), "bold")
    for each in plan.whole.lines:
        yield supply_line(each, names)


def supply_line(line: SupplyLine, names: Names) -> Text:
    """Say how much of a product is needed, and in how many packs."""
    quantity = parse_any(line.quantity)
    fields = {"product": names.product(line.product), "quantity": quantity}
    if line.packs is None:
        return _say(names, Message("cli.plan.supply-line", **fields))
    left = parse_any(line.left_over or "")
    packs = {"packs": line.packs, "left": left}
    return _say(names, Message("cli.plan.supply-line-packs", **fields, **packs))


def _say(names: Names, message: Message, style: str = "") -> Text:
    return glued(names.words.text(message), style)
