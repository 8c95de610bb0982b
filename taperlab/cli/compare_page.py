"""Rules side by side on the terminal: a column for each, and what each needs."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from taperlab.cli.page import glued, page
from taperlab.cli.taper_bottles import supply_line
from taperlab.desktop.names import Names
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from taperlab.catalogue import Catalogue
    from taperlab.taper.comparing import Compared, Comparison
    from taperlab.taper.summaries import Summary
    from taperlab.wording import Wording

__all__ = ["compare_page", "figures"]


def compare_page(found: Comparison, catalogue: Catalogue, words: Wording) -> str:
    """Lay out a comparison for a person to read."""
    return page(_parts(found, Names.of(catalogue, words)))


def _parts(found: Comparison, names: Names) -> Iterator[RenderableType]:
    asked = found.request
    if asked is not None:
        drug = names.catalogue.drug(asked.drug).name
        key = "cli.plan.per-day" if asked.per == "day" else "cli.plan.per-dose"
        yield _say(names, Message(key, drug=drug, start=asked.start, end=asked.to), "bold")
        role = Message(f"cli.role.{asked.role}")
        made = Message("cli.plan.for", market=asked.market, role=role, date=asked.date)
        yield _say(names, made)
    lettered = list(zip(ascii_uppercase, found.rules, strict=False))
    for letter, one in lettered:
        yield glued(f"{letter}  {one.rule}: {one.words or _failed(one)}")
    yield Text()
    yield _table([(letter, one.summary) for letter, one in lettered if one.summary], names)
    yield Text()
    yield _say(names, Message("cli.compare.needs"), "bold")
    for letter, one in lettered:
        for line in one.supply:
            yield glued(f"{letter}  ").append_text(supply_line(line, names))
    yield Text()
    yield _say(names, Message("cli.compare.no-choice"))


def _failed(one: Compared) -> str:
    return "" if one.error is None else f"{one.error.text} {one.error.remedy}"


def _table(rules: list[tuple[str, Summary]], names: Names) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    table.add_column("")
    for letter, _ in rules:
        table.add_column(letter, justify="right")
    rows = [figures(summary, names) for _, summary in rules]
    for at, (name, _) in enumerate(rows[0] if rows else ()):
        table.add_row(glued(name), *(glued(row[at][1]) for row in rows))
    return table


def figures(summary: Summary, names: Names) -> list[tuple[str, str]]:
    """Return each figure of a taper with its name; a dash where there is none."""
    last = "" if summary.last_drop is None else names.words.quantity(summary.last_drop)
    found = {
        "days": str(summary.days),
        "steps": str(summary.steps),
        "points": summary.largest_drop_points,
        "cut": summary.largest_cut,
        "last": last,
        "last-points": summary.last_drop_points,
        "bottles": str(summary.bottles),
        "error": summary.worst_error,
        "lost": str(len(summary.lost)),
        "unmade": str(len(summary.unmade)),
    }
    return [
        (names.words.text(Message(f"cli.compare.{name}")), value or "-")
        for name, value in found.items()
    ]


def _say(names: Names, message: Message, style: str = "") -> Text:
    return glued(names.words.text(message), style)
