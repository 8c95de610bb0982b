"""The bottle plan against every way of serving small tapers, tried one after another."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taperlab.taper.bottle_plan import Options, choose

Way = tuple[int, float, float, float, float]
"""Bottle, achieved, the same bottle's dose above, error, waste."""


@st.composite
def ways(draw: st.DrawFn) -> list[Way]:
    found: list[Way] = []
    for bottle in draw(st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True)):
        doses = sorted(draw(st.lists(st.integers(1, 8), min_size=1, max_size=2, unique=True)))
        for number, dose in enumerate(doses):
            above = float(doses[1]) if number == 0 and len(doses) == 2 else np.inf
            error = draw(st.integers(1, 20)) / 100
            found.append((bottle, float(dose), above, error, float(draw(st.integers(0, 9)))))
    return found


TAPERS = st.lists(ways(), min_size=1, max_size=5)


def options(step: list[Way], *, falls: bool = True) -> Options:
    bottle, achieved, above, error, waste = (np.array(column) for column in zip(*step, strict=True))
    return Options(bottle.astype(np.intp), achieved, above, error, waste, falls)


def follows(before: Way, after: Way) -> bool:
    """No rise, and rounded toward the dose before as long as that is a reduction."""
    return after[1] <= before[1] and not after[2] < before[1]


def verdict(course: tuple[Way, ...]) -> tuple[int, int, float, float]:
    changes = sum(before[0] != after[0] for before, after in pairwise(course))
    repeats = sum(before[1] == after[1] for before, after in pairwise(course))
    worst = max(way[3] for way in course)
    return changes, repeats, worst, sum(way[4] for way in course)


def best_of_all(taper: list[list[Way]]) -> tuple[int, int, float, float] | None:
    courses = [
        course
        for course in product(*taper)
        if all(follows(before, after) for before, after in pairwise(course))
    ]
    return min((verdict(course) for course in courses), default=None)


@settings(max_examples=300)
@given(TAPERS)
def test_the_bottle_plan_is_the_best_of_all(taper: list[list[Way]]) -> None:
    best = best_of_all(taper)
    rows = choose([options(step) for step in taper])
    if best is None:
        assert None in rows
        return
    course = tuple(step[row] for step, row in zip(taper, rows, strict=True) if row is not None)
    assert len(course) == len(taper)
    assert all(follows(before, after) for before, after in pairwise(course))
    assert verdict(course) == pytest.approx(best)


@given(TAPERS)
def test_what_is_served_never_rises(taper: list[list[Way]]) -> None:
    rows = choose([options(step) for step in taper])
    stretch: list[float] = []
    for step, row in zip(taper, rows, strict=True):
        if row is None:
            stretch = []
            continue
        stretch.append(step[row][1])
        assert stretch == sorted(stretch, reverse=True)


def test_a_step_that_nothing_serves_breaks_the_plan_in_two() -> None:
    step = [(0, 4.0, np.inf, 0.1, 1.0)]
    empty = np.array([])
    none = Options(empty.astype(np.intp), empty, empty, empty, empty)
    assert choose([options(step), none, options(step)]) == [0, None, 0]


def test_one_bottle_for_all_beats_a_smaller_error() -> None:
    first = [(0, 5.0, np.inf, 0.09, 1.0), (1, 5.0, np.inf, 0.01, 1.0)]
    second = [(0, 4.0, np.inf, 0.09, 1.0)]
    assert choose([options(first), options(second)]) == [0, 0]


def test_the_dose_before_is_not_given_twice_where_one_mark_down_is_a_reduction() -> None:
    first = [(0, 9.0, np.inf, 0.05, 0.0)]
    second = [(0, 9.0, np.inf, 0.05, 0.0), (0, 8.5, 9.0, 0.06, 0.0)]
    assert choose([options(first), options(second)]) == [0, 1]
    assert choose([options(first), options(second, falls=False)]) == [0, 0]


def test_a_dose_is_rounded_toward_the_one_before_where_that_is_a_reduction() -> None:
    first = [(0, 9.0, np.inf, 0.05, 0.0)]
    second = [(0, 8.5, np.inf, 0.07, 3.0), (0, 8.0, 8.5, 0.01, 0.0)]
    assert choose([options(first), options(second)]) == [0, 0]
