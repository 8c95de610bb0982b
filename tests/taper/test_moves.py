from __future__ import annotations

import datetime as dt
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taperlab import TaperRequest, plan_taper
from taperlab.answers.codec import decode, encode
from taperlab.messages import InputError
from taperlab.quantities import Mass, canonical
from taperlab.taper.asked_again import request_of
from taperlab.taper.document import PLAN_SCHEMA, Plan
from taperlab.taper.history import NOTHING_TAKEN, exact
from taperlab.taper.moves import MOVES, move
from taperlab.taper.request import Taken
from tests.taper.asking import CATALOGUE, told

DAY = dt.date(2026, 3, 1)
NEAT = ("oral-liquid",)
REQUESTS = (
    TaperRequest(drug="sertraline", start="100 mg", rule="occupancy:7", date=DAY, methods=NEAT),
    TaperRequest(
        drug="sertraline",
        start="40 mg",
        rule="proportional:30%",
        last="3 mg",
        date=DAY,
        methods=NEAT,
    ),
    TaperRequest(
        drug="sertraline",
        start="60 mg",
        rule="linear:15mg",
        then=("proportional-original:10%@20mg",),
        every="2w",
        date=DAY,
        methods=NEAT,
    ),
    TaperRequest(
        drug="sertraline", start="30 mg", rule="list:30mg,20mg,10mg,4mg", date=DAY, methods=NEAT
    ),
)


def planned(request: TaperRequest) -> Plan:
    return plan_taper(request, CATALOGUE)


def next_day(plan: Plan) -> dt.date:
    return next(one.start for one in plan.steps if one.standing == "next")


def moved(plan: Plan, name: str, later: int = 0, **more: str) -> Plan:
    """Make a move on the day of the next step, or so many days later, and plan anew."""
    return planned(move(plan, name, next_day(plan) + dt.timedelta(later), **more))  # type: ignore[arg-type]


def doses(plan: Plan) -> list[Mass]:
    return [one.exact or one.target for one in plan.steps]


def dates(plan: Plan) -> list[dt.date]:
    return [one.start for one in plan.steps]


def present(plan: Plan) -> int:
    return next(at for at, one in enumerate(plan.steps) if one.standing == "now")


CITALOPRAM = planned(
    TaperRequest(drug="citalopram", start="20 mg", rule="occupancy:10", date=DAY, to="0 mg")
)


def test_going_on_takes_the_next_step_from_that_day_on() -> None:
    plan = moved(CITALOPRAM, "go-on", later=3)
    now = plan.steps[1]
    assert [one.standing for one in plan.steps[:4]] == ["past", "now", "next", "projection"]
    assert (now.target, now.achieved) == (CITALOPRAM.steps[1].target, Mass.of("8.5"))
    assert plan.steps[0].end == now.start - dt.timedelta(1)
    assert now.start == dt.date(2026, 4, 1)
    assert plan.steps[2].start == dt.date(2026, 4, 29)
    assert plan.request.past[0].target == "20 mg"


def test_the_bottle_in_use_keeps_its_name_and_no_other_gets_one_that_was_used() -> None:
    plan = moved(moved(CITALOPRAM, "go-on"), "go-on")
    assert [one.id for one in plan.bottles] == ["B2"]
    assert plan.steps[2].achieved == CITALOPRAM.steps[2].achieved
    back = moved(plan, "go-back")
    assert back.steps[3].bottle == "B1"
    assert {one.id for one in back.bottles} == {"B1", "B3"}


def test_a_hold_adds_to_what_is_held_already() -> None:
    first = planned(move(CITALOPRAM, "hold", DAY + dt.timedelta(5)))
    assert next_day(first) == DAY + dt.timedelta(56)
    second = planned(move(first, "hold", DAY + dt.timedelta(7), every="10d"))
    assert next_day(second) == DAY + dt.timedelta(66)
    late = planned(move(CITALOPRAM, "hold", DAY + dt.timedelta(40), every="7d"))
    assert next_day(late) == DAY + dt.timedelta(47)
    assert doses(late) == doses(CITALOPRAM)


def test_a_pause_lasts_until_the_taper_goes_on() -> None:
    plan = planned(move(CITALOPRAM, "pause", DAY + dt.timedelta(100)))
    assert "paused" in {one.code for one in plan.findings}
    assert next_day(plan) == DAY + dt.timedelta(128)
    on = planned(move(plan, "go-on", DAY + dt.timedelta(110)))
    assert not on.request.paused
    assert on.steps[1].start == DAY + dt.timedelta(110)
    assert doses(on) == doses(CITALOPRAM)


def test_a_smaller_step_is_half_or_as_large_as_is_said() -> None:
    half = moved(CITALOPRAM, "smaller-step")
    assert half.steps[1].target == Mass.of("14.0494")
    chosen = moved(CITALOPRAM, "smaller-step", dose="15 mg")
    assert chosen.steps[1].target == Mass.of("15")
    assert chosen.steps[2].target < Mass.of("15")
    on = moved(chosen, "go-on")
    assert on.request.next_dose is None
    assert doses(on) == doses(chosen)


