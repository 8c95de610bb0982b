from __future__ import annotations

import pytest

from tests.cli.conftest import Call

UNREADABLE_DOSES = [
    ("", "empty"),
    ("5", "no-unit"),
    (".5 mg", "leading-point"),
    ("5. mg", "trailing-point"),
    ("1,000 mg", "doubtful-comma"),
    ("0,37 mg", "comma-not-decimal"),
    ("5 MG", "unit-case"),
    ("1e-3 mg", "exponent"),
    ("٣ mg", "foreign-digits"),
    ("1 000 mg", "blank-in-number"),
    ("0 mg", "zero"),
    ("nan mg", "not-a-number"),
    ("½ mg", "vulgar-fraction"),
    ("370 µg", "micro-sign"),
    ("5 mL", "not-a-mass"),
    ("mg", "no-number"),
    ("5 elephants", "unit-unknown"),
    ("5 mg" * 50, "too-long"),
    ("\udcff mg", None),
    ("5\x00mg", None),
    ("5\nmg", None),
]
BAD_OPTIONS = [
    (["--current", "x"], None),
    (["--current", "0.4"], "no-unit"),
    (["--highest-dose", "0.4"], "no-unit"),
    (["--market", "XX"], "unknown-choice"),
    (["--market", ""], "unknown-choice"),
    (["--have", "gb-nothing"], "unknown-product"),
    (["--device", "spoon"], "unknown-device"),
    (["--confirmed-device", "spoon"], "unknown-device"),
    (["--method", "prayer"], None),
    (["--dose-of", "gb-nothing"], "unknown-product"),
    (["--max-error", "20"], "no-unit"),
    (["--max-error", "twenty"], None),
    (["--max-error", "5 mg"], "not-a-proportion"),
    (["--date", "2026-02-30"], "date-unreadable"),
    (["--date", "20260301"], "date-unreadable"),
    (["--date", "01/03/2026"], "date-unreadable"),
    (["--date", "today"], "date-unreadable"),
    (["--override", "x"], "override-malformed"),
    (["--override", "=because"], "override-malformed"),
    (["--override", "code="], "override-malformed"),
    (["--override", "two words=because"], "override-malformed"),
    (["--override", "a=b", "--override", "a=c"], "override-twice"),
    (["--prepared-by", "a\nb"], "not-printable"),
    (["--checked-by", "\x1b[31m"], "not-printable"),
    (["--prepared-by", "\udcff"], "not-printable"),
    (["--override", "code=\x07"], "not-printable"),
]


@pytest.mark.parametrize(("dose", "code"), UNREADABLE_DOSES)
def test_a_dose_open_to_doubt_is_refused_with_its_own_reason(
    refused: Call, dose: str, code: str | None
) -> None:
    found = refused("dose", "citalopram", dose)
    assert found.status == 2
    assert found.error["code"] == (code or found.error["code"])
    assert found.error["remedy"]


def test_a_dose_below_zero_is_no_option(call: Call) -> None:
    found = call("dose", "--json", "--", "citalopram", "-1 mg")
    assert (found.status, found.error["code"]) == (2, "negative")


@pytest.mark.parametrize("drug", ["", "nothing", "citalopramm", "\udcff", "citalopram\n"])
def test_an_unknown_drug_is_refused(refused: Call, drug: str) -> None:
    found = refused("dose", drug, "0.37 mg")
    assert found.status == 2
    assert found.error["code"] in {"unknown-drug", "not-printable"}


@pytest.mark.parametrize(
    ("options", "code"), BAD_OPTIONS, ids=[" ".join(each) for each, _ in BAD_OPTIONS]
)
def test_a_bad_option_is_refused_with_a_remedy(
    refused: Call, options: list[str], code: str | None
) -> None:
    found = refused("dose", "citalopram", "0.37 mg", *options)
    assert found.status == 2
    assert found.error["code"] == (code or found.error["code"])
    assert found.error["remedy"]


@pytest.mark.parametrize("dose", ["0,37 mg", "0,37mg", "370 micrograms"])
def test_a_market_with_a_decimal_comma_takes_one(call: Call, dose: str) -> None:
    found = call("dose", "escitalopram", dose, "--market", "DE", "--json")
    assert found.status == 0
    assert found.json["request"]["dose"] == "0.37 mg"


def test_a_doubtful_point_is_refused_where_the_comma_is_decimal(refused: Call) -> None:
    assert refused("dose", "escitalopram", "1.125 mg", "--market", "DE").status == 2


def test_every_option_reaches_the_request(call: Call) -> None:
    options = {
        "--per": "day", "--doses-per-day": "2", "--current": "0.8 mg", "--highest-dose": "1 mg",
        "--market": "GB", "--have": "gb-citalopram-drops-40", "--method": "diluted-liquid",
        "--role": "gp", "--max-error": "20%", "--date": "2026-03-01",
        "--override": "dilution-off-label=as agreed", "--prepared-by": "Ann", "--checked-by": "Bo",
        "--confirmed-device": "oral-syringe-1ml", "--lang": "en",
    }  # fmt: skip
    typed = [text for pair in options.items() for text in pair]
    devices = ["--device", "oral-syringe-1ml", "--device", "oral-syringe-1ml"]
    found = call(
        "dose", "citalopram", "0.74 mg", *typed, *devices, "--device", "cylinder-50ml", "--json"
    )
    assert found.json["request"] == {
        "drug": "citalopram", "dose": "0.74 mg", "dose_of": "tablet", "per": "day",
        "doses_per_day": 2, "current_dose": "0.8 mg", "highest_dose": "1 mg", "market": "GB",
        "role": "gp", "max_error": "20 %", "days": 1, "date": "2026-03-01",
        "products": ["gb-citalopram-drops-40"], "methods": ["diluted-liquid"],
        "devices": ["oral-syringe-1ml", "oral-syringe-1ml#2", "cylinder-50ml"],
        "confirmed_devices": ["oral-syringe-1ml"], "prepared_by": "Ann", "checked_by": "Bo",
        "overrides": {"dilution-off-label": "as agreed"},
    }  # fmt: skip
