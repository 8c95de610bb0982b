from __future__ import annotations

import pytest

from taperlab import Catalogue
from taperlab.catalogue.export import export_document
from tests.cli.conftest import Call


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_the_list_names_every_drug(call: Call) -> None:
    shown, document = call("catalogue", "list"), call("catalogue", "list", "--json")
    drugs = Catalogue.shipped().drugs
    assert [each["id"] for each in document.json["drugs"]] == [drug.id for drug in drugs]
    assert all(drug.name in shown.text for drug in drugs)


@pytest.mark.parametrize("name", ["citalopram", "Citalopram", "CITALOPRAM"])
def test_a_drug_is_shown_with_its_products(call: Call, name: str) -> None:
    shown, document = call("catalogue", "show", name), call("catalogue", "show", name, "--json")
    products = Catalogue.shipped().drug("citalopram").products
    assert [each["id"] for each in document.json["products"]] == [each.id for each in products]
    assert document.json["drug"]["id"] == "citalopram"
    assert all(each.id in shown.text for each in products)
    assert max(map(len, shown.text.splitlines())) <= 80


def test_an_unknown_drug_is_refused_with_a_near_name(refused: Call) -> None:
    found = refused("catalogue", "show", "citalopran")
    assert (found.status, found.error["code"]) == (2, "unknown-drug")
    assert "italopram" in found.error["remedy"]


def test_the_audit_lists_what_to_look_at_again(call: Call) -> None:
    shown, document = call("catalogue", "audit"), call("catalogue", "audit", "--json")
    assert shown.status == document.status == 0
    places = {each["place"] for each in document.json["findings"]}
    assert places
    assert all(place in shown.text for place in places)
    assert max(map(len, shown.text.splitlines())) <= 80


@pytest.mark.parametrize("option", [[], ["--json"]], ids=["plain", "json"])
def test_the_export_is_the_whole_catalogue(call: Call, option: list[str]) -> None:
    document = call("catalogue", "export", *option).json
    assert document["schema"] == "taperlab/catalogue/1"
    assert document["hash"] == export_document(Catalogue.shipped())["hash"]
    assert "gb-citalopram-drops-40" in {each["id"] for each in document["products"]}
