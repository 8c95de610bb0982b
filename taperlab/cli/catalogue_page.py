"""The catalogue on the terminal: its drugs, one drug, and what to look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from taperlab.cli.page import glued, page
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from taperlab.catalogue import Catalogue, Drug, Product
    from taperlab.wording import Wording

__all__ = ["drug_page", "list_page"]


def list_page(catalogue: Catalogue, words: Wording) -> str:
    """Lay out every drug with the number of its products in each market."""
    table = _table(words, "drug", "id")
    for market in catalogue.markets:
        table.add_column(market, justify="right")
    for drug in catalogue.drugs:
        counts = (len(catalogue.products_of(drug.id, market)) for market in catalogue.markets)
        table.add_row(drug.name, drug.id, *(str(count or "") for count in counts))
    fields = {"version": catalogue.version, "hash": catalogue.hash}
    return page([_say(words, Message("cli.catalogue.stamp", **fields)), table])


def drug_page(drug: Drug, catalogue: Catalogue, words: Wording) -> str:
    """Lay out one drug: its limits and its products, market by market."""
    return page(_drug(drug, catalogue, words))


def _drug(drug: Drug, catalogue: Catalogue, words: Wording) -> Iterator[RenderableType]:
    yield Text(f"{drug.name} ({drug.drug_class})", style="bold")
    for limit in drug.max_daily:
        fields = {"market": limit.market, "dose": limit.dose}
        yield _say(words, Message("cli.catalogue.limit", **fields))
    for market in catalogue.markets:
        if products := catalogue.products_of(drug.id, market):
            yield Text()
            yield Text(market, style="bold")
            yield _products(products, words)


def _products(products: tuple[Product, ...], words: Wording) -> Table:
    table = _table(words, "id", "product")
    table.columns[0].no_wrap = True
    for each in products:
        counts = each.counts_as or Message("cli.catalogue.unknown")
        facts = each.came_from("")
        fields = {
            "source": ", ".join(facts.source),
            "confidence": Message(f"cli.confidence.{facts.confidence}"),
        }
        supply = Message(f"cli.supply.{each.supply}")
        line = Message(
            "cli.catalogue.facts", counts=counts, supply=supply, read=facts.read, **fields
        )
        table.add_row(each.id, Text("\n").join([glued(each.name), _say(words, line)]))
    return table


def _table(words: Wording, *columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(_say(words, Message(f"cli.catalogue.{column}")))
    return table


def _say(words: Wording, message: Message) -> Text:
    return glued(words.text(message))
