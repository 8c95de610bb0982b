"""Dispersed tablets: drunk whole, or a part of them, which is the least reliable way of all."""

from __future__ import annotations

import pytest

from tests.asking import ask, codes, measures, needing_a_reason, pick_of, refusals

METHOD = "dispersed-tablet"


def test_tablet_drunk_whole_carries_no_error_of_handling() -> None:
    made = pick_of(ask("sertraline", "50 mg"), METHOD)
    assert measures(made) == ["1", "50 mL", "drink"]
    assert made.error == "0.00 %"
    assert not made.waste
    assert "disperse-off-label" in codes(made, "warn")


def test_licensed_dispersible_form_is_licensed() -> None:
    made = pick_of(ask("fluoxetine", "20 mg", methods=(METHOD,)), METHOD)
    assert made.supply == "licensed"
    assert "disperse-off-label" not in codes(made)


def test_part_of_a_licensed_dispersible_tablet_is_off_by_a_fifth_of_its_own() -> None:
    # 20 % as a bound: 2 * 20 % / root of three = 23.1 %, and what the devices add
    made = pick_of(ask("fluoxetine", "1 mg", methods=(METHOD,)), METHOD)
    assert 23.1 < float(made.error.removesuffix(" %")) < 26
    assert made.rating == "poor"
    assert "aliquot-of-tablet" in needing_a_reason(made)
    assert "aliquot-not-known" not in codes(made)


def test_part_of_any_other_tablet_has_no_known_error() -> None:
    made = pick_of(ask("olanzapine", "0.6 mg", methods=(METHOD,)), METHOD)
    assert (made.error, made.standard_uncertainty, made.worst) == (
        "not known",
        "not known",
        ("not known",),
    )
    assert {"aliquot-of-tablet", "aliquot-not-known"} <= codes(made, "warn")


@pytest.mark.parametrize(
    ("role", "refused"), [("patient", True), ("pharmacist", False), ("gp", False)]
)
def test_part_of_an_ordinary_tablet_is_never_for_a_patient(role: str, refused: bool) -> None:  # noqa: FBT001
    answer = ask("olanzapine", "0.6 mg", role=role, methods=(METHOD,))
    assert bool(answer.preparations) is not refused
    assert ("aliquot-not-known" in refusals(answer)) is refused


@pytest.mark.parametrize(
    ("drug", "product", "dose", "code"),
    [
        ("duloxetine", "gb-duloxetine-ec-capsule-30", "30 mg", "disperse-release"),
        ("venlafaxine", "gb-venlafaxine-mr-tablet-75", "75 mg", "disperse-release"),
        ("risperidone", "gb-risperidone-tablet-1", "1 mg", "disperse-unsupported"),
        ("fluoxetine", "gb-fluoxetine-capsule-20", "20 mg", "disperse-unsupported"),
    ],
)
def test_what_must_not_be_dispersed_is_refused(
    drug: str, product: str, dose: str, code: str
) -> None:
    answer = ask(drug, dose, products=(product,), methods=(METHOD,))
    assert not answer.preparations
    assert code in refusals(answer)


def test_tablet_that_may_only_be_drunk_whole_gives_no_part() -> None:
    fields = {"products": ("gb-sertraline-tablet-50",), "methods": (METHOD,)}
    assert ask("sertraline", "50 mg", **fields).preparations
    answer = ask("sertraline", "5 mg", **fields)
    assert not answer.preparations
    assert refusals(answer) == {"no-dispersion"}
