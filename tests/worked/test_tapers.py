"""Whole tapers that a pharmacist would ask for, with the figures worked by hand."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

from taperlab import Catalogue, TaperRequest, plan_taper
from taperlab.answers.operations import Draw, Take
from taperlab.quantities import Mass, canonical
from taperlab.taper.document import Plan, Step

DAY = dt.date(2026, 3, 1)
UNITS = """
id = "paroxetine"
read = 2026-11-01

[[products]]
id = "gb-paroxetine-strip-unit"
market = "GB"
form = "tablet"
name = "Paroxetine {strength} units for strips"
strengths = ["1 mg", "2 mg", "5 mg"]
counts_as = "equal"
source = ["memory"]
confidence = "memory"
"""


def plan(catalogue: Catalogue, drug: str, start: str, rule: str, **fields: object) -> Plan:
    request = {"drug": drug, "start": start, "rule": rule, "date": DAY, **fields}
    return plan_taper(TaperRequest(**request), catalogue)  # type: ignore[arg-type]


def last_draw(step: Step) -> str:
    assert step.preparation is not None
    draw = [one for one in step.preparation.operations if isinstance(one, Draw)][-1]
    return canonical(draw.volume)


def test_citalopram_by_five_points() -> None:
    # Emax 83.98 %, ED50 2.33 mg: 20 mg is 75.22 points; 70.22 points is
    # 70.22 * 2.33 / (83.98 - 70.22) = 11.888 mg, in drops that count as 50 mg/mL 0.2378 mL.
    # On 0.01 mL marks, toward 20 mg: 0.24 mL = 12 mg. 65.22 points: 8.099 mg, 0.162 mL, 0.17 mL.
    found = plan(Catalogue.shipped(), "citalopram", "20 mg", "occupancy:5")
    assert [str(step.occupancy) for step in found.steps[:3]] == ["75.22 %", "70.22 %", "65.22 %"]
    assert [canonical(step.target) for step in found.steps[1:4]] == [
        "11.8876 mg",
        "8.0988 mg",
        "5.9044 mg",
    ]
    assert [last_draw(step) for step in found.steps[1:3]] == ["0.24 mL", "0.17 mL"]
    assert [canonical(step.achieved) for step in found.steps[1:3] if step.achieved] == [
        "12 mg",
        "8.5 mg",
    ]
    # 15 steps of 28 days and then none: day 1 + 15 * 28 days
    assert found.steps[-1].start == DAY + dt.timedelta(days=15 * 28)


def test_a_mix_up_of_the_citalopram_bottles() -> None:
    # The last neat dose is 6 mg, 0.12 mL at 50 mg/mL; the first from the thin bottle is 4.5 mg.
    # The thin bottle's volume from the neat one: volume * 50 mg/mL, over the 6 mg taken now.
    found = plan(Catalogue.shipped(), "citalopram", "20 mg", "occupancy:5")
    before, after = found.steps[3:5]
    bottle = found.bottles[1]
    assert before.achieved is not None
    assert after.achieved is not None
    assert bottle.mix_up is not None
    volume = after.achieved.amount / bottle.concentration.amount
    assert bottle.mix_up.old_bottle == Mass(volume * 50)
    assert bottle.mix_up.new_bottle == Mass(Fraction("0.12") * bottle.concentration.amount)
    assert Fraction(bottle.mix_up.ratio) == volume * 50 / before.achieved.amount
    assert bottle.mix_up.smaller_dose_more_volume


def test_diazepam_by_five_per_cent_stays_on_one_suspension() -> None:
    # 10 * 0.95^n mg; the last above 0.1 mg is step 90: 10 * 0.95^89 = 0.10409 mg, then 0.1, then 0
    found = plan(Catalogue.shipped(), "diazepam", "10 mg", "proportional:5%", last="0.1 mg")
    assert len(found.steps) == 92
    assert canonical(found.steps[89].target) == "0.1041 mg"
    assert [canonical(step.target) for step in found.steps[90:]] == ["0.1 mg", "0 mg"]
    assert [one.product for one in found.bottles] == ["gb-diazepam-suspension-1"]
    assert found.curve is None  # never a curve for a benzodiazepine


def test_sertraline_in_the_united_states() -> None:
    # concentrate 20 mg/mL, drunk in 120 mL: 90 mg is 4.5 mL; on 0.2 mL marks toward 100 mg 4.6 mL
    found = plan(
        Catalogue.shipped(), "sertraline", "100 mg", "proportional:10%", last="1 mg", market="US"
    )
    assert canonical(found.steps[1].target) == "90 mg"
    assert last_draw(found.steps[1]) == "4.6 mL"
    assert found.bottles[0].product == "us-sertraline-concentrate-20"
    assert "Dispense" in found.whole.prescription[0]


def test_three_strips_of_paroxetine(tmp_path: Path) -> None:
    # 12 mg to 0 by 4 mg a strip of 28 pouches: each day 4/28 = 1/7 mg less. A pouch holds the
    # smallest sum of 5, 2 and 1 mg units that is no less than the day's dose: whole milligrams.
    # Day 8 is 12 - 7/7 = 11 mg: the pouches hold 12 mg for 7 days, then 11 mg for 7 days, ...
    (tmp_path / "drugs").mkdir()
    (tmp_path / "drugs" / "paroxetine.toml").write_text(UNITS, "utf-8")
    units = tuple(f"gb-paroxetine-strip-unit-{size}" for size in (1, 2, 5))
    found = plan(
        Catalogue.with_local(tmp_path),
        "paroxetine",
        "12 mg",
        "linear:4mg",
        strip=True,
        products=units,
    )
    doses = [canonical(step.achieved) for step in found.steps if step.achieved is not None]
    assert doses == [*(f"{size} mg" for size in range(12, 0, -1)), "0 mg"]
    days = [(step.end - step.start).days + 1 for step in found.steps[:-1] if step.end]
    assert set(days[1:]) == {7}
    # 8 mg is 5 + 2 + 1
    eight = found.steps[4].preparation
    assert eight is not None
    taken = {one.product: one.pieces for one in eight.operations if isinstance(one, Take)}
    assert taken == dict.fromkeys(units, ("1",))
