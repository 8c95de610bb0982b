"""Liquids: measured neat, in a drink, by drops, diluted, beside tablets; and when they are not."""

from __future__ import annotations

import pytest

from taperlab import DoseRequest
from taperlab.answers.figures import Figures
from taperlab.answers.operations import Add, Draw, MakeUp
from taperlab.answers.resolve import resolve
from taperlab.methods.diluted_liquid import solubility_findings
from taperlab.quantities import Concentration, Mass
from tests.asking import ask, codes, measures, needing_a_reason, pick_of, refusals
from tests.strategies import CATALOGUE, DATE, proposals

SUSPENSION = ("gb-paroxetine-suspension-2",)


@pytest.mark.parametrize(
    ("dose", "code"),
    [
        ("0.16 mg", "below-minimum-volume"),  # 0.1 mL would be 25 % too much
        ("0.2 mg", None),
        ("40 mg", None),
        ("50.2 mg", "above-capacity"),  # 20 mL would be 20.3 % too little
    ],
)
def test_volume_fits_the_syringes_at_hand(dose: str, code: str | None) -> None:
    # 2 mg/mL: 0.1 mL is the least of all syringes, 20 mL the most
    answer = ask("paroxetine", dose, products=SUSPENSION, methods=("oral-liquid",))
    assert refusals(answer) == ({code} if code else set())


def test_mark_above_the_dose_taken_now_is_not_offered_instead() -> None:
    fields = {"products": SUSPENSION, "methods": ("oral-liquid",)}
    assert ask("paroxetine", "0.19 mg", **fields).preparations
    assert not ask("paroxetine", "0.19 mg", current_dose="0.19 mg", **fields).preparations


def test_a_mark_above_the_highest_daily_dose_gives_way_to_the_one_below_it() -> None:
    # 150 mg, the highest, is 9.375 mL of 16 mg/mL: 9.5 mL is nearer, and 152 mg
    fields = {
        "products": ("gb-amitriptyline-special-solution-16",),
        "devices": ("oral-syringe-10ml",),
        "methods": ("oral-liquid",),
    }
    (highest,) = ask("amitriptyline", "150 mg", **fields).preparations
    assert highest.delivered == Mass(144)
    nearer = pick_of(ask("amitriptyline", "140.8 mg", **fields), "oral-liquid")
    assert nearer.delivered == Mass(144)  # 8.8 mL is nearer to 9 mL, which is below the highest


def test_volume_far_below_the_smallest_mark_is_refused() -> None:
    answer = ask("paroxetine", "0.1 mg", products=SUSPENSION, methods=("oral-liquid",))
    (refusal,) = answer.refused
    assert refusal.code == "below-minimum-volume"
    assert "0.05 mL" in refusal.text


def test_drug_without_a_liquid_is_told_apart_from_one_that_must_never_be_one() -> None:
    assert refusals(ask("mirtazapine", "1 mg", market="US"), "oral-liquid") == {"no-liquid"}
    assert refusals(ask("duloxetine", "1 mg"), "oral-liquid") == {"never-liquid"}


def test_special_needs_a_reason_and_one_out_of_range_is_refused_in_its_own_words() -> None:
    only = {"products": ("gb-olanzapine-special-suspension-1",)}
    made = pick_of(ask("olanzapine", "0.6 mg", **only), "oral-liquid")
    assert made.supply == "special"
    assert "special-to-order" in needing_a_reason(made)
    assert "special-too-strong" in refusals(ask("olanzapine", "0.01 mg", **only))


CONCENTRATE = {"products": ("us-sertraline-concentrate-20",), "market": "US"}


def test_concentrate_is_never_taken_neat_but_in_an_allowed_drink_and_drunk_whole() -> None:
    made = pick_of(ask("sertraline", "20 mg", **CONCENTRATE), "oral-liquid")
    assert measures(made) == ["1 mL", "120 mL", "drink"]
    (drink,) = (one for one in made.operations if isinstance(one, Add))
    assert drink.what in CATALOGUE.product("us-sertraline-concentrate-20").diluents


def test_drink_is_poured_in_as_few_fills_as_the_devices_allow() -> None:
    syringes = ("oral-syringe-1ml", "oral-syringe-20ml")
    made = pick_of(ask("sertraline", "20 mg", devices=syringes, **CONCENTRATE), "oral-liquid")
    (drink,) = (one for one in made.operations if isinstance(one, Add))
    assert (drink.device, drink.fills) == ("oral-syringe-20ml", 6)
    assert made.handling == 8  # draw, six fills, drink


def test_drink_that_nothing_measures_is_refused() -> None:
    answer = ask("sertraline", "20 mg", devices=("oral-syringe-1ml",), **CONCENTRATE)
    assert "no-measure-for-drink" in refusals(answer, "oral-liquid")


