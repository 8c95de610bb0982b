"""The one door out: exact numbers and quantities as text, with no exponent and no trailing zero."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Literal, TypeVar

from taperlab.quantities.exact import Content, Count, Proportion, Quantity

__all__ = ["canonical", "is_finite", "number", "percent", "significant", "to_places"]

Q = TypeVar("Q", bound=Quantity)
Rounding = Literal["half-even", "up", "down"]


def is_finite(value: Fraction) -> bool:
    """Whether the number has a finite decimal form."""
    return _places(value) is not None


def _places(value: Fraction) -> int | None:
    """Return how many decimals write a number in full; None where no number of them does."""
    rest = value.denominator
    twos, fives = (rest & -rest).bit_length() - 1, 0
    rest >>= twos
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def number(value: Fraction, *, mark: str = ".", grouped: bool = False) -> str:
    """Write an exact number in plain digits; ``grouped`` sets a comma at each thousand.

    Raises:
        ValueError: if it has no finite decimal form: round it first, in the open.
    """
    places = _places(value)
    if places is None:
        msg = f"{value} has no finite decimal form"
        raise ValueError(msg)
    digits = str(abs(value.numerator) * 10**places // value.denominator).zfill(places + 1)
    whole, part = (digits[:-places], digits[-places:]) if places else (digits, "")
    if grouped:
        whole = f"{int(whole):,}"
    sign = "\u2212" if value < 0 else ""
    return f"{sign}{whole}{mark}{part}" if part else f"{sign}{whole}"


@lru_cache(maxsize=8192)
def canonical(quantity: Quantity) -> str:
    """Write a quantity for a file: ``"0.37 mg"``, ``"1/3 tablet"``, ``"20 mg/tablet"``."""
    amount = quantity.amount * 100 if isinstance(quantity, Proportion) else quantity.amount
    digits = number(amount).replace("\u2212", "-") if is_finite(amount) else str(amount)
    if isinstance(quantity, Count):
        return f"{digits} {quantity.of_what}"
    if isinstance(quantity, Content):
        return f"{digits} mg/{quantity.per}"
    return f"{digits} {quantity.unit}"


def percent(value: Fraction) -> str:
    """Write a ratio in per cent with two decimals, for reading: ``"-0.54 %"``."""
    hundredths = round(value * 100 * 100)
    whole, part = divmod(abs(hundredths), 100)
    return f"{'-' if hundredths < 0 else ''}{whole}.{part:02d} %"


def significant(value: Fraction, digits: int = 3, rounding: Rounding = "half-even") -> Fraction:
    """Round to so many significant digits; ``up`` and ``down`` are away from and toward zero."""
    if not value:
        return value
    top, bottom = abs(value.numerator), value.denominator
    exponent = len(str(top)) - len(str(bottom))
    if top * 10 ** max(-exponent, 0) < bottom * 10 ** max(exponent, 0):
        exponent -= 1
    places = digits - 1 - exponent
    return _to_step(value, 10 ** max(-places, 0), 10 ** max(places, 0), rounding)


def to_places(quantity: Q, places: int) -> Q:
    """Round half-even to so many decimals of the base unit."""
    least = 10**places
    if least % quantity.amount.denominator == 0:
        return quantity
    return quantity * (_to_step(quantity.amount, 1, least, "half-even") / quantity.amount)


def _to_step(value: Fraction, top: int, bottom: int, rounding: Rounding) -> Fraction:
    """Round to a multiple of ``top / bottom``."""
    size = top * value.denominator
    whole, rest = divmod(abs(value.numerator) * bottom, size)
    if rounding == "half-even":
        whole += 2 * rest > size or (2 * rest == size and whole % 2)
    elif rounding == "up":
        whole += rest > 0
    return Fraction(whole * top if value >= 0 else -whole * top, bottom)
