"""What is asked of the methods for one step: no more than can matter, and nothing left out."""

from __future__ import annotations

import datetime as dt

import pytest

from taperlab import Catalogue, DoseRequest
from taperlab.answers.guards import judge_question
from taperlab.answers.judging import solve
from taperlab.answers.resolve import resolve
from taperlab.methods import METHODS
from taperlab.taper.options import best_alone

CATALOGUE = Catalogue.shipped()
DAY = dt.date(2026, 3, 1)
DOSES = ("100 mg", "37.5 mg", "20 mg", "10 mg", "3 mg", "2.5 mg", "0.5 mg", "0.37 mg")


@pytest.mark.parametrize("role", ["pharmacist", "patient"])
@pytest.mark.parametrize("market", ["GB", "US"])
@pytest.mark.parametrize(
    "drug", ["citalopram", "sertraline", "venlafaxine", "lithium", "quetiapine"]
)
def test_the_best_way_of_one_dose_is_that_of_all_methods_asked(
    drug: str, market: str, role: str
) -> None:
    for dose in DOSES:
        request = DoseRequest(drug=drug, dose=dose, market=market, role=role, date=DAY)
        question, _ = resolve(request, CATALOGUE)
        best = solve(question).best
        found = best_alone(question, tuple(METHODS), tuple(judge_question(question)))
        assert (found is None) == (best is None)
        if found is not None and best is not None:
            assert found.proposal == best.proposal
