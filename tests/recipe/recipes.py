"""Small words for writing recipes in tests, and recipes of every kind for hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from taperlab.quantities import Dimension
from taperlab.recipe.exact import Exact
from taperlab.recipe.measured import NORMAL, RECTANGULAR, Error, Floats, Measured, Scope, Source
from taperlab.recipe.operations import (
    DOSE,
    Add,
    Discard,
    Divide,
    Draw,
    MakeUp,
    Mix,
    Operation,
    Pour,
    Recipe,
    Take,
)
from taperlab.recipe.run import run

STRENGTH, UNIT = Dimension(mass=1, volume=-1), Dimension(mass=1, piece=-1)
VOLUME, PIECE = Dimension(volume=1), Dimension(piece=1)


def source(name: str, scope: Scope = "device", *, handling: bool = True) -> Source:
    return Source(scope, name, "scale", handling)


def within(bound: str, name: str, weight: Fraction = RECTANGULAR) -> Error[Fraction]:
    """Return an error of a fixed size, in the value's own unit."""
    return Error(source(name), ((Fraction(bound), Fraction(0)),), weight)


def share(bound: str, name: str, weight: Fraction = RECTANGULAR) -> Error[Fraction]:
    """Return an error relative to the value."""
    return Error(source(name), ((Fraction(0), Fraction(bound)),), weight)


def volume(amount: str, *errors: Error[Fraction]) -> Measured[Fraction]:
    return Measured(Fraction(amount), VOLUME, errors)


def strength(amount: str, *errors: Error[Fraction]) -> Measured[Fraction]:
    """Return mg per mL of a liquid."""
    return Measured(Fraction(amount), STRENGTH, errors)


def per_unit(amount: str, *errors: Error[Fraction]) -> Measured[Fraction]:
    """Return mg per tablet."""
    return Measured(Fraction(amount), UNIT, errors)


def piece(amount: str, *errors: Error[Fraction]) -> Measured[Fraction]:
    return Measured(Fraction(amount), PIECE, errors)


def exactly_one(*errors: Error[Fraction]) -> Measured[Fraction]:
    """Return a plain one, such as the evenness of a division."""
    return Measured(Fraction(1), Dimension(), errors)


def draw(origin: str, taken: Measured[Fraction], into: str = DOSE) -> Draw[Fraction]:
    return Draw(origin, taken, "syringe", 1, into)


def make_up(vessel: str, total: Measured[Fraction]) -> MakeUp[Fraction]:
    return MakeUp(vessel, "water", total, "cylinder")


def add(amount: Measured[Fraction], into: str) -> Add[Fraction]:
    return Add("water", amount, "syringe", 1, into)


def dose(recipe: Recipe[Fraction]) -> Fraction:
    return run(recipe, Exact()).dose


@st.composite
def errors(draw: st.DrawFn, names: str = "abcdef") -> tuple[Error[Fraction], ...]:
    """Draw up to two errors of at most 5 % each; few names, so that some are shared."""
    chosen = draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
    return tuple(draw(_error(name)) for name in chosen)


@st.composite
def _error(draw: st.DrawFn, name: str) -> Error[Fraction]:
    # A source has one weight wherever it enters, as a device has.
    weight = NORMAL if name in "cf" else RECTANGULAR
    fixed, relative, other = (Fraction(draw(st.integers(0, 20)), 1000) for _ in range(3))
    pieces = ((fixed / 10, relative), (Fraction(0), other + Fraction(1, 1000)))
    return Error(source(name, handling=name != "f"), pieces, weight)


