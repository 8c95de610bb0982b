from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab.checker import verify_document
from taperlab.checker.reading import Reading
from taperlab.messages import InputError
from tests.checker.documents import (
    CASES,
    CATALOGUE,
    UNSAID,
    Document,
    Operations,
    discard,
    document,
    draw,
    make_up,
    mix,
    pour,
    preparation,
    sealed,
    take,
    vessel,
)
from tests.sheets.prepared import prepared

Change = Callable[[Document], object]


def verify(changed: Document) -> Reading:
    return verify_document(sealed(changed), CATALOGUE, "answer.json")


def codes(reading: Reading) -> set[str]:
    return {finding.code for finding in reading.findings if finding.severity == "stop"}


def others(reading: Reading) -> set[str]:
    return codes(reading) - UNSAID


def first(changed: Document) -> Document:
    found: Document = changed["preparations"][0]
    return found


def operation(changed: Document, number: int) -> Document:
    found: Document = first(changed)["operations"][number - 1]
    return found


@pytest.mark.parametrize("name", CASES)
def test_an_honest_document_agrees(name: str) -> None:
    reading = verify(document(name))
    assert not others(reading)
    assert reading.delivered == first(document(name))["delivered"]


def test_counted_milligrams_are_those_of_the_tablet() -> None:
    # 0.5 mL of 40 mg/mL is 20 mg in the bottle and counts 5/4 of that: 25 mg in 50 mL;
    # 0.74 mL of it holds 0.37 mg
    assert verify(document("diluted")).delivered == "0.37 mg"


TAMPERED: list[tuple[str, Change, str]] = [
    ("diluted", lambda d: operation(d, 1).update(volume="0.49 mL"), "wrong-delivered"),
    ("diluted", lambda d: operation(d, 1).update(volume="0.505 mL"), "off-the-mark"),
    ("diluted", lambda d: operation(d, 1).update(volume="0.51 mL"), "does-not-fit"),
    ("diluted", lambda d: operation(d, 1).update(volume="0.05 mL"), "below-smallest"),
    ("diluted", lambda d: operation(d, 1).update(volume="-0.5 mL"), "not-above-zero"),
    ("diluted", lambda d: operation(d, 1).update(volume="0,5 mL"), "not-a-figure"),
    ("diluted", lambda d: operation(d, 1).update(fills=3), "off-the-mark"),
    ("diluted", lambda d: operation(d, 1).update(fills=0), "no-fills"),
    (
        "diluted",
        lambda d: operation(d, 1).update(device="oral-syringe-2.5ml"),
        "device-not-at-hand",
    ),
    ("diluted", lambda d: operation(d, 1).update(device="oral-syringe-3ml"), "unknown-device"),
    ("diluted", lambda d: operation(d, 1).update(device="cylinder-50ml"), "wrong-device"),
    (
        "diluted",
        lambda d: operation(d, 1).update({"from": "gb-citalopram-drops-4"}),
        "nothing-there",
    ),
    ("diluted", lambda d: operation(d, 2).update(to="55 mL"), "does-not-fit"),
    ("diluted", lambda d: operation(d, 2).update(to="0.4 mL"), "already-more"),
    ("diluted", lambda d: operation(d, 2).update(to="45 mL"), "wrong-vessel"),
    ("diluted", lambda d: operation(d, 2).update(liquid="milk"), "wrong-diluent"),
    ("diluted", lambda d: operation(d, 4).update(volume="0.73 mL"), "wrong-delivered"),
    ("diluted", lambda d: operation(d, 4).update(volume="60 mL"), "not-enough"),
    ("diluted", lambda d: operation(d, 4).update(into="gb-citalopram-drops-40"), "into-a-product"),
    ("diluted", lambda d: first(d)["operations"].pop(1), "not-enough"),
    ("diluted", lambda d: first(d)["operations"].pop(2), "not-mixed"),
    ("diluted", lambda d: first(d)["operations"].pop(4), "left-over"),
    ("diluted", lambda d: first(d).update(delivered="0.38 mg"), "wrong-delivered"),
    ("diluted", lambda d: first(d).update(target="0.38 mg"), "wrong-target"),
    ("diluted", lambda d: first(d).update(bias="0.10 %"), "wrong-bias"),
    ("diluted", lambda d: first(d).update(waste="24.62 mg"), "wrong-waste"),
    ("diluted", lambda d: first(d).update(worst=["0.38 mg", "0.44 mg"]), "outside-worst"),
    ("diluted", lambda d: first(d).update(rating="acceptable", error="20.01 %"), "wrong-rating"),
    ("diluted", lambda d: first(d).update(rating="poor", error="30.00 %"), "poor-recommended"),
    ("diluted", lambda d: first(d).update(error="7.00 %"), "wrong-error"),
    ("diluted", lambda d: first(d)["budget"].append(first(d)["budget"][0]), "wrong-uncertainty"),
    ("diluted", lambda d: first(d).update(error="not known"), "unknown-error-trusted"),
    ("diluted", lambda d: first(d).update(keep="2026-03-08"), "wrong-keep"),
    ("diluted", lambda d: first(d).update(vessels={}), "vessel-untold"),
    ("diluted", lambda d: first(d).update(products=[]), "wrong-products"),
    ("diluted", lambda d: first(d)["working"].append("25 mg in 40 mL = 0.5 mg/mL"), "wrong-sum"),
    ("diluted", lambda d: first(d)["working"].append("that is 7 mg in all"), "unknown-figure"),
    ("diluted", lambda d: d["preparations"].append(first(d)), "two-recommended"),
    (
        "diluted",
        lambda d: d["request"].update(current_dose="0.36 mg", dose="0.36 mg"),
        "wrong-target",
    ),
    ("diluted", lambda d: d["request"].update(market="DE"), "another-drug"),
    ("diluted", lambda d: d["request"].update(drug="citalopran"), "unknown-drug"),
    ("tablet", lambda d: operation(d, 1).update(pieces=["1", "1"]), "wrong-delivered"),
    (
        "tablet",
        lambda d: operation(d, 1).update(product="gb-sertraline-tablet-13"),
        "unknown-product",
    ),
    (
        "tablet",
        lambda d: operation(d, 1).update(product="gb-sertraline-tablet-25"),
        "wrong-delivered",
    ),
    ("tablet", lambda d: operation(d, 1).update(pieces=["1/3"]), "below-a-quarter"),
    ("neat", lambda d: operation(d, 1).update(volume="0.16 mL"), "wrong-delivered"),
    (
        "neat",
        lambda d: operation(d, 1).update({"from": "gb-escitalopram-tablet-5"}),
        "unit-as-liquid",
    ),
    ("drops", lambda d: operation(d, 1).update(drops=4), "wrong-delivered"),
    ("drops", lambda d: operation(d, 1).update(drops=0), "not-above-zero"),
    ("drink", lambda d: operation(d, 1).update(into="dose"), "must-be-diluted"),
    ("drink", lambda d: operation(d, 2).update(liquid="milk"), "wrong-diluent"),
    ("dispersed", lambda d: operation(d, 2).update(what="sparkling water"), "sparkling"),
    ("aliquot", lambda d: first(d).update(recommended=True), "aliquot-recommended"),
    ("aliquot", lambda d: first(d).update(error="8.00 %"), "aliquot-error-claimed"),
    ("aliquot", lambda d: d["request"].update(role="patient"), "aliquot-for-patient"),
    ("fills", lambda d: operation(d, 1).update(fills=1), "does-not-fit"),
]


