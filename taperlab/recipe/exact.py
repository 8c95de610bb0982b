"""Exact: the dose that is printed, and the only judge of "not enough" and "already more"."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Message, NotMakeableError

if TYPE_CHECKING:
    from taperlab.quantities import Dimension
    from taperlab.recipe.measured import Measured

__all__ = ["Exact", "RecipeError"]


class RecipeError(NotMakeableError):
    """A recipe that cannot be carried out: more is taken than is there, or fits."""

    def __init__(self, why: str, less: Fraction, more: Fraction) -> None:
        super().__init__(Message(f"recipe.{why}", less=str(less), more=str(more)))


class Exact:
    """Carries plain fractions in base units; errors are left aside."""

    def value(self, quantity: Measured[Fraction], /) -> Fraction:
        """Return the nominal value."""
        return quantity.nominal

    def zero(self, _dimension: Dimension, /) -> Fraction:
        """Return nought."""
        return Fraction(0)

    def ratio(self, share: Fraction, /) -> Fraction:
        """Return the number itself."""
        return share

    def require(self, *, less: Fraction, more: Fraction, why: str) -> None:
        """Insist that ``less`` is not above ``more``, and that there is something at all.

        Raises:
            RecipeError: with the code ``why``.
        """
        if less > more or not more:
            raise RecipeError(why, less, more)
