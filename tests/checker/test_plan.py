from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab.answers.request import CountedBeads
from taperlab.checker import verify_document
from taperlab.checker.plan.course import stated
from taperlab.checker.plan.said import in_percent
from taperlab.checker.reading import Reading
from taperlab.messages import InputError
from taperlab.taper.moves import move
from taperlab.taper.plan import plan_taper
from taperlab.taper.request import TaperRequest
from tests.checker.documents import CATALOGUE, sealed

Document = dict[str, Any]
Change = Callable[[Document], object]

DAY = dt.date(2026, 3, 1)
REQUESTS: dict[str, dict[str, Any]] = {
    "occupancy": {"drug": "citalopram", "start": "20 mg", "rule": "occupancy:5"},
    "proportional": {
        "drug": "sertraline",
        "market": "US",
        "start": "100 mg",
        "rule": "proportional:10%",
        "last": "1 mg",
    },
    "original": {"drug": "diazepam", "start": "10 mg", "rule": "proportional-original:10%"},
    "comma": {
        "drug": "citalopram",
        "market": "DE",
        "start": "20 mg",
        "rule": "proportional:12,5%",
        "then": ("linear:0,5mg@2,5mg",),
        "last": "0,5 mg",
    },
    "listed": {"drug": "quetiapine", "start": "100 mg", "rule": "list:75mg,50mg,25mg,5mg"},
    "a day": {
        "drug": "citalopram",
        "start": "20 mg",
        "rule": "occupancy:10",
        "per": "day",
        "doses_per_day": 2,
    },
    "twice a day": {
        "drug": "pregabalin",
        "start": "150 mg",
        "rule": "proportional:25%",
        "last": "5 mg",
        "doses_per_day": 2,
    },
    "on the drops' scale": {
        "drug": "citalopram",
        "start": "16 mg",
        "dose_of": "gb-citalopram-drops-40",
        "rule": "linear:4mg",
    },
    "daily": {
        "drug": "diazepam",
        "start": "2 mg",
        "rule": "proportional:25%",
        "last": "0.5 mg",
        "micro": True,
        "every": "14d",
    },
    "another form": {"drug": "venlafaxine", "start": "75 mg", "rule": "list:37.5mg,10mg"},
    "compounded": {"drug": "venlafaxine", "market": "US", "start": "75 mg", "rule": "list:10mg"},
    "in beads": {
        "drug": "venlafaxine",
        "start": "75 mg",
        "rule": "list:50mg,25mg",
        "taking": "gb-venlafaxine-mr-capsule-75",
        "beads": (
            CountedBeads(
                product="gb-venlafaxine-mr-capsule-75",
                batch="X1",
                counts=(301, 296, 305),
                twice=True,
            ),
        ),
    },
    "in capsules": {
        "drug": "mirtazapine",
        "start": "15 mg",
        "rule": "list:7mg",
        "devices": ("balance-1mg",),
        "methods": ("whole-tablets", "compounded-capsule"),
    },
    "in strips": {
        "drug": "paroxetine",
        "start": "30 mg",
        "rule": "linear:10mg",
        "strip": True,
        "products": ("gb-paroxetine-tablet-10", "gb-paroxetine-tablet-20"),
    },
    "in strips, held": {
        "drug": "citalopram",
        "start": "10 mg",
        "rule": "linear:5mg",
        "strip": True,
        "hold": "14d",
        "products": ("gb-citalopram-tablet-10",),
    },
    "in strips, paused": {
        "drug": "citalopram",
        "start": "20 mg",
        "rule": "linear:10mg",
        "strip": True,
        "paused": True,
        "products": ("gb-citalopram-tablet-10",),
    },
    "the same liquid again": {
        "drug": "fluvoxamine",
        "start": "40 mg",
        "rule": "proportional-original:25%",
        "last": "1 mg",
        "micro": True,
    },
    "to a dose": {"drug": "escitalopram", "start": "20 mg", "to": "5 mg", "rule": "occupancy:3"},
    "unmade": {"drug": "duloxetine", "start": "60 mg", "rule": "list:30mg,7mg"},
    "chosen": {
        "drug": "citalopram",
        "start": "20 mg",
        "rule": "occupancy:5",
        "next_dose": "18 mg",
        "hold": "14d",
    },
}


