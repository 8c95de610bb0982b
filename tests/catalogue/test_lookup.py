"""Names are found, or near ones are offered."""

from __future__ import annotations

import pytest

from taperlab.catalogue import Catalogue, UnknownNameError
from taperlab.messages import Message
from taperlab.wording import Wording

CATALOGUE = Catalogue.shipped()


@pytest.mark.parametrize("name", ["citalopram", "Citalopram", "CITALOPRAM", " citalopram "])
def test_a_drug_is_found_by_its_name_in_capitals_or_not(name: str) -> None:
    assert CATALOGUE.drug(name).id == "citalopram"


@pytest.mark.parametrize(
    ("kind", "name", "near"),
    [
        ("drug", "citalopran", "Citalopram"),
        ("drug", "Sertralin", "Sertraline"),
        ("product", "gb-citalopram-drop-40", "gb-citalopram-drops-40"),
        ("device", "oral-syringe-1mL", "oral-syringe-1ml"),
        ("market", "GBR", "GB"),
    ],
)
def test_an_unknown_name_is_refused_with_near_ones(kind: str, name: str, near: str) -> None:
    with pytest.raises(UnknownNameError) as refused:
        getattr(CATALOGUE, kind)(name)
    assert refused.value.code == f"unknown-{kind}"
    assert near in refused.value.near
    assert name in Wording().text(refused.value.problem)
    assert near in Wording().text(refused.value.remedy)


@pytest.mark.parametrize("kind", ["drug", "product", "device", "market"])
def test_a_name_like_no_other_is_refused_with_what_there_is(kind: str) -> None:
    with pytest.raises(UnknownNameError) as refused:
        getattr(CATALOGUE, kind)("\u2603\u2603\u2603")
    assert not refused.value.near
    assert Wording().text(refused.value.remedy)


def test_the_products_of_a_drug_are_those_of_the_market_alone() -> None:
    found = CATALOGUE.products_of("Citalopram", "de")
    assert [product.id for product in found] == [
        "de-citalopram-tablet-10",
        "de-citalopram-tablet-20",
        "de-citalopram-tablet-40",
        "de-citalopram-drops-20",
    ]
    assert CATALOGUE.products_of("quetiapine", "DE") == ()


def test_an_unknown_drug_or_market_has_no_products() -> None:
    with pytest.raises(UnknownNameError, match="unknown-drug"):
        CATALOGUE.products_of("aspirin", "GB")
    with pytest.raises(UnknownNameError, match="unknown-market"):
        CATALOGUE.products_of("citalopram", "FR")


def test_the_markets_are_those_that_have_products() -> None:
    assert CATALOGUE.markets == ("GB", "US", "DK", "DE")


def test_every_caution_has_words() -> None:
    for product in CATALOGUE.products:
        for code in product.cautions:
            text = Wording().text(Message(f"catalogue.{code}", product=product.name))
            assert product.name in text