@pytest.mark.parametrize(("name", "change", "code"), TAMPERED)
def test_a_single_change_is_found(name: str, change: Change, code: str) -> None:
    changed = document(name)
    change(changed)
    assert code in codes(verify(changed))


UNBROKEN = [
    ("duloxetine", "EC", "1", "glass", "disperse-forbidden"),
    ("venlafaxine", "MR", "1", "glass", "disperse-forbidden"),
    ("venlafaxine", "MR", "1/2", "dose", "split-forbidden"),
    ("duloxetine", "EC", "1/2", "dose", "split-forbidden"),
    ("fluoxetine", "IR", "1/2", "dose", "split-forbidden"),  # a capsule
]


@pytest.mark.parametrize(("drug", "release", "piece", "into", "code"), UNBROKEN)
def test_what_must_not_be_broken_is_found(
    drug: str, release: str, piece: str, into: str, code: str
) -> None:
    products = CATALOGUE.products_of(drug, "GB")
    kind = next(one.id for one in products if one.release == release and not one.is_liquid)
    operations = [take(kind, [piece], into), *([pour("glass")] if into == "glass" else [])]
    changed = document("tablet")
    changed["request"].update(drug=drug)
    changed["preparations"] = [preparation("20 mg", operations)]
    assert code in codes(verify(changed))


OF_A_DRINK: Operations = [
    draw("us-sertraline-concentrate-20", "1 mL", "oral-syringe-2.5ml", "cylinder"),
    make_up("cylinder", "100 mL", "cylinder-100ml"),
    mix("cylinder"),
    draw("cylinder", "5 mL", "oral-syringe-5ml", "dose"),
]
KEPT = {"op": "keep", "vessel": "cylinder", "until": "2026-03-08", "where": "in the fridge"}


@pytest.mark.parametrize(
    ("role", "last", "found"),
    [
        ("pharmacist", discard("cylinder"), set()),
        ("patient", discard("cylinder"), {"part-of-a-drink"}),
        ("pharmacist", KEPT, {"kept-forbidden", "wrong-keep"}),
    ],
)
def test_a_part_of_a_must_dilute_liquid_is_taken_at_once_and_by_a_pharmacist(
    role: str, last: Document, found: set[str]
) -> None:
    changed = document("drink", role=role)
    devices = ["oral-syringe-2.5ml", "oral-syringe-5ml", "cylinder-100ml"]
    changed["request"].update(dose="1 mg", devices=devices)
    kept = last == KEPT
    changed["preparations"] = [
        preparation(
            "1 mg",
            [*OF_A_DRINK, last],
            vessels={"cylinder": vessel("100 mL", "0.2 mg/mL", "20 mg")},  # 1 mL of 20 mg/mL
            waste="0 mg" if kept else "19 mg",
            keep="2026-03-08" if kept else "at once",
        )
    ]
    assert others(verify(changed)) == found