@cache
def _plan(name: str) -> str:
    return plan_taper(TaperRequest(date=DAY, **REQUESTS[name]), CATALOGUE).to_json()


def plan(name: str = "occupancy") -> Document:
    found: Document = json.loads(_plan(name))
    return found


def verify(changed: Document) -> Reading:
    return verify_document(sealed(changed), CATALOGUE, "plan.json")


@pytest.mark.parametrize("name", REQUESTS)
def test_an_honest_plan_agrees(name: str) -> None:
    reading = verify_document(_plan(name).encode(), CATALOGUE, "plan.json")
    assert [each.message for each in reading.findings if each.severity == "stop"] == []
    assert reading.delivered == plan(name)["steps"][1].get("achieved")


def test_a_plan_that_was_moved_on_and_back_agrees() -> None:
    found = plan_taper(TaperRequest(date=DAY, **REQUESTS["occupancy"]), CATALOGUE)
    for number, name in enumerate(("go-on", "go-on", "go-on", "go-on", "hold", "go-back"), 1):
        on = DAY + dt.timedelta(days=28 * number)
        found = plan_taper(move(found, name, on), CATALOGUE)
        assert verify_document(found.to_json().encode(), CATALOGUE, "plan.json").agrees, name


def test_a_plan_that_was_started_again_after_a_gap_agrees() -> None:
    found = plan_taper(TaperRequest(date=DAY, **REQUESTS["occupancy"]), CATALOGUE)
    on, without = DAY + dt.timedelta(days=28), DAY + dt.timedelta(days=26)
    found = plan_taper(move(found, "restart", on, dose="20 mg", without=without), CATALOGUE)
    assert verify_document(found.to_json().encode(), CATALOGUE, "plan.json").agrees
    changed = json.loads(found.to_json())
    changed["steps"][2]["change"] = changed["steps"][3]["change"]
    assert not verify(changed).agrees


def test_a_daily_plan_that_was_moved_agrees() -> None:
    found = plan_taper(TaperRequest(date=DAY, **REQUESTS["daily"]), CATALOGUE)
    for days, name in ((3, "go-on"), (6, "slower"), (16, "hold")):
        found = plan_taper(move(found, name, DAY + dt.timedelta(days=days)), CATALOGUE)
        assert verify_document(found.to_json().encode(), CATALOGUE, "plan.json").agrees, name


def test_what_is_not_worked_out_again_is_said() -> None:
    assert "plan-not-recomputed" in {each.code for each in verify(plan()).findings}


def test_a_plan_with_another_hash_is_found_out() -> None:
    changed = plan() | {"hash": "0123456789abcdef"}
    reading = verify_document(json.dumps(changed).encode(), CATALOGUE, "plan.json")
    assert "wrong-hash" in {each.code for each in reading.findings}


def step(at: int, /, **fields: object) -> Change:
    return lambda d: d["steps"][at - 1].update(fields)


def change(number: int, **fields: object) -> Change:
    return lambda d: d["steps"][number - 1]["change"].update(fields)


def made(number: int, **fields: object) -> Change:
    return lambda d: d["steps"][number - 1]["preparation"].update(fields)


def bottle(number: int, **fields: object) -> Change:
    return lambda d: d["bottles"][number - 1].update(fields)


def mix_up(**fields: object) -> Change:
    return lambda d: d["bottles"][1]["mix_up"].update(fields)


def untold(code: str) -> Change:
    return lambda d: d.update(findings=[one for one in d["findings"] if one["code"] != code])


