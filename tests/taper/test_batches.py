from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from taperlab import Catalogue, TaperRequest, plan_taper
from taperlab.answers.operations import Divide, Take
from taperlab.taper.document import Plan

DAY = dt.date(2026, 3, 1)
CATALOGUE = Catalogue.shipped()


def plan(**fields: Any) -> Plan:  # noqa: ANN401 - any field of a request
    given: dict[str, Any] = {"drug": "venlafaxine", "market": "US", "start": "75 mg"}
    return plan_taper(TaperRequest(**(given | fields), date=DAY), CATALOGUE)


def quantities(found: Plan) -> dict[str, str]:
    return {line.product: line.quantity for line in found.whole.lines}


def test_a_batch_that_keeps_is_made_again_when_it_is_empty() -> None:
    # 3 x 25 mg in 5 mL; 10 mg is 0.67 mL: 7 doses, as 7.46 go in. 28 days take 4 batches.
    found = plan(rule="list:10mg")
    (bottle,) = found.bottles
    assert (bottle.batches, bottle.kept) == (4, "made for 7 days")
    assert quantities(found)["us-venlafaxine-tablet-25"] == "12 tablet"


@pytest.mark.parametrize(("days", "batches", "tablets"), [(3, 10, 30), (14, 2, 12), (28, 1, 12)])
def test_a_batch_lasts_as_long_as_was_asked(days: int, batches: int, tablets: int) -> None:
    # 14 doses of 0.67 mL are 9.38 mL: 10 mL of 6 tablets; 28 are 18.76 mL: 20 mL of 12
    found = plan(rule="list:10mg", days=days)
    assert found.bottles[0].batches == batches
    assert quantities(found)["us-venlafaxine-tablet-25"] == f"{tablets} tablet"


def test_no_batch_is_used_for_longer_than_it_keeps() -> None:
    # 2.5 mg are 0.17 mL: 29 doses in 5 mL, and the formulation keeps for 28 days
    found = plan(rule="list:2.5mg")
    assert found.bottles[0].kept == "made for 28 days"


def test_what_goes_into_the_batches_is_what_is_supplied() -> None:
    found = plan(
        drug="mirtazapine",
        market="GB",
        start="15 mg",
        rule="list:7mg",
        devices=("balance-1mg",),
        methods=("whole-tablets", "compounded-capsule"),
    )
    now, made = (step.preparation for step in found.steps[:2])
    assert now is not None
    assert made is not None
    divide = next(one for one in made.operations if isinstance(one, Divide))
    take = next(one for one in made.operations if isinstance(one, Take))
    used = -(-28 // divide.parts) * len(take.pieces)
    assert used > 28 * len(take.pieces) / divide.parts  # the last batch is not used up
    start = 28 if now.products == made.products else 0
    assert quantities(found)[take.product] == f"{used + start} tablet"
