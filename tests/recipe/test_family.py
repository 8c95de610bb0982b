"""Family: thousands of recipes at once, each as it is alone."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from taperlab.recipe.exact import Exact, RecipeError
from taperlab.recipe.family import Family
from taperlab.recipe.linear import Linear
from taperlab.recipe.measured import Measured
from taperlab.recipe.operations import Add, Draw, MakeUp, Operation, Recipe
from taperlab.recipe.run import run
from tests.recipe.recipes import as_family, draw, make_up, recipes, strength, volume

SIZES = tuple(Fraction(n, 10) for n in range(2, 40, 3))


def scaled(operation: Operation[Fraction], factor: Fraction, at: int) -> Operation[Fraction]:
    """Return the operation with its volume changed; later ones by less, so that some fail."""
    if not isinstance(operation, Draw | Add | MakeUp):
        return operation
    size = factor ** (1 if at % 2 else 2)
    if isinstance(operation, MakeUp):
        return replace(operation, to=_times(operation.to, size))
    return replace(operation, volume=_times(operation.volume, size))


def _times(value: Measured[Fraction], factor: Fraction) -> Measured[Fraction]:
    return replace(value, nominal=value.nominal * factor)


def members_of(recipe: Recipe[Fraction]) -> list[Recipe[Fraction]]:
    return [
        Recipe(
            tuple(scaled(one, size, at) for at, one in enumerate(recipe.operations)),
            recipe.contents,
        )
        for size in SIZES
    ]


def feasible(recipe: Recipe[Fraction]) -> bool:
    try:
        run(recipe, Exact())
    except RecipeError:
        return False
    return True


@given(st.integers(0, 3).flatmap(lambda shape: recipes(shape=shape)))
def test_every_member_is_as_it_is_alone(recipe: Recipe[Fraction]) -> None:
    members = members_of(recipe)
    family = Family()
    with np.errstate(divide="ignore", invalid="ignore"):
        dose = run(as_family(members), family).dose
        spread, handling = family.variance(dose), family.variance(dose, handling=True)
    able = np.broadcast_to(family.feasible, (len(members),))
    assert able.tolist() == [feasible(member) for member in members]
    for number in np.flatnonzero(able):
        linear = Linear()
        alone = run(members[number], linear).dose
        assert np.isclose(np.broadcast_to(dose.nominal, able.shape)[number], float(alone.nominal))
        for many, exact in (
            (spread, linear.variance(alone)),
            (handling, linear.variance(alone, handling=True)),
        ):
            nought = (
                1e-24 * float(alone.nominal) ** 2
            )  # what cancels leaves the last bits of a float
            found = np.broadcast_to(many, able.shape)[number]
            assert np.isclose(found, float(exact), atol=nought)


def test_member_on_the_edge_is_kept_and_beyond_it_is_masked() -> None:
    members = [
        Recipe(
            (
                draw("stock", volume("1"), "cup"),
                make_up("cup", volume("3")),
                draw("cup", volume(taken)),
            ),
            {"stock": strength("1")},
        )
        for taken in ("2.99", "3", "3.01")
    ]
    family = Family()
    run(as_family(members), family)
    assert family.feasible.tolist() == [True, True, False]
