"""What would help: single changes, each solved again, never one that the guards forbid."""

from __future__ import annotations

import pytest

from taperlab import DoseRequest
from taperlab.answers.document import Answer
from taperlab.answers.helping import changes
from taperlab.answers.resolve import resolve
from tests.asking import ask
from tests.strategies import CATALOGUE, DATE

ONE_SYRINGE = {"products": ("gb-risperidone-solution-1",), "devices": ("oral-syringe-1ml",)}


def words(answer: Answer) -> list[str]:
    return [one.text for one in answer.help]


def test_smaller_syringe_is_named_with_what_it_brings() -> None:
    answer = ask("risperidone", "0.1 mg", methods=("oral-liquid",), **ONE_SYRINGE)
    assert not answer.preparations
    # 0.1 mL: 2 sqrt((0.0095^2 + 0.005^2) / 3) / 0.1 = 12.4 %
    assert words(answer) == ["with a 0.5 mL oral syringe: it can be made, with an error of 12.4 %"]


def test_what_is_acceptable_may_be_made_better() -> None:
    answer = ask("risperidone", "0.16 mg", methods=("oral-liquid",), **ONE_SYRINGE)
    assert [one.rating for one in answer.preparations] == ["acceptable"]
    # 2 sqrt((0.0182^2 + 0.005^2) / 3) / 0.16 = 13.6 %; 2 sqrt((0.0107^2 + 0.005^2) / 3) / 0.16
    assert words(answer) == ["with a 0.5 mL oral syringe: an error of 8.5 % instead of 13.6 %"]


@pytest.mark.parametrize(("dose", "helped"), [("0.3 mg", False), ("0.16 mg", True)])
def test_nothing_is_suggested_where_the_best_is_good(dose: str, helped: bool) -> None:  # noqa: FBT001
    answer = ask("risperidone", dose, methods=("oral-liquid",), **ONE_SYRINGE)
    assert bool(answer.help) is helped


def test_every_suggestion_keeps_its_word() -> None:
    changed = {"products": ONE_SYRINGE["products"], "methods": ("oral-liquid",)}
    (said,) = ask("risperidone", "0.16 mg", devices=ONE_SYRINGE["devices"], **changed).help
    both = (*ONE_SYRINGE["devices"], "oral-syringe-0.5ml")
    made = ask("risperidone", "0.16 mg", devices=both, **changed).preparations[0]
    assert (said.error, said.rating) == (made.error, made.rating)


def test_another_product_is_named() -> None:
    weak = ask(
        "haloperidol", "0.07 mg", products=("gb-haloperidol-solution-2",), methods=("oral-liquid",)
    )
    assert words(weak)[0].startswith("with Haloperidol 200 micrograms/mL oral solution: ")


def test_pharmacist_is_named_where_a_patient_may_not() -> None:
    answer = ask("sertraline", "1 mg", market="US", role="patient")
    assert any(text.startswith("if a pharmacist prepares it") for text in words(answer))


def test_balance_is_named_where_capsules_can_be_made() -> None:
    only = {"products": ("gb-citalopram-tablet-10",), "methods": ("compounded-capsule",)}
    assert any(
        text.startswith("with a balance") for text in words(ask("citalopram", "1 mg", **only))
    )


def test_fewer_days_are_named_where_what_is_kept_does_not_keep_so_long() -> None:
    only = {"market": "US", "methods": ("compounded-liquid",)}
    too_many = ask("venlafaxine", "3 mg", days=60, **only)
    assert not too_many.preparations
    assert [text.partition(":")[0] for text in words(too_many)] == ["made for 28 days at a time"]
    assert not ask("venlafaxine", "3 mg", days=28, **only).help


@pytest.mark.parametrize(
    ("drug", "fields"),
    [
        ("olanzapine", {"dose": "25 mg"}),  # above the highest daily dose
        ("citalopram", {"dose": "2 mg", "current_dose": "1 mg"}),  # above what was taken
        ("clozapine", {"dose": "1 mg", "role": "patient"}),
    ],
)
def test_nothing_helps_against_a_stop(drug: str, fields: dict[str, str]) -> None:
    answer = ask(drug, **fields)
    assert not answer.preparations
    assert not answer.help


def test_changes_are_of_one_thing_each() -> None:
    request = DoseRequest(drug="risperidone", dose="0.1 mg", date=DATE, role="patient", days=10)
    question, _ = resolve(request, CATALOGUE)
    for _, changed in changes(question, CATALOGUE):
        kept = (
            changed.instruments == question.instruments,
            changed.products == question.products,
            changed.role == question.role,
            changed.days == question.days,
        )
        assert sum(kept) == 3
