"""A request is read field by field; what cannot be read says which field it is."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from taperlab import DoseRequest, prepare
from taperlab.answers.resolve import resolve
from taperlab.messages import InputError
from taperlab.quantities import Mass
from tests.asking import ask, pick_of, recommended, refusals
from tests.strategies import CATALOGUE, DATE

DROPS = "gb-citalopram-drops-40"
UNKNOWN_SCALE = "gb-citalopram-special-suspension-2"


def request_with(**fields: object) -> DoseRequest:
    request = {"drug": "citalopram", "dose": "0.37 mg", "date": DATE} | fields
    return DoseRequest(**request)  # type: ignore[arg-type] # whatever a caller may send


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("drug", "citralopam", "unknown-drug"),
        ("drug", "", "unknown-drug"),
        ("market", "FR", "unknown-choice"),
        ("role", "nurse", "unknown-choice"),
        ("per", "week", "unknown-choice"),
        ("lang", "tlh", "unknown-choice"),
        ("dose", "", "empty"),
        ("dose", "5", "no-unit"),
        ("dose", ".5 mg", "leading-point"),
        ("dose", "1,5 mg", "comma-not-decimal"),
        ("dose", "1,000 mg", "doubtful-comma"),
        ("dose", "5 MG", "unit-case"),
        ("dose", "1e-3 mg", "exponent"),
        ("dose", "-1 mg", "negative"),
        ("dose", "0 mg", "zero"),
        ("dose", "٣ mg", "foreign-digits"),
        ("dose", "5 mL", "not-a-mass"),
        ("dose", "nan mg", "not-a-number"),
        ("current_dose", "0 mg", "zero"),
        ("current_dose", "0.4", "no-unit"),
        ("highest_dose", "1 mL", "not-a-mass"),
        ("dose_of", "gb-unheard-of-1", "unknown-product"),
        ("dose_of", "gb-sertraline-tablet-50", "product-of-other-drug"),
        ("products", ("gb-unheard-of-1",), "unknown-product"),
        ("products", (DROPS, "gb-sertraline-tablet-50"), "product-of-other-drug"),
        ("devices", ("oral-syringe-3ml",), "unknown-device"),
        ("devices", ("oral-syringe-1ml#x",), "unknown-device"),
        ("devices", ("oral-syringe-1ml#",), "unknown-device"),
        ("confirmed_devices", ("oral-syringe-1ml#0",), "unknown-device"),
        ("confirmed_devices", ("oral-syringe-3ml",), "unknown-device"),
        ("methods", ("guessing",), "unknown-choice"),
        ("max_error", "20", "no-unit"),
        ("max_error", "20 mg", "not-a-proportion"),
        ("max_error", "-5 %", "negative"),
        ("days", 0, "bad-count"),
        ("days", 401, "bad-count"),
        ("doses_per_day", 0, "bad-count"),
        ("doses_per_day", -1, "bad-count"),
        ("overrides", {"imported": "  "}, "reason-empty"),
        ("current_dose", " ", "empty"),
        ("highest_dose", "", "empty"),
        ("max_error", "", "empty"),
        ("overage", "", "empty"),
        ("date", dt.date(9999, 12, 31), "date-far"),
        ("date", dt.date(1, 1, 1), "date-far"),
        ("expiries", {DROPS: "0000-05"}, "bad-expiry"),
        ("expiries", {DROPS: "9999-12"}, "bad-expiry"),
        ("expiries", {DROPS: "20260310"}, "bad-expiry"),
        ("expiries", {DROPS: "2026-W10-2"}, "bad-expiry"),
    ],
)
def test_what_cannot_be_read_names_its_field_and_a_remedy(
    field: str, value: object, code: str
) -> None:
    with pytest.raises(InputError) as raised:
        prepare(request_with(**{field: value}), CATALOGUE)
    assert raised.value.field == field
    assert raised.value.code == code
    assert raised.value.exit_status == 2


def test_drug_is_found_by_its_name_in_capitals_or_not() -> None:
    assert {
        ask(name, "10 mg").request.drug for name in ("Citalopram", "CITALOPRAM", " citalopram ")
    } == {"citalopram"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("dose", 0.37),
        ("dose", Fraction(37, 100)),
        ("dose", None),
        ("drug", 5),
        ("current_dose", 0.4),
        ("max_error", 0.2),
        ("days", 1.0),
        ("days", True),
        ("doses_per_day", "2"),
        ("products", DROPS),
        ("date", dt.datetime(2026, 3, 1, tzinfo=dt.UTC)),
        ("overrides", {"imported": 1}),
        ("market", None),
    ],
)
def test_what_is_of_another_type_is_no_request(field: str, value: object) -> None:
    with pytest.raises(InputError) as raised:
        prepare(request_with(**{field: value}), CATALOGUE)
    assert raised.value.code == "not-a-request"


def test_lists_and_a_written_date_are_what_they_stand_for() -> None:
    listed = ask(
        "citalopram", "10 mg", products=[DROPS], methods=["oral-liquid"], date="2026-03-01"
    )
    plain = ask(
        "citalopram",
        "10 mg",
        products=(DROPS,),
        methods=("oral-liquid",),
        date=dt.date(2026, 3, 1),
    )
    assert listed.hash == plain.hash


@pytest.mark.parametrize("text", ["20", "abc", "0 %", "1e1 %", ""])
def test_what_helps_with_a_percentage_is_a_percentage(text: str) -> None:
    for field in ("max_error", "overage"):
        with pytest.raises(InputError) as raised:
            prepare(request_with(**{field: text}), CATALOGUE)
        assert raised.value.remedy.key == "answers.percentage.remedy"


def test_a_blank_name_is_nobody() -> None:
    blank = ask("citalopram", "10 mg", prepared_by="  ")
    assert blank.hash == ask("citalopram", "10 mg").hash


def test_market_decides_the_decimal_mark() -> None:
    danish = ask("citalopram", "0,5 mg", market="DK")
    british = ask("citalopram", "0.5 mg", market="GB")
    assert danish.request.dose == british.request.dose == Mass.of("0.5")


@pytest.mark.parametrize(
    ("role", "missing"),
    [("pharmacist", set()), ("gp", set()), ("patient", {"cylinder-10ml", "flask-100ml"})],
)
def test_role_decides_the_devices_at_hand(role: str, missing: set[str]) -> None:
    devices = set(ask("citalopram", "10 mg", role=role).request.devices)
    syringes = {f"oral-syringe-{size}ml" for size in ("0.5", "1", "2.5", "5", "10", "20")}
    usual = syringes | {"cylinder-10ml", "cylinder-50ml", "cylinder-100ml", "flask-100ml"}
    assert devices & usual == usual - missing
    assert not {name for name in devices if name.startswith(("balance", "tablet", "enfit"))}


def test_same_device_twice_is_two_instances_of_one_error() -> None:
    twice = ("oral-syringe-1ml", "oral-syringe-1ml", "cylinder-50ml")
    once = ("oral-syringe-1ml", "cylinder-50ml")
    doubled = ask("citalopram", "0.37 mg", devices=twice)
    single = ask("citalopram", "0.37 mg", devices=once)
    assert doubled.request.devices == ("oral-syringe-1ml", "oral-syringe-1ml#2", "cylinder-50ml")
    # practice.md 88: a second syringe of the same make and size is not independent
    assert doubled.preparations == single.preparations


def test_numbered_device_is_read_as_it_is_written() -> None:
    named = ("oral-syringe-1ml", "oral-syringe-1ml#2")
    assert ask("citalopram", "10 mg", devices=named).request.devices == named


def test_only_named_devices_are_used() -> None:
    named = ("oral-syringe-1ml", "cylinder-100ml")
    for made in ask("citalopram", "0.37 mg", devices=named).preparations:
        used = {one.device for one in made.operations if hasattr(one, "device")}
        assert used <= set(named)


def test_only_named_products_and_methods_are_used() -> None:
    answer = ask("sertraline", "12.5 mg", products=("gb-sertraline-tablet-25",))
    assert {one.products for one in answer.preparations} == {("gb-sertraline-tablet-25",)}
    only = ask("sertraline", "12.5 mg", methods=("split-tablets",))
    assert {one.method for one in only.preparations} == {"split-tablets"}
    assert {one.method for one in only.refused} <= {"split-tablets"}


def test_no_device_leaves_what_needs_none() -> None:
    assert recommended(ask("sertraline", "50 mg", devices=())).method == "whole-tablets"
    assert "no-syringe" in refusals(ask("paroxetine", "1 mg", devices=()), "oral-liquid")


def test_dose_of_a_product_counts_on_the_scale_of_tablets() -> None:
    # 0.4 mg of drops * 5/4 = 0.5 mg
    own = pick_of(ask("citalopram", "0.4 mg", dose_of=DROPS), "diluted-liquid")
    tablet = pick_of(ask("citalopram", "0.5 mg"), "diluted-liquid")
    assert own.target == own.delivered == Mass.of("0.5")
    assert own.operations == tablet.operations
    assert ask("citalopram", "0.4 mg", dose_of=DROPS).request.dose == Mass.of("0.4")


def test_current_dose_is_on_the_same_scale_as_the_dose() -> None:
    request = request_with(dose="0.4 mg", dose_of=DROPS, current_dose="0.44 mg")
    question, repeated = resolve(request, CATALOGUE)
    assert question.current == Mass.of("0.55")
    assert repeated.current_dose == Mass.of("0.44")


def test_unknown_scale_is_refused_unless_the_dose_is_the_products_own() -> None:
    general = ask("citalopram", "2 mg", products=(UNKNOWN_SCALE,))
    assert not general.preparations
    assert "equivalence-unknown" in refusals(general, "oral-liquid")
    own = ask("citalopram", "2 mg", dose_of=UNKNOWN_SCALE)
    best = recommended(own)
    assert best.products == (UNKNOWN_SCALE,)
    assert best.delivered == Mass.of(2)
    assert {one.products for one in own.preparations} == {(UNKNOWN_SCALE,)}


@pytest.mark.parametrize(
    ("fields", "target", "times"),
    [
        ({}, "1", 1),
        ({"doses_per_day": 2}, "1", 2),
        ({"per": "day"}, "1/2", 2),
        ({"per": "day", "doses_per_day": 1}, "1", 1),
        ({"per": "day", "doses_per_day": 3}, "1/3", 3),
    ],
)
def test_daily_dose_is_divided_as_asked_or_as_the_text_says(
    fields: dict[str, object], target: str, times: int
) -> None:
    product = ("gb-venlafaxine-solution-7.5",)
    answer = ask("venlafaxine", "1 mg", products=product, max_error="40 %", **fields)
    best = recommended(answer)
    assert best.target == Mass(Fraction(target))
    assert best.doses_per_day == times
    assert answer.request.doses_per_day == fields.get("doses_per_day", 1)


def test_limit_is_repeated_as_it_was_asked_for() -> None:
    assert ask("citalopram", "10 mg").request.max_error is None
    assert ask("citalopram", "10 mg", max_error="12.5 %").request.max_error == "12.5 %"
    assert ask("citalopram", "10 mg", role="patient").request.max_error == "20 %"


def test_a_product_is_used_until_the_end_of_its_last_day_and_not_after_it() -> None:
    product = "gb-citalopram-drops-40"
    ask("citalopram", "0.37 mg", expiries={product: DATE.isoformat()})
    day_before = (DATE - dt.timedelta(days=1)).isoformat()
    with pytest.raises(InputError) as refused:
        ask("citalopram", "0.37 mg", expiries={product: day_before})
    assert (refused.value.code, refused.value.field) == ("expired", "expiries")
