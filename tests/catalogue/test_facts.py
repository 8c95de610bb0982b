"""Facts of the first twelve drugs, typed by hand from the texts they were read in."""

from __future__ import annotations

from fractions import Fraction

import pytest

from taperlab.catalogue import Catalogue
from taperlab.quantities import (
    Concentration,
    DropRate,
    Mass,
    Volume,
    canonical,
)

CATALOGUE = Catalogue.shipped()
PRODUCTS = CATALOGUE.products


@pytest.mark.parametrize(
    ("drug", "products"),
    [
        ("citalopram", (6, 5, 3, 4)),
        ("escitalopram", (5, 5, 4, 1)),
        ("sertraline", (17, 6, 2, 0)),
        ("fluoxetine", (13, 8, 0, 0)),
        ("paroxetine", (10, 8, 0, 0)),
        ("venlafaxine", (20, 10, 3, 0)),
        ("duloxetine", (4, 4, 4, 0)),
        ("mirtazapine", (15, 7, 3, 0)),
        ("diazepam", (14, 5, 3, 0)),
        ("olanzapine", (25, 10, 6, 0)),
        ("quetiapine", (33, 11, 4, 0)),
        ("risperidone", (15, 12, 5, 0)),
    ],
)
def test_each_market_has_its_products(drug: str, products: tuple[int, int, int, int]) -> None:
    markets = ("GB", "US", "DK", "DE")
    assert tuple(len(CATALOGUE.products_of(drug, market)) for market in markets) == products


@pytest.mark.parametrize(
    ("product", "strength"),
    [
        ("gb-citalopram-drops-40", "40 mg/mL"),
        ("de-citalopram-drops-20", "20 mg/mL"),
        ("us-citalopram-solution-2", "2 mg/mL"),
        ("gb-escitalopram-drops-20", "20 mg/mL"),
        ("gb-sertraline-tablet-12.5", "12.5 mg/tablet"),
        ("us-sertraline-concentrate-20", "20 mg/mL"),
        ("gb-fluoxetine-dispersible-20", "20 mg/tablet"),
        ("gb-fluoxetine-solution-4", "4 mg/mL"),
        ("gb-paroxetine-suspension-2", "2 mg/mL"),
        ("gb-venlafaxine-solution-7.5", "7.5 mg/mL"),
        ("gb-venlafaxine-mr-capsule-75", "75 mg/capsule"),
        ("gb-venlafaxine-sachet-150", "150 mg/sachet"),
        ("gb-duloxetine-ec-capsule-30", "30 mg/capsule"),
        ("gb-mirtazapine-orodispersible-15", "15 mg/tablet"),
        ("gb-mirtazapine-special-solution-0.15", "0.15 mg/mL"),
        ("gb-diazepam-solution-0.4", "0.4 mg/mL"),
        ("us-diazepam-concentrate-5", "5 mg/mL"),
        ("gb-olanzapine-lyophilisate-5", "5 mg/tablet"),
        ("gb-olanzapine-special-suspension-0.5", "0.5 mg/mL"),
        ("gb-olanzapine-special-solution-0.25", "0.25 mg/mL"),
        ("gb-quetiapine-suspension-20", "20 mg/mL"),
        ("gb-risperidone-tablet-0.25", "0.25 mg/tablet"),
        ("gb-risperidone-special-solution-0.025", "0.025 mg/mL"),
    ],
)
def test_strengths_are_those_of_the_labels(product: str, strength: str) -> None:
    assert canonical(CATALOGUE.product(product).strength) == strength


def test_british_citalopram_drops_count_five_for_four_and_german_ones_equal() -> None:
    british, german = "gb-citalopram-drops-40", "de-citalopram-drops-20"
    assert CATALOGUE.product(british).counts_as == Concentration.of(50)
    assert CATALOGUE.product(british).ratio == Fraction(5, 4)
    assert CATALOGUE.product(german).ratio == 1
    assert CATALOGUE.product(british).came_from("counts_as").source == ("sps_ssri", "cit_drops_spc")


def test_what_milligrams_count_as_is_unknown_where_the_text_does_not_say() -> None:
    unknown = {product.id for product in PRODUCTS if product.counts_as is None}
    assert unknown == {
        "gb-citalopram-special-suspension-2",
        "gb-citalopram-special-suspension-4",
        "us-fluoxetine-ec-capsule-90",
        "us-paroxetine-mr-tablet-12.5",
        "us-paroxetine-mr-tablet-25",
        "us-paroxetine-mr-tablet-37.5",
        "gb-lithium-solution-101.8",
        "gb-lithium-solution-104",
        "gb-lithium-solution-203.6",
    }
    factors = {product.id for product in PRODUCTS if product.ratio not in {None, Fraction(1)}}
    assert factors == {"gb-citalopram-drops-40"}


def test_dropper_bottles_say_how_many_drops_make_a_millilitre() -> None:
    droppers = {product.id for product in PRODUCTS if product.closure == "dropper"}
    assert droppers == {
        "gb-citalopram-drops-40",
        "de-citalopram-drops-20",
        "gb-escitalopram-drops-20",
        "de-escitalopram-drops-20",
    }
    assert all(CATALOGUE.product(name).drops_per_ml == DropRate.of(20) for name in droppers)


