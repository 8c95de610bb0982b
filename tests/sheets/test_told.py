from __future__ import annotations

from collections.abc import Callable

import pytest

from taperlab.answers.document import Answer, Caution
from taperlab.catalogue import Catalogue
from taperlab.messages import TaperLabError
from taperlab.sheets.told import (
    FOR_EXPERTS,
    FOR_PATIENTS,
    SAID_BY_THE_SHEET,
    concerns_patient,
)

KNOWN = FOR_PATIENTS | SAID_BY_THE_SHEET | FOR_EXPERTS


def test_no_code_is_classified_twice() -> None:
    assert len(KNOWN) == len(FOR_PATIENTS) + len(SAID_BY_THE_SHEET) + len(FOR_EXPERTS)


def test_every_caution_of_every_product_is_classified(catalogue: Catalogue) -> None:
    codes = {code for drug in catalogue.drugs for one in drug.products for code in one.cautions}
    assert codes <= KNOWN


@pytest.mark.parametrize("dose", ["0.3 mg", "5 mg"])
def test_every_caution_of_the_engine_is_classified(
    ask: Callable[..., Answer], catalogue: Catalogue, dose: str
) -> None:
    found = set()
    for drug in catalogue.drugs:
        for market in ("GB", "US"):
            try:
                answer = ask("neat", drug=drug.id, dose=dose, market=market, role="pharmacist")
            except TaperLabError:
                continue
            for preparation in answer.preparations:
                found |= {caution.code for caution in preparation.cautions}
    assert found <= KNOWN


def test_a_limit_that_was_passed_is_always_told() -> None:
    quarter = Caution(code="quarter", severity="warn", text="Quarters.", needs_reason=True)
    assert concerns_patient(quarter)
    assert not concerns_patient(Caution(code="quarter", severity="warn", text="Quarters."))


def test_a_patient_is_not_told_how_to_make_what_is_handed_out() -> None:
    text = "Grind the tablets finely."
    made = Caution(code="compounded", severity="warn", text=text, needs_reason=True)
    assert not concerns_patient(made)
