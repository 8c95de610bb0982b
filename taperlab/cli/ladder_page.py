"""The ladder on the terminal: a line for each dose, a column for each way of making it."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

from rich import box
from rich.table import Table
from rich.text import Text

from taperlab.cli.page import glued, page
from taperlab.desktop.names import Names
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from taperlab.catalogue import Catalogue
    from taperlab.quantities import Mass
    from taperlab.taper.ladder import Ladder, Rail
    from taperlab.wording import Wording

__all__ = ["ladder_page"]

_BESIDE: Final = 4  # no figure is ever cut short: so many fit beside each other anywhere


def ladder_page(found: Ladder, catalogue: Catalogue, words: Wording) -> str:
    """Lay out a ladder for a person to read."""
    return page(_parts(found, Names.of(catalogue, words)))


def _parts(found: Ladder, names: Names) -> Iterator[RenderableType]:
    asked = found.request
    drug = names.catalogue.drug(asked.drug).name
    key = "cli.ladder.per-day" if asked.per == "day" else "cli.ladder.per-dose"
    yield _say(names, Message(key, drug=drug, start=asked.start), "bold")
    role = Message(f"cli.role.{asked.role}")
    yield _say(names, Message("cli.plan.for", market=asked.market, role=role, date=asked.date))
    yield Text()
    if not found.rails:
        yield _say(names, Message("cli.ladder.nothing"))
        return
    lettered = list(zip(ascii_uppercase, found.rails, strict=False))
    for letter, rail in lettered:
        yield glued(f"{letter}  {rail.name}")
    for first in range(0, len(lettered), _BESIDE):
        yield Text()
        yield _table(found.doses, lettered[first : first + _BESIDE], names)
    yield Text()
    yield _say(names, Message("cli.ladder.signs"))
    yield _say(names, Message("cli.ladder.limit"))


def _table(doses: Sequence[Mass], lettered: Sequence[tuple[str, Rail]], names: Names) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    table.add_column(names.words.text(Message("cli.ladder.dose")), justify="right", no_wrap=True)
    for letter, _ in lettered:
        table.add_column(letter, justify="right", no_wrap=True)
    for dose in doses:
        cells = (_cell(rail, dose, names) for _, rail in lettered)
        table.add_row(glued(names.words.quantity(dose)), *map(glued, cells))
    return table


def _cell(rail: Rail, dose: Mass, names: Names) -> str:
    """Return the smallest change; a dash where the dose is not made or no change is known."""
    rung = next((one for one in rail.rungs if one.dose == dose), None)
    if rung is None or rung.change is None:
        return "-"
    if rung.change == rung.achieved:
        return names.words.text(Message("cli.ladder.all"))
    return names.words.quantity(rung.change)


def _say(names: Names, message: Message, style: str = "") -> Text:
    return glued(names.words.text(message), style)
