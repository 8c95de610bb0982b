"""Every device at hand, too much for the slow reference: the bound drops nothing that is kept."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from taperlab import DoseRequest
from taperlab.answers.resolve import resolve
from taperlab.methods.diluted_liquid import stock_of
from taperlab.methods.serial import Serial, serial_search
from tests.methods.test_search import LIMITS, LIQUIDS
from tests.methods.test_serial import shortened
from tests.strategies import CATALOGUE, DATE, typed

if TYPE_CHECKING:
    from taperlab.methods.chains import Heads
    from taperlab.methods.space import Index, Mask

FEW = settings(max_examples=max(settings().max_examples // 10, 1))


@st.composite
def for_every_device(draw: st.DrawFn) -> DoseRequest:
    """Draw a request for a tiny dose with three syringes or more and every measure."""
    liquid = draw(st.sampled_from([one for one in LIQUIDS if one.dilution != "none"]))
    assert liquid.counts_as is not None
    power = draw(st.integers(5, 9))
    dose = shortened(liquid.counts_as.amount * draw(st.integers(10, 99)) * Fraction(1, 10**power))
    kinds = {one.id: one.kind for one in CATALOGUE.devices}
    syringes = [name for name, kind in kinds.items() if kind == "oral-syringe"]
    chosen = draw(st.lists(st.sampled_from(syringes), min_size=3, unique=True))
    chosen += [name for name, kind in kinds.items() if kind in ("cylinder", "flask")]
    return DoseRequest(
        drug=liquid.drug,
        dose=typed(dose, liquid.market),
        market=liquid.market,
        products=(liquid.id,),
        devices=tuple(chosen),
        max_error=draw(st.none() | st.sampled_from(LIMITS)),
        date=DATE,
    )


def chains(request: DoseRequest, stages: int) -> set[Serial]:
    """Return the chains that may be picked or lie on the front."""
    question, _ = resolve(request, CATALOGUE)
    (product,) = question.products
    return set(serial_search(stock_of(question, product, None), question, stages, beyond=True))


def never(_best: object, _heads: Heads, rows: Index, _least: float) -> Mask:
    """Drop no head."""
    return np.zeros(rows.shape, dtype=np.bool_)


@FEW
@given(for_every_device(), st.sampled_from((2, 3)))
def test_bound_drops_no_chain_that_is_kept_without_it(request: DoseRequest, stages: int) -> None:
    found = chains(request, stages)
    with patch("taperlab.methods.meeting._Best.beats", never):
        assert chains(request, stages) == found
