from __future__ import annotations

from fractions import Fraction

from taperlab.answers.operations import Weigh
from taperlab.answers.request import WeighedUnits
from taperlab.methods.balances import Balance
from tests.asking import ask, needing_a_reason, pick_of, refusals

TABLET = "gb-citalopram-tablet-10"
WEIGHED = WeighedUnits(product=TABLET, batch="B7", masses=("121 mg", "119 mg", "120 mg"))


def test_class_three_balance_weighs_no_less_than_120_mg() -> None:
    # sensitivity 6 mg / 0.05 = 120 mg (practice.md 1.5h)
    balance = Balance("class-three", step=Fraction(6), spread=Fraction(6), scale=Fraction(6))
    assert balance.least == 120


def test_accurate_work_on_a_milligram_balance_begins_at_820_mg() -> None:
    # 2000 x max(s, 0.41 d): s = 0.3 mg counts as 0.41 mg (practice.md 1.5f)
    balance = Balance("fine", step=Fraction(1), spread=Fraction("0.3"), scale=Fraction(1))
    assert balance.accurate == 820


def test_powder_is_a_share_of_the_mean_mass_and_never_milligrams_of_drug() -> None:
    answer = ask("citalopram", "5 mg", weighed=(WEIGHED,), devices=("balance-1mg",))
    made = pick_of(answer, "weighed-powder")
    (operation,) = made.operations
    assert isinstance(operation, Weigh)
    # half of a tablet that weighs 120 mg
    assert operation.powder.amount == 60
    assert operation.unit_mass.amount == 120
    assert made.delivered.amount == 5
    assert "below-accurate-weight" in needing_a_reason(made)


def test_less_than_the_balance_may_weigh_is_refused() -> None:
    # 0.37 mg is 4.44 mg of powder; the balance begins at 1 mg / 0.05 = 20 mg
    answer = ask("citalopram", "0.37 mg", weighed=(WEIGHED,), devices=("balance-1mg",))
    assert "below-minimum-weight" in refusals(answer, "weighed-powder")


def test_without_a_balance_or_a_weighing_it_says_so() -> None:
    assert refusals(ask("citalopram", "5 mg"), "weighed-powder") == {"no-balance"}
    unweighed = ask("citalopram", "5 mg", devices=("balance-1mg",))
    assert refusals(unweighed, "weighed-powder") == {"not-weighed"}


def test_a_slow_release_tablet_is_never_crushed() -> None:
    tablet = "gb-venlafaxine-mr-tablet-75"
    weighed = WeighedUnits(product=tablet, batch="C", masses=("200 mg", "201 mg", "199 mg"))
    answer = ask("venlafaxine", "10 mg", weighed=(weighed,), devices=("balance-1mg",))
    assert "crush-release" in refusals(answer, "weighed-powder")
