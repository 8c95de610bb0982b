"""What is left out because its error is certain to be too large is never within the limit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from taperlab import DoseRequest
from taperlab.answers.resolve import resolve
from taperlab.methods.diluted_liquid import beyond_one_stage, stock_of
from taperlab.methods.dilutions import Aims, Rows, parts_of
from taperlab.methods.question import Question, Refused
from taperlab.methods.serial import least_error, recipe_of_chain, serial_search
from taperlab.recipe.linear import Linear
from taperlab.recipe.roots import root
from taperlab.recipe.run import run
from tests.strategies import CATALOGUE, DATE

DOSES = np.array([0.05, 0.37, 0.8, 2.3, 7.0])


def asked(dose: str, **fields: object) -> Question:
    request = DoseRequest(drug="citalopram", dose=dose, date=DATE, **fields)  # type: ignore[arg-type]
    question, _ = resolve(request, CATALOGUE)
    products = (CATALOGUE.product("gb-citalopram-drops-40"),)
    return replace(question, products=products)


def within(rows: Rows, error: np.ndarray, most: float) -> set[tuple[float, ...]]:
    columns = (rows.stock, rows.fill, rows.syringe, rows.volume, rows.aim)
    kept = np.flatnonzero(error <= most)
    return {tuple(float(column[row]) for column in columns) for row in kept}


@pytest.mark.parametrize("tier", [0, 1, 2])
@pytest.mark.parametrize("most", [0.05, 0.08, 0.10, 0.20])
def test_no_dilution_within_the_limit_is_left_out(most: float, tier: int) -> None:
    question = asked("0.37 mg")
    stock = stock_of(question, question.products[0], None)
    for part in parts_of(stock, question):
        every, some = (part.members(tier, Aims(DOSES, None), one) for one in (None, most))
        assert some.rows.volume.size < every.rows.volume.size
        assert within(some.rows, some.figures.error, most) == within(
            every.rows, every.figures.error, most
        )


@pytest.mark.parametrize("dose", ["0.001 mg", "0.0037 mg", "0.02 mg", "0.1 mg"])
@pytest.mark.parametrize("stages", [2, 3])
def test_no_chain_of_stages_has_less_than_the_least_error(dose: str, stages: int) -> None:
    question = asked(dose)
    stock = stock_of(question, question.products[0], None)
    least = least_error(question, stages)
    assert 0.05 < least < 0.12
    chains = [recipe_of_chain(stock, one) for one in serial_search(stock, question, stages)]
    assert chains
    target = stock.target
    for recipe in chains:
        linear = Linear()
        given = run(recipe, linear).dose
        spread = 2 * root(linear.variance(given, handling=True))
        assert (abs(given.nominal - target) + spread) / target >= least - 1e-9
    limited = replace(question, limit=Fraction(least).limit_denominator(10**6) - Fraction(1, 1000))
    assert not serial_search(stock, limited, stages)


def test_what_no_dilution_keeps_within_is_refused_for_the_limit() -> None:
    question = asked("0.37 mg", max_error="5 %")
    answers = list(beyond_one_stage(question))
    assert {one.message.code for one in answers if isinstance(one, Refused)} == {
        "no-dilution-within"
    }
    assert len(answers) == 1
