from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from taperlab.answers.operations import Divide, Draw, Keep, MakeUp, Take
from taperlab.methods.expiry import Shelf, kept, last_of_month
from tests.asking import ask, codes, needing_a_reason, pick_of, refusals
from tests.strategies import CATALOGUE

MADE = dt.date(2026, 3, 1)
_PARTS = ("us-venlafaxine-tablet-25", "gb-citalopram-drops-40")


def test_venlafaxine_at_15_mg_per_ml_keeps_28_days() -> None:
    # 25 mg tablets: 15 mg/mL is six in 10 mL; made on 1 March, day 28 is 28 March
    answer = ask("venlafaxine", "3 mg", market="US", days=28, date=MADE)
    made = pick_of(answer, "compounded-liquid")
    take, make_up, _, draw, keep = made.operations
    assert isinstance(take, Take)
    assert isinstance(make_up, MakeUp)
    assert isinstance(draw, Draw)
    assert isinstance(keep, Keep)
    assert made.vessels["bottle"].concentration.amount == 15
    assert draw.volume.amount * 15 == 3
    assert make_up.to.amount >= 28 * draw.volume.amount
    assert (made.keep, keep.until) == ("2026-03-28", "2026-03-28")
    assert made.keep_decided_by is not None
    assert "28 days" in made.keep_decided_by


def test_a_component_that_expires_first_decides() -> None:
    answer = ask(
        "venlafaxine",
        "3 mg",
        market="US",
        days=5,
        date=MADE,
        expiries={"us-venlafaxine-tablet-25": "2026-03-10"},
    )
    assert pick_of(answer, "compounded-liquid").keep == "2026-03-10"


@pytest.mark.parametrize(("days", "made"), [(28, True), (29, False)])
def test_batch_is_not_made_for_more_days_than_it_keeps(days: int, made: bool) -> None:  # noqa: FBT001
    only = {"market": "US", "methods": ("compounded-liquid",), "date": MADE}
    answer = ask("venlafaxine", "3 mg", days=days, **only)
    assert bool(answer.preparations) is made
    assert ("kept-too-short" in refusals(answer)) is not made


@pytest.mark.parametrize(("days", "served"), [(10, True), (11, False)])
def test_batch_does_not_outlive_what_went_into_it(days: int, served: bool) -> None:  # noqa: FBT001
    expiries = {"us-venlafaxine-tablet-25": "2026-03-10"}
    only = {"market": "US", "products": tuple(expiries), "methods": ("compounded-liquid",)}
    answer = ask("venlafaxine", "3 mg", days=days, date=MADE, expiries=expiries, **only)
    assert bool(answer.preparations) is served


@pytest.mark.parametrize(("days", "warned"), [(10, False), (11, True)])
def test_pack_that_runs_out_of_time_first_is_named(days: int, warned: bool) -> None:  # noqa: FBT001
    only = {"products": ("gb-fluoxetine-solution-4",), "methods": ("oral-liquid",)}
    expiries = {"gb-fluoxetine-solution-4": "2026-12-10"}
    answer = ask("fluoxetine", "1 mg", days=days, expiries=expiries, **only)
    assert ("expires-first" in codes(pick_of(answer, "oral-liquid"), "warn")) is warned


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"dose": "0.5 mg", "market": "US"}, "formulation-out-of-reach"),
        ({"dose": "3 mg", "market": "DK"}, "no-tablets-to-grind"),
        ({"dose": "3 mg", "market": "US", "devices": ("oral-syringe-1ml",)}, "no-batch"),
    ],
)
def test_refusal_says_why_nothing_is_compounded(fields: dict[str, Any], code: str) -> None:
    answer = ask("venlafaxine", methods=("compounded-liquid",), **fields)
    assert refusals(answer) == {code}


def test_what_is_left_in_the_bottle_is_told_in_doses() -> None:
    answer = ask("quetiapine", "5 mg", methods=("compounded-liquid",))
    text = next(one.text for one in answer.preparations[0].cautions if one.code == "left-over")
    # 5 mL at 10 mg/mL, less 0.5 mL: nine times 0.5 mL more
    assert text == (
        "Left over after what was asked for: 4.5 mL. Further doses of this size in it: 9."
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"drug": "amitriptyline", "dose": "1 mg", "market": "US"}, "grind-unsupported"),
        ({"drug": "venlafaxine", "dose": "3 mg", "market": "DK"}, "crush-release"),
        ({"drug": "citalopram", "dose": "0.05 mg"}, "no-capsules"),
        ({"drug": "citalopram", "dose": "1 mg", "devices": ("oral-syringe-1ml",)}, "no-balance"),
        (
            {"drug": "citalopram", "dose": "1 mg", "products": ("gb-citalopram-drops-40",)},
            "no-units",
        ),
    ],
)
def test_refusal_says_why_no_capsule_is_compounded(fields: dict[str, Any], code: str) -> None:
    request: dict[str, Any] = {
        "devices": ("balance-1mg",),
        "methods": ("compounded-capsule",),
    } | fields
    assert refusals(ask(**request)) == {code}


def test_compounding_is_for_a_pharmacist() -> None:
    answer = ask("venlafaxine", "3 mg", market="US", role="patient")
    assert refusals(answer, "compounded-liquid") == {"compound-pharmacist-only"}
    assert refusals(answer, "compounded-capsule") == {"compound-pharmacist-only"}