LIES: dict[str, Change] = {
    "the start": lambda d: d["request"].update({"from": "21 mg"}),
    "the end": lambda d: d["request"].update(to="1 mg"),
    "the rule": lambda d: d["request"].update(rule="occupancy:6"),
    "the rule in words": lambda d: d.update(rule=d["rule"].replace("5", "6")),
    "no rule at all": lambda d: d["request"].update(rule="slowly"),
    "the days of a step": lambda d: d["request"].update(every="14d"),
    "the day": lambda d: d["request"].update(date="2026-03-02"),
    "doses a day": lambda d: d["request"].update(doses_per_day=2),
    "a smallest dose": lambda d: d["request"].update(last="0.3 mg"),
    "the curve": lambda d: d["curve"].update(name="another"),
    "no curve": lambda d: d.update(curve=None),
    "the curve's source": lambda d: d["curve"].update(source="somebody, 2031"),
    "Emax": lambda d: d["curve"].update(emax="84.98 %"),
    "ED50": lambda d: d["curve"].update(ed50="2.34 mg"),
    "the number of a step": step(3, number=4),
    "what a step is": step(3, standing="next"),
    "a target": step(3, target="8.0989 mg"),
    "an exact target": step(3, exact="8 mg"),
    "a dose as made": step(3, achieved="8 mg"),
    "occupancy": step(3, occupancy="65.23 %"),
    "a first day": step(3, **{"from": "2026-04-27"}),
    "a last day": step(3, to="2026-05-22"),
    "the bottle of a step": step(3, bottle="B2"),
    "no bottle": step(3, bottle=None),
    "no preparation": step(3, preparation=None, achieved=None),
    "a step left out": lambda d: d["steps"].pop(4),
    "a step too many": lambda d: d["steps"].insert(4, copy.deepcopy(d["steps"][4])),
    "the last step": lambda d: d["steps"].pop(),
    "another preparation": lambda d: step(3, preparation=d["steps"][3]["preparation"])(d),
    "the target of a preparation": made(3, target="8 mg"),
    "what it gives": made(3, delivered="8 mg"),
    "its error": made(3, error="1.00 %"),
    "a volume": lambda d: d["steps"][2]["preparation"]["operations"][0].update(volume="0.18 mL"),
    "a change at the start": lambda d: step(1, change=d["steps"][1]["change"])(d),
    "no change": step(3, change=None),
    "the mass of a change": change(3, mass="3.7889 mg"),
    "the change as made": change(3, achieved="3.4 mg"),
    "per cent of the previous": change(3, percent_of_previous="31.88 %"),
    "per cent of the original": change(3, percent_of_original="18.95 %"),
    "points": change(3, occupancy_points="5.01"),
    "no resolution": change(3, resolution=None, verdict=None),
    "what is prescribed": change(3, prescribed="renewed"),
    "a verdict": change(3, verdict="lost"),
    "a resolution and its verdict": change(
        3, resolution={"kept": "0.9", "renewed": "0.8"}, verdict="lost"
    ),
    "the name of a bottle": bottle(1, id="B7"),
    "the product of a bottle": bottle(1, product="gb-citalopram-tablet-20"),
    "a concentration": bottle(2, concentration="0.5 mg/mL"),
    "a physical concentration": bottle(2, physical_concentration="0.25 mg/mL"),
    "which steps it serves": bottle(1, serves=[2, 3]),
    "its recipe": bottle(2, recipe=[]),
    "its batches": bottle(2, batches=1),
    "how long it keeps": bottle(1, kept="90 days once opened"),
    "no mix-up": bottle(2, mix_up=None),
    "the new volume from the old bottle": mix_up(old_bottle="90 mg"),
    "the old volume from the new bottle": mix_up(new_bottle="3 mg"),
    "how many times": mix_up(ratio="1.5"),
    "more millilitres": mix_up(smaller_dose_more_volume=False),
    "a mix-up untold": untold("old-bottle-returned"),
    "a mix-up told softly": lambda d: [
        one.update(severity="warn") for one in d["findings"] if one["code"] == "old-bottle-returned"
    ],
    "the supply": lambda d: d["supply"][1].update(quantity="16.9 mL"),
    "the whole supply": lambda d: d["whole"]["lines"][1].update(quantity="16.9 mL"),
    "its days": lambda d: d["whole"].update(days=42),
    "its packs": lambda d: d["whole"]["lines"][1].update(packs=1),
    "what is left over": lambda d: d["whole"]["lines"][1].update(left_over="1 mL"),
    "a product left out": lambda d: d["next_28_days"].update(lines=[]),
    "the next supply": lambda d: d["next_28_days"]["lines"][0].update(quantity="280 tablet"),
    "a prescribed dose": lambda d: d["next_28_days"].update(
        prescription=["Take 200 mg from 1 March 2026 to 28 March 2026."]
    ),
    "a prescribed day": lambda d: d["next_28_days"].update(
        prescription=["Take 20 mg from 2 March 2026 to 28 March 2026."]
    ),
    "a prescribed quantity": lambda d: d["next_28_days"]["prescription"].__setitem__(
        0, "Citalopram 20 mg tablets: supply 29 tablets."
    ),
    "prescribed packs": lambda d: d["whole"]["prescription"].__setitem__(
        1, d["whole"]["prescription"][1].replace("supply 12", "supply 11")
    ),
    "how many levels are prescribed": lambda d: d["whole"]["prescription"].__setitem__(
        2, d["whole"]["prescription"][2].replace("15 dose", "14 dose")
    ),
    "how often it is prescribed": lambda d: d["next_28_days"]["prescription"].__setitem__(
        1, d["next_28_days"]["prescription"][1].replace("once", "2 times")
    ),
    "a line of a prescription": lambda d: d["next_28_days"]["prescription"].pop(),
    "a prescribed product": lambda d: d["next_28_days"].update(
        prescription=["Citalopram 40 mg tablets. Supply 28 tablets."]
    ),
}


