"""The bottle plan against every way of serving small tapers, tried one after another."""

from __future__ import annotations

from itertools import pairwise, product
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taperlab.taper.bottle_plan import Options, choose
from taperlab.taper.fewest_changes import reach


class Way(NamedTuple):
    """One way of making a step; ``above`` is the same bottle's dose above it."""

    bottle: int
    achieved: float
    above: float = np.inf
    error: float = 0.0
    waste: float = 0.0
    early: bool = False
    variance: float = 0.0


@st.composite
def ways(draw: st.DrawFn) -> list[Way]:
    found: list[Way] = []
    for bottle in draw(st.lists(st.integers(0, 2), min_size=1, max_size=3, unique=True)):
        doses = sorted(draw(st.lists(st.integers(1, 8), min_size=1, max_size=2, unique=True)))
        early = draw(st.booleans())
        for number, dose in enumerate(doses):
            above = float(doses[1]) if number == 0 and len(doses) == 2 else np.inf
            error = draw(st.integers(1, 20)) / 100
            waste, variance = draw(st.integers(0, 9)), draw(st.integers(0, 16)) / 4
            found.append(Way(bottle, float(dose), above, error, float(waste), early, variance))
    return found


TAPERS = st.lists(ways(), min_size=1, max_size=5)


def options(step: list[Way], *, falls: bool = True, besides: float | None = 0.0) -> Options:
    bottle, achieved, above, error, waste, early, variance = (
        np.array(column) for column in zip(*step, strict=True)
    )
    return Options(
        bottle.astype(np.intp),
        achieved,
        above,
        error,
        waste,
        early,
        variance.__getitem__,
        falls,
        besides,
    )


def follows(before: Way, after: Way) -> bool:
    """No rise, and rounded toward the dose before as long as that is a reduction."""
    return after.achieved <= before.achieved and not after.above < before.achieved


def hidden(before: Way, after: Way, times: int) -> bool:
    """A change of bottle that is less than so many times its uncertainty."""
    unit = before.variance + after.variance
    change = before.achieved - after.achieved
    return before.bottle != after.bottle and change**2 < times**2 * unit


def verdict(course: tuple[Way, ...]) -> tuple[float, ...]:
    """What courses are compared by, in the order of the passes."""
    steps = list(pairwise(course))
    worst = max(way.error for way in course)
    lost = sum(hidden(*step, 1) for step in steps)
    return (
        sum(before.bottle != after.bottle for before, after in steps),
        sum(before.achieved == after.achieved for before, after in steps),
        worst > 0.1,
        lost,
        sum(way.early for way in course),
        sum(hidden(*step, 3) for step in steps) - lost,
        worst,
        sum(way.waste for way in course),
    )


def best_of_all(taper: list[list[Way]]) -> tuple[float, ...] | None:
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
        stretch.append(step[row].achieved)
        assert stretch == sorted(stretch, reverse=True)


def test_a_step_that_nothing_serves_breaks_the_plan_in_two() -> None:
    step = [Way(0, 4.0)]
    empty = np.array([])
    none = Options(
        empty.astype(np.intp), empty, empty, empty, empty, empty > 0, lambda rows: empty[rows]
    )
    assert choose([options(step), none, options(step)]) == [0, None, 0]


def test_one_bottle_for_all_beats_a_smaller_error() -> None:
    first = [Way(0, 5.0, error=0.09), Way(1, 5.0, error=0.01)]
    assert choose([options(first), options([Way(0, 4.0, error=0.09)])]) == [0, 0]


def test_the_dose_before_is_not_given_twice_where_one_mark_down_is_a_reduction() -> None:
    first = [Way(0, 9.0, error=0.05)]
    second = [Way(0, 9.0, error=0.05), Way(0, 8.5, 9.0, error=0.06)]
    assert choose([options(first), options(second)]) == [0, 1]
    assert choose([options(first), options(second, falls=False)]) == [0, 0]


def test_a_dose_is_rounded_toward_the_one_before_where_that_is_a_reduction() -> None:
    first = [Way(0, 9.0, error=0.05)]
    second = [Way(0, 8.5, error=0.07, waste=3.0), Way(0, 8.0, 8.5, error=0.01)]
    assert choose([options(first), options(second)]) == [0, 0]


def changing(*doses: float, error: float = 0.05) -> list[list[Way]]:
    """Steps that either of two bottles serves, but for the first and the last."""
    first = [Way(0, doses[0], variance=0.25)]
    between = [
        [Way(0, dose, variance=0.25), Way(1, dose, error=error, variance=0.25)]
        for dose in doses[1:-1]
    ]
    return [first, *between, [Way(1, doses[-1], variance=0.25)]]


def test_the_bottle_changes_where_the_step_is_large() -> None:
    # u of a change is the root of 0.25 + 0.25, 0.71 mg: 0.5 mg is lost, 2 mg blurred, 4 mg clear
    steps = [options(step) for step in changing(10.0, 9.5, 5.5, 5.0)]
    assert choose(steps) == [0, 0, 1, 0]
    steps = [options(step) for step in changing(10.0, 9.5, 7.5, 7.0)]
    assert choose(steps) == [0, 0, 1, 0]


def test_no_dose_is_made_worse_than_good_to_tell_a_change_apart() -> None:
    steps = [options(step) for step in changing(10.0, 9.5, 5.5, 5.0, error=0.11)]
    assert choose(steps) == [0, 0, 0, 0]


def test_a_bottle_of_a_later_class_begins_early_for_a_lost_change_alone() -> None:
    lost = changing(10.0, 6.0, 5.5)
    lost[1][1] = lost[1][1]._replace(early=True)
    assert choose([options(step) for step in lost]) == [0, 1, 0]
    blurred = changing(10.0, 6.0, 4.0)
    blurred[1][1] = blurred[1][1]._replace(early=True)
    assert choose([options(step) for step in blurred]) == [0, 0, 0]


def test_days_are_judged_by_what_goes_besides_and_another_form_not_at_all() -> None:
    steps = changing(10.0, 9.5, 5.5, 5.0)
    assert choose([options(step, besides=9.0) for step in steps]) == [0, 0, 0, 0]
    assert choose([options(step, besides=None) for step in steps]) == [0, 0, 0, 0]


def transition(before: Way, after: Way) -> float:
    """What going on from one way to another costs, by the first pass."""
    if not follows(before, after):
        return np.inf
    return 1e4 * (before.bottle != after.bottle) + (before.achieved == after.achieved)


@st.composite
def many_ways(draw: st.DrawFn) -> list[Way]:
    """More ways than a reference could try all courses of."""
    found = []
    for bottle in range(draw(st.integers(1, 12))):
        low, high = draw(st.integers(1, 20)), draw(st.integers(0, 4))
        found.append(Way(bottle, float(low), float(low + high) if high else np.inf))
        if high:
            found.append(Way(bottle, float(low + high)))
    return draw(st.permutations(found))


@settings(max_examples=300)
@given(st.lists(many_ways(), min_size=2, max_size=4))
def test_the_least_costs_are_those_of_every_transition_tried(taper: list[list[Way]]) -> None:
    costs = [0.0] * len(taper[0])
    reached = reach([options(step) for step in taper])
    for (before, step), found in zip(pairwise(taper), reached[1:], strict=True):
        costs = [
            min(cost + transition(one, way) for cost, one in zip(costs, before, strict=True))
            for way in step
        ]
        assert found.tolist() == costs