def test_a_dose_above_the_current_one_is_found_only_where_the_target_is_not() -> None:
    changed = document("neat", current="3 mg")
    operation(changed, 1).update(volume="0.16 mL")  # 3.2 mg for 3 mg
    first(changed).update(delivered="3.2 mg", bias="6.67 %")
    assert "above-current" in codes(verify(changed))
    changed["request"]["current_dose"] = "2.9 mg"  # a step back up was asked for
    assert "above-current" not in codes(verify(changed))


def test_a_daily_dose_is_divided() -> None:
    changed = document("tablet")
    changed["request"].update(per="day", dose="25 mg", doses_per_day=2)
    first(changed).update(doses_per_day=2)
    assert not others(verify(changed))


def test_the_stated_daily_maximum_is_held() -> None:
    changed = document("tablet")
    changed["request"].update(dose="250 mg")  # 200 mg a day is the most
    operation(changed, 1).update(pieces=["1"] * 20)
    changed["preparations"] = [preparation("250 mg", first(changed)["operations"])]
    assert "above-daily" in codes(verify(changed))


def test_another_catalogue_is_noted_and_does_not_stop() -> None:
    changed = document("diluted")
    changed["catalogue"]["hash"] = "0" * 12
    reading = verify(changed)
    notes = [finding.code for finding in reading.findings if finding.severity == "note"]
    assert notes == ["other-catalogue", "answer-not-recomputed"]
    assert not others(reading)


@given(position=st.integers(0, 3000), digit=st.sampled_from("0123456789"))
def test_a_digit_changed_anywhere_is_found(position: int, digit: str) -> None:
    honest = sealed(document("diluted")).decode()
    places = [match.start() for match in re.finditer(r"\d", honest)]
    at = places[position % len(places)]
    changed = honest[:at] + digit + honest[at + 1 :]
    try:
        reading = verify_document(changed.encode(), CATALOGUE, "answer.json")
    except InputError:
        return
    assert changed == honest or others(reading)


NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


@given(
    name=st.sampled_from(CASES),
    pick=st.integers(0, 50),
    number=st.decimals("0.01", "200", places=2),
)
def test_a_changed_number_in_the_operations_is_found_or_leaves_the_dose_equal(
    name: str, pick: int, number: Decimal
) -> None:
    changed = document(name)
    places = [
        (one, key)
        for one in first(changed)["operations"]
        for key, value in one.items()
        if key in {"volume", "to", "drops", "fills", "pieces"} and value
    ]
    one, key = places[pick % len(places)]
    whole = max(int(number), 1)
    if key == "pieces":
        one[key] = [str(whole)]
    else:
        one[key] = whole if isinstance(one[key], int) else f"{number} mL"
    reading = verify(changed)
    assert others(reading) or reading.delivered == first(changed)["delivered"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "damaged"),
        (b"{", "damaged"),
        (b"\xff\xfe", "damaged"),
        (b"[1, 2]", "damaged"),
        (b"{}", "not-an-answer"),
        (b'{"schema": "taperlab/letter/1"}', "not-an-answer"),
        (b'{"schema": "taperlab/answer/1"}', "damaged"),
    ],
)
def test_what_is_no_answer_cannot_be_judged(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as raised:
        verify_document(data, CATALOGUE, "letter.txt")
    assert raised.value.code == code


def test_an_operation_with_an_unknown_field_is_not_passed_over() -> None:
    changed = document("diluted")
    operation(changed, 4).update(twice=True)
    with pytest.raises(InputError):
        verify(changed)


def test_the_reading_is_written_as_the_contract_says() -> None:
    written = json.loads(verify(document("diluted")).to_json())
    assert list(written) == ["schema", "drug", "delivered", "operations", "agrees", "findings"]
    assert written["schema"] == "taperlab/reading/1"
    assert written["operations"] == first(document("diluted"))["operations"]


def test_each_finding_is_written_with_its_sentence() -> None:
    changed = document("diluted")
    first(changed).update(delivered="0.38 mg")
    written = json.loads(verify(changed).to_json())
    assert written["agrees"] is False
    said = {finding["code"]: finding["text"] for finding in written["findings"]}
    assert said["wrong-delivered"] == "It says 0.38 mg; the operations give 0.37 mg."


@pytest.mark.parametrize("name", ["bottle", "capsules", "stored"])
def test_a_batch_that_does_not_hold_its_doses_is_found(name: str) -> None:
    document = json.loads(prepared(name).to_json())
    document["request"]["days"] = 400
    reading = verify_document(json.dumps(document).encode(), CATALOGUE, name)
    assert "batch-too-small" in {one.code for one in reading.findings}