def test_slower_halves_the_rule_or_makes_the_steps_longer() -> None:
    assert moved(CITALOPRAM, "slower").request.rule == "occupancy:5"
    longer = moved(CITALOPRAM, "slower", every="8w")
    assert doses(longer) == doses(CITALOPRAM)
    assert (next_day(longer) - DAY).days == 56
    other = moved(CITALOPRAM, "slower", rule="proportional-original:5%")
    assert other.steps[1].target == Mass.of("19")


def test_starting_again_after_days_without_is_a_record_and_is_judged() -> None:
    plan = moved(moved(CITALOPRAM, "go-on"), "go-on")
    without = next_day(plan)
    request = move(plan, "restart", without + dt.timedelta(10), dose="4.473 mg", without=without)
    assert [one.target for one in request.past[-2:]] == [NOTHING_TAKEN, request.past[2].target]
    again = planned(request)
    assert again.steps[4].achieved == Mass.of("4.5")
    assert "restart-late" in {one.code for one in again.findings}
    soon = move(plan, "restart", without + dt.timedelta(2), dose="4.473 mg", without=without)
    assert "restart-late" not in {one.code for one in planned(soon).findings}


@pytest.mark.parametrize(
    ("dose", "days", "refused"), [("20 mg", 3, True), ("4.473 mg", 3, False), ("1 mg", 40, True)]
)
def test_starting_again_at_a_new_height_is_refused(dose: str, days: int, *, refused: bool) -> None:
    plan = moved(moved(CITALOPRAM, "go-on"), "go-on")
    without = next_day(plan)
    on = without + dt.timedelta(days)
    if not refused:
        assert move(plan, "restart", on, dose=dose, without=without)
        return
    with pytest.raises(InputError, match="restart-too-high"):
        move(plan, "restart", on, dose=dose, without=without)


def test_a_mix_up_with_the_bottle_before_is_told_of_when_going_back() -> None:
    plan = moved(moved(moved(CITALOPRAM, "go-on"), "go-on"), "go-back")
    now = plan.steps[present(plan)].number
    told_of = {one.code for one in plan.findings if now in one.steps}
    assert "old-bottle-returned" in told_of


def about_bottles(plan: Plan) -> list[str]:
    return [one.text for one in plan.findings if one.code.startswith("bottle-")]


def test_it_is_said_which_bottles_still_serve() -> None:
    first = moved(CITALOPRAM, "go-on")
    assert about_bottles(first) == ["The bottle B1 (50 mg/mL) still serves: step 2."]
    # the drops are no longer taken, but what is taken is made from them
    serves, stock = about_bottles(moved(first, "go-on"))
    assert serves == "The bottle B2 (0.25 mg/mL) still serves: steps 3 to 8."
    assert stock.startswith("From the bottle B1 (50 mg/mL) no dose is drawn any more; B2 is made")


def test_a_bottle_that_serves_nothing_any_more_is_given_back() -> None:
    plan = moved(moved(CITALOPRAM, "go-on"), "go-on")
    tablets = msgspec.structs.replace(request_of(plan), methods=("whole-tablets",))
    assert "The bottle B2 (0.25 mg/mL) no longer serves. Give it back." in about_bottles(
        planned(tablets)
    )


def test_days_of_a_micro_taper_pass_by_themselves() -> None:
    request = TaperRequest(
        drug="sertraline", start="20 mg", rule="linear:10mg", micro=True, every="14d",
        date=DAY, methods=NEAT,
    )  # fmt: skip
    plan = planned(request)
    on = DAY + dt.timedelta(7)
    held = planned(move(plan, "hold", on, every="7d"))
    now = held.steps[present(held)]
    assert now.target == Mass.of("15")
    assert now.end == on + dt.timedelta(7)
    assert [one.target for one in held.steps[:7]] == [one.target for one in plan.steps[:7]]


