"""The chain and the front of docs/architecture.md as they read, for the exhaustive references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Protocol, TypeVar

from taperlab.catalogue.types import Product


class Made(Protocol):
    """What a reference works out of a preparation; the error is a share of the target."""

    @property
    def products(self) -> tuple[Product, ...]: ...
    @property
    def rank(self) -> int: ...
    @property
    def error(self) -> Fraction: ...
    @property
    def grade(self) -> int: ...
    @property
    def soft(self) -> int: ...
    @property
    def plain(self) -> int: ...
    @property
    def handling(self) -> int: ...
    @property
    def packs(self) -> int: ...
    @property
    def total(self) -> Fraction: ...
    @property
    def holds(self) -> Fraction: ...
    @property
    def swallowed(self) -> int: ...
    @property
    def delivered(self) -> Fraction: ...
    @property
    def cell(self) -> tuple[int, ...]: ...


Of = TypeVar("Of", bound=Made)
_ORDINARY = {"tablet", "capsule"}
Key = Callable[[Of], Fraction | int]


def best(found: Sequence[Of]) -> list[Of]:
    """Return what is left by the chain of docs/architecture.md, ties included."""
    chain: tuple[Key[Of], ...] = (
        lambda one: one.soft,
        lambda one: one.grade,
        lambda one: -one.plain,
        lambda one: one.handling,
        lambda one: one.packs,
    )
    left = _first_class(_narrowed(found, [lambda one: one.grade > 1]))
    left = _narrowed(left, chain)
    closest = min(one.error for one in left)
    left = [one for one in left if one.error <= closest + Fraction(1, 100)]
    ties: tuple[Key[Of], ...] = (
        lambda one: one.total,
        lambda one: one.holds,
        lambda one: one.error,
        lambda one: sum(it.liquid == "suspension" for it in one.products),
        lambda one: one.swallowed,
        lambda one: sum(not it.is_liquid and it.form not in _ORDINARY for it in one.products),
        lambda one: sum(it.strength.amount for it in one.products),
        lambda one: -one.delivered,
    )
    return _narrowed(left, ties)


def _first_class(found: Sequence[Of]) -> list[Of]:
    """Return the first class that no later one beats.

    A later one beats it by two grades, or where all of it asks for a reason and the later does not.
    """
    verdicts = {
        rank: min((one.grade > 1, one.soft > 0, one.grade) for one in found if one.rank == rank)
        for rank in sorted({one.rank for one in found})
    }
    for rank, (_, reason, grade) in verdicts.items():
        later = [verdict for other, verdict in verdicts.items() if other > rank]
        better = any(grade - other >= 2 for _, _, other in later)
        if not better and not (reason and any(not asks and not poor for poor, asks, _ in later)):
            return [one for one in found if one.rank == rank]
    raise AssertionError(verdicts)


def _narrowed(left: Sequence[Of], chain: Iterable[Key[Of]]) -> list[Of]:
    for key in chain:
        least = min(key(one) for one in left)
        left = [one for one in left if key(one) == least]
    return list(left)


def front(found: Sequence[Made]) -> set[tuple[int, ...]]:
    """Return the cells that no other cell is at least as good as in every respect."""
    cells = {one.cell for one in found}
    return {
        cell for cell in cells if not any(other != cell and _beats(other, cell) for other in cells)
    }


def _beats(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))
