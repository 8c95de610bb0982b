"""An answer on the terminal: the question, the cards, what else there is, what was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from taperlab.cli.card import RATING_STYLE, Cards
from taperlab.cli.page import glued, page
from taperlab.desktop.names import Names
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from taperlab.answers.document import Answer, Preparation, Refusal
    from taperlab.catalogue import Catalogue
    from taperlab.wording import Wording

__all__ = ["answer_page", "refusals"]


def answer_page(answer: Answer, catalogue: Catalogue, words: Wording) -> str:
    """Lay out an answer for a person to read."""
    return page(_parts(answer, Names.of(catalogue, words)))


def _parts(answer: Answer, names: Names) -> Iterator[RenderableType]:
    yield from _question(answer, names)
    numbered = list(enumerate(answer.preparations, 1))
    if numbered and answer.recommended is None:
        yield _say(names, Message("cli.page.none-recommended"), "bold yellow")
    cards = Cards(names)
    shown = [(n, each) for n, each in numbered if each.recommended or each.pick]
    yield from (cards.card(n, each) for n, each in shown)
    if others := [pair for pair in numbered if pair not in shown]:
        yield Text()
        yield _others(others, names)
    if answer.refused:
        yield Text()
        yield _say(names, Message("cli.page.refused"), "bold")
        yield refusals(answer.refused, names)
    if answer.help:
        yield Text()
        yield _say(names, Message("cli.page.help"), "bold")
        for each in answer.help:
            yield Text(f"→ {glued(each.text)}")


def _question(answer: Answer, names: Names) -> Iterator[RenderableType]:
    request, words = answer.request, names.words
    drug = names.catalogue.drug(request.drug).name
    key = "cli.page.per-day" if request.per == "day" else "cli.page.per-dose"
    yield _say(names, Message(key, drug=drug, dose=words.both_scales(request.dose)), "bold")
    current = request.current_dose
    taken = Message("cli.page.current", dose=current) if current else Message("cli.page.no-current")
    fields = {"market": request.market, "role": Message(f"cli.role.{request.role}")}
    yield _say(names, Message("cli.page.for", date=request.date, current=taken, **fields))


def _others(others: list[tuple[int, Preparation]], names: Names) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", pad_edge=False)
    table.title = _say(names, Message("cli.page.others"))
    for column in ("number", "method", "gives", "error", "rating", "handling"):
        table.add_column(_say(names, Message(f"cli.page.column-{column}")))
    for number, each in others:
        table.add_row(
            str(number),
            _say(names, Message(f"cli.method.{each.method}")),
            glued(names.words.quantity(each.delivered)),
            glued(each.error.replace(" %", "\u00a0%")),
            _say(names, Message(f"cli.rating.{each.rating}"), RATING_STYLE[each.rating]),
            str(each.handling),
        )
    return table


def refusals(refused: tuple[Refusal, ...], names: Names) -> Table:
    """Group what was refused by its method."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    for method in dict.fromkeys(each.method for each in refused):
        reasons = _reasons([each for each in refused if each.method == method], names)
        table.add_row(_say(names, Message(f"cli.method.{method}")), Text("\n").join(reasons))
    return table


def _reasons(refused: list[Refusal], names: Names) -> Iterator[Text]:
    """Say each reason, and once for all that share it what would help."""
    for remedy in dict.fromkeys(each.remedy for each in refused):
        for each in refused:
            if each.remedy == remedy:
                product = names.product(each.product) if each.product else ""
                said = product.replace("\u00a0", " ") in each.text
                key = "refusal" if said else "refusal-of-product"
                yield _say(names, Message(f"cli.page.{key}", product=product, text=each.text))
        yield _say(names, Message("cli.page.remedy", remedy=remedy), "italic")


def _say(names: Names, message: Message, style: str = "") -> Text:
    return glued(names.words.text(message), style)
