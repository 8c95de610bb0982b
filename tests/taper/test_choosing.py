"""What the bottle plan goes by: uncertainties in floats as exact ones, and where bottles change."""

from __future__ import annotations

import datetime as dt

import pytest

from taperlab import Catalogue, DoseRequest, TaperRequest, plan_taper
from taperlab.answers.judging import judged
from taperlab.answers.resolve import resolve
from taperlab.quantities import Mass, canonical
from taperlab.taper.blocks import Bottles
from taperlab.taper.dilutions import diluted_options
from taperlab.taper.resolution import Side

CATALOGUE = Catalogue.shipped()
DAY = dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("per", "times"), [("administration", 1), ("administration", 2), ("day", 2)]
)
def test_the_variance_of_a_mean_dose_is_that_of_the_exact_arithmetic(per: str, times: int) -> None:
    request = DoseRequest(drug="citalopram", dose="0.37 mg", per=per, doses_per_day=times, date=DAY)
    question, _ = resolve(request, CATALOGUE)
    [blocks] = diluted_options([question], [0], Bottles())
    rows = [(block, row) for block in blocks for row in range(0, block.size, 10)]
    assert len(rows) > 5
    for block, row in rows:
        made = judged(question, block.option(row).propose(), ())
        each_day = made.proposal.doses_per_day
        side = Side(made.figures, 28 * each_day, 1, each_day if question.per_day else 1)
        found = block.source.variances(block.number[row : row + 1], 28)
        assert found == pytest.approx(float(side.random + side.apart), rel=1e-9)
        assert block.achieved[row] == pytest.approx(float(side.mean))


def test_a_bottle_begins_one_step_earlier_where_its_change_would_be_lost() -> None:
    # 10 % of the previous dose from 100 mg: step 38 is 100 * 0.9^37 = 2.028 mg, which a tenth of
    # a mL of the concentrate still gives. Changed after it, 2 mg to 1.9 mg is lost in the content
    # of two bottles, 10 % / root 3 of each: 0.16 mg. Changed before it, 2.4 mg to 2.125 mg is not.
    found = plan_taper(
        TaperRequest(
            drug="sertraline",
            start="100 mg",
            rule="proportional:10%",
            last="1 mg",
            market="US",
            date=DAY,
        ),
        CATALOGUE,
    )
    neat, thin = found.bottles
    assert (neat.serves[-1], thin.serves[0]) == (37, 38)
    change = found.steps[37].change
    assert change is not None
    assert (change.prescribed, change.verdict) == ("renewed", "blurred")
    assert canonical(found.steps[37].target) == "2.0276 mg"
    doses = [step.achieved for step in found.steps]
    assert all(one is not None for one in doses)
    assert doses == sorted(doses, key=lambda one: one or Mass(0), reverse=True)
