"""The steps of a plan as a table; what follows the next step is marked as a projection."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rich import box
from rich.table import Table

from taperlab.cli.page import glued
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from taperlab.desktop.names import Names
    from taperlab.taper.auditing import Audit
    from taperlab.taper.document import Plan, Step

__all__ = ["steps_table"]

_MOST: Final = 60  # rows a person looks through; a micro-taper has a row for every day
_STANDINGS: Final = ("past", "now", "next", "projection")
_RIGHT: Final = ("dose", "meant", "less", "occupancy")


def steps_table(plan: Plan | Audit, names: Names) -> Iterator[RenderableType]:
    """Lay out every step, or of a plan with very many those at which something happens."""
    yield glued(names.words.text(Message("cli.plan.steps")), "bold")
    modelled = any(step.occupancy is not None for step in plan.steps)
    columns = ["step", "from", "dose", "meant", "less"]
    columns += [*(["occupancy"] if modelled else []), "bottle", "told-apart"]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=0, show_edge=False)
    for column in columns:
        head = glued(names.words.text(Message(f"cli.plan.column-{column}")))
        style = "dim" if column == "meant" else ""
        right = column in _RIGHT
        table.add_column(head, justify="right" if right else "left", no_wrap=True, style=style)
    shown = _shown(plan.steps)
    for standing in _STANDINGS:
        rows = [step for step in shown if step.standing == standing]
        if rows:
            said = names.words.text(Message(f"cli.plan.standing-{standing}"))
            table.add_row(glued(said, "italic"))
        for step in rows:
            cells = _cells(step, names)
            style = "bold" if standing == "next" else "dim" if standing == "past" else ""
            table.add_row(*(cells[column] for column in columns), style=style)
    yield table
    if len(shown) < len(plan.steps):
        fields = {"shown": len(shown), "steps": len(plan.steps)}
        yield glued(names.words.text(Message("cli.plan.rows-left-out", **fields)))
    yield glued(names.words.text(Message("cli.plan.projection")))


def _cells(step: Step, names: Names) -> dict[str, str]:
    """Return one row; a step that cannot be made says so where its dose would stand."""
    made = names.words.text(Message("cli.plan.unmade"))
    change = step.change
    verdict = None if change is None else change.verdict
    said = "" if verdict is None else names.words.text(Message(f"cli.verdict.{verdict}"))
    return {
        "step": f"  {step.number}",
        "from": step.start.isoformat(),
        "dose": made if step.achieved is None else glued(names.words.quantity(step.achieved)).plain,
        "meant": glued(names.words.quantity(step.target)).plain,
        "less": "" if change is None else glued(change.percent_of_previous).plain,
        "occupancy": glued(step.occupancy or "").plain,
        "bottle": step.bottle or "-",
        "told-apart": said,
    }


def _shown(steps: Sequence[Step]) -> list[Step]:
    """Return the steps to show: all, or ends, what is unclear, new bottles, and some between."""
    if len(steps) <= _MOST:
        return list(steps)
    every = -(-len(steps) // (_MOST // 2))
    keep = {steps[0].number, steps[-1].number}
    keep |= {step.number for step in steps if step.standing in ("now", "next")}
    keep |= {step.number for step in steps if step.number % every == 0}
    keep |= {after.number for one, after in pairwise(steps) if _differs(one, after)}
    return [step for step in steps if step.number in keep]


def _differs(before: Step, after: Step) -> bool:
    makes = [each.preparation and each.preparation.method for each in (before, after)]
    return before.bottle != after.bottle or makes[0] != makes[1]
