"""What to look at again: facts from memory, assumptions, old readings, missing sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from taperlab.catalogue.error_model import Figure

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from taperlab.catalogue.catalogue import Catalogue
    from taperlab.catalogue.types import Confidence, Drug, Product, Provenance

__all__ = ["Concern", "Row", "audit", "confidences", "facts"]

Concern = Literal["no-source", "memory", "assumption", "old"]
_Fact: TypeAlias = "tuple[str, str, Provenance]"

_OLD: Final = 365
_ORDER: Final[tuple[Concern, ...]] = ("no-source", "memory", "assumption", "old")


@dataclass(frozen=True, slots=True)
class Row:
    """A fact that somebody should confirm: where it stands, and why.

    ``fact`` is the field's name, or empty for all that a record says without a source of
    its own; ``local`` is true of a fact in the user's own files.
    """

    place: str
    fact: str
    confidence: Confidence
    source: tuple[str, ...]
    read: dt.date
    note: str
    concerns: tuple[Concern, ...]
    local: bool = False


def audit(catalogue: Catalogue, today: dt.date) -> tuple[Row, ...]:
    """List the facts that somebody should confirm, the most doubtful first."""
    rows = [row for row in facts(catalogue, today) if row.concerns]
    return tuple(sorted(rows, key=lambda row: _ORDER.index(row.concerns[0])))


def confidences(catalogue: Catalogue, today: dt.date) -> Counter[Confidence]:
    """Count all facts by how sure they are."""
    return Counter(row.confidence for row in facts(catalogue, today))


def facts(catalogue: Catalogue, today: dt.date) -> Iterator[Row]:
    """Go through every fact of the catalogue."""
    for place, fact, provenance in _all(catalogue):
        yield Row(
            place=place,
            fact=fact,
            confidence=provenance.confidence,
            source=provenance.source,
            read=provenance.read,
            note=provenance.note,
            concerns=tuple(_concerns(provenance, today)),
            local=provenance.local,
        )


def _concerns(provenance: Provenance, today: dt.date) -> Iterator[Concern]:
    if not provenance.source:
        yield "no-source"
    if provenance.confidence == "memory":
        yield "memory"
    if provenance.confidence == "assumption":
        yield "assumption"
    if (today - provenance.read).days > _OLD:
        yield "old"


def _all(catalogue: Catalogue) -> Iterator[_Fact]:
    for drug in catalogue.drugs:
        yield from _drug(drug)
        for product in drug.products:
            yield from _product(product)
    for device in catalogue.devices:
        yield device.id, "", device.provenance
    for entry in catalogue.error_model.assay:
        where = f"assay {' '.join(entry.markets)} {entry.supply}"
        yield "error-model", where, entry.figure.provenance
    for name in catalogue.error_model.__struct_fields__:
        figure = getattr(catalogue.error_model, name)
        if isinstance(figure, Figure):
            yield "error-model", name, figure.provenance


def _drug(drug: Drug) -> Iterator[_Fact]:
    for name, provenance in drug.provenance.items():
        yield drug.id, name, provenance
    for limit in drug.max_daily:
        yield drug.id, f"max_daily {limit.market}", limit.provenance
    for curve in drug.curves:
        yield drug.id, f"curve {curve.name}", curve.provenance
    for number, point in enumerate(drug.points, 1):
        yield drug.id, f"point {number}", point.provenance
    for number, half_life in enumerate(drug.half_life, 1):
        yield drug.id, f"half-life {number}", half_life.provenance
    if drug.solubility is not None:
        yield drug.id, "solubility", drug.solubility.provenance
    for number, stability in enumerate(drug.stability, 1):
        yield drug.id, f"stability {number}", stability.provenance
    for number, remark in enumerate(drug.remarks, 1):
        yield drug.id, f"{remark.topic} {number}", remark.provenance


def _product(product: Product) -> Iterator[_Fact]:
    for name, provenance in product.provenance.items():
        yield product.id, name, provenance