def test_concentrates_that_must_be_diluted_say_so() -> None:
    must = {product.id for product in PRODUCTS if product.must_dilute}
    assert must == {
        "gb-sertraline-concentrate-20",
        "us-sertraline-concentrate-20",
        "us-diazepam-concentrate-5",
        "us-lorazepam-concentrate-2",
        "us-alprazolam-concentrate-1",
    }
    sertraline = CATALOGUE.product("us-sertraline-concentrate-20")
    assert sertraline.dilution == "drink-whole"
    assert sertraline.drink_volume == Volume.of(120)
    assert sertraline.diluents == (
        "water",
        "ginger ale",
        "lemon/lime soda",
        "lemonade",
        "orange juice",
    )


def test_risperidone_solution_goes_into_four_drinks() -> None:
    for product in ("gb-risperidone-solution-1", "us-risperidone-solution-1"):
        found = CATALOGUE.product(product)
        assert found.diluents == ("water", "coffee", "orange juice", "low-fat milk")
        assert found.drink_volume == Volume.of(100)
        assert found.cautions == ("no-tea-no-cola",)


@pytest.mark.parametrize(
    ("product", "split"),
    [
        ("gb-paroxetine-tablet-10", "halves"),
        ("gb-paroxetine-tablet-20", "halves"),
        ("gb-paroxetine-tablet-30", "none"),
        ("gb-paroxetine-tablet-40", "unknown"),
        ("gb-quetiapine-tablet-150", "halves"),
        ("gb-quetiapine-tablet-25", "unknown"),
        ("gb-fluoxetine-dispersible-20", "halves"),
        ("de-citalopram-tablet-10", "none"),
        ("de-citalopram-tablet-20", "halves"),
        ("us-sertraline-tablet-25", "halves"),
        ("us-diazepam-tablet-2", "unknown"),
    ],
)
def test_halves_are_allowed_where_a_text_allows_them(product: str, split: str) -> None:
    assert CATALOGUE.product(product).may_split == split


def test_tablets_that_may_be_dispersed_are_those_of_the_advice() -> None:
    dispersed = {(product.drug, product.may_disperse) for product in PRODUCTS}
    assert {drug for drug, how in dispersed if how == "aliquot"} == {
        "fluoxetine",
        "lamotrigine",
        "olanzapine",
    }
    assert {drug for drug, how in dispersed if how == "whole"} == {
        "citalopram",
        "escitalopram",
        "sertraline",
        "paroxetine",
        "diazepam",
        "mirtazapine",
    }


def test_duloxetine_has_no_liquid() -> None:
    assert {product.form for product in CATALOGUE.drug("duloxetine").products} == {"capsule"}


def test_venlafaxine_liquids_are_divided_into_two_doses_with_food() -> None:
    liquids = [product for product in CATALOGUE.drug("venlafaxine").products if product.is_liquid]
    assert len(liquids) == 7
    assert {(product.doses_per_day, product.with_food) for product in liquids} == {(2, True)}


@pytest.mark.parametrize(
    ("drug", "market", "dose"),
    [
        ("citalopram", "GB", "40"),
        ("escitalopram", "US", "20"),
        ("sertraline", "GB", "200"),
        ("fluoxetine", "US", "80"),
        ("paroxetine", "GB", "60"),
        ("venlafaxine", "GB", "375"),
        ("duloxetine", "GB", "120"),
        ("mirtazapine", "US", "45"),
        ("diazepam", "GB", "30"),
        ("olanzapine", "US", "20"),
        ("quetiapine", "GB", "800"),
        ("risperidone", "GB", "16"),
    ],
)
def test_highest_daily_doses(drug: str, market: str, dose: str) -> None:
    limits = {limit.market: limit.dose for limit in CATALOGUE.drug(drug).max_daily}
    assert {key: value for key, value in limits.items() if key == market} == {market: Mass.of(dose)}


@pytest.mark.parametrize(
    ("drug", "curve", "emax", "ed50"),
    [
        ("citalopram", "sorensen2022-sert-striatum", "83.98", "2.33"),
        ("escitalopram", "sorensen2022-sert-caudate", "75.35", "0.66"),
        ("sertraline", "sorensen2022-sert-striatum", "92.01", "7.72"),
        ("fluoxetine", "sorensen2022-sert-striatum", "86.12", "1.89"),
        ("paroxetine", "sorensen2022-sert-striatum", "97.14", "5.6"),
        ("venlafaxine", "sorensen2022-sert-striatum", "90.07", "5.8"),
        ("duloxetine", "takano2006-sert-thalamus", "100", "7.9"),
        ("olanzapine", "kapur1999-d2-striatum", "92", "3.2"),
        ("risperidone", "kapur1999-d2-striatum", "91", "0.8"),
    ],
)
def test_occupancy_curves(drug: str, curve: str, emax: str, ed50: str) -> None:
    curves = {found.name: found for found in CATALOGUE.drug(drug).curves}
    assert curves[curve].emax.amount * 100 == Fraction(emax)
    assert curves[curve].ed50 == Mass.of(ed50)


def test_solubility_is_known_where_it_decides() -> None:
    known = {drug.id: drug.solubility.water for drug in CATALOGUE.drugs if drug.solubility}
    assert known == {"fluoxetine": Concentration.of(14), "diazepam": Concentration.of("0.05")}


def test_excipients_have_their_amounts() -> None:
    amounts = {
        (product.id, excipient.name): excipient.amount or excipient.stated
        for product in PRODUCTS
        for excipient in product.excipients
    }
    assert amounts["gb-citalopram-drops-40", "ethanol"] == Concentration.of(76)
    assert amounts["gb-escitalopram-drops-20", "ethanol"] == Concentration.of(94)
    assert amounts["gb-diazepam-solution-0.4", "propylene glycol"] == Concentration.of("81.8")
    assert amounts["us-sertraline-concentrate-20", "ethanol"] == "12 %"
