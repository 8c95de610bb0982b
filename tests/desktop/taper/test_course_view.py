"""What the page of a plan says of one change."""

from __future__ import annotations

import datetime as dt
from functools import cache

import msgspec
import pytest

from taperlab import plan_taper
from taperlab.catalogue import Catalogue
from taperlab.desktop.names import Names
from taperlab.desktop.taper.course_view import next_of, taken
from taperlab.quantities import Mass
from taperlab.taper.document import Plan
from taperlab.taper.request import TaperRequest
from taperlab.wording import Wording

DAY = dt.date(2026, 3, 1)
NEXT = 1


@cache
def plan() -> Plan:
    request = TaperRequest(drug="citalopram", start="20 mg", rule="occupancy:5", date=DAY)
    return plan_taper(request, Catalogue.shipped())


def changed(mass: str, percent: str) -> Plan:
    """Return the plan with another change at its next step."""
    step = plan().steps[NEXT]
    assert step.change is not None
    change = msgspec.structs.replace(
        step.change, mass=Mass.of(mass), percent_of_previous=percent, percent_of_original=percent
    )
    other = msgspec.structs.replace(step, change=change)
    return msgspec.structs.replace(plan(), steps=(plan().steps[0], other, *plan().steps[2:]))


@pytest.mark.parametrize(
    ("mass", "percent", "said"),
    [
        ("5", "25.00 %", "5 mg less: 25.00 % of the previous dose, 25.00 % of the original one."),
        ("-5", "-25.00 %", "5 mg more: 25.00 % of the previous dose, 25.00 % of the original one."),
        ("0", "0.00 %", "Nothing is taken off in this step."),
    ],
)
def test_a_change_is_said_by_its_direction(mass: str, percent: str, said: str) -> None:
    view = next_of(changed(mass, percent), Names.of(Catalogue.shipped(), Wording()))
    assert view is not None
    assert view.detail.replace("\u00a0", " ").startswith(said)


def test_a_step_is_named_by_the_dose_that_is_taken() -> None:
    step = plan().steps[NEXT]
    assert step.achieved is not None
    assert taken(step) == step.achieved != step.target
    assert taken(msgspec.structs.replace(step, achieved=None)) == step.target
