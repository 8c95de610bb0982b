"""The guards on devices and products: a case that trips each, and its neighbour that does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import msgspec
import pytest

from tests.answers.guarded import PAROXETINE, judged, one_proposal, with_paroxetine
from tests.asking import ask, codes, needing_a_reason, pick_of, recommended
from tests.strategies import CATALOGUE


@pytest.mark.parametrize(
    ("dose", "small"),
    [("0.38 mg", False), ("0.36 mg", True)],  # 0.19 and 0.18 mL: 1.5 % / 8 of 1 mL is 0.1875 mL
)
def test_volume_too_small_for_its_syringe_needs_a_reason(dose: str, small: bool) -> None:  # noqa: FBT001
    found = with_paroxetine(dose, devices=("oral-syringe-1ml",))
    assert ("small-for-device" in needing_a_reason(found)) is small


@pytest.mark.parametrize(("dose", "drop"), [("0.4 mg", False), ("0.38 mg", True)])
def test_hanging_drop_is_named_below_a_fifth_of_a_millilitre(dose: str, drop: bool) -> None:  # noqa: FBT001
    found = with_paroxetine(dose, devices=("oral-syringe-0.5ml",))
    assert ("touch-tip" in codes(found)) is drop


def test_low_dose_tip_is_cleared_and_an_oral_tip_is_not() -> None:
    enfit = with_paroxetine("1 mg", devices=("enfit-ldt-1ml",))
    oral = with_paroxetine("1 mg", devices=("oral-syringe-1ml",))
    assert "clear-moat" in codes(enfit, "note")
    assert "clear-moat" not in codes(oral)


@pytest.mark.parametrize(("dose", "soft"), [("3.8 mg", True), ("4 mg", False)])
def test_standard_enfit_tip_needs_a_reason_below_two_millilitres(dose: str, soft: bool) -> None:  # noqa: FBT001
    question, proposal = one_proposal(
        "paroxetine", dose, devices=("oral-syringe-2.5ml",), **PAROXETINE
    )
    (syringe,) = question.instruments
    enfit = replace(syringe, device=msgspec.structs.replace(syringe.device, tip="enfit"))
    found = judged(replace(question, instruments=(enfit,)), proposal)
    assert [one.soft for one in found if one.code == "clear-moat"] == [soft]


def test_dropper_bottle_is_dripped_into_a_cup_first() -> None:
    drops = pick_of(ask("escitalopram", "3 mg"), "oral-liquid")
    assert "drip-first" in codes(drops)
    assert "drip-first" not in codes(with_paroxetine("1 mg"))


def test_product_of_another_market_needs_a_reason() -> None:
    fields = {"products": ("us-paroxetine-suspension-2",), "methods": ("oral-liquid",)}
    abroad = pick_of(ask("paroxetine", "1 mg", **fields), "oral-liquid")
    at_home = pick_of(ask("paroxetine", "1 mg", market="US", **fields), "oral-liquid")
    assert "imported" in needing_a_reason(abroad)
    assert "imported" not in codes(at_home)


def test_divided_doses_are_named_where_they_are_not_planned() -> None:
    fields = {"products": ("gb-venlafaxine-solution-7.5",), "methods": ("oral-liquid",)}
    whole = recommended(ask("venlafaxine", "7.5 mg", **fields))
    halved = recommended(ask("venlafaxine", "15 mg", per="day", **fields))
    assert (whole.doses_per_day, halved.doses_per_day) == (1, 2)
    assert whole.target == halved.target
    assert "divided-doses" in codes(whole, "warn")
    assert "divided-doses" not in codes(halved)
    assert "with-food" in codes(whole) & codes(halved)


def test_fact_from_memory_is_said_to_be_so() -> None:
    remembered = recommended(ask("fluoxetine", "1 mg"))
    read = recommended(ask("escitalopram", "0.25 mg"))
    assert "unconfirmed-facts" in codes(remembered, "warn")
    assert "unconfirmed-facts" not in codes(read)


def test_nothing_that_the_catalogue_leaves_unsaid_is_called_unconfirmed() -> None:
    remembered = recommended(ask("risperidone", "0.1 mg"))  # only that it is licensed
    (text,) = (it.text for it in remembered.cautions if it.code == "unconfirmed-facts")
    assert text.startswith("From memory and not confirmed for Risperidone 1 mg/mL oral solution: ")
    assert ": supply." in text


def test_caution_that_is_only_remembered_is_said_to_be_so_in_a_note() -> None:
    tablet = recommended(ask("clonazepam", "1 mg", methods=("whole-tablets",)))
    assert "controlled-drug" in codes(tablet)
    assert "unconfirmed-facts" in codes(tablet, "note")
    abroad = recommended(ask("clonazepam", "1 mg", market="US", methods=("whole-tablets",)))
    assert "unconfirmed-facts" in codes(abroad, "warn")


def test_scale_of_milligrams_that_is_only_assumed_is_said_to_be_so() -> None:
    fields = {"methods": ("oral-liquid",)}
    assumed = recommended(ask("quetiapine", "5 mg", **fields))
    read = recommended(ask("citalopram", "1 mg", market="US", **fields))
    assert "assumed-facts" in codes(assumed, "note")
    assert "assumed-facts" not in codes(read)


def test_drinks_are_the_products_own_only_where_its_text_was_read() -> None:
    fields = {"methods": ("diluted-liquid",)}
    assumed = recommended(ask("sertraline", "1 mg", **fields))
    read = recommended(ask("sertraline", "1 mg", market="US", **fields))
    assert {"drinks-assumed", "drinks-allowed"} & codes(assumed) == {"drinks-assumed"}
    assert {"drinks-assumed", "drinks-allowed"} & codes(read) == {"drinks-allowed"}


@pytest.mark.parametrize(
    ("drug", "dose", "mixed"), [("venlafaxine", "37.5 mg", True), ("mirtazapine", "15 mg", False)]
)
def test_change_of_release_is_named_where_a_drug_has_several(
    drug: str,
    dose: str,
    mixed: bool,  # noqa: FBT001 - a table's column
) -> None:
    answer = ask(drug, dose)
    assert all(("other-release" in codes(one, "warn")) is mixed for one in answer.preparations)


def test_release_is_not_in_doubt_among_the_products_in_hand() -> None:
    in_hand = ask("venlafaxine", "37.5 mg", products=("gb-venlafaxine-mr-capsule-37.5",))
    assert "other-release" not in codes(recommended(in_hand))


def test_fact_is_old_after_a_year() -> None:
    read = CATALOGUE.product("gb-paroxetine-suspension-2").came_from("strength").read
    in_time = with_paroxetine("1 mg", date=read + dt.timedelta(days=365))
    late = with_paroxetine("1 mg", date=read + dt.timedelta(days=366))
    assert "old-facts" not in codes(in_time)
    assert "old-facts" in codes(late, "warn")


def test_marks_are_checked_until_the_syringe_in_hand_was_confirmed() -> None:
    syringe = ("oral-syringe-1ml",)
    assert "check-marks" in codes(with_paroxetine("1 mg", devices=syringe), "note")
    confirmed = with_paroxetine("1 mg", devices=syringe, confirmed_devices=syringe)
    assert "check-marks" not in codes(confirmed)


def test_food_is_named_only_where_the_product_asks_for_it() -> None:
    with_food = recommended(ask("venlafaxine", "7.5 mg", methods=("oral-liquid",)))
    assert "with-food" in codes(with_food, "note")
    assert "with-food" not in codes(with_paroxetine("1 mg"))


@pytest.mark.parametrize(("days", "told"), [(1, False), (2, True)])
def test_several_days_are_counted_in_doses_and_in_what_they_use_up(days: int, told: bool) -> None:  # noqa: FBT001
    fields = {"products": ("gb-citalopram-drops-40",), "days": days}
    diluted = ask("citalopram", "0.37 mg", methods=("diluted-liquid",), **fields)
    found = codes(pick_of(diluted, "diluted-liquid"), "note")
    assert ("made-fresh" in found, "needed" in found) == (told, told)
    neat = pick_of(ask("citalopram", "5 mg", methods=("oral-liquid",), **fields), "oral-liquid")
    assert ("made-fresh" in codes(neat), "needed" in codes(neat)) == (False, told)


def test_batch_that_is_kept_is_not_made_afresh() -> None:
    fields = {"products": ("gb-fluoxetine-solution-4",), "methods": ("diluted-liquid",)}
    batch = recommended(ask("fluoxetine", "0.37 mg", days=28, **fields))
    assert batch.keep != "at once"
    assert not {"made-fresh", "needed"} & codes(batch)


def test_facts_of_the_users_own_catalogue_are_said_to_be_so() -> None:
    question, proposal = one_proposal(
        "paroxetine", "1 mg", devices=("oral-syringe-1ml",), **PAROXETINE
    )
    (shipped,) = proposal.products
    own = msgspec.structs.replace(shipped.came_from("strength"), local=True)
    facts = msgspec.structs.replace(shipped, provenance={**shipped.provenance, "": own})
    found = {
        product.local: {
            one.code for one in judged(question, replace(proposal, products=(product,)))
        }
        for product in (shipped, facts)
    }
    assert "local-facts" in found[True]
    assert "local-facts" not in found[False]
