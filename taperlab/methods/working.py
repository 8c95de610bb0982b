"""The sums behind a preparation, as a person follows them on a pocket calculator."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from taperlab.messages import Message
from taperlab.quantities import Concentration, Mass, Quantity, Volume, significant

if TYPE_CHECKING:
    from fractions import Fraction

    from taperlab.catalogue.types import Product

__all__ = ["counts_as", "dilution_sums", "dose_volume", "shown", "shown_number"]

Q = TypeVar("Q", bound=Quantity)
_DIGITS = 6
_SHORT = 10_000  # four decimals


@lru_cache(maxsize=4096)
def shown(quantity: Quantity) -> object:
    """Return a quantity as it is, or, where it has too many digits, rounded and said to be so."""
    if _SHORT % quantity.amount.denominator == 0:
        return quantity
    if significant(quantity.amount, _DIGITS) == quantity.amount:
        return quantity
    scale = significant(quantity.amount, 4) / quantity.amount
    return Message("methods.about", quantity=quantity * scale)


def shown_number(value: Fraction) -> object:
    """Return a plain number as it is, or rounded to four digits and said to be so."""
    rounded = significant(value, 4)
    return value if rounded == value else Message("methods.about", quantity=rounded)


def counts_as(product: Product) -> tuple[Message, ...]:
    """Say what a product counts as, where that differs from its label."""
    if product.counts_as == product.strength:
        return ()
    return (
        Message("methods.work-counts-as", strength=product.strength, counted=product.counts_as),
    )


def dose_volume(
    target: Mass, concentration: Concentration, volume: Fraction
) -> tuple[Message, ...]:
    """Show the volume that holds the dose, and what the mark next to it holds instead."""
    exact = target.amount / concentration.amount
    division = Message(
        "methods.work-volume",
        dose=shown(target),
        concentration=shown(concentration),
        volume=shown(Volume(exact)),
    )
    if exact == volume:
        return (division,)
    holds = Mass(volume * concentration.amount)
    return (
        division,
        Message("methods.work-mark", volume=Volume(volume), dose=shown(holds)),
    )


def dilution_sums(
    content: Concentration, stock: Fraction, total: Fraction
) -> tuple[Message, Message]:
    """Show what the measured stock holds, and the concentration it makes."""
    holds = Mass(stock * content.amount)
    made = Concentration(holds.amount / total)
    return (
        Message("methods.work-stock", volume=Volume(stock), dose=shown(holds)),
        Message(
            "methods.work-dilute",
            dose=shown(holds),
            total=Volume(total),
            concentration=shown(made),
        ),
    )
