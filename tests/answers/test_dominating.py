"""Which source dominates: said of every budget, and with the share that its lines give."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from taperlab import DoseRequest, prepare
from taperlab.answers.document import Preparation
from taperlab.messages import TaperLabError
from tests.asking import ask, pick_of
from tests.sheets.prepared import ASKED, prepared
from tests.strategies import ANSWERS, CATALOGUE, requests


def said(preparation: Preparation) -> str:
    assert preparation.dominated_by is not None
    return preparation.dominated_by


def by_like_sources(preparation: Preparation) -> dict[str, float]:
    """Return the variance of the handling, like sources together, from the printed lines."""
    found: dict[str, float] = {}
    for line in preparation.budget:
        if line.handling:
            name = line.source.rstrip(" 0123456789")
            found[name] = found.get(name, 0.0) + float(line.standard.amount) ** 2
    return found


@ANSWERS
@given(requests())
def test_every_known_error_names_its_largest_source_and_its_share(request: DoseRequest) -> None:
    try:
        answer = prepare(request, CATALOGUE)
    except TaperLabError:
        return
    for preparation in answer.preparations:
        shares = by_like_sources(preparation)
        if preparation.error == "not known" or not shares:
            assert preparation.dominated_by is None
            continue
        share = max(shares.values()) / sum(shares.values())
        stated = re.search(r": ([0-9]+) % of its variance", said(preparation))
        assert abs((int(stated[1]) if stated else 100) - 100 * share) <= 2
        if share >= 0.51:
            assert said(preparation).startswith(("Most", "All"))


@pytest.mark.parametrize(
    ("drug", "dose", "method", "text"),
    [
        # neat, 0.25 mL with 0.5 mL: scale 0.0075 + 0.005 = 5 %, reading 0.005/0.25 = 2 %:
        # 25/29 = 86 %
        (
            "fluoxetine",
            "1 mg",
            "oral-liquid",
            (
                "Most of the error of handling comes from the scale of the 0.5 mL oral syringe:"
                " 86 % of its variance."
            ),
        ),
        # scale of both 5 % of the dose, cylinder 0.5/25 = 2 %, readings 2 % and 0.676 %:
        # 25 / (25 + 25 + 4 + 4 + 0.457) = 43 %
        (
            "citalopram",
            "0.37 mg",
            "diluted-liquid",
            (
                "In the error of handling, the scale of the 0.5 mL oral syringe and the scale of"
                " the 1 mL oral syringe count most: 43 % of its variance each."
            ),
        ),
        (
            "escitalopram",
            "3 mg",
            "counted-drops",
            (
                "All of the error of handling comes from the size of the drops of"
                " Escitalopram 20 mg/mL oral drops."
            ),
        ),
    ],
)
def test_source_is_named_in_words(drug: str, dose: str, method: str, text: str) -> None:
    assert said(pick_of(ask(drug, dose), method)) == text


def test_whole_tablets_have_no_error_of_handling() -> None:
    assert pick_of(ask("sertraline", "50 mg"), "whole-tablets").dominated_by is None


@pytest.mark.parametrize("name", ASKED)
def test_counting_weighing_and_compounding_have_words_for_their_sources(name: str) -> None:
    for preparation in prepared(name).preparations:
        known = preparation.error not in ("not known", "0.00 %")
        assert bool(preparation.dominated_by) == known
