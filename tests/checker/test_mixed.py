"""Two products in one vessel: which may be there, and who may mix them."""

from __future__ import annotations

import msgspec
import pytest

from taperlab.checker.bench import carry_out
from taperlab.checker.operations import Discard, Draw, Mix, Operation
from taperlab.checker.rules import Circumstances, forbidden
from taperlab.checker.shelf import Shelf
from tests.checker.documents import CATALOGUE

STRONG, WEAK = "gb-haloperidol-solution-2", "gb-haloperidol-solution-0.2"


def draws(first: str, second: str, *, stirred: bool = True) -> tuple[Operation, ...]:
    made: list[Operation] = [
        Draw(source=first, volume="0.2 mL", device="oral-syringe-0.5ml", fills=1, into="cup"),
        Draw(source=second, volume="1 mL", device="oral-syringe-1ml", fills=1, into="cup"),
    ]
    made += [Mix(vessel="cup", how="stir")] if stirred else []
    dose = Draw(source="cup", volume="0.74 mL", device="oral-syringe-1ml", fills=1, into="dose")
    return (*made, dose, Discard(vessel="cup"))


def judged(role: str, *operations: Operation) -> set[str]:
    shelf = Shelf(CATALOGUE)
    where = msgspec.convert({"role": role, "error_known": True}, Circumstances)
    return {one.code for one in forbidden(carry_out(operations, shelf), shelf, where)}


def test_a_pharmacist_mixes_two_solutions() -> None:
    assert judged("pharmacist", *draws(STRONG, WEAK)) == set()


def test_a_patient_does_not() -> None:
    assert "mixed-at-home" in judged("patient", *draws(STRONG, WEAK))


def test_they_are_stirred_before_a_part_is_drawn() -> None:
    assert "not-mixed" in judged("pharmacist", *draws(STRONG, WEAK, stirred=False))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("gb-haloperidol-special-solution-0.5", WEAK),  # nobody knows what a special is made with
        ("gb-haloperidol-special-suspension-0.5", WEAK),
        ("gb-sertraline-concentrate-20", "gb-sertraline-suspension-10"),  # names its own drinks
        ("gb-diazepam-solution-0.4", "gb-diazepam-suspension-1"),  # of two kinds
    ],
)
def test_what_may_not_be_mixed(first: str, second: str) -> None:
    assert "mixed-forbidden" in judged("pharmacist", *draws(first, second))


def test_the_same_product_twice_is_no_mixture() -> None:
    assert judged("pharmacist", *draws(WEAK, WEAK)) == set()
