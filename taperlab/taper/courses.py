"""Courses through the ways of a plan's steps, narrowed pass by pass to the best of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Index: TypeAlias = NDArray[np.intp]
    Mask: TypeAlias = NDArray[np.bool_]

__all__ = ["Courses"]

_SLACK = 1e-9
_NEVER = np.inf


@dataclass(frozen=True, slots=True)
class Courses:
    """Every course over the links: one way a step.

    ``rows`` names the ways of each step by their place among its options. ``links`` tells, for
    each two neighbours, which way of the second (a column) may follow which of the first (a row).
    Each way lies on some course.
    """

    rows: tuple[Index, ...]
    links: tuple[Mask, ...]

    def of(self, columns: Sequence[Floats]) -> list[Floats]:
        """Return each step's figures for the ways that are left."""
        return [column[rows] for column, rows in zip(columns, self.rows, strict=True)]

    def worst(self, costs: Sequence[Floats]) -> float:
        """Return the smallest largest cost of a course."""
        reached = costs[0]
        for link, cost in zip(self.links, costs[1:], strict=True):
            best = np.where(link, reached[:, None], _NEVER).min(axis=0)
            reached = np.maximum(best, cost)
        return float(reached.min())

    def within(self, costs: Sequence[Floats], most: float) -> Courses:
        """Return the courses on which no cost is above ``most``."""
        allowed = [np.where(cost <= most + _SLACK, 0.0, _NEVER) for cost in costs]
        return self.cheapest(allowed, [np.zeros(link.shape) for link in self.links])

    def cheapest(self, ways: Sequence[Floats], links: Sequence[Floats]) -> Courses:
        """Return the courses of the least sum of what their ways and their links cost.

        The costs are whole numbers, or infinite: sums of them are the same in any order.
        """
        costs = [np.where(may, cost, _NEVER) for may, cost in zip(self.links, links, strict=True)]
        reached = _reached(ways, costs)
        least = float(reached[-1].min())
        onto = np.flatnonzero(reached[-1] <= least)
        to_go = np.zeros(onto.size)
        rows: list[Index] = [self.rows[-1][onto]]
        kept: list[Mask] = []
        for at in range(len(costs) - 1, -1, -1):
            onward = costs[at][:, onto] + ways[at + 1][onto] + to_go
            link = reached[at][:, None] + onward <= least
            left = np.flatnonzero(link.any(axis=1))
            rows.append(self.rows[at][left])
            kept.append(link[left])
            to_go, onto = onward.min(axis=1)[left], left
        return Courses(tuple(rows[::-1]), tuple(kept[::-1]))

    def first(self, costs: Sequence[Floats]) -> list[int]:
        """Return the course of the least sum, by the places of its ways; of equals the first."""
        reached = _reached(costs, [np.where(link, 0.0, _NEVER) for link in self.links])
        way = int(reached[-1].argmin())
        course = [int(self.rows[-1][way])]
        for at in range(len(self.links) - 1, -1, -1):
            way = int(np.where(self.links[at][:, way], reached[at], _NEVER).argmin())
            course.append(int(self.rows[at][way]))
        return course[::-1]


def _reached(ways: Sequence[Floats], links: Sequence[Floats]) -> list[Floats]:
    """Return the least cost of reaching each way of each step, its own included."""
    reached = [ways[0]]
    for link, way in zip(links, ways[1:], strict=True):
        reached.append((reached[-1][:, None] + link).min(axis=0) + way)
    return reached