@pytest.mark.parametrize("what", LIES)
def test_a_planted_lie_is_found(what: str) -> None:
    changed = plan()
    LIES[what](changed)
    assert changed != plan()
    assert not verify(changed).agrees


def test_doses_a_day_that_the_preparations_have_not_are_found() -> None:
    changed = plan("original")
    changed["request"]["doses_per_day"] = 2
    assert not verify(changed).agrees


def test_an_unmade_step_that_is_not_told_is_found() -> None:
    changed = plan("unmade")
    untold("not-makeable")(changed)
    assert "finding-missing" in {each.code for each in verify(changed).findings}


def test_a_rise_is_found_whatever_the_rule_says() -> None:
    changed = plan("listed")
    changed["steps"][-2]["achieved"] = "500 mg"
    assert "plan-rises" in {each.code for each in verify(changed).findings}


DAMAGED: list[bytes] = [
    b'{"schema": "taperlab/plan/1"}',
    b'{"schema": "taperlab/plan/2"}',
    b'{"schema": "taperlab/check/1"}',
    b'{"schema": ["taperlab/plan/1"]}',
]


@pytest.mark.parametrize("data", DAMAGED)
def test_what_is_no_plan_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(InputError):
        verify_document(data, CATALOGUE, "plan.json")


def test_a_plan_without_steps_is_damaged() -> None:
    with pytest.raises(InputError):
        verify(plan() | {"steps": []})


FIELDS = ("target", "achieved", "occupancy", "from", "to", "bottle")


@given(
    at=st.integers(0, 15),
    field=st.sampled_from(FIELDS),
    text=st.sampled_from(["", "0 mg", "-1 mg", "1e3 mg", "9 mg", "9999-99-99", "x", "1/0 mg"]),
)
def test_no_text_in_a_step_passes_or_breaks_the_checker(at: int, field: str, text: str) -> None:
    changed = plan()
    if changed["steps"][at][field] == text:
        return
    changed["steps"][at][field] = text
    assert not verify(changed).agrees


def test_rounding_is_half_even_and_noise_decides_no_tie() -> None:
    assert stated(Decimal("0.00005")) == 0
    assert stated(Decimal("0.00015")) == Decimal("0.0002")
    assert stated(Decimal("0.00005") + Decimal(10) ** -58) == 0
    assert in_percent(Decimal("0.000005")) == "0.00 %"
    assert in_percent(Decimal("0.40562")) == "40.56 %"
