"""What there is to choose from: drugs, markets, products and devices, as rows of words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from taperlab.messages import Message, TaperLabError
from taperlab.methods.counted_beads import holds_beads
from taperlab.methods.units import is_unit
from taperlab.sheets.names import tied

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from taperlab.catalogue import Catalogue
    from taperlab.catalogue.types import Device, Product
    from taperlab.desktop.dose.question import Question, Sample
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
    """All there is to choose from, for one drug in one market.

    ``capsules`` have beads to count, ``units`` can be weighed one by one. ``names`` are those of
    every product; ``others`` are the products of other drugs, none while no drug is known.
    """

    drugs: tuple[Row, ...]
    markets: tuple[Row, ...]
    scales: tuple[Row, ...]
    products: tuple[Row, ...]
    devices: tuple[Row, ...]
    capsules: tuple[Row, ...]
    units: tuple[Row, ...]
    names: Mapping[str, str]
    others: frozenset[str]


def offer_for(question: Question, catalogue: Catalogue, words: Wording) -> Offer:
    """Return what can be chosen while this question stands in the window."""
    drug = _drug(question, catalogue)
    products = catalogue.products_of(drug, question.market) if drug else ()
    scale = Row("tablet", words.text(Message("desktop.scale-tablet")))
    others = (Row(one.id, one.name) for one in products if one.ratio not in {None, 1})
    return Offer(
        drugs=tuple(Row(each.id, each.name) for each in catalogue.drugs),
        markets=tuple(Row(code, _market(code, words)) for code in catalogue.markets),
        scales=(scale, *others),
        products=_rows(products, words),
        devices=tuple(_device(one, words) for one in catalogue.devices),
        capsules=_rows(filter(holds_beads, products), words),
        units=_rows(filter(is_unit, products), words),
        names={one.id: tied(one.name) for one in catalogue.products},
        others=frozenset(one.id for one in catalogue.products if drug and one.drug != drug),
    )


def fitting(question: Question, offer: Offer) -> Question:
    """Return the question without what belongs to another drug, or is not sold here."""
    there = {row.id for row in offer.products}
    scales = {row.id for row in offer.scales}
    return replace(
        question,
        products=tuple(one for one in question.products if one in there),
        dose_of=question.dose_of if question.dose_of in scales else "tablet",
        expiries=tuple(pair for pair in question.expiries if pair[0] not in offer.others),
        beads=_of_drug(question.beads, offer),
        weighed=_of_drug(question.weighed, offer),
    )


def _of_drug(samples: tuple[Sample, ...], offer: Offer) -> tuple[Sample, ...]:
    return tuple(one for one in samples if one.product not in offer.others)


def _drug(question: Question, catalogue: Catalogue) -> str:
    try:
        return catalogue.drug(question.drug.strip()).id
    except TaperLabError:
        return ""


def _market(code: str, words: Wording) -> str:
    return words.text(Message(f"desktop.market-{code}"))


def _rows(products: Iterable[Product], words: Wording) -> tuple[Row, ...]:
    return tuple(Row(one.id, tied(one.name), _supply(one, words)) for one in products)


def _supply(product: Product, words: Wording) -> str:
    order = [Message("desktop.to-order")] if product.supply == "special" else []
    own = [Message("desktop.from-local")] if product.local else []
    return "\n".join(words.text(each) for each in (*own, *order))


def _device(device: Device, words: Wording) -> Row:
    marks = device.kind == "oral-syringe" and device.graduation is not None
    detail = [words.text(Message("desktop.from-local"))] if device.local else []
    if device.graduation is not None and device.capacity is not None:
        detail.append(words.text(Message("desktop.marks-every", graduation=device.graduation)))
    return Row(device.id, tied(device.name), "\n".join(detail), marks)
