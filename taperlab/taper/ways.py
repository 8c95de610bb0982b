"""What a way of making doses is known by: its bottle, or the units it takes.

Two preparations are of one bottle if everything up to the last measuring is the same.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeAlias

from taperlab.recipe.measured import Measured
from taperlab.recipe.operations import DOSE, Discard, Draw, Drip, Keep, Pour

if TYPE_CHECKING:
    from collections.abc import Hashable
    from fractions import Fraction

    from taperlab.methods.question import Proposal
    from taperlab.recipe.operations import Operation

__all__ = ["Way", "made_before", "way_of"]

Signature: TypeAlias = "tuple[Hashable, ...]"


@dataclass(frozen=True, slots=True)
class Way:
    """A bottle, or units: ``liquid`` tells which. Equal ways are one bottle."""

    liquid: bool
    products: tuple[str, ...]
    signature: Signature = ()


def way_of(proposal: Proposal) -> Way:
    """Return what a proposal's last measuring takes from."""
    if not _measured(proposal):
        products = _ids(proposal) if _in_parts(proposal) else ()
        return Way(liquid=False, products=products, signature=(proposal.products[0].release,))
    made = made_before(proposal)
    signature = tuple(_sign(one) for one in made)
    used = {getattr(one, "source", getattr(one, "product", "")) for one in made}
    products = (
        tuple(name for name in _ids(proposal) if name in used) if made else (_neat(proposal),)
    )
    return Way(liquid=True, products=products, signature=signature)


def made_before(proposal: Proposal) -> tuple[Operation[Fraction], ...]:
    """Return what is done to make the bottle: nothing, where a product is measured neat."""
    operations = proposal.recipe.operations
    last = max(at for at, one in enumerate(operations) if isinstance(one, Draw | Drip))
    if any(isinstance(one, Pour) and one.into == DOSE for one in operations[last:]):
        return ()  # measured neat into a drink
    return tuple(
        one
        for one in operations[:last]
        if not isinstance(one, Keep | Discard) and getattr(one, "into", None) != DOSE
    )


def _measured(proposal: Proposal) -> list[Draw[Fraction] | Drip[Fraction]]:
    return [one for one in proposal.recipe.operations if isinstance(one, Draw | Drip)]


def _neat(proposal: Proposal) -> str:
    return _measured(proposal)[-1].source


def _ids(proposal: Proposal) -> tuple[str, ...]:
    return tuple(product.id for product in proposal.products)


def _in_parts(proposal: Proposal) -> bool:
    """Whether the units are taken apart in a way that belongs to one product: beads, powder."""
    return proposal.method not in ("whole-tablets", "split-tablets")


def _sign(operation: Operation[Fraction]) -> Signature:
    parts = (getattr(operation, field.name) for field in fields(operation))
    return (type(operation).__name__, *(_plain(part) for part in parts))


def _plain(part: object) -> Hashable:
    if isinstance(part, Measured):
        return part.nominal
    if isinstance(part, tuple):
        return tuple(_plain(one) for one in part)
    return str(part)
