"""How far off each manipulation is taken to be: defaults with where they are from."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from taperlab.catalogue.types import Market, Provenance, Struct
from taperlab.quantities import Proportion

__all__ = ["Assay", "AssaySupply", "ErrorModel", "Figure", "Scope", "Shape"]

Shape = Literal["rectangular", "normal"]
Scope = Literal["batch", "device", "bottle", "dose"]
AssaySupply = Literal["licensed", "special", "compounded"]

_SPREADS = 3  # a normal error is bounded at three standard deviations


class Figure(Struct, frozen=True, kw_only=True):
    """One default error, relative to what is measured; ``value`` is None where nobody knows.

    A rectangular one states its bound, a normal one its relative standard deviation.
    """

    value: Proportion | None
    shape: Shape
    scope: Scope
    handling: bool
    provenance: Provenance

    @property
    def bound(self) -> Fraction | None:
        """The largest relative error, as a plain ratio."""
        if self.value is None:
            return None
        return self.value.amount * (_SPREADS if self.shape == "normal" else 1)

    @property
    def weight(self) -> Fraction:
        """Variance over the square of the bound."""
        return Fraction(1, _SPREADS**2) if self.shape == "normal" else Fraction(1, 3)


class Assay(Struct, frozen=True, kw_only=True):
    """How far a product's content may be from its label, by market and supply."""

    markets: tuple[Market, ...]
    supply: AssaySupply
    figure: Figure


class ErrorModel(Struct, frozen=True, kw_only=True):
    """The default of every source of error that is not a device's own tolerance."""

    assay: tuple[Assay, ...]
    unit: Figure
    half_scored: Figure
    half_cut: Figure
    quarter: Figure
    reading: Figure
    drop: Figure
    aliquot_dispersible: Figure
    aliquot_other: Figure
    aliquot_suspension: Figure
    bead: Figure
    bead_miscount: Figure

    def content(self, market: Market, supply: AssaySupply) -> Figure:
        """Return how far the content of a product may be from its label."""
        return next(
            entry.figure
            for entry in self.assay
            if market in entry.markets and entry.supply == supply
        )
