"""The error budget against Monte Carlo (JCGM 101:2008), on what the engine proposes."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from taperlab.answers.ranking import Candidate
from taperlab.methods import METHODS
from taperlab.recipe.corners import worst_case
from taperlab.recipe.measured import Floats
from taperlab.recipe.run import run
from taperlab.recipe.samples import Samples
from tests.recipe.prepared import Chance

SIZE = 40_000
COUNT = 200
SEEDS = (0, *(pytest.param(seed, marks=pytest.mark.proof) for seed in range(1, 20)))


@pytest.fixture(scope="module", params=SEEDS)
def tried(request: pytest.FixtureRequest) -> list[tuple[Candidate, Floats]]:
    """Return 200 preparations of a seed or a few more, each carried out 40,000 times."""
    preparations = list(Chance(request.param).preparations(COUNT))
    return [
        (one, np.asarray(run(one.proposal.recipe, Samples(SIZE, number)).dose))
        for number, one in enumerate(preparations)
    ]


def told(candidate: Candidate) -> str:
    proposal = candidate.proposal
    return f"{proposal.method} {float(proposal.target.amount)} {proposal.recipe.operations}"


def test_all_ways_of_measuring_are_tried(tried: list[tuple[Candidate, Floats]]) -> None:
    assert {one.proposal.method for one, _ in tried} == set(METHODS)
    assert len({one.proposal.products[0].id for one, _ in tried}) >= 50


def test_standard_uncertainty_is_that_of_the_samples(
    tried: list[tuple[Candidate, Floats]],
) -> None:
    wrong = {}
    for candidate, sampled in tried:
        figures = candidate.figures
        spread = sqrt(sum(figures.carried.variances.values()))
        off = abs(spread / sampled.std() - 1)
        if off >= 0.05:
            wrong[told(candidate)] = off
    assert not wrong


def test_nearly_all_samples_lie_within_the_worst_case(
    tried: list[tuple[Candidate, Floats]],
) -> None:
    wrong = {}
    for candidate, sampled in tried:
        extremes = worst_case(candidate.proposal.recipe)
        assert extremes is not None
        taken = sampled.clip(min=0)  # nobody swallows less than nothing
        within = ((taken >= extremes[0]) & (taken <= extremes[1])).mean()
        if within < 0.99:
            wrong[told(candidate)] = within
    assert not wrong


def test_mean_of_the_samples_is_the_dose_that_is_stated(
    tried: list[tuple[Candidate, Floats]],
) -> None:
    """The bias that comes of dividing by what is uncertain is a small part of the error."""
    wrong = {}
    for candidate, sampled in tried:
        stated = float(candidate.figures.delivered.amount)
        shift = abs(sampled.mean() - stated) / sampled.std()
        if shift >= 0.15:
            wrong[told(candidate)] = shift
    assert not wrong
