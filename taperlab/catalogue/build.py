"""From the shape of a drug's file to the drug and its evidence."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from taperlab.catalogue.products import products
from taperlab.catalogue.types import (
    Curve,
    Drug,
    HalfLife,
    Limit,
    Point,
    Remark,
    Solubility,
    Stability,
)
from taperlab.quantities import Concentration, Mass, Proportion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from taperlab.catalogue.reading import Page
    from taperlab.catalogue.shapes import (
        CurveShape,
        DrugShape,
        HalfLifeShape,
        PointShape,
        ProductShape,
        SolubilityShape,
        StabilityShape,
    )
    from taperlab.catalogue.types import Product

__all__ = ["drug", "formulations", "sold"]


def drug(shape: DrugShape, page: Page) -> Drug:
    """Make a drug of its file."""
    gate = shape.gate
    return Drug(
        id=shape.id,
        name=shape.name,
        drug_class=shape.drug_class,
        local=page.local,
        gate=None if gate is None else gate.value,
        provenance={} if gate is None else {"gate": page.provenance(gate, "gate", note=gate.note)},
        no_model=shape.no_model,
        max_daily=_limits(shape, page),
        curves=tuple(_curve(entry, page) for entry in shape.curves),
        points=tuple(_point(entry, page) for entry in shape.points),
        half_life=tuple(_half_life(entry, page) for entry in shape.half_life),
        solubility=None if shape.solubility is None else _solubility(shape.solubility, page),
        stability=formulations(shape.stability, page),
        remarks=tuple(
            Remark(topic=it.topic, text=it.text, provenance=page.provenance(it, "remarks"))
            for it in shape.remarks
        ),
        products=sold(shape.products, shape.id, page),
    )


def sold(shapes: Iterable[ProductShape], drug_id: str, page: Page) -> tuple[Product, ...]:
    """Make every product of a file."""
    return tuple(made for entry in shapes for made in products(entry, drug_id, page))


def formulations(shapes: Iterable[StabilityShape], page: Page) -> tuple[Stability, ...]:
    """Make every published shelf life of a file."""
    return tuple(_stability(entry, page) for entry in shapes)


def _limits(shape: DrugShape, page: Page) -> tuple[Limit, ...]:
    return tuple(
        Limit(
            market=entry.market,
            dose=page.quantity(entry.dose, Mass, "max_daily.dose"),
            note=entry.note,
            provenance=page.provenance(entry, "max_daily"),
        )
        for entry in shape.max_daily
    )


def _curve(entry: CurveShape, page: Page) -> Curve:
    key = f"curves.{entry.name}"
    return Curve(
        name=entry.name,
        target=entry.target,
        region=entry.region,
        emax=page.quantity(entry.emax, Proportion, key),
        ed50=page.quantity(entry.ed50, Mass, key),
        spread=entry.spread,
        usable=entry.usable,
        note=entry.note,
        provenance=page.provenance(entry, key),
    )


def _point(entry: PointShape, page: Page) -> Point:
    return Point(
        target=entry.target,
        dose=page.quantity(entry.dose, Mass, "points.dose"),
        dose_to=page.optional(entry.dose_to, Mass, "points.dose_to"),
        occupancy=page.quantity(entry.occupancy, Proportion, "points.occupancy"),
        occupancy_to=page.optional(entry.occupancy_to, Proportion, "points.occupancy_to"),
        detail=entry.detail,
        provenance=page.provenance(entry, "points", note=entry.note),
    )


def _half_life(entry: HalfLifeShape, page: Page) -> HalfLife:
    if not dt.timedelta(0) < entry.shortest <= entry.longest:
        raise page.error("half-life", "half_life", shortest=entry.shortest, longest=entry.longest)
    return HalfLife(
        of=entry.of,
        shortest=entry.shortest,
        longest=entry.longest,
        note=entry.note,
        provenance=page.provenance(entry, "half_life"),
    )


def _solubility(entry: SolubilityShape, page: Page) -> Solubility:
    return Solubility(
        water=page.quantity(entry.water, Concentration, "solubility.water"),
        provenance=page.provenance(entry, "solubility", note=entry.note),
    )


def _stability(entry: StabilityShape, page: Page) -> Stability:
    key = "stability.concentration"
    return Stability(
        concentration=tuple(page.quantity(it, Concentration, key) for it in entry.concentration),
        vehicle=entry.vehicle,
        storage=entry.storage,
        days=entry.days,
        made_from=entry.made_from,
        note=entry.note,
        provenance=page.provenance(entry, "stability"),
    )