@pytest.mark.parametrize(
    ("name", "more", "code"),
    [
        ("jump", {}, "move-unknown"),
        ("go-back", {}, "nothing-before"),
        ("smaller-step", {"dose": "8 mg"}, "not-smaller"),
        ("smaller-step", {"dose": "20 mg"}, "not-smaller"),
        ("slower", {"every": "7d"}, "not-longer"),
        ("slower", {"rule": "half"}, "rule-unknown"),
        ("restart", {}, "restart-at-which-dose"),
        ("restart", {"dose": "21 mg"}, "restart-too-high"),
        ("hold", {"every": "a while"}, "every-unread"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    name: str, more: dict[str, str], code: str
) -> None:
    with pytest.raises(InputError) as caught:
        moved(CITALOPRAM, name, 0, **more)
    assert caught.value.code == code
    assert told(caught.value)


def test_days_that_make_no_sense_are_refused() -> None:
    with pytest.raises(InputError, match="move-too-early"):
        move(CITALOPRAM, "go-on", DAY - dt.timedelta(1))
    with pytest.raises(InputError, match="move-same-day"):
        move(CITALOPRAM, "go-on", DAY)


def test_a_list_cannot_be_halved_and_the_end_has_nothing_after_it() -> None:
    plan = planned(REQUESTS[3])
    with pytest.raises(InputError, match="list-not-halved"):
        moved(plan, "slower")
    while any(one.standing == "next" for one in plan.steps):
        plan = moved(plan, "go-on")
    assert plan.steps[-1].target == Mass(0)
    for name in ("go-on", "hold", "pause", "slower", "smaller-step"):
        with pytest.raises(InputError, match="move-at-end"):
            move(plan, name, plan.steps[-1].start + dt.timedelta(3))


@pytest.mark.parametrize("request_", REQUESTS)
def test_going_on_along_the_whole_plan_gives_the_doses_that_were_projected(
    request_: TaperRequest,
) -> None:
    plan = first = planned(request_)
    while any(one.standing == "next" for one in plan.steps):
        plan = moved(plan, "go-on")
        assert (doses(plan), dates(plan)) == (doses(first), dates(first))
    assert plan.steps[-1].standing == "now"


moves = st.tuples(st.sampled_from(MOVES), st.integers(0, 40))


@settings(max_examples=40)
@given(st.sampled_from(REQUESTS), st.lists(moves, max_size=4))
def test_a_move_never_changes_the_past(request_: TaperRequest, made: list[tuple[str, int]]) -> None:
    plan = planned(request_)
    for name, later in made:
        if not any(one.standing == "next" for one in plan.steps):
            return
        dose = f"{float(plan.steps[present(plan)].target.amount)} mg"
        more = {"dose": dose} if name == "restart" else {}
        try:
            after = moved(plan, name, later, **more)
        except InputError:
            continue
        had = plan.request.past
        assert after.request.past[: len(had)] == had
        at = present(plan)
        assert doses(after)[: at + 1] == doses(plan)[: at + 1]
        assert dates(after)[: at + 1] == dates(plan)[: at + 1]
        plan = after


@settings(max_examples=30)
@given(st.sampled_from(REQUESTS), st.integers(0, 3), st.integers(0, 9))
def test_moving_on_and_back_returns_the_same_doses(
    request_: TaperRequest, steps: int, later: int
) -> None:
    plan = planned(request_)
    for _ in range(steps):
        plan = moved(plan, "go-on")
        if not any(one.standing == "next" for one in plan.steps):
            return
    on = moved(plan, "go-on", later)
    back = planned(move(on, "go-back", on.steps[present(on)].start + dt.timedelta(later + 1)))
    assert doses(back)[present(back) :] == doses(plan)[present(plan) :]
    assert [one.achieved for one in back.steps][present(back) :] == [
        one.achieved for one in plan.steps
    ][present(plan) :]


@pytest.mark.parametrize("market", ["GB", "DK"])
def test_a_plan_is_asked_again_as_it_was(market: str) -> None:
    mark = "." if market == "GB" else ","
    rule, last = f"linear:1{mark}125mg", f"0{mark}5 mg"
    request = TaperRequest(
        drug="citalopram", start="20 mg", rule=rule, last=last, date=DAY, market=market
    )
    plan = planned(request)
    again = planned(request_of(decode(plan.to_json().encode(), Plan, PLAN_SCHEMA, "plan.json")))
    assert again == plan
    on = moved(plan, "go-on")
    assert doses(on) == doses(plan)


def test_what_was_taken_is_exact_however_long_the_number() -> None:
    dose = Mass(100 * Fraction(97, 100) ** 60)
    assert len(canonical(dose)) > 120
    taken = Taken(since=DAY, target=canonical(dose), achieved="16.1 mg")
    request = TaperRequest(
        drug="sertraline", start="100 mg", rule="proportional:3%", last="10 mg",
        date=DAY, methods=NEAT, past=(taken,),
    )  # fmt: skip
    plan = planned(request)
    assert doses(plan)[:2] == [dose, dose * Fraction(97, 100)]
    assert exact(move(plan, "go-on", next_day(plan)).past[-1]) == dose * Fraction(97, 100)


def test_a_plan_that_rose_again_is_read_as_it_was_written() -> None:
    """Back from 8 mg to 10 mg is a change of less than nothing."""
    request = TaperRequest(drug="diazepam", start="10 mg", rule="list:8mg,6mg,0mg", date=DAY)
    plan = planned(request)
    plan = moved(plan, "go-on")
    plan = moved(plan, "go-back", later=3)
    change = next(each.change for each in plan.steps if each.standing == "now")
    assert change is not None
    assert change.mass == Mass(-2)
    assert decode(encode(plan), Plan, PLAN_SCHEMA, "plan.json") == plan


def test_a_dose_below_zero_is_not_read() -> None:
    request = TaperRequest(drug="diazepam", start="10 mg", rule="list:8mg,6mg,0mg", date=DAY)
    plan = planned(request)
    with pytest.raises(ValueError, match="below zero"):
        msgspec.structs.replace(plan.steps[1], target=Mass(-8))
