from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taperlab import Catalogue, TaperRequest, plan_taper
from taperlab.messages import InputError
from taperlab.quantities import Mass, canonical
from taperlab.taper.auditing import Audit, Dated, audit_plan

DAY = dt.date(2026, 3, 1)
CATALOGUE = Catalogue.shipped()


def dated(*doses: str, every: int = 28) -> list[Dated]:
    return [Dated(DAY + dt.timedelta(every * at), dose) for at, dose in enumerate(doses)]


def audit(*doses: str, every: int = 28, **fields: Any) -> Audit:  # noqa: ANN401 - any field
    request = TaperRequest(**({"drug": "citalopram", "start": ""} | fields))
    return audit_plan(request, dated(*doses, every=every), CATALOGUE)


def about(found: Audit, code: str) -> list[tuple[int, ...]]:
    return [one.steps for one in found.findings if one.code == code]


def test_each_fault_of_a_pasted_plan_is_told_with_its_step() -> None:
    found = audit("20 mg", "10 mg", "12 mg", "5 mg", "0.8 mg", "0 mg")
    assert about(found, "rises") == [(3,)]
    assert about(found, "antidepressant-step") == [(4,), (5,)]
    assert about(found, "far-from-neighbour") == [(5,)]
    assert found.summary.largest_cut == "84.00 %"
    assert found.summary.last_drop == Mass.of("0.8")


def test_what_cannot_be_told_apart_is_found() -> None:
    assert audit("10 mg", "9.99 mg", "0 mg").summary.lost == (2,)


def test_what_cannot_be_made_is_found_and_says_why() -> None:
    found = audit("60 mg", "30 mg", "7 mg", "0 mg", drug="duloxetine")
    assert found.summary.unmade == (3,)
    assert found.steps[2].refused


def test_a_last_drop_that_is_the_largest_is_told() -> None:
    found = audit("6 mg", "5 mg", "4 mg", "0 mg")
    assert about(found, "last-drop-mass") == [(4,)]
    assert about(found, "last-drop-occupancy") == [(4,)]


def test_days_without_a_dose_are_no_way_down() -> None:
    found = audit("20 mg", "0 mg", "20 mg", "0 mg", every=1)
    assert about(found, "days-without-dose") == [(3,)]
    assert [one.achieved for one in found.steps] == [Mass.of(each) for each in ("20", "0") * 2]


def test_a_plan_of_ours_has_the_same_doses_and_verdicts_when_it_is_audited() -> None:
    plan = plan_taper(
        TaperRequest(drug="citalopram", start="20 mg", rule="list:10mg,5mg,2mg,0.5mg", date=DAY),
        CATALOGUE,
    )
    found = audit("20 mg", "10 mg", "5 mg", "2 mg", "0.5 mg", "0 mg")
    assert [one.achieved for one in found.steps] == [one.achieved for one in plan.steps]
    assert [one.change for one in found.steps] == [one.change for one in plan.steps]
    assert found.bottles[-1].recipe == plan.bottles[-1].recipe


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=2, max_size=5))
def test_every_rise_is_told_and_no_dose_is_moved(halves: list[int]) -> None:
    doses = [Mass.of(str(each)) / 2 for each in (40, *halves)]
    found = audit(*("0 mg" if not one else canonical(one) for one in doses))
    assert [one.target for one in found.steps] == doses
    rising = [number for number, (before, after) in enumerate(pairwise(doses), 2) if after > before]
    assert about(found, "rises") == [(number,) for number in rising]


@pytest.mark.parametrize(
    ("doses", "code"),
    [
        (dated("20 mg"), "audit-too-few"),
        ([*dated("20 mg", "10 mg"), Dated(DAY, "5 mg")], "past-not-in-order"),
        (dated("20 mg", "10"), "no-unit"),
        (dated("20 mg", "1,5 mg"), "comma-not-decimal"),
    ],
)
def test_what_cannot_be_read_is_refused(doses: list[Dated], code: str) -> None:
    with pytest.raises(InputError) as refused:
        audit_plan(TaperRequest(drug="citalopram", start=""), doses, CATALOGUE)
    assert refused.value.code == code