@pytest.mark.parametrize(("dose", "drops"), [("2.5 mg", 1), ("3 mg", 1), ("5 mg", 2), ("10 mg", 4)])
def test_drops_are_whole(dose: str, drops: int) -> None:
    # GB citalopram: 20 drops/mL of 40 mg/mL, 2 mg a drop, which counts as 2.5 mg
    made = pick_of(ask("citalopram", dose), "counted-drops")
    assert measures(made) == [f"{drops} drops"]
    assert made.delivered == Mass.of("2.5") * drops


def test_dose_between_two_drops_is_refused_unless_one_is_within_a_fifth() -> None:
    assert "no-whole-drop" in refusals(ask("citalopram", "3.5 mg"), "counted-drops")
    assert pick_of(ask("citalopram", "3.1 mg"), "counted-drops").rating == "poor"


def test_only_a_dropper_bottle_is_counted_by_drops() -> None:
    answer = ask("paroxetine", "2 mg", methods=("counted-drops",))
    assert not answer.preparations


@pytest.mark.parametrize(
    ("role", "drug", "market", "product", "code"),
    [
        ("patient", "paroxetine", "GB", "gb-paroxetine-suspension-2", "diluent-not-stated"),
        ("patient", "sertraline", "US", "us-sertraline-concentrate-20", "aliquot-pharmacist-only"),
        ("patient", "citalopram", "GB", "gb-citalopram-drops-40", None),
        ("pharmacist", "paroxetine", "GB", "gb-paroxetine-suspension-2", None),
        ("pharmacist", "sertraline", "US", "us-sertraline-concentrate-20", None),
        ("gp", "sertraline", "US", "us-sertraline-concentrate-20", None),
    ],
)
def test_text_of_a_product_decides_who_may_dilute_it(
    role: str, drug: str, market: str, product: str, code: str | None
) -> None:
    fields = {"market": market, "products": (product,), "methods": ("diluted-liquid",)}
    answer = ask(drug, "0.5 mg", role=role, **fields)
    assert bool(answer.preparations) is (code is None)
    assert (code in refusals(answer)) is (code is not None)


@pytest.mark.parametrize(
    ("drug", "product", "market", "code"),
    [
        ("paroxetine", "gb-paroxetine-suspension-2", "GB", "diluent-unstated"),
        ("sertraline", "us-sertraline-concentrate-20", "US", "aliquot-at-once"),
        ("citalopram", "gb-citalopram-drops-40", "GB", None),
    ],
)
def test_dilution_beyond_the_text_needs_a_reason(
    drug: str, product: str, market: str, code: str | None
) -> None:
    fields = {"products": (product,), "market": market, "methods": ("diluted-liquid",)}
    made = pick_of(ask(drug, "0.5 mg", **fields), "diluted-liquid")
    asked = needing_a_reason(made) & {"diluent-unstated", "aliquot-at-once"}
    assert asked == ({code} if code else set())
    assert "dilution-off-label" in codes(made, "warn")
    assert made.keep == "at once"


def test_dilution_that_is_too_far_off_with_these_devices_is_refused() -> None:
    fields = {"devices": ("oral-syringe-1ml",), "methods": ("diluted-liquid",)}
    assert refusals(ask("citalopram", "0.37 mg", **fields)) >= {"no-dilution"}


def test_diazepam_is_diluted_as_far_as_it_stays_dissolved_or_not_at_all() -> None:
    # 0.05 mg/mL is what water dissolves, whatever it was dissolved in before
    fields = {"products": ("gb-diazepam-solution-0.4",), "methods": ("diluted-liquid",)}
    weak = pick_of(ask("diazepam", "0.04 mg", **fields), "diluted-liquid")
    assert all(one.physical_concentration.amount * 20 <= 1 for one in weak.vessels.values())
    strong = ask("diazepam", "1 mg", devices=("oral-syringe-10ml", "cylinder-50ml"), **fields)
    assert not strong.preparations


@pytest.mark.parametrize("dose", ["0.04 mg", "0.3 mg", "1 mg"])
def test_no_solution_is_proposed_that_would_not_stay_dissolved(dose: str) -> None:
    fields = {"products": ("gb-diazepam-solution-0.4",), "methods": ("diluted-liquid",)}
    request = DoseRequest(drug="diazepam", dose=dose, date=DATE, **fields)  # type: ignore[arg-type] # by field name
    made = [made for one in proposals(request) for made in Figures(one).vessels.values()]
    assert all(one.drug / one.volume * 20 <= 1 for one in made)