@st.composite
def recipes(
    draw: st.DrawFn, *, shape: int | None = None, names: str = "abcdef"
) -> Recipe[Fraction]:
    """Draw a recipe that can be carried out: one or two dilutions, a tablet, a division."""
    shape = draw(st.integers(0, 4)) if shape is None else shape
    part = st.integers(20, 80).map(lambda n: Fraction(n, 100))
    stock = draw(st.integers(10, 300)) * Fraction(1, 100)
    total = stock * draw(st.integers(2, 20))
    taken = total * draw(part)
    operations: list[Operation[Fraction]] = [
        Draw("stock", _measured(stock, draw(errors(names))), "syringe", 1, "cup"),
    ]
    if shape % 2:
        operations.append(
            Add("water", _measured(total - stock, draw(errors(names))), "s", 1, "cup")
        )
    else:
        operations.append(MakeUp("cup", "water", _measured(total, draw(errors(names))), "cylinder"))
    operations.append(Mix("cup", "stir"))
    if shape == 2:  # a second dilution
        second = _measured(taken * draw(st.integers(2, 10)), draw(errors(names)))
        operations += [
            Draw("cup", _measured(taken, draw(errors(names))), "syringe", 1, "jar"),
            MakeUp("jar", "water", second, "cylinder"),
            Draw("jar", _measured(taken * draw(part), draw(errors(names))), "syringe", 1, DOSE),
        ]
    elif shape == 3:
        share = exactly_one(*draw(errors(names)))
        operations += [Divide("cup", draw(st.integers(2, 9)), share, "jar"), Pour("jar", DOSE)]
    else:
        operations.append(Draw("cup", _measured(taken, draw(errors(names))), "syringe", 1, DOSE))
    if shape == 4:
        half = Measured(Fraction(1, 2), PIECE, draw(errors(names)))
        operations.append(Take("tablet", (Measured(Fraction(1), PIECE), half), DOSE))
    contents = {
        "stock": Measured(Fraction(draw(st.integers(1, 500)), 10), STRENGTH, draw(errors(names))),
        "tablet": Measured(Fraction(draw(st.integers(1, 40))), UNIT, draw(errors(names))),
    }
    return Recipe((*operations, Discard("cup")), contents)


def _measured(amount: Fraction, found: tuple[Error[Fraction], ...]) -> Measured[Fraction]:
    return Measured(amount, VOLUME, found)


def as_family(members: Sequence[Recipe[Fraction]]) -> Recipe[Floats]:
    """Lay recipes of one shape, with the same sources at the same places, side by side."""
    columns = zip(*(member.operations for member in members), strict=True)
    contents = {
        name: _side_by_side([member.contents[name] for member in members])
        for name in members[0].contents
    }
    return Recipe(tuple(_column(column) for column in columns), contents)


def _column(column: tuple[Operation[Fraction], ...]) -> Operation[Floats]:
    match column[0]:
        case Draw(origin, _, device, fills, into):
            return Draw(
                origin, _side_by_side([_measure(one) for one in column]), device, fills, into
            )
        case Add(what, _, device, fills, into):
            return Add(what, _side_by_side([_measure(one) for one in column]), device, fills, into)
        case MakeUp(vessel, liquid, _, device):
            return MakeUp(vessel, liquid, _side_by_side([_measure(one) for one in column]), device)
        case Divide(vessel, parts, _, into):
            return Divide(vessel, parts, _side_by_side([_measure(one) for one in column]), into)
        case Mix() | Discard() | Pour() as bare:
            return replace(bare)
        case other:
            raise NotImplementedError(other)


def _measure(operation: Operation[Fraction]) -> Measured[Fraction]:
    match operation:
        case Draw(_, amount) | Add(_, amount) | MakeUp(_, _, amount) | Divide(_, _, amount):
            return amount
        case other:
            raise NotImplementedError(other)


def _side_by_side(values: Sequence[Measured[Fraction]]) -> Measured[Floats]:
    first = values[0]
    found = [
        Error(
            error.source,
            tuple(
                (
                    _array([value.errors[at].pieces[number][0] for value in values]),
                    _array([value.errors[at].pieces[number][1] for value in values]),
                )
                for number in range(len(error.pieces))
            ),
            error.weight,
        )
        for at, error in enumerate(first.errors)
    ]
    return Measured(_array([value.nominal for value in values]), first.dimension, tuple(found))


def _array(values: Sequence[Fraction]) -> Floats:
    return np.array([float(value) for value in values])
