"""The one simulator: carries out a recipe with any kind of number.

Straight-line, with no branch on a value. Nothing else in the program multiplies a concentration
by a volume.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar, assert_never

from taperlab.quantities import Dimension
from taperlab.recipe.measured import Measured, N
from taperlab.recipe.operations import (
    DOSE,
    Add,
    Bulk,
    Count,
    Discard,
    Divide,
    Draw,
    Drip,
    Keep,
    MakeUp,
    Mix,
    Operation,
    Pour,
    Recipe,
    Take,
    Weigh,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MASS", "VOLUME", "Arithmetic", "Numbers", "Outcome", "State", "run", "trace"]

MASS = Dimension(mass=1)
VOLUME = Dimension(volume=1)


class Arithmetic(Protocol):
    """What a number must be able to do to be carried through a recipe."""

    def __add__(self, other: Self, /) -> Self: ...
    def __sub__(self, other: Self, /) -> Self: ...
    def __mul__(self, other: Self, /) -> Self: ...
    def __truediv__(self, other: Self, /) -> Self: ...


T = TypeVar("T", bound=Arithmetic)


class Numbers(Protocol[N, T]):
    """An arithmetic: how a measured quantity becomes the number that is carried."""

    def value(self, quantity: Measured[N], /) -> T:
        """Return the number for a measured quantity."""
        ...

    def zero(self, dimension: Dimension, /) -> T:
        """Return nothing of that dimension."""
        ...

    def ratio(self, share: Fraction, /) -> T:
        """Return a plain number."""
        ...

    def require(self, *, less: T, more: T, why: str) -> None:
        """Insist that ``less`` is not above ``more``; ``why`` is a code."""
        ...


@dataclass(slots=True)
class State(Generic[T]):
    """The drug and the volume in one vessel, in mg (counted) and mL."""

    drug: T
    volume: T


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """Drug and volume in every vessel after the last operation."""

    vessels: dict[str, State[T]]

    @property
    def dose(self) -> T:
        """The drug that reached the mouth."""
        return self.vessels[DOSE].drug


def run(recipe: Recipe[N], numbers: Numbers[N, T]) -> Outcome[T]:
    """Carry out every operation in order and return what is where.

    Raises:
        RecipeError: from the ``Exact`` arithmetic, if more is drawn than is there, nothing is
            there to pour, or a vessel already holds more than it is made up to.
    """
    bench = _Bench(recipe, numbers)
    for operation in recipe.operations:
        bench.carry_out(operation)
    return Outcome(bench.vessels)


def trace(recipe: Recipe[N], numbers: Numbers[N, T]) -> Iterator[tuple[Operation[N], Outcome[T]]]:
    """Carry out the operations one by one, with the state of every vessel after each."""
    bench = _Bench(recipe, numbers)
    for operation in recipe.operations:
        bench.carry_out(operation)
        yield (
            operation,
            Outcome({name: State(at.drug, at.volume) for name, at in bench.vessels.items()}),
        )


class _Bench(Generic[N, T]):
    """The vessels while one works."""

    def __init__(self, recipe: Recipe[N], numbers: Numbers[N, T]) -> None:
        self._numbers: Numbers[N, T] = numbers
        self._contents = {name: numbers.value(of) for name, of in recipe.contents.items()}
        self.vessels: dict[str, State[T]] = {}
        self.at(DOSE)

    def at(self, vessel: str) -> State[T]:
        if vessel not in self.vessels:
            numbers = self._numbers
            self.vessels[vessel] = State(numbers.zero(MASS), numbers.zero(VOLUME))
        return self.vessels[vessel]

    def carry_out(self, operation: Operation[N]) -> None:
        match operation:
            case Take(product, pieces, into):
                for piece in pieces:
                    self._put(product, piece, into)
            case Count(product, _, _, share, into) | Weigh(product, _, _, share, _, into):
                self._put(product, share, into)
            case Draw(source, volume, _, _, into) | Drip(source, _, volume, into):
                self._draw(source, self._numbers.value(volume), into)
            case Add(_, volume, _, _, into):
                self.at(into).volume = self.at(into).volume + self._numbers.value(volume)
            case _:
                self._rearrange(operation)

    def _rearrange(
        self, operation: Bulk[N] | MakeUp[N] | Pour | Divide[N] | Mix | Keep | Discard
    ) -> None:
        match operation:
            case MakeUp(vessel, _, to):
                self._make_up(vessel, self._numbers.value(to))
            case Pour(source, into):
                self._pour(source, into)
            case Divide(vessel, parts, share, into):
                self._divide(vessel, parts, self._numbers.value(share), into)
            case Discard(vessel):
                self._empty(vessel)
            case Bulk() | Mix() | Keep():
                pass
            case _:
                assert_never(operation)

    def _empty(self, name: str) -> None:
        vessel = self.at(name)
        vessel.drug, vessel.volume = self._numbers.zero(MASS), self._numbers.zero(VOLUME)

    def _put(self, product: str, share: Measured[N], into: str) -> None:
        vessel = self.at(into)
        vessel.drug = vessel.drug + self._contents[product] * self._numbers.value(share)

    def _draw(self, source: str, volume: T, into: str) -> None:
        if source in self._contents:
            drug = self._contents[source] * volume
        else:
            vessel = self.at(source)
            self._numbers.require(less=volume, more=vessel.volume, why="not-enough")
            drug = vessel.drug * volume / vessel.volume
            vessel.drug, vessel.volume = vessel.drug - drug, vessel.volume - volume
        target = self.at(into)
        target.drug, target.volume = target.drug + drug, target.volume + volume

    def _make_up(self, name: str, to: T) -> None:
        vessel = self.at(name)
        self._numbers.require(less=vessel.volume, more=to, why="already-more")
        vessel.volume = to

    def _pour(self, source: str, into: str) -> None:
        vessel, target = self.at(source), self.at(into)
        self._numbers.require(less=self._numbers.zero(MASS), more=vessel.drug, why="nothing-there")
        target.drug, target.volume = target.drug + vessel.drug, target.volume + vessel.volume
        self._empty(source)

    def _divide(self, name: str, parts: int, filled: T, into: str) -> None:
        vessel, target = self.at(name), self.at(into)
        share = self._numbers.ratio(Fraction(1, parts)) * filled
        drug, volume = vessel.drug * share, vessel.volume * share
        vessel.drug, vessel.volume = vessel.drug - drug, vessel.volume - volume
        target.drug, target.volume = target.drug + drug, target.volume + volume
