"""An audit on the terminal: its gravest findings, its figures, step by step, the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from taperlab.cli.answer_page import refusals
from taperlab.cli.compare_page import figures
from taperlab.cli.page import glued, page
from taperlab.cli.taper_bottles import bottles
from taperlab.cli.taper_page import concerns
from taperlab.cli.taper_steps import steps_table
from taperlab.desktop.names import Names
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from taperlab.catalogue import Catalogue
    from taperlab.taper.auditing import Audit
    from taperlab.wording import Wording

__all__ = ["audit_plan_page"]


def audit_plan_page(audit: Audit, catalogue: Catalogue, words: Wording) -> str:
    """Lay out an audit for a person to read."""
    return page(_parts(audit, Names.of(catalogue, words)))


def _parts(audit: Audit, names: Names) -> Iterator[RenderableType]:
    asked = audit.request
    drug = names.catalogue.drug(asked.drug).name
    key = "cli.plan.per-day" if asked.per == "day" else "cli.plan.per-dose"
    yield _say(names, Message(key, drug=drug, start=asked.start, end=asked.to), "bold")
    yield _say(names, Message("cli.audit-plan.as-written"))
    yield Text()
    if stops := [one for one in audit.findings if one.severity == "stop"]:
        yield concerns(stops, names)
        yield Text()
    table = Table.grid(padding=(0, 2, 0, 0))
    for name, value in figures(audit.summary, names):
        table.add_row(glued(name), glued(value))
    yield table
    yield Text()
    yield from steps_table(audit, names)
    if step := next((one for one in audit.steps if one.refused), None):
        yield Text()
        refused = Message("cli.plan.refused", number=step.number, dose=step.target)
        yield _say(names, refused, "bold")
        yield refusals(step.refused, names)
    if audit.bottles:
        yield Text()
        yield from bottles(audit, names)
    if others := [one for one in audit.findings if one.severity != "stop"]:
        yield Text()
        yield _say(names, Message("cli.plan.mind"), "bold")
        yield concerns(others, names)


def _say(names: Names, message: Message, style: str = "") -> Text:
    return glued(names.words.text(message), style)
