"""The facts to look at again, on the terminal: one concern after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from taperlab.cli.page import glued, page
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from rich.console import RenderableType

    from taperlab.catalogue import Confidence
    from taperlab.catalogue.audit import Row
    from taperlab.wording import Wording

__all__ = ["audit_page"]

_CONCERNS = ("no-source", "memory", "assumption", "old")


def audit_page(counts: Counter[Confidence], rows: tuple[Row, ...], words: Wording) -> str:
    """Lay out how sure the facts are, then each that somebody should confirm."""
    return page(_parts(counts, rows, words))


def _parts(
    counts: Counter[Confidence], rows: tuple[Row, ...], words: Wording
) -> Iterator[RenderableType]:
    shares = tuple(
        Message("cli.audit.share", count=count, confidence=Message(f"cli.confidence.{name}"))
        for name, count in counts.most_common()
    )
    yield _say(words, Message("cli.audit.facts", total=counts.total(), shares=shares), "bold")
    for concern in _CONCERNS:
        if found := [row for row in rows if row.concerns[0] == concern]:
            yield Text()
            title = Message(f"cli.audit.{concern}")
            yield _say(words, Message("cli.audit.title", title=title, count=len(found)), "bold")
            yield _table(found, words)


def _table(rows: list[Row], words: Wording) -> Table:
    """Name each place once, with its facts and what was noted of them."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for place in dict.fromkeys(row.place for row in rows):
        facts = [_fact(row, words) for row in rows if row.place == place]
        table.add_row(place, Text("\n").join(facts))
    return table


def _fact(row: Row, words: Wording) -> Text:
    fact = row.fact or Message("cli.audit.the-rest")
    key = "cli.audit.fact-noted" if row.note else "cli.audit.fact"
    return _say(words, Message(key, fact=fact, note=row.note))


def _say(words: Wording, message: Message, style: str = "") -> Text:
    return glued(words.text(message), style)