@pytest.mark.parametrize(
    ("product", "made", "found"),
    [
        ("gb-diazepam-solution-0.4", "0.05", None),
        ("gb-diazepam-solution-0.4", "0.0501", ("above-solubility", "stop", False)),
        ("gb-diazepam-suspension-0.4", "0.05", None),
        ("gb-diazepam-suspension-0.4", "0.0501", ("above-solubility", "warn", True)),
        ("gb-citalopram-drops-40", "1", ("solubility-unknown", "note", False)),
        ("gb-paroxetine-suspension-2", "1", ("may-settle", "warn", True)),
    ],
)
def test_solubility_is_judged_by_what_the_liquid_is(
    product: str, made: str, found: tuple[str, str, bool] | None
) -> None:
    liquid = CATALOGUE.product(product)
    request = DoseRequest(drug=liquid.drug, dose="0.1 mg", date=DATE)
    question, _ = resolve(request, CATALOGUE)
    findings = list(solubility_findings(question, liquid, Concentration.of(made)))
    assert [(one.code, one.severity, one.soft) for one in findings] == ([found] if found else [])


def test_suspension_above_solubility_needs_a_reason() -> None:
    fields = {"products": ("gb-diazepam-suspension-1",), "methods": ("diluted-liquid",)}
    listed = ask("diazepam", "0.5 mg", **fields).preparations
    for made in listed:
        strongest = max(one.physical_concentration.amount for one in made.vessels.values())
        assert ("above-solubility" in needing_a_reason(made)) is (strongest * 20 > 1)
    assert listed


def test_solubility_that_is_not_known_is_a_note_for_a_solution_and_a_limit_for_a_suspension() -> (
    None
):
    fields = {"methods": ("diluted-liquid",)}
    drops = pick_of(ask("citalopram", "0.37 mg", **fields), "diluted-liquid")
    thick = pick_of(ask("paroxetine", "0.1 mg", products=SUSPENSION, **fields), "diluted-liquid")
    assert "solubility-unknown" in codes(drops, "note")
    assert "may-settle" in needing_a_reason(thick)


def test_made_up_in_a_cylinder_or_with_a_measured_diluent() -> None:
    with_cylinder = ask("escitalopram", "0.25 mg", devices=("oral-syringe-1ml", "cylinder-10ml"))
    (filled,) = (
        one
        for one in pick_of(with_cylinder, "diluted-liquid").operations
        if isinstance(one, MakeUp | Add)
    )
    assert isinstance(filled, MakeUp)
    without = ask("escitalopram", "0.5 mg", devices=("oral-syringe-1ml", "oral-syringe-10ml"))
    (added,) = (
        one
        for one in pick_of(without, "diluted-liquid").operations
        if isinstance(one, MakeUp | Add)
    )
    assert isinstance(added, Add)


def test_home_plan_stays_plain() -> None:
    # practice.md 43: whole or convenient volumes only
    for dose in ("0.37 mg", "0.41 mg", "1.13 mg"):
        for made in ask(
            "citalopram", dose, role="patient", methods=("diluted-liquid",)
        ).preparations:
            assert made.plain


def test_patients_vessel_holds_no_more_than_the_daily_maximum() -> None:
    # practice.md 79: GB 40 mg of citalopram, which is 0.8 mL of drops
    fields = {"methods": ("diluted-liquid",), "max_error": "20 %"}
    for role, limited in (("patient", True), ("pharmacist", False)):
        listed = ask("citalopram", "0.4 mg", role=role, **fields).preparations
        held = max(one.holds.amount for made in listed for one in made.vessels.values())
        assert listed
        assert not limited or held <= 40


def test_tablets_with_the_rest_as_liquid() -> None:
    # 10 mg and 1 mg: 0.5 mL of 2 mg/mL
    made = pick_of(ask("paroxetine", "11 mg"), "tablet-plus-liquid")
    assert measures(made) == ["1", "0.5 mL"]
    assert made.delivered == Mass.of(11)
    (drawn,) = (one for one in made.operations if isinstance(one, Draw))
    assert drawn.device == "oral-syringe-0.5ml"


def test_tablets_and_liquids_of_unlike_release_are_not_taken_together() -> None:
    fields = {"methods": ("tablet-plus-liquid",), "per": "day", "doses_per_day": 2}
    mixed = ("gb-venlafaxine-mr-tablet-37.5", "gb-venlafaxine-solution-7.5")
    alike = ("gb-venlafaxine-tablet-37.5", "gb-venlafaxine-solution-7.5")
    assert refusals(ask("venlafaxine", "90 mg", products=mixed, **fields)) == {
        "no-tablet-and-liquid"
    }
    assert ask("venlafaxine", "90 mg", products=alike, **fields).preparations


def test_must_dilute_liquid_is_not_taken_neat_beside_a_tablet() -> None:
    fields = {"methods": ("tablet-plus-liquid",), "market": "US"}
    assert refusals(ask("sertraline", "28 mg", **fields)) == {"no-tablet-and-liquid"}
