"""What a preparation is drawn from: which product, and what one mL of it counts as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.quantities import Concentration
from taperlab.taper.ways import made_before

if TYPE_CHECKING:
    from taperlab.answers.ranking import Candidate
    from taperlab.catalogue.types import Product
    from taperlab.taper.ways import Way

__all__ = ["counted_in", "source_of"]


def source_of(candidate: Candidate, way: Way) -> Product:
    """Return the product that a bottle is, or is made from."""
    return next(one for one in candidate.proposal.products if one.id in way.products)


def counted_in(candidate: Candidate, way: Way) -> Concentration:
    """Return what one mL of a bottle counts as."""
    product = source_of(candidate, way)
    if not made_before(candidate.proposal) and isinstance(product.counts_as, Concentration):
        return product.counts_as
    made = list(candidate.figures.vessels.values())[-1]
    return Concentration(made.drug / made.volume)
