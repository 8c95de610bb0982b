"""Facts of the other twenty-one drugs, typed by hand from the texts they were read in."""

from __future__ import annotations

from fractions import Fraction

import pytest

from taperlab.catalogue import Catalogue
from taperlab.quantities import Concentration, Content, Mass, canonical

CATALOGUE = Catalogue.shipped()
PRODUCTS = CATALOGUE.products


def test_there_are_thirty_three_drugs() -> None:
    assert len(CATALOGUE.drugs) == 33


@pytest.mark.parametrize(
    ("drug", "products"),
    [
        ("aripiprazole", (8, 7, 0)),
        ("amisulpride", (12, 0, 0)),
        ("haloperidol", (28, 1, 1)),
        ("clozapine", (12, 0, 0)),
        ("lorazepam", (24, 4, 0)),
        ("clonazepam", (47, 8, 0)),
        ("alprazolam", (2, 5, 0)),
        ("zopiclone", (8, 0, 0)),
        ("zolpidem", (3, 0, 0)),
        ("gabapentin", (28, 6, 0)),
        ("pregabalin", (28, 1, 0)),
        ("amitriptyline", (19, 6, 0)),
        ("nortriptyline", (11, 5, 0)),
        ("clomipramine", (15, 3, 0)),
        ("imipramine", (14, 3, 0)),
        ("trazodone", (20, 4, 0)),
        ("vortioxetine", (3, 3, 0)),
        ("fluvoxamine", (3, 5, 0)),
        ("methadone", (13, 0, 0)),
        ("lithium", (5, 0, 0)),
        ("lamotrigine", (8, 0, 0)),
    ],
)
def test_each_market_has_its_products(drug: str, products: tuple[int, int, int]) -> None:
    counts = tuple(len(CATALOGUE.products_of(drug, market)) for market in ("GB", "US", "DE"))
    assert counts == products
    assert not CATALOGUE.products_of(drug, "DK")


@pytest.mark.parametrize(
    ("product", "strength"),
    [
        ("gb-aripiprazole-solution-1", "1 mg/mL"),
        ("gb-aripiprazole-special-solution-7.5", "7.5 mg/mL"),
        ("us-aripiprazole-tablet-2", "2 mg/tablet"),
        ("gb-amisulpride-solution-100", "100 mg/mL"),
        ("gb-amisulpride-special-suspension-2.5", "2.5 mg/mL"),
        ("gb-haloperidol-solution-0.2", "0.2 mg/mL"),
        ("gb-haloperidol-solution-1", "1 mg/mL"),
        ("gb-haloperidol-solution-2", "2 mg/mL"),
        ("gb-haloperidol-capsule-0.5", "0.5 mg/capsule"),
        ("gb-haloperidol-special-solution-0.005", "0.005 mg/mL"),
        ("de-haloperidol-solution-10", "10 mg/mL"),
        ("gb-clozapine-suspension-50", "50 mg/mL"),
        ("gb-clozapine-orodispersible-12.5", "12.5 mg/tablet"),
        ("gb-lorazepam-solution-1", "1 mg/mL"),
        ("gb-lorazepam-special-suspension-0.225", "0.225 mg/mL"),
        ("us-lorazepam-concentrate-2", "2 mg/mL"),
        ("gb-clonazepam-drops-2.5", "2.5 mg/mL"),
        ("gb-clonazepam-solution-0.1", "0.1 mg/mL"),
        ("gb-clonazepam-solution-0.4", "0.4 mg/mL"),
        ("gb-clonazepam-lyophilisate-0.5", "0.5 mg/tablet"),
        ("us-clonazepam-orodispersible-0.125", "0.125 mg/tablet"),
        ("gb-alprazolam-tablet-0.25", "0.25 mg/tablet"),
        ("us-alprazolam-concentrate-1", "1 mg/mL"),
        ("gb-zopiclone-tablet-3.75", "3.75 mg/tablet"),
        ("gb-zopiclone-special-suspension-0.376", "0.376 mg/mL"),
        ("gb-zolpidem-sachet-5", "5 mg/sachet"),
        ("gb-gabapentin-solution-50", "50 mg/mL"),
        ("us-gabapentin-solution-50", "50 mg/mL"),
        ("gb-pregabalin-solution-20", "20 mg/mL"),
        ("gb-pregabalin-sachet-75", "75 mg/sachet"),
        ("gb-amitriptyline-mr-capsule-25", "25 mg/capsule"),
        ("gb-amitriptyline-solution-10", "10 mg/mL"),
        ("gb-amitriptyline-special-solution-0.25", "0.25 mg/mL"),
        ("gb-nortriptyline-solution-5", "5 mg/mL"),
        ("us-nortriptyline-solution-2", "2 mg/mL"),
        ("gb-clomipramine-mr-tablet-75", "75 mg/tablet"),
        ("gb-clomipramine-special-suspension-50", "50 mg/mL"),
        ("gb-imipramine-solution-5", "5 mg/mL"),
        ("gb-trazodone-solution-20", "20 mg/mL"),
        ("us-trazodone-tablet-300", "300 mg/tablet"),
        ("gb-vortioxetine-tablet-5", "5 mg/tablet"),
        ("us-fluvoxamine-mr-capsule-150", "150 mg/capsule"),
        ("gb-methadone-solution-1", "1 mg/mL"),
        ("gb-methadone-concentrate-20", "20 mg/mL"),
        ("gb-methadone-special-linctus-0.4", "0.4 mg/mL"),
        ("gb-lithium-solution-104", "104 mg/mL"),
        ("gb-lamotrigine-dispersible-2", "2 mg/tablet"),
    ],
)
def test_strengths_are_those_of_the_labels(product: str, strength: str) -> None:
    assert canonical(CATALOGUE.product(product).strength) == strength


