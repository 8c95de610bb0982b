"""Rules that every fact of the catalogue keeps."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

import pytest

from taperlab.catalogue import Catalogue, Product
from taperlab.quantities import Content, Mass, parse_any

CATALOGUE = Catalogue.shipped()
PRODUCTS = CATALOGUE.products
LABEL = re.compile(r"[0-9.]+ (?:mg|micrograms?)(?:/(?:5 )?mL)?")
RELEASED = [product for product in PRODUCTS if product.release != "IR"]


@pytest.mark.parametrize("product", RELEASED, ids=lambda product: product.id)
def test_slow_release_and_gastro_resistant_forms_are_left_whole(product: Product) -> None:
    assert product.may_split == "none"
    assert product.may_disperse == "none"


def test_capsules_sachets_and_crumbling_tablets_are_not_split() -> None:
    forms = {"capsule", "oral-powder-sachet", "oral-lyophilisate", "orodispersible-tablet"}
    assert {product.may_split for product in PRODUCTS if product.form in forms} == {"none"}


def test_every_name_is_the_only_one_in_its_market() -> None:
    names = Counter((product.market, product.name) for product in PRODUCTS)
    assert not [name for name, times in names.items() if times > 1]


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.id)
def test_a_name_states_the_strength(product: Product) -> None:
    label = LABEL.search(product.name)
    assert label is not None
    stated = parse_any(label[0])
    physical = product.strength
    if isinstance(physical, Content):
        assert stated == Mass(physical.amount)
    else:
        assert stated == physical


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.id)
def test_an_id_tells_market_drug_and_strength(product: Product) -> None:
    market, drug, *_, strength = product.id.split("-")
    assert (market.upper(), drug) == (product.market, product.drug)
    assert Fraction(strength) == product.strength.amount


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.id)
def test_a_product_is_consistent_in_itself(product: Product) -> None:
    assert (product.liquid is not None) == product.is_liquid
    assert (product.supply == "special") == ("special-to-order" in product.cautions)
    if product.drink_volume is not None or product.must_dilute:
        assert product.dilution == "drink-whole"
    if product.dilution in {"drink-whole", "aliquot-at-once", "store"}:
        assert product.diluents
    if product.counts_as is not None:
        assert type(product.counts_as) is type(product.strength)


def test_a_drug_without_a_curve_says_why() -> None:
    for drug in CATALOGUE.drugs:
        assert bool(drug.curves) != bool(drug.no_model)


def test_every_fact_has_a_source_that_the_catalogue_lists() -> None:
    for product in PRODUCTS:
        for fact in product.provenance.values():
            assert fact.source
            assert set(fact.source) <= set(CATALOGUE.sources)


def test_what_is_remembered_is_marked_as_that() -> None:
    for product in PRODUCTS:
        for fact in product.provenance.values():
            if fact.source == ("memory",):
                assert fact.confidence in {"memory", "assumption"}
