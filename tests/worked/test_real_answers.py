"""What a pharmacist would nod at: real doses of the drugs in the catalogue, each with its sum."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from taperlab.answers.operations import Draw
from taperlab.quantities import Mass
from tests.asking import ask, codes, measures, needing_a_reason, pick_of, recommended, refusals

SYRINGES = tuple(f"oral-syringe-{size}ml" for size in ("0.5", "1", "2.5", "5", "10", "20"))
CYLINDERS = tuple(f"cylinder-{size}ml" for size in (5, 10, 25, 50, 100, 250))


@dataclass(frozen=True)
class Dilution:
    """One line of docs/architecture.md, with all six syringes and the class B cylinders."""

    drug: str
    dose: str
    measured: list[str]
    error: float
    fields: dict[str, object] = field(default_factory=dict)


@pytest.mark.parametrize(
    "case",
    [
        # 0.25 mL * 50 mg/mL (40 counts 5/4) = 12.5 mg to 25 mL = 0.5 mg/mL; 0.74 mL = 0.37 mg
        Dilution("citalopram", "0.37 mg", ["0.25 mL", "to 25 mL", "0.74 mL"], 8.8),
        # 0.25 mL * 20 mg/mL = 5 mg to 10 mL = 0.5 mg/mL; 0.5 mL = 0.25 mg
        Dilution("escitalopram", "0.25 mg", ["0.25 mL", "to 10 mL", "0.5 mL"], 8.9),
        # 0.25 mL * 20 mg/mL = 5 mg to 5 mL = 1 mg/mL; 1 mL = 1 mg
        Dilution("quetiapine", "1 mg", ["0.25 mL", "to 5 mL", "1 mL"], 8.8),
    ],
    ids=lambda case: f"{case.drug} {case.dose}",
)
def test_recommended_dilution_is_plain_and_small(case: Dilution) -> None:
    answer = ask(case.drug, case.dose, devices=SYRINGES + CYLINDERS)
    best = recommended(answer)
    assert best.method == "diluted-liquid"
    assert measures(best) == case.measured
    assert round(float(best.error.removesuffix(" %")), 1) == case.error
    assert best.plain
    assert best.delivered == best.target


@pytest.mark.parametrize(
    ("drug", "dose", "volume", "product"),
    [
        # 4 mg/mL
        ("fluoxetine", "1 mg", "0.25 mL", "gb-fluoxetine-solution-4"),
        # 2 mg/5 mL = 0.4 mg/mL
        ("diazepam", "0.3 mg", "0.75 mL", "gb-diazepam-solution-0.4"),
        # 10 mg/5 mL = 2 mg/mL
        ("paroxetine", "0.5 mg", "0.25 mL", "gb-paroxetine-suspension-2"),
        # 20 mg/mL
        ("quetiapine", "5 mg", "0.25 mL", "gb-quetiapine-suspension-20"),
    ],
)
def test_licensed_liquid_is_measured_neat_with_the_smallest_syringe(
    drug: str, dose: str, volume: str, product: str
) -> None:
    best = recommended(ask(drug, dose))
    assert (best.method, best.products, best.supply) == ("oral-liquid", (product,), "licensed")
    (draw,) = best.operations
    assert isinstance(draw, Draw)
    assert measures(best) == [volume]
    fitting = [name for name in SYRINGES if float(name[13:-2]) >= float(draw.volume.amount)]
    assert (draw.device, draw.fills) == (fitting[0], 1)
    assert best.delivered == best.target


def test_sertraline_gb_half_of_twenty_five_is_a_whole_tablet() -> None:
    best = recommended(ask("sertraline", "12.5 mg"))
    assert (best.method, best.products) == ("whole-tablets", ("gb-sertraline-tablet-12.5",))
    assert measures(best) == ["1"]
    assert (best.error, best.rating) == ("0.00 %", "good")


def test_sertraline_us_three_milligrams_is_stirred_in_and_drunk_whole() -> None:
    # 20 mg/mL: 0.15 mL, stirred into 120 mL of a drink that the text allows
    best = recommended(ask("sertraline", "3 mg", market="US"))
    assert (best.method, best.products) == ("oral-liquid", ("us-sertraline-concentrate-20",))
    assert measures(best) == ["0.15 mL", "120 mL", "drink"]
    assert "drinks-allowed" in codes(best)
    assert best.waste.amount == 0


def test_sertraline_us_one_milligram_is_an_aliquot_at_once_for_a_pharmacist() -> None:
    # 0.25 mL * 20 mg/mL = 5 mg to 5 mL = 1 mg/mL; 1 mL = 1 mg, the rest discarded
    best = recommended(ask("sertraline", "1 mg", market="US"))
    assert best.method == "diluted-liquid"
    assert measures(best) == ["0.25 mL", "to 5 mL", "1 mL"]
    assert best.keep == "at once"
    assert "aliquot-at-once" in needing_a_reason(best)


def test_sertraline_us_one_milligram_is_not_for_a_patient_to_make() -> None:
    answer = ask("sertraline", "1 mg", market="US", role="patient")
    assert not answer.preparations
    assert refusals(answer, "diluted-liquid") == {"aliquot-pharmacist-only"}


def test_escitalopram_gb_three_milligrams_is_three_drops_or_a_measured_volume() -> None:
    # 20 drops/mL of 20 mg/mL: 1 mg a drop; 3 mg = 0.15 mL
    answer = ask("escitalopram", "3 mg")
    measured, counted = pick_of(answer, "oral-liquid"), pick_of(answer, "counted-drops")
    assert measures(measured) == ["0.15 mL"]
    assert "drip-first" in codes(measured)
    assert measures(counted) == ["3 drops"]
    assert counted.rating == "acceptable"
    assert recommended(answer).products == ("gb-escitalopram-drops-20",)


def test_venlafaxine_gb_one_milligram_a_day_is_two_doses_with_food() -> None:
    best = recommended(ask("venlafaxine", "1 mg", per="day"))
    assert best.doses_per_day == 2
    assert best.target == best.delivered == Mass.of("0.5")
    assert "with-food" in codes(best)


def test_olanzapine_special_is_recommended_to_a_pharmacist_and_the_aliquot_only_listed() -> None:
    # 1 mg/mL: 0.6 mL
    answer = ask("olanzapine", "0.6 mg")
    best = recommended(answer)
    assert (best.method, best.supply) == ("oral-liquid", "special")
    assert measures(best) == ["0.6 mL"]
    assert "special-to-order" in codes(best)
    aliquot = pick_of(answer, "dispersed-tablet")
    assert (aliquot.error, aliquot.worst, aliquot.rating) == ("not known", ("not known",), "poor")
    assert not aliquot.recommended
    assert "aliquot-not-known" in codes(aliquot)


def test_olanzapine_aliquot_is_never_shown_to_a_patient() -> None:
    answer = ask("olanzapine", "0.6 mg", role="patient")
    assert not [one for one in answer.preparations if one.method == "dispersed-tablet"]
    assert "aliquot-not-known" in refusals(answer, "dispersed-tablet")


def test_risperidone_tenth_of_a_millilitre_needs_a_half_millilitre_syringe() -> None:
    # 1 mg/mL: 0.1 mL is a tenth of a 1 mL syringe and a fifth of a 0.5 mL one
    coarse = ask("risperidone", "0.1 mg", devices=("oral-syringe-1ml",))
    assert not coarse.preparations
    assert "below-minimum-volume" in refusals(coarse, "oral-liquid")
    fine = recommended(ask("risperidone", "0.1 mg", devices=("oral-syringe-0.5ml",)))
    assert measures(fine) == ["0.1 mL"]
    # scale 0.0075 + 0.002 = 0.0095 mL (9.5 %), reading 0.005 mL (5 %):
    # 2 * sqrt((90.25 + 25) / 3) % = 12.40 %
    assert (fine.error, fine.rating) == ("12.40 %", "acceptable")


def test_duloxetine_seven_milligrams_is_refused_with_what_would_help() -> None:
    answer = ask("duloxetine", "7 mg")
    assert not answer.preparations
    assert refusals(answer, "oral-liquid") == {"never-liquid"}
    assert "split-release" in refusals(answer, "split-tablets")
    assert "disperse-release" in refusals(answer, "dispersed-tablet")
    assert all(one.remedy for one in answer.refused)