def test_every_listed_special_of_clonazepam_is_there() -> None:
    specials = [it for it in CATALOGUE.drug("clonazepam").products if it.supply == "special"]
    suspensions = {it.strength.amount * 5 for it in specials if it.form == "oral-suspension"}
    listed = "0.025 0.1 0.12 0.125 0.15 0.16 0.18 0.2 0.25 0.3 1 1.2 1.25 1.5 2 2.5 3.75 10 12.5 25"
    assert suspensions == {Fraction(amount) for amount in listed.split()}
    solutions = {it.strength.amount * 5 for it in specials if it.form == "oral-solution"}
    assert suspensions - solutions == {Fraction(2)}  # that one is licensed


@pytest.mark.parametrize(
    ("drug", "market", "dose"),
    [
        ("aripiprazole", "GB", "30"),
        ("amisulpride", "GB", "1200"),
        ("haloperidol", "GB", "20"),
        ("clozapine", "US", "900"),
        ("lorazepam", "GB", "4"),
        ("lorazepam", "US", "10"),
        ("clonazepam", "GB", "8"),
        ("clonazepam", "US", "20"),
        ("alprazolam", "US", "10"),
        ("zopiclone", "GB", "7.5"),
        ("zolpidem", "US", "10"),
        ("gabapentin", "GB", "3600"),
        ("pregabalin", "GB", "600"),
        ("amitriptyline", "GB", "150"),
        ("amitriptyline", "US", "300"),
        ("nortriptyline", "US", "150"),
        ("clomipramine", "US", "250"),
        ("imipramine", "US", "300"),
        ("trazodone", "US", "400"),
        ("vortioxetine", "US", "20"),
        ("fluvoxamine", "US", "300"),
        ("lamotrigine", "GB", "400"),
    ],
)
def test_highest_daily_doses(drug: str, market: str, dose: str) -> None:
    limits = {limit.market: limit.dose for limit in CATALOGUE.drug(drug).max_daily}
    assert {key: value for key, value in limits.items() if key == market} == {market: Mass.of(dose)}


@pytest.mark.parametrize(
    ("drug", "curve", "emax", "ed50"),
    [
        ("clozapine", "kapur1999-d2-striatum", "71", "112"),
        ("vortioxetine", "sorensen2022-sert-raphe-nuclei", "102.24", "4.68"),
    ],
)
def test_occupancy_curves(drug: str, curve: str, emax: str, ed50: str) -> None:
    curves = {found.name: found for found in CATALOGUE.drug(drug).curves}
    assert curves[curve].emax.amount * 100 == Fraction(emax)
    assert curves[curve].ed50 == Mass.of(ed50)


@pytest.mark.parametrize(
    ("drug", "target", "dose", "percent"),
    [
        ("aripiprazole", "D2", "10", "87"),
        ("haloperidol", "D2", "2.5", "65.5"),
        ("alprazolam", "GABA-A benzodiazepine site", "2", "16"),
        ("clomipramine", "SERT", "10", "80"),
        ("fluvoxamine", "SERT", "50", "80"),
        ("vortioxetine", "SERT", "5", "50"),
    ],
)
def test_points_of_occupancy(drug: str, target: str, dose: str, percent: str) -> None:
    point = CATALOGUE.drug(drug).points[0]
    assert (point.target, point.dose) == (target, Mass.of(dose))
    assert point.occupancy.amount * 100 == Fraction(percent)


