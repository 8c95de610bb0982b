"""What is dropped before an exact judge sees it: never a pick, and nothing that is in front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from taperlab import DoseRequest
from taperlab.answers.judging import Found, solve
from taperlab.answers.ranking import front
from taperlab.answers.resolve import resolve
from taperlab.methods import compounded_liquid, dispersed_tablet, oral_liquid, tablet_plus_liquid
from tests.asking import ask
from tests.strategies import CATALOGUE, DATE, requests

DROPPING = settings(max_examples=max(settings().max_examples // 2, 1))
BY_DRAW = (oral_liquid, tablet_plus_liquid, compounded_liquid)
METHODS = ("oral-liquid", "tablet-plus-liquid", "compounded-liquid", "dispersed-tablet")


@contextmanager
def nothing_dropped() -> Iterator[None]:
    """Let every mark, and every part of a dispersed tablet, through to the exact judge."""

    def all_draws(draws: Sequence[object], *_: object, **__: object) -> list[object]:
        return list(draws)

    def all_ways(_: object, __: object, ways: Sequence[object]) -> list[object]:
        return list(ways)

    with ExitStack() as stack:
        for module in BY_DRAW:
            stack.enter_context(patch.object(module, "worth_judging", all_draws))
        stack.enter_context(patch.object(dispersed_tablet, "worth_judging", all_ways))
        yield


def found(request: DoseRequest) -> Found:
    question, _ = resolve(request, CATALOGUE)
    return solve(question, METHODS)


def compare(request: DoseRequest) -> None:
    dropped = found(request)
    with nothing_dropped():
        everything = found(request)
    assert dropped.picks.keys() == everything.picks.keys()
    for method, pick in everything.picks.items():
        mine = dropped.picks[method]
        assert mine.proposal.recipe == pick.proposal.recipe
        of_method = [
            [one for one in each.candidates if one.proposal.method == method]
            for each in (dropped, everything)
        ]
        ours, theirs = ({one.cell for one in front(ones)} for ones in of_method)
        assert ours == theirs


@DROPPING
@given(requests())
def test_nothing_is_dropped_that_would_be_picked_or_in_front(request: DoseRequest) -> None:
    compare(request)


@DROPPING
@given(
    st.sampled_from(("gb-fluoxetine-dispersible-20", "gb-lamotrigine-dispersible-25")),
    st.integers(1, 400),
    st.sampled_from((None, "23.5 %", "24 %", "26 %")),
)
def test_no_part_of_a_dispersible_tablet_is_dropped_that_would_be_picked_or_in_front(
    product: str, hundredths: int, limit: str | None
) -> None:
    drug = product.split("-")[1]
    request = DoseRequest(
        drug=drug, dose=f"{hundredths * 10} micrograms", products=(product,), date=DATE
    )
    compare(msgspec.structs.replace(request, max_error=limit))


def test_way_that_meets_the_limit_is_not_dropped_for_one_that_does_not() -> None:
    # 0.18 mL of the 0.5 mL syringe: 2 sqrt((0.0111^2 + 0.005^2) / 3) / 0.18 = 7.8 %
    fields = {"products": ("gb-risperidone-solution-1",), "methods": ("oral-liquid",)}
    assert ask("risperidone", "0.18 mg", max_error="8 %", **fields).preparations
    assert not ask("risperidone", "0.18 mg", max_error="7 %", **fields).preparations


def test_liquid_too_weak_for_a_dose_is_not_thinned() -> None:
    # 20 mL of 0.2 mg/mL hold 4 mg: a dilution holds less, and 5 mg is a fifth more than that
    fields = {"products": ("gb-haloperidol-solution-0.2",), "methods": ("diluted-liquid",)}
    assert not ask("haloperidol", "5.1 mg", **fields).preparations
    assert ask("haloperidol", "3.5 mg", **fields).preparations
