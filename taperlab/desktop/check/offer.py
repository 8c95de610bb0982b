"""What there is to choose from for a check: as for one dose."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from taperlab.desktop.dose.offers import offer_for
from taperlab.desktop.dose.question import Question

if TYPE_CHECKING:
    from taperlab.catalogue import Catalogue
    from taperlab.desktop.check.asking import Asked
    from taperlab.desktop.dose.offers import Offer
    from taperlab.wording import Wording


def check_offer(asked: Asked, catalogue: Catalogue, words: Wording) -> tuple[Offer, Asked]:
    """Return what can be chosen, and what is asked without what belongs to another drug."""
    request = asked.request
    offer = offer_for(Question(drug=request.drug, market=request.market), catalogue, words)
    sold = {row.id for row in offer.products}
    scales = {row.id for row in offer.scales}
    fitted = msgspec.structs.replace(
        request,
        products=tuple(each for each in request.products or () if each in sold) or None,
        dose_of=request.dose_of if request.dose_of in scales else "tablet",
    )
    return offer, replace(asked, request=fitted)