@pytest.mark.parametrize(
    ("drug", "shelf_lives"),
    [
        ("haloperidol", [(None, 90)]),
        ("clozapine", [("25", 60)]),
        ("lorazepam", [("1", 91), ("1", 63), (None, 60), (None, 90)]),
        ("clonazepam", [("0.1", 60), ("0.1", 60), ("0.2", 90)]),
        ("alprazolam", [("1", 60), ("1", 90)]),
        ("amitriptyline", [("10", 90)]),
        ("clomipramine", [("5", 90)]),
        ("imipramine", [(None, 90)]),
        ("lamotrigine", [(None, 90)]),
    ],
)
def test_shelf_lives_of_compounded_liquids(
    drug: str, shelf_lives: list[tuple[str | None, int]]
) -> None:
    found = [(entry.concentration, entry.days) for entry in CATALOGUE.drug(drug).stability]
    wanted = [((Concentration.of(c),) if c else (), days) for c, days in shelf_lives]
    assert found == wanted


def test_controlled_drugs_say_so_in_each_market_that_controls_them() -> None:
    controlled = {
        (product.drug, product.market)
        for product in PRODUCTS
        if "controlled-drug" in product.cautions
    }
    benzodiazepines = {"diazepam", "lorazepam", "clonazepam", "alprazolam"}
    others = {"zopiclone", "zolpidem", "gabapentin", "pregabalin", "methadone"}
    assert {drug for drug, market in controlled if market == "GB"} == benzodiazepines | others
    assert {drug for drug, market in controlled if market == "US"} == benzodiazepines | {
        "pregabalin"
    }
    for product in PRODUCTS:
        if (product.drug, product.market) in controlled:
            assert "controlled-drug" in product.cautions


def test_dissolved_clonazepam_clings_to_pvc() -> None:
    for product in CATALOGUE.drug("clonazepam").products:
        dissolved = product.liquid == "cosolvent"
        assert ("adsorbs-to-pvc" in product.cautions) == dissolved
    assert "roy1997" in CATALOGUE.product("gb-clonazepam-drops-2.5").came_from("cautions").source


def test_what_must_be_kept_cold_or_dark_says_so() -> None:
    cold = {product.id for product in PRODUCTS if "refrigerate" in product.cautions}
    dark = {product.id for product in PRODUCTS if "keep-from-light" in product.cautions}
    assert cold == {"us-gabapentin-solution-50"}
    assert dark == {"us-lorazepam-concentrate-2"}


def test_lithium_citrate_is_never_counted_as_carbonate() -> None:
    lithium = CATALOGUE.drug("lithium")
    assert {it.counts_as for it in lithium.products if it.salt == "citrate"} == {None}
    tablets = [it for it in lithium.products if it.salt == "carbonate"]
    assert [it.counts_as for it in tablets] == [
        Content(Fraction(200), "tablet"),
        Content(Fraction(400), "tablet"),
    ]
    assert all("not-by-milligrams" in it.cautions for it in lithium.products)


def test_three_drugs_are_for_a_pharmacist_alone_and_say_why() -> None:
    gated = {drug.id: drug for drug in CATALOGUE.drugs if drug.gate is not None}
    assert set(gated) == {"clozapine", "lithium", "methadone"}
    for drug in gated.values():
        assert drug.gate == "pharmacist"
        assert drug.provenance["gate"].note
        assert drug.provenance["gate"].source


def test_excipients_have_their_amounts() -> None:
    def amounts(product: str) -> dict[str, object]:
        return {it.name: it.amount for it in CATALOGUE.product(product).excipients}

    assert amounts("gb-aripiprazole-solution-1") == {
        "sucrose": Concentration.of(400),
        "fructose": Concentration.of(200),
    }
    assert amounts("gb-amisulpride-solution-100") == {
        "methyl parahydroxybenzoate": Concentration.of("1.2")
    }
    assert amounts("gb-gabapentin-solution-50") == {
        "methyl parahydroxybenzoate": Concentration.of("1.2"),
        "ethyl parahydroxybenzoate": Concentration.of("0.6"),
    }
