"""Whole and split tablets: exact sums, licensed halves, and what is never divided."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from taperlab import DoseRequest
from taperlab.answers.operations import Take
from taperlab.answers.resolve import resolve
from taperlab.methods import METHODS
from taperlab.methods.question import Proposal
from taperlab.quantities import Mass
from tests.asking import ask, codes, measures, needing_a_reason, pick_of, recommended, refusals
from tests.strategies import CATALOGUE, DATE


def taken(drug: str, dose: str, method: str, **fields: object) -> list[tuple[str, tuple[str, ...]]]:
    """Return what the pick of a method takes, by the strength in the product's id."""
    made = pick_of(ask(drug, dose, methods=(method,), **fields), method)
    assert made.delivered == made.target
    return [
        (one.product.rpartition("-")[2], one.pieces)
        for one in made.operations
        if isinstance(one, Take)
    ]


def test_fewest_units_make_the_dose() -> None:
    assert taken("sertraline", "137.5 mg", "whole-tablets") == [
        ("100", ("1",)),
        ("25", ("1",)),
        ("12.5", ("1",)),
    ]


@pytest.mark.parametrize(("dose", "made"), [("160 mg", True), ("200 mg", False)])
def test_at_most_four_units_are_one_dose(dose: str, made: bool) -> None:  # noqa: FBT001
    product = ("gb-citalopram-tablet-40",)
    answer = ask("citalopram", dose, products=product, per="day", doses_per_day=1, market="DK")
    assert bool([one for one in answer.preparations if one.method == "whole-tablets"]) is made


@pytest.mark.parametrize(
    ("drug", "dose", "product"),
    [
        ("clonazepam", "0.5 mg", "gb-clonazepam-tablet-0.5"),  # not the lyophilisate
        ("olanzapine", "5 mg", "gb-olanzapine-tablet-5"),  # nor the orodispersible tablet
    ],
)
def test_ordinary_tablet_comes_before_one_that_melts(drug: str, dose: str, product: str) -> None:
    assert recommended(ask(drug, dose)).products == (product,)


def test_one_unit_comes_before_several_weaker_ones() -> None:
    # 225 mg is one slow-release capsule or three ordinary tablets of 75 mg
    (take,) = recommended(ask("venlafaxine", "225 mg")).operations
    assert isinstance(take, Take)
    assert take.pieces == ("1",)


@pytest.mark.parametrize("method", ["split-tablets", "dispersed-tablet"])
def test_each_product_is_refused_in_its_own_words_and_no_more_is_said(method: str) -> None:
    only = {"products": ("gb-venlafaxine-mr-capsule-75", "gb-venlafaxine-mr-capsule-150")}
    (said,) = ask("venlafaxine", "30 mg", methods=(method,), **only).refused
    assert said.products == only["products"]
    assert "Venlafaxine 75 mg and 150 mg modified-release capsules must not be" in said.text


def test_amount_between_the_strengths_is_refused() -> None:
    answer = ask("sertraline", "13 mg", methods=("whole-tablets",))
    assert not answer.preparations
    assert refusals(answer) == {"no-combination"}


def test_without_tablets_there_are_no_whole_ones() -> None:
    answer = ask("paroxetine", "1 mg", products=("gb-paroxetine-suspension-2",))
    assert "no-units" in refusals(answer, "whole-tablets")


def test_whole_modified_release_units_are_swallowed_whole() -> None:
    best = recommended(ask("duloxetine", "30 mg"))
    assert (best.method, measures(best)) == ("whole-tablets", ["1"])
    assert "swallow-whole" in codes(best)
    assert "swallow-whole" not in codes(recommended(ask("sertraline", "50 mg")))


def test_forms_are_not_mixed_in_one_dose() -> None:
    answer = ask("mirtazapine", "60 mg", methods=("whole-tablets",), market="DK")
    for made in answer.preparations:
        forms = {name.rpartition("-")[0] for name in made.products}
        assert len(forms) == 1


