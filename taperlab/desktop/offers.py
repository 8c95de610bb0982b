"""What there is to choose from: drugs, markets, products and devices, as rows of words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from taperlab.messages import Message, TaperLabError
from taperlab.sheets.names import tied

if TYPE_CHECKING:
    from taperlab.catalogue import Catalogue
    from taperlab.catalogue.types import Device, Product
    from taperlab.desktop.question import Question
    from taperlab.wording import Wording


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to choose; ``has_marks`` asks whether its marks were checked."""

    id: str
    name: str
    detail: str = ""
    has_marks: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """All there is to choose from, for one drug in one market."""

    drugs: tuple[Row, ...]
    markets: tuple[Row, ...]
    scales: tuple[Row, ...]
    products: tuple[Row, ...]
    devices: tuple[Row, ...]


def offer_for(question: Question, catalogue: Catalogue, words: Wording) -> Offer:
    """Return what can be chosen while this question stands in the window."""
    products = _products(question, catalogue)
    scale = Row("tablet", words.text(Message("desktop.scale-tablet")))
    others = (Row(one.id, one.name) for one in products if one.ratio not in {None, 1})
    return Offer(
        drugs=tuple(Row(drug.id, drug.name) for drug in catalogue.drugs),
        markets=tuple(Row(code, _market(code, words)) for code in catalogue.markets),
        scales=(scale, *others),
        products=tuple(Row(one.id, tied(one.name), _supply(one, words)) for one in products),
        devices=tuple(_device(one, words) for one in catalogue.devices),
    )


def _products(question: Question, catalogue: Catalogue) -> tuple[Product, ...]:
    try:
        drug = catalogue.drug(question.drug.strip())
    except TaperLabError:
        return ()
    return tuple(catalogue.products_of(drug.id, question.market))


def _market(code: str, words: Wording) -> str:
    return words.text(Message(f"desktop.market-{code}"))


def _supply(product: Product, words: Wording) -> str:
    if product.supply == "special":
        return words.text(Message("desktop.to-order"))
    return ""


def _device(device: Device, words: Wording) -> Row:
    marks = device.kind == "oral-syringe" and device.graduation is not None
    detail = ""
    if device.graduation is not None and device.capacity is not None:
        detail = words.text(Message("desktop.marks-every", graduation=device.graduation))
    return Row(device.id, tied(device.name), detail, marks)
