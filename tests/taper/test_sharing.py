"""What days have in common is worked out once, and is what each would come to by itself."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from taperlab import Catalogue, TaperRequest
from taperlab.answers.figures import Figures
from taperlab.taper.plan import planned
from taperlab.taper.writing import Writer

if TYPE_CHECKING:
    from taperlab.taper.plan import Planned
    from taperlab.taper.serving import Served


CATALOGUE = Catalogue.shipped()


@pytest.fixture(scope="module")
def found() -> Planned:
    request = TaperRequest(
        drug="citalopram",
        start="4 mg",
        to="2 mg",
        rule="linear:1mg",
        micro=True,
        date=dt.date(2026, 3, 1),
    )
    return planned(request, CATALOGUE)


def test_days_with_one_recipe_share_what_it_comes_to(found: Planned) -> None:
    made = [one.candidate.figures for one in found.steps if one.candidate is not None]
    assert len({id(one.carried) for one in made}) < len(made)


def test_what_is_shared_is_what_each_day_would_come_to_by_itself(found: Planned) -> None:
    for one in found.steps:
        if one.candidate is not None:
            shared, alone = one.candidate.figures, Figures(one.candidate.proposal)
            for name in ("delivered", "dose", "uncertainty", "error", "vessels", "waste"):
                assert getattr(shared, name) == getattr(alone, name)
            assert shared.carried.worst == alone.carried.worst


def test_a_day_reads_as_it_would_by_itself(found: Planned) -> None:
    def written(one: Served, writer: Writer) -> object:
        return writer._preparation(one)  # noqa: SLF001 - the record of one step

    together = Writer(found, CATALOGUE)
    for one in found.steps:
        assert written(one, together) == written(one, Writer(found, CATALOGUE))
