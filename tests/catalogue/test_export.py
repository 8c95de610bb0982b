"""The exported document keeps the contract."""

from __future__ import annotations

from typing import Any

import msgspec

from taperlab.catalogue import Catalogue
from taperlab.catalogue.export import export_document
from taperlab.quantities import parse_any

DOCUMENT = msgspec.json.decode(msgspec.json.encode(export_document(Catalogue.shipped())))
PRODUCTS = {product["id"]: product for product in DOCUMENT["products"]}
QUANTITIES = ("strength", "counts_as", "drink_volume", "drops_per_ml", "pack")


def test_the_document_names_itself_and_its_content() -> None:
    assert DOCUMENT["schema"] == "taperlab/catalogue/1"
    assert DOCUMENT["version"] == Catalogue.shipped().version
    assert DOCUMENT["hash"] == Catalogue.shipped().hash


def test_a_drug_has_its_curves_and_limits() -> None:
    drug = next(drug for drug in DOCUMENT["drugs"] if drug["id"] == "citalopram")
    assert drug["name"] == "Citalopram"
    curve = drug["curves"][0]
    assert (curve["target"], curve["emax"], curve["ed50"]) == ("SERT", "83.98 %", "2.33 mg")
    assert curve["source"] == ["sorensen_params", "sorensen2022"]
    assert drug["max_daily"][0]["dose"] == "40 mg"
    assert drug["max_daily"][0]["source"]


def test_a_product_has_the_fields_of_the_contract() -> None:
    drops = PRODUCTS["gb-citalopram-drops-40"]
    wanted = {
        "drug": "citalopram",
        "market": "GB",
        "name": "Citalopram 40 mg/mL oral drops",
        "form": "oral-drops",
        "release": "IR",
        "strength": "40 mg/mL",
        "counts_as": "50 mg/mL",
        "may_split": "none",
        "may_disperse": "none",
        "dilution": "aliquot-at-once",
        "diluents": ["water", "orange juice", "apple juice"],
        "drops_per_ml": "20 drops/mL",
        "closure": "dropper",
        "doses_per_day": 1,
        "supply": "licensed",
        "source": ["dmd_ssri"],
    }
    assert {name: drops[name] for name in wanted} == wanted


def test_what_a_strength_counts_as_is_given_when_equal_and_absent_when_unknown() -> None:
    assert PRODUCTS["gb-citalopram-tablet-20"]["counts_as"] == "20 mg/tablet"
    assert "counts_as" not in PRODUCTS["gb-citalopram-special-suspension-2"]


def test_devices_have_marks_and_tolerance() -> None:
    device = next(found for found in DOCUMENT["devices"] if found["id"] == "oral-syringe-1ml")
    assert device["kind"] == "oral-syringe"
    assert (device["capacity"], device["graduation"]) == ("1 mL", "0.01 mL")
    assert device["smallest"] == "0.11 mL"
    assert device["tolerance"] == [
        {"fixed": "0.015 mL", "relative": "2 %"},
        {"fixed": "0 mL", "relative": "5 %"},
    ]


def test_every_quantity_is_a_string_that_can_be_read_back() -> None:
    for product in DOCUMENT["products"]:
        for name in QUANTITIES:
            assert name not in product or parse_any(product[name])


def test_no_number_is_a_float_and_no_provenance_is_left_packed() -> None:
    def walk(value: Any) -> None:  # noqa: ANN401 - any part of a JSON document
        assert not isinstance(value, float)
        if isinstance(value, dict):
            assert "provenance" not in value
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                walk(item)

    walk(DOCUMENT)


def test_every_record_says_where_it_is_from() -> None:
    evidence = ("max_daily", "curves", "points", "stability", "remarks")
    of_drugs = [record for drug in DOCUMENT["drugs"] for name in evidence for record in drug[name]]
    assert of_drugs
    for record in (*DOCUMENT["products"], *DOCUMENT["devices"], *of_drugs):
        assert record["source"]
        assert record["confidence"] in {"primary", "secondary", "memory", "assumption"}
        assert record["read"]


def test_a_gate_is_given_where_there_is_one() -> None:
    drugs = {drug["id"]: drug for drug in DOCUMENT["drugs"]}
    assert drugs["lithium"]["gate"] == "pharmacist"
    assert drugs["lithium"]["facts"]["gate"]["source"] == ["memory"]
    assert "gate" not in drugs["citalopram"]


def test_nothing_shipped_is_local() -> None:
    for kind in ("drugs", "products", "devices"):
        assert {entry["local"] for entry in DOCUMENT[kind]} == {False}
