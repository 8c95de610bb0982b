"""Samples: every error is drawn with the variance it stands for, and once for each source."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from taperlab.recipe.measured import NORMAL, RECTANGULAR
from taperlab.recipe.operations import Recipe
from taperlab.recipe.run import run
from taperlab.recipe.samples import Samples
from tests.recipe.recipes import draw, strength, volume, within


@pytest.mark.parametrize("weight", [RECTANGULAR, RECTANGULAR / 2, RECTANGULAR / 5, NORMAL], ids=str)
def test_variance_is_the_weight_of_the_bound(weight: Fraction) -> None:
    taken = volume("10", within("0.5", "syringe", weight))
    sampled = Samples(100_000, 1).value(taken)
    assert abs(sampled.var() / (float(weight) * 0.25) - 1) < 0.02
    assert abs(sampled.mean() - 10) < 0.01


def test_rectangular_samples_stay_within_their_bound() -> None:
    sampled = Samples(10_000, 2).value(volume("10", within("0.5", "syringe")))
    assert np.abs(sampled - 10).max() <= 0.5


def test_one_source_is_drawn_once() -> None:
    taken = volume("1", within("0.1", "syringe"))
    recipe = Recipe(
        (draw("a", taken), draw("b", taken, "cup")), {"a": strength("1"), "b": strength("2")}
    )
    vessels = run(recipe, Samples(100, 3)).vessels
    assert np.allclose(np.asarray(vessels["cup"].drug), 2 * np.asarray(vessels["dose"].drug))


def test_same_seed_gives_the_same_draws() -> None:
    taken = volume("1", within("0.1", "syringe"))
    assert (Samples(50, 4).value(taken) == Samples(50, 4).value(taken)).all()
