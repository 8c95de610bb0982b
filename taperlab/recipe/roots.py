"""Square roots of exact numbers, to far more digits than anybody prints."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

__all__ = ["root"]

_DIGITS = 40


def root(square: Fraction) -> Fraction:
    """Return the square root to 40 digits."""
    with localcontext() as context:
        context.prec = _DIGITS
        return Fraction((Decimal(square.numerator) / Decimal(square.denominator)).sqrt())
