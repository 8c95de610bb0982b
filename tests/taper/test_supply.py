from __future__ import annotations

import datetime as dt

from taperlab import TaperRequest, plan_taper
from taperlab.taper.document import Plan
from tests.taper.asking import CATALOGUE

DAY = dt.date(2026, 3, 1)


def planned(**asked: object) -> Plan:
    return plan_taper(TaperRequest(date=DAY, **asked), CATALOGUE)  # type: ignore[arg-type]


def test_what_citalopram_uses_up_is_counted_by_hand() -> None:
    """28 tablets; 28 times 0.17 mL neat; then six steps of 28 times 0.25 mL of stock.

    4.76 mL and 42 mL are 46.76 mL, dispensed as 46.8 mL: four bottles of 15 mL, 13.2 mL too many.
    """
    plan = planned(drug="citalopram", start="20 mg", rule="occupancy:10")
    tablets, drops = plan.whole.lines
    assert (tablets.quantity, tablets.packs) == ("28 tablet", None)
    assert (drops.quantity, drops.packs, drops.left_over) == ("46.8 mL", 4, "13.2 mL")
    assert plan.whole.days == 8 * 28
    assert plan.supply == plan.whole.lines


def test_the_next_28_days_are_worded_as_a_prescription_in_britain() -> None:
    plan = planned(drug="diazepam", start="10 mg", rule="list:10mg,5mg,2.5mg", every="2w")
    assert plan.next_28_days.prescription == (
        "Diazepam 10 mg tablets: supply 14 tablets.",
        "Diazepam 5 mg tablets: supply 14 tablets.",
        "Take 10 mg once a day from 1 March 2026 to 14 March 2026.",
        "Take 5 mg once a day from 15 March 2026 to 28 March 2026.",
    )


def test_a_prescription_in_the_united_states_says_how_often_it_is_refilled() -> None:
    plan = planned(drug="sertraline", start="100 mg", rule="linear:50mg", market="US")
    lines = plan.next_28_days.prescription
    assert lines[0] == "Sertraline 100 mg tablets. Dispense 28 tablets. Refills: 0."


def test_liquids_are_told_in_millilitres_first() -> None:
    plan = planned(drug="diazepam", start="10 mg", rule="list:10mg,5mg,2.5mg")
    assert "Take 2.5 mL (2.5 mg) once a day" in plan.whole.prescription[-1]


def test_a_year_of_daily_steps_is_told_in_a_few_lines() -> None:
    plan = planned(
        drug="sertraline",
        start="100 mg",
        rule="occupancy:7",
        micro=True,
        methods=("oral-liquid",),
    )
    assert len(plan.steps) > 200
    assert len(plan.whole.prescription) <= 4
    assert len(plan.next_28_days.prescription) == 2
    assert plan.whole.prescription[-1].startswith("Reducing doses as on the dated plan")
