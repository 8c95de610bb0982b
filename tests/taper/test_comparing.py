from __future__ import annotations

import datetime as dt

import pytest

from taperlab import Catalogue, TaperRequest, plan_taper
from taperlab.messages import InputError
from taperlab.taper.comparing import Comparison, compare_rules

DAY = dt.date(2026, 3, 1)
CATALOGUE = Catalogue.shipped()
REQUEST = TaperRequest(drug="citalopram", start="20 mg", date=DAY, last="5 mg")


def compared(*rules: str) -> Comparison:
    return compare_rules(REQUEST, rules, CATALOGUE)


def test_rules_are_set_side_by_side_by_their_figures() -> None:
    # 20, 15, 10, 5, 0; a curve of 84.97 % and 2.59 mg: 5 mg are 55.98 points
    linear, list_ = (one.summary for one in compared("linear:5mg", "list:20mg,5mg").rules)
    assert linear is not None
    assert list_ is not None
    assert (linear.days, linear.steps, linear.largest_cut) == (112, 5, "50.00 %")
    assert (list_.days, list_.steps, list_.largest_cut) == (56, 3, "75.00 %")
    assert linear.last_drop == list_.last_drop
    assert linear.largest_drop_points == linear.last_drop_points


def test_a_rule_is_compared_by_the_plan_that_it_gives() -> None:
    by_share = compared("proportional:50% then linear:4mg@10mg", "linear:5mg").rules[0]
    plan = plan_taper(
        TaperRequest(
            drug="citalopram",
            start="20 mg",
            rule="proportional:50%",
            then=("linear:4mg@10mg",),
            last="5 mg",
            date=DAY,
        ),
        CATALOGUE,
    )
    assert by_share.words == plan.rule
    assert by_share.supply == plan.supply
    assert by_share.summary is not None
    assert by_share.summary.steps == len(plan.steps)


def test_a_rule_that_cannot_be_carried_out_says_why_beside_those_that_can() -> None:
    good, bad = compared("linear:5mg", "occupancy:200").rules
    assert good.summary is not None
    assert bad.summary is None
    assert bad.error is not None
    assert bad.error.remedy


@pytest.mark.parametrize("rules", [(), ("linear:5mg",), ("linear:5mg", "linear:5mg")])
def test_two_rules_at_least_make_a_comparison(rules: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match="compare-which"):
        compared(*rules)


def test_what_is_wrong_with_the_way_itself_is_no_fault_of_a_rule() -> None:
    asked = TaperRequest(drug="citalopram", start="5", date=DAY)
    with pytest.raises(InputError):
        compare_rules(asked, ("linear:5mg", "linear:1mg"), CATALOGUE)