def test_half_on_a_licensed_score_is_licensed_and_needs_no_reason() -> None:
    half = pick_of(ask("paroxetine", "5 mg"), "split-tablets")
    assert measures(half) == ["1/2"]
    assert (half.supply, half.rating) == ("licensed", "acceptable")
    assert "split-off-label" not in codes(half)
    assert not needing_a_reason(half)


def test_half_without_a_licensed_score_is_off_label_and_at_best_acceptable() -> None:
    half = pick_of(
        ask("sertraline", "25 mg", products=("gb-sertraline-tablet-50",)), "split-tablets"
    )
    assert measures(half) == ["1/2"]
    assert (half.supply, half.rating) == ("off-label", "acceptable")
    assert "split-off-label" in codes(half, "warn")


def test_error_of_a_half_is_that_of_its_score() -> None:
    # practice.md 33: 6 % on a licensed score, 8 % by a cutter; twice that is the error
    scored = pick_of(ask("paroxetine", "5 mg"), "split-tablets")
    cut = pick_of(
        ask("sertraline", "25 mg", products=("gb-sertraline-tablet-50",)), "split-tablets"
    )
    assert (scored.error, cut.error) == ("12.00 %", "16.00 %")


def test_whole_tablets_beside_a_half_dilute_its_error() -> None:
    # 20 mg and half of 10 mg: 5 mg of 25 mg is off by 12 %, which is 2.4 % of the dose
    made = pick_of(ask("paroxetine", "25 mg"), "split-tablets")
    assert made.delivered == Mass.of(25)
    assert made.error == "2.40 %"
    assert made.rating == "good"


def test_quarter_needs_a_reason_and_a_half_does_not() -> None:
    fields = {"products": ("gb-paroxetine-tablet-20",), "methods": ("split-tablets",)}
    assert "quarter" in needing_a_reason(
        pick_of(ask("paroxetine", "5 mg", **fields), "split-tablets")
    )
    assert not needing_a_reason(pick_of(ask("paroxetine", "10 mg", **fields), "split-tablets"))


def test_less_than_a_quarter_is_never_made() -> None:
    fields = {"products": ("gb-paroxetine-tablet-20",), "methods": ("split-tablets",)}
    answer = ask("paroxetine", "2.5 mg", **fields)
    assert not answer.preparations
    assert refusals(answer) == {"no-split"}


@pytest.mark.parametrize(
    ("drug", "product", "dose", "code"),
    [
        ("duloxetine", "gb-duloxetine-ec-capsule-30", "15 mg", "split-release"),
        ("venlafaxine", "gb-venlafaxine-mr-tablet-75", "37.5 mg", "split-release"),
        ("paroxetine", "gb-paroxetine-tablet-30", "15 mg", "split-forbidden"),
        ("fluoxetine", "gb-fluoxetine-capsule-20", "10 mg", "split-forbidden"),
    ],
)
def test_what_must_not_be_split_is_refused(drug: str, product: str, dose: str, code: str) -> None:
    answer = ask(drug, dose, products=(product,), methods=("split-tablets",))
    assert not answer.preparations
    assert code in refusals(answer)


@pytest.mark.parametrize("method", ["split-tablets", "dispersed-tablet"])
@pytest.mark.parametrize(("release", "made"), [("IR", True), ("MR", False), ("EC", False)])
def test_release_forbids_what_the_score_or_the_text_would_allow(
    method: str,
    release: str,
    made: bool,  # noqa: FBT001 - a row of the table
) -> None:
    request = DoseRequest(drug="paroxetine", dose="10 mg", date=DATE)
    question, _ = resolve(request, CATALOGUE)
    tablet = CATALOGUE.product(f"gb-paroxetine-tablet-{20 if method == 'split-tablets' else 10}")
    changed = msgspec.structs.replace(tablet, release=release)
    found = list(METHODS[method](replace(question, products=(changed,))))
    assert any(isinstance(one, Proposal) for one in found) is made


def test_neighbour_that_may_be_split_is_split() -> None:
    assert taken("paroxetine", "10 mg", "split-tablets", products=("gb-paroxetine-tablet-20",)) == [
        ("20", ("1/2",))
    ]
