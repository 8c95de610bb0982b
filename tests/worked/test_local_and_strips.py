"""A liquid of one's own, a thin one from a strong one, and a roll of pouches: sums by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from taperlab import Catalogue, DoseRequest, prepare
from taperlab.answers.operations import Draw, Take
from tests.asking import ask, measures, pick_of
from tests.strategies import DATE
from tests.worked.test_real_answers import CYLINDERS, SYRINGES

OWN = """
id = "citalopram"
read = 2026-11-01

[[products]]
id = "gb-citalopram-concentrate"
market = "GB"
form = "oral-solution"
name = "Citalopram {strength} concentrate"
strengths = ["40 mg/mL"]
counts_as = "equal"
liquid = "solution"
dilution = "store"
diluents = ["water"]
source = ["memory"]
confidence = "memory"
"""


def test_forty_milligrams_a_millilitre_that_count_as_they_are(tmp_path: Path) -> None:
    # 1 mL * 40 mg/mL to 100 mL = 0.4 mg/mL; 0.37 mg = 0.925 mL, which lies between two marks:
    # 0.92 mL = 0.368 mg (-0.54 %) and 0.93 mL = 0.372 mg (+0.54 %)
    (tmp_path / "drugs").mkdir()
    (tmp_path / "drugs" / "citalopram.toml").write_text(OWN, "utf-8")
    request = DoseRequest(
        drug="citalopram",
        dose="0.37 mg",
        products=("gb-citalopram-concentrate-40",),
        devices=("oral-syringe-1ml", "flask-100ml"),
        methods=("diluted-liquid",),
        date=DATE,
    )
    made = [
        (measures(one), str(float(one.delivered.amount)), one.bias)
        for one in prepare(request, Catalogue.with_local(tmp_path)).preparations
    ]
    ways = [one for one in made if one[0][:2] == ["1 mL", "to 100 mL"]]
    assert ways
    assert all(
        way
        in (
            (["1 mL", "to 100 mL", "0.92 mL"], "0.368", "-0.54 %"),
            (["1 mL", "to 100 mL", "0.93 mL"], "0.372", "0.54 %"),
        )
        for way in ways
    )


def test_haloperidol_from_one_milligram_a_millilitre() -> None:
    # 0.5 mL * 1 mg/mL to 5 mL = 0.1 mg/mL; 0.7 mL = 0.07 mg
    stock = ("gb-haloperidol-solution-1",)
    answer = ask("haloperidol", "0.07 mg", devices=SYRINGES + CYLINDERS, products=stock)
    made = pick_of(answer, "diluted-liquid")
    assert measures(made) == ["0.5 mL", "to 5 mL", "0.7 mL"]
    assert made.recommended
    assert made.delivered == made.target
    # stock 0.025 mL of 0.5 (5 %), reading 1 %; cylinder 0.1 mL of 5 mL (2 %); dose 5 %, reading
    # of half of 0.01 mL, 0.714 %: 2 * sqrt((25 + 1 + 4 + 25 + 0.510) / 3) = 8.60 %
    assert made.error == "8.60 %"


def test_four_weeks_of_pouches() -> None:
    # 37.5 mg = 25 + 12.5 mg: one of each in every pouch, 28 of each in 28 days
    units = ("gb-sertraline-tablet-12.5", "gb-sertraline-tablet-25")
    made = pick_of(ask("sertraline", "37.5 mg", products=units, methods=("strip",)), "strip")
    assert sorted(one.product for one in made.operations if isinstance(one, Take)) == sorted(units)
    assert measures(made) == ["1", "1"]
    assert not [one for one in made.operations if isinstance(one, Draw)]
    assert made.delivered.amount == Fraction("37.5")
    (pouch,) = (one for one in made.cautions if one.code == "pouch")
    assert "28 pouches" in pouch.text
    assert "2 tablets" in pouch.text