@pytest.mark.parametrize(
    ("days", "last"),
    [(14, dt.date(2026, 3, 14)), (35, dt.date(2026, 4, 4)), (1, MADE)],
)
def test_the_day_it_is_made_is_day_one(days: int, last: dt.date) -> None:
    assert kept(MADE, (), {}, Shelf(days, "stability")).until == last


def test_the_earliest_expiry_of_what_goes_in_wins() -> None:
    tablets, drops = (CATALOGUE.product(name) for name in _PARTS)
    days = {tablets.id: dt.date(2026, 3, 10), drops.id: dt.date(2026, 3, 2)}
    until = kept(MADE, (tablets,), days, Shelf(14, "stability"))
    assert until.until == dt.date(2026, 3, 10)


def test_a_month_means_its_last_day() -> None:
    assert last_of_month(2026, 12) == dt.date(2026, 12, 31)
    assert last_of_month(2028, 2) == dt.date(2028, 2, 29)


def test_capsules_hold_an_equal_part_of_whole_tablets() -> None:
    devices = tuple(one.id for one in CATALOGUE.devices if one.tip in {None, "oral"})
    answer = ask("citalopram", "0.5 mg", days=28, devices=devices)
    made = pick_of(answer, "compounded-capsule")
    take, _, _, divide, _ = made.operations
    assert isinstance(take, Take)
    assert isinstance(divide, Divide)
    # two 10 mg tablets in 40 capsules
    assert (len(take.pieces), divide.parts) == (2, 40)
    assert made.delivered.amount * 2 == 1


def test_a_point_of_error_is_not_bought_with_many_spare_capsules() -> None:
    answer = ask(
        "citalopram",
        "1.3 mg",
        days=28,
        products=("gb-citalopram-tablet-20",),
        devices=("balance-1mg",),
        methods=("compounded-capsule",),
    )
    parts = [
        each.parts
        for one in answer.preparations
        for each in one.operations
        if hasattr(each, "parts")
    ]
    # 40 mg in 31 is 0.7 % off; 100 mg in 77 is 0.1 %, with 49 more than the 28 days need
    assert parts == [31, 77]


def test_a_tablet_is_not_ground_to_fill_one_capsule() -> None:
    answer = ask(
        "citalopram",
        "10 mg",
        products=("gb-citalopram-tablet-10",),
        devices=("balance-1mg",),
        methods=("compounded-capsule",),
    )
    (made,) = answer.preparations
    # two of them fill two capsules, and the one that is not taken now can be kept
    assert [each.parts for each in made.operations if isinstance(each, Divide)] == [2]


def test_a_bottle_of_many_tablets_has_few_sources_of_error() -> None:
    # 2 mg/mL, 28 times 2 mL: 60 mL of twelve 10 mg tablets
    tablets = ("gb-citalopram-tablet-10",)
    answer = ask("citalopram", "4 mg", days=28, products=tablets, methods=("compounded-liquid",))
    made = pick_of(answer, "compounded-liquid")
    assert isinstance(made.operations[0], Take)
    assert len(made.operations[0].pieces) > 10
    assert len(made.budget) < 10


def test_a_mark_above_the_dose_does_not_empty_the_bottle_too_soon() -> None:
    # 0.7 mg a day in three doses is 0.1167 mL of 2 mg/mL; on the mark of 0.12 mL 42 of them take
    # 5.04 mL, so 5 mL is not enough
    answer = ask(
        "citalopram",
        "0.7 mg",
        per="day",
        doses_per_day=3,
        days=14,
        methods=("compounded-liquid",),
    )
    for made in answer.preparations:
        draw = next(one for one in made.operations if isinstance(one, Draw))
        assert draw.volume * 42 <= made.vessels["bottle"].made_up_to
    assert any(
        one.volume.amount * 100 == 12
        for made in answer.preparations
        for one in made.operations
        if isinstance(one, Draw)
    )


def test_something_is_left_in_the_bottle_to_keep() -> None:
    answer = ask("clonazepam", "3 mg", methods=("compounded-liquid",))
    for made in answer.preparations:
        draw = next(one for one in made.operations if isinstance(one, Draw))
        assert draw.volume < made.vessels["bottle"].made_up_to


def test_compounding_asks_for_a_reason_and_says_what_is_left() -> None:
    fields = {"products": ("gb-citalopram-tablet-10",), "devices": ("balance-1mg",)}
    capsules = {"methods": ("compounded-capsule",)} | fields
    made = pick_of(ask("citalopram", "0.5 mg", days=14, **capsules), "compounded-capsule")
    assert "capsules-compounded" in needing_a_reason(made)
    (left,) = (one.text for one in made.cautions if one.code == "capsules-left")
    # one 10 mg tablet in 20 capsules, 14 of them for 14 days
    assert "20" in left
    assert "6" in left
    bottle = pick_of(ask("citalopram", "4 mg", methods=("compounded-liquid",)), "compounded-liquid")
    assert "compounded" in needing_a_reason(bottle)
    whole = pick_of(ask("citalopram", "10 mg", methods=("whole-tablets",)), "whole-tablets")
    assert not {"compounded", "capsules-compounded"} & codes(whole)
