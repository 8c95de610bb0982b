"""From the shapes of the files to the devices, and to the defaults of every error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.catalogue.error_model import Assay, ErrorModel, Figure
from taperlab.catalogue.types import Bound, Device
from taperlab.quantities import Mass, Proportion, Volume

if TYPE_CHECKING:
    from taperlab.catalogue.reading import Page
    from taperlab.catalogue.shapes import BoundShape, DeviceShape, ErrorModelShape, FigureShape

__all__ = ["device", "error_model"]


def device(entry: DeviceShape, page: Page) -> Device:
    """Make a device of its table."""
    return Device(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        capacity=_amount(entry.capacity, entry, "capacity", page),
        graduation=_amount(entry.graduation, entry, "graduation", page),
        smallest=_amount(entry.smallest, entry, "smallest", page),
        repeatability=page.optional(entry.repeatability, Mass, f"{entry.id}.repeatability"),
        tip=entry.tip,
        make=entry.make,
        tolerance_model=entry.tolerance_model,
        tolerance=tuple(_bound(branch, entry, page) for branch in entry.tolerance),
        default_for=entry.default_for,
        provenance=page.provenance(entry, entry.id, note=entry.note),
    )


def _bound(branch: BoundShape, entry: DeviceShape, page: Page) -> Bound:
    key = f"{entry.id}.tolerance"
    return Bound(
        fixed=_measure(branch.fixed, entry, key, page),
        relative=page.quantity(branch.relative, Proportion, key),
    )


def _amount(text: str | None, entry: DeviceShape, name: str, page: Page) -> Volume | Mass | None:
    return None if text is None else _measure(text, entry, f"{entry.id}.{name}", page)


def _measure(text: str, entry: DeviceShape, key: str, page: Page) -> Volume | Mass:
    if entry.kind == "balance":
        return page.quantity(text, Mass, key)
    return page.quantity(text, Volume, key)


def error_model(shape: ErrorModelShape, page: Page) -> ErrorModel:
    """Make the defaults of every error."""
    names = [name for name in shape.__struct_fields__ if name not in {"read", "assay"}]
    return ErrorModel(
        assay=tuple(
            Assay(markets=it.markets, supply=it.supply, figure=_figure(it, "assay", page))
            for it in shape.assay
        ),
        **{name: _figure(getattr(shape, name), name, page) for name in names},
    )


def _figure(entry: FigureShape, key: str, page: Page) -> Figure:
    return Figure(
        value=page.optional(entry.value, Proportion, f"{key}.value"),
        shape=entry.shape,
        scope=entry.scope,
        handling=entry.handling,
        provenance=page.provenance(entry, key, note=entry.note),
    )
