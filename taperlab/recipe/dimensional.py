"""Units: the very code that doses, carried out with pint quantities: it must come out in mg."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from taperlab.quantities import Dimension
from taperlab.quantities.units import registry, unit_of
from taperlab.recipe.run import MASS, run

if TYPE_CHECKING:
    from taperlab.recipe.measured import Measured
    from taperlab.recipe.operations import Recipe

__all__ = ["Units", "comes_out_as_mass"]


class Units:
    """Carries pint quantities (``Any``: pint types its operators so)."""

    def value(self, quantity: Measured[Fraction], /) -> Any:  # noqa: ANN401
        """Return the nominal value with its unit."""
        return self._of(quantity.nominal, quantity.dimension)

    def zero(self, dimension: Dimension, /) -> Any:  # noqa: ANN401
        """Return nothing of that dimension."""
        return self._of(Fraction(0), dimension)

    def ratio(self, share: Fraction, /) -> Any:  # noqa: ANN401
        """Return a plain number."""
        return self._of(share, Dimension())

    def require(self, *, less: Any, more: Any, why: str) -> None:  # noqa: ANN401, ARG002
        """Compare, which pint refuses for unlike quantities."""
        _ = less <= more

    def _of(self, amount: Fraction, dimension: Dimension) -> Any:  # noqa: ANN401
        return registry().Quantity(amount, unit_of(dimension) or "dimensionless")


def comes_out_as_mass(recipe: Recipe[Fraction]) -> bool:
    """Prove the dimensions of a recipe.

    Raises:
        pint.DimensionalityError: where unlike quantities are added or compared.
    """
    dose = run(recipe, Units()).dose
    return bool(dose.check(registry().Quantity(1, unit_of(MASS)).dimensionality))
