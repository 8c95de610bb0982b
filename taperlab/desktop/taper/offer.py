"""What there is to choose from for a taper: as for a dose, and the curves that may be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from taperlab.desktop.dose.offers import offer_for
from taperlab.desktop.dose.question import Question
from taperlab.messages import TaperLabError
from taperlab.taper.curves import curve_for

if TYPE_CHECKING:
    from taperlab.catalogue import Catalogue
    from taperlab.catalogue.types import Drug
    from taperlab.desktop.dose.offers import Offer
    from taperlab.taper.request import TaperRequest
    from taperlab.wording import Wording


def taper_offer(
    request: TaperRequest, catalogue: Catalogue, words: Wording
) -> tuple[Offer, tuple[str, ...]]:
    """Return what can be chosen, and the names of the drug's usable curves."""
    offer = offer_for(Question(drug=request.drug, market=request.market), catalogue, words)
    try:
        drug = catalogue.drug(request.drug.strip())
    except TaperLabError:
        return offer, ()
    return offer, tuple(each.name for each in drug.curves if _is_usable(drug, each.name))


def fitted(request: TaperRequest, offer: Offer, curves: tuple[str, ...]) -> TaperRequest:
    """Return the request without what belongs to another drug, or is not sold here."""
    there = {row.id for row in offer.products}
    scales = {row.id for row in offer.scales}
    products = tuple(each for each in request.products or () if each in there)
    return msgspec.structs.replace(
        request,
        products=products or None,
        dose_of=request.dose_of if request.dose_of in scales else "tablet",
        curve=request.curve if request.curve in curves else None,
    )


def _is_usable(drug: Drug, name: str) -> bool:
    try:
        return curve_for(drug, name) is not None
    except TaperLabError:
        return False
