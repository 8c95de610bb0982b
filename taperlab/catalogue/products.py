"""From a table of a drug's file to the products it holds, each fact with where it is from."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from taperlab.catalogue.reading import digits
from taperlab.catalogue.shapes import Cited, ExcipientShape
from taperlab.catalogue.types import Excipient, Form, Product, Provenance
from taperlab.quantities import (
    Concentration,
    Content,
    Count,
    DropRate,
    Piece,
    Quantity,
    Volume,
    number,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.reading import Page
    from taperlab.catalogue.shapes import ProductShape
    from taperlab.catalogue.types import Market

__all__ = ["products"]

_PIECES: Final[dict[Form, Piece]] = {
    "tablet": "tablet",
    "dispersible-tablet": "tablet",
    "orodispersible-tablet": "tablet",
    "oral-lyophilisate": "tablet",
    "capsule": "capsule",
    "oral-powder-sachet": "sachet",
}
_BELOW_ONE: Final = re.compile(r"(?P<amount>0\.[0-9]+) mg(?P<per>.*)")
_SAME: Final = "equal"
_STRENGTH: Final = "{strength}"
_PLAIN: Final = ("market", "form", "release")
_FACTS: Final = (
    "supply",
    "may_split",
    "may_disperse",
    "dilution",
    "diluents",
    "drink_volume",
    "must_dilute",
    "drops_per_ml",
    "closure",
    "doses_per_day",
    "with_food",
    "liquid",
    "pack",
    "in_use_days",
    "salt",
    "film_coated",
    "excipients",
    "cautions",
    "counts_as",
)


def products(shape: ProductShape, drug: str, page: Page) -> Iterator[Product]:
    """Make one product of each strength.

    Raises:
        CatalogueFileError: naming the product and what is wrong with it.
    """
    prefix = f"{shape.market.lower()}-{drug}-"
    if not shape.id.startswith(prefix):
        raise page.error("wrong-id", shape.id, prefix=prefix)
    if _STRENGTH not in shape.name:
        raise page.error("no-strength", f"{shape.id}.name", want=_STRENGTH)
    base = page.provenance(shape, shape.id, note=shape.note)
    facts, provenance = _facts(shape, base, page)
    facts |= {name: getattr(shape, name) for name in _PLAIN}
    facts |= {"drug": drug, "provenance": provenance}
    counts_as = facts.pop("counts_as")
    for label in shape.strengths:
        strength = _strength(label, shape, f"{shape.id}.strengths", page)
        yield Product(
            id=f"{shape.id}-{digits(label)}",
            name=shape.name.replace(_STRENGTH, _label(label, shape.market)),
            strength=strength,
            counts_as=_counted(shape, strength, counts_as, page),
            **facts,
        )


def _counted(
    shape: ProductShape, strength: Content | Concentration, stated: str | None, page: Page
) -> Content | Concentration | None:
    if stated is None or stated == _SAME:
        return strength if stated else None
    if len(shape.strengths) > 1:
        raise page.error("one-count", f"{shape.id}.counts_as")
    return _strength(stated, shape, f"{shape.id}.counts_as", page)


def _facts(
    shape: ProductShape, base: Provenance, page: Page
) -> tuple[dict[str, Any], dict[str, Provenance]]:
    facts: dict[str, Any] = {}  # msgspec has checked each against its own type
    provenance = {"": base}
    for name in _FACTS:
        value = getattr(shape, name)
        if isinstance(value, Cited):
            provenance[name] = page.cited(value, base, f"{shape.id}.{name}")
            value = value.value
        facts[name] = value
    liquid = shape.form not in _PIECES
    kinds: dict[str, type[Quantity]] = {
        "drink_volume": Volume,
        "drops_per_ml": DropRate,
        "pack": Volume if liquid else Count,
    }
    for name, kind in kinds.items():
        facts[name] = page.optional(facts[name], kind, f"{shape.id}.{name}")
    facts["excipients"] = _excipients(facts["excipients"], shape, page)
    facts["dilution"] = facts["dilution"] or ("unknown" if liquid else "none")
    return facts, provenance


def _label(label: str, market: Market) -> str:
    """Write a strength as the market's labels do: below 1 mg a British one is in micrograms."""
    small = _BELOW_ONE.fullmatch(label) if market == "GB" else None
    if small is None:
        return label
    unit = "micrograms" if small["per"] else "microgram"
    return f"{number(Fraction(small['amount']) * 1000)} {unit}{small['per']}"


def _strength(label: str, shape: ProductShape, key: str, page: Page) -> Content | Concentration:
    piece = _PIECES.get(shape.form)
    if piece is None:
        return page.quantity(label, Concentration, key)
    return page.content(label, piece, key)


def _excipients(
    entries: tuple[ExcipientShape, ...], shape: ProductShape, page: Page
) -> tuple[Excipient, ...]:
    found = []
    for entry in entries:
        amount: Content | Concentration | None = None
        if entry.amount is not None:
            amount = _strength(entry.amount, shape, f"{shape.id}.excipients", page)
        found.append(Excipient(name=entry.name, amount=amount, stated=entry.stated))
    return tuple(found)
