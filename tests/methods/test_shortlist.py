"""From thousands of candidates to a few: everything that may turn out to be the pick is kept."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from taperlab.methods.shortlist import Figures, shortlist

SIZES = st.tuples(st.integers(88, 101), st.sampled_from((5, 10, 25)), st.sampled_from((1, 2, 5)))


def figures(rows: list[tuple[int, int, int]]) -> Figures:
    """Return candidates of one class: errors in tenths of a percentage point, totals, drug."""
    error, total, holds = np.array(rows, dtype=np.float64).T
    alike = np.zeros(error.shape)
    return Figures(
        soft=alike,
        error=error / 1000,
        plainness=alike,
        handling=alike,
        packs=alike,
        total=total,
        holds=holds,
        waste=alike,
    )


@given(st.lists(SIZES, min_size=3, max_size=8), st.integers(88, 101))
def test_pick_is_kept_wherever_the_window_ends(rows: list[tuple[int, int, int]], edge: int) -> None:
    # another product's candidate may have the smallest error, and so end the window earlier
    kept = [rows[at] for at in shortlist(figures(rows))]
    smallest = min(error for error, _, _ in rows)
    good = [row for row in rows if row[0] <= 100 or smallest > 100]  # the rating comes first
    within = [row for row in good if row[0] <= min(edge, smallest + 10)]
    if within:
        assert min(within, key=lambda row: (row[1], row[2], row[0])) in kept
