"""From a device or a product to measured values: the error model of one reading.

The same functions serve one recipe (fractions) and a family of recipes (arrays).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Generic

from taperlab.quantities import Dimension
from taperlab.recipe.measured import RECTANGULAR, Error, Measured, N, Source

if TYPE_CHECKING:
    from taperlab.catalogue.error_model import ErrorModel, Figure
    from taperlab.catalogue.types import Device, Product
    from taperlab.recipe.measured import Scope

__all__ = ["Gauge", "content_of", "gauge_of", "measured", "relative", "times_over"]

VOLUME = Dimension(volume=1)


@dataclass(frozen=True, slots=True)
class Gauge(Generic[N]):
    """What measures a volume: the branches of its tolerance and half of its graduation.

    ``owner`` names the make and size: two syringes of one make share their scale error
    (practice.md 88), so they share the owner. ``half_mark`` is ``None`` where the tolerance
    already counts the reading (cylinders, flasks).
    """

    owner: str
    branches: tuple[tuple[N, N], ...]
    half_mark: N | None


def gauge_of(device: Device) -> Gauge[Fraction]:
    """Return how well a device from the catalogue measures."""
    branches = tuple((bound.fixed.amount, bound.relative.amount) for bound in device.tolerance)
    reads = device.kind == "oral-syringe" and device.graduation is not None
    half = device.graduation.amount / 2 if reads and device.graduation else None
    return Gauge(f"{device.id} ({device.make})" if device.make else device.id, branches, half)


def measured(
    volume: N, gauge: Gauge[N], *, fills: int = 1, reading: int = 1, scope: Scope = "dose"
) -> Measured[N]:
    """Return a volume measured in equal fills: one shared scale, one reading for each fill.

    The readings of several fills are independent; they are carried as one source whose
    bound is their sum and whose weight is that of a mean. ``scope`` is what a reading outlives: a
    dose, or a bottle where what is measured goes into one that serves several.
    """
    what = "volume" if gauge.half_mark is None else "scale"
    scale = tuple((fixed * fills, relative) for fixed, relative in gauge.branches)
    errors = [Error(Source("device", gauge.owner, what), scale, RECTANGULAR)]
    if gauge.half_mark is not None:
        source = Source(scope, gauge.owner, f"reading {reading}")
        half = gauge.half_mark * fills
        errors.append(Error(source, ((half, half * 0),), RECTANGULAR / fills))
    return Measured(volume, VOLUME, tuple(errors))


def relative(source: Source, figure: Figure) -> Error[Fraction]:
    """Return one of the catalogue's default errors, relative to what is measured.

    Raises:
        ValueError: for an error that nobody has measured: it has no bound.
    """
    if figure.bound is None:
        raise ValueError(source.label)
    return Error(source, ((Fraction(0), figure.bound),), figure.weight)


def times_over(error: Error[Fraction], times: int) -> Error[Fraction]:
    """Return an error that so many independent like things carry as one source."""
    return Error(error.source, error.pieces, error.weight / times)


def content_of(product: Product, errors: ErrorModel) -> Measured[Fraction]:
    """Return a product's counted strength with the assay limits of its content.

    Raises:
        ValueError: if it is unknown what the product counts as.
    """
    if product.counts_as is None:
        raise ValueError(product.id)
    figure = errors.content(product.market, product.supply)
    error = relative(Source(figure.scope, product.id, "content", handling=False), figure)
    return Measured(product.counts_as.amount, product.counts_as.dimension, (error,))
