"""Numbers that know how far off they can be: sources of error, their bounds, measured values."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeAlias, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from taperlab.quantities import Dimension

    Floats: TypeAlias = NDArray[np.float64]
else:
    Floats = "Floats"

__all__ = ["NORMAL", "RECTANGULAR", "Error", "Floats", "Measured", "N", "Scope", "Source"]

Scope = Literal["batch", "device", "bottle", "dose"]
N = TypeVar("N", Fraction, "Floats")

RECTANGULAR = Fraction(1, 3)
"""Variance over squared bound of a value that lies anywhere within its bounds (GUM 4.3.7)."""
NORMAL = Fraction(1, 9)
"""Variance over squared bound of a normal value whose bound is taken at three sigma."""


class Source(NamedTuple):
    """What can be wrong. Equal sources share one fate; ``scope`` says what a source outlives."""

    scope: Scope
    owner: str
    what: str
    handling: bool = True

    @property
    def label(self) -> str:
        """The name that budgets print: ``oral-syringe-1ml: scale``."""
        return f"{self.owner}: {self.what}"


@dataclass(frozen=True, slots=True)
class Error(Generic[N]):
    """How far off a value can be through one source.

    The bound is the largest ``fixed + relative * nominal`` of the ``pieces``, so both branches
    of the ISO 7886-1 model are one maximum. ``weight`` is variance over squared bound.
    """

    source: Source
    pieces: tuple[tuple[N, N], ...]
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Measured(Generic[N]):
    """A value in base units (mg, mL, mg/mL, pieces) with its dimension and its errors."""

    nominal: N
    dimension: Dimension
    errors: tuple[Error[N], ...] = ()
