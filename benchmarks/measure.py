"""Times and ratios: medians of runs that take turns, so that a busy machine troubles both alike."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["in_turns", "report", "seconds"]


def seconds(work: Callable[[], object]) -> float:
    """Return how long one run takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_turns(*works: Callable[[], object], runs: int) -> tuple[float, ...]:
    """Return the median seconds of each, after one run of each to warm up."""
    for work in works:
        work()
    taken = [[seconds(work) for work in works] for _ in range(runs)]
    return tuple(median(times) for times in zip(*taken, strict=True))


def report(name: str, ratio: float, ours: str, theirs: str, aim: str = "") -> None:
    """Print one line: the ratio first, then what it is made of."""
    print(f"{ratio:9.2f} x  {name}")
    print(f"             {ours} against {theirs}{f'; aim: {aim}' if aim else ''}")
