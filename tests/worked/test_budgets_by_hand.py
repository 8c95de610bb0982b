"""Five error budgets worked by hand, each number with its sum."""

from __future__ import annotations

from fractions import Fraction

from taperlab import DoseRequest
from taperlab.answers.document import Preparation
from taperlab.answers.request import CountedBeads
from taperlab.answers.resolve import resolve
from taperlab.methods.gauges import content_of, gauge_of, measured
from taperlab.methods.units import contents_of, take
from taperlab.recipe.linear import Deviating, Linear
from taperlab.recipe.operations import DOSE, Draw, MakeUp, Recipe
from taperlab.recipe.roots import root
from taperlab.recipe.run import run
from tests.asking import ask, measures, pick_of
from tests.strategies import CATALOGUE, DATE, device, product

HALF = Fraction(1, 2)


def lines(preparation: Preparation) -> dict[str, tuple[str, str, bool]]:
    """Return standard and worst of each source in mg, and whether it is handling."""
    return {
        line.source: (
            f"{float(line.standard.amount):g}",
            f"{float(line.worst.amount):g}",
            line.handling,
        )
        for line in preparation.budget
    }


def test_neat_draw() -> None:
    # 0.25 mL of 4 mg/mL with the 0.5 mL syringe: 1 mg.
    made = pick_of(ask("fluoxetine", "1 mg"), "oral-liquid")
    assert measures(made) == ["0.25 mL"]
    assert lines(made) == {
        # 1.5 % of 0.5 mL + 2 % of 0.25 mL = 0.0075 + 0.005 = 0.0125 mL; * 4 = 0.05 mg; / root 3
        "oral-syringe-0.5ml: scale": ("0.0289", "0.05", True),
        # half of 0.01 mL = 0.005 mL; * 4 = 0.02 mg; / root 3
        "oral-syringe-0.5ml: reading 2": ("0.0115", "0.02", True),
        # 5 % of 1 mg; / root 3
        "gb-fluoxetine-solution-4: content": ("0.0289", "0.05", False),
    }
    # sqrt(0.05² + 0.02²) / root 3 = sqrt(0.0029 / 3) = 0.03109; twice that of 1 mg
    assert made.standard_uncertainty == "0.0311 mg"
    assert made.error == "6.22 %"
    # 4 * 0.95 * (0.25 - 0.0125 - 0.005) = 3.8 * 0.2325 = 0.8835; 4.2 * 0.2675 = 1.1235
    assert made.worst == ("0.883 mg", "1.13 mg")


def test_dilution_with_one_syringe_for_stock_and_dose() -> None:
    # 0.5 mL of drops (counts as 50 mg/mL) to 50 mL = 0.5 mg/mL, 0.74 mL of that: 0.37 mg.
    devices = ("oral-syringe-1ml", "cylinder-50ml")
    made = pick_of(ask("citalopram", "0.37 mg", devices=devices), "diluted-liquid")
    assert measures(made) == ["0.5 mL", "to 50 mL", "0.74 mL"]
    assert lines(made) == {
        # 0.015 + 2 % of 0.5 mL = 0.025 mL, 5 %; 5 % of 0.74 mL: one syringe is wrong one way,
        # so 10 % of 0.37 mg = 0.037 mg and not sqrt(2) * 5 %; / root 3
        "oral-syringe-1ml: scale": ("0.0214", "0.037", True),
        # 1 mL of 50 mL = 2 % = 0.0074 mg; / root 3
        "cylinder-50ml: volume": ("0.00427", "0.0074", True),
        # 0.005/0.5 = 1 % = 0.0037 mg; / root 3: each reading is one of its own
        "oral-syringe-1ml: reading 1": ("0.00214", "0.0037", True),
        # 0.005 mL * 0.5 mg/mL = 0.0025 mg; / root 3
        "oral-syringe-1ml: reading 2": ("0.00144", "0.0025", True),
        # 5 % = 0.0185 mg; / root 3
        "gb-citalopram-drops-40: content": ("0.0107", "0.0185", False),
    }
    # sqrt((10² + 2² + 1² + 0.6757²) / 3) = sqrt(105.457 / 3) = 5.9289 %; twice: 11.86 %
    assert made.error == "11.86 %"
    assert made.standard_uncertainty == "0.0219 mg"
    # At the least 0.5 - 0.025 - 0.005 = 0.47 mL and 0.74 - 0.037 - 0.005 = 0.698 mL are taken:
    # 0.47 * 47.5 / 51 * 0.698 = 0.30554; at the most 0.53 * 52.5 / 49 * 0.782 = 0.44406
    assert made.worst == ("0.305 mg", "0.445 mg")


def test_two_halves_are_known_better_than_one() -> None:
    # Halves of one 10 mg tablet by a cutter, 8 % each: 5 mg is off by 0.4 mg, 10 mg as two
    # halves by 0.4 * sqrt(2) = 0.5657 mg, which is 5.66 % and not 8 %.
    tablet = product("gb-citalopram-tablet-10")
    request = DoseRequest(drug="citalopram", dose="10 mg", date=DATE)
    question, _ = resolve(request, CATALOGUE)
    spread = {HALF: question.errors.half_cut}
    handling = []
    for pieces in ((HALF,), (HALF, HALF)):
        taken = take(question, tablet, pieces, DOSE, spread)
        linear = Linear()
        reached = run(Recipe((taken,), contents_of(question, (tablet,))), linear).dose
        handling.append(linear.variance(reached, handling=True))
    assert handling == [Fraction("0.4") ** 2, 2 * Fraction("0.4") ** 2]


def test_counted_beads() -> None:
    # 298, 300 and 302 beads of 75 mg: 300 in the mean; 40 beads are 10 mg for 10.1 mg.
    capsule = "gb-venlafaxine-mr-capsule-75"
    counted = CountedBeads(product=capsule, batch="A1", counts=(298, 300, 302))
    made = pick_of(ask("venlafaxine", "10.1 mg", beads=(counted,)), "counted-beads")
    assert lines(made) == {
        # one bead in 50, 2 % of 10 mg; / root 3
        f"{capsule}: miscount": ("0.115", "0.2", True),
        # 10 % / root 40 = 1.5811 %; the bound is three of it
        f"{capsule}: bead to bead": ("0.158", "0.474", True),
        # s = sqrt((4 + 0 + 4) / 2) = 2; / root 3 = 1.1547 of 300 = 0.3849 %; three of it
        f"{capsule}: count of beads": ("0.0385", "0.115", True),
        # 3 %; three of it
        f"{capsule}: capsule to capsule": ("0.3", "0.9", False),
        # 5 %; / root 3
        f"{capsule}: content": ("0.289", "0.5", False),
    }
    # sqrt(0.11547² + 0.15811² + 0.03849²) = 0.19951; (0.1 + 2 * 0.19951) / 10.1 = 4.94 %
    assert made.standard_uncertainty == "0.2 mg"
    assert (made.bias, made.error) == ("-0.99 %", "4.94 %")


def one_bottle() -> tuple[Linear, Deviating[Fraction], Deviating[Fraction]]:
    """Return 0.37 mg and 0.33 mg: 0.25 mL of drops to 25 mL, then 0.74 and 0.66 mL of it."""
    drops = product("gb-citalopram-drops-40")
    question, _ = resolve(DoseRequest(drug="citalopram", dose="1 mg", date=DATE), CATALOGUE)
    small, large = gauge_of(device("oral-syringe-0.5ml")), gauge_of(device("oral-syringe-1ml"))
    total = measured(Fraction(25), gauge_of(device("cylinder-25ml")))
    stock = measured(Fraction("0.25"), small, reading=1)
    more, less = (
        measured(Fraction(volume), large, reading=number)
        for number, volume in ((2, "0.74"), (3, "0.66"))
    )
    operations = (
        Draw(drops.id, stock, "oral-syringe-0.5ml", 1, "bottle"),
        MakeUp("bottle", "water", total, "cylinder-25ml"),
        Draw("bottle", more, "oral-syringe-1ml", 1, "one day"),
        Draw("bottle", less, "oral-syringe-1ml", 1, "later day"),
    )
    linear = Linear()
    contents = {drops.id: content_of(drops, question.errors)}
    vessels = run(Recipe(operations, contents), linear).vessels
    return linear, vessels["one day"].drug, vessels["later day"].drug


def test_difference_of_two_doses_of_one_bottle_is_known_better_than_either() -> None:
    linear, larger, smaller = one_bottle()
    assert (larger.nominal, smaller.nominal) == (Fraction("0.37"), Fraction("0.33"))
    # Bounds in mg on the 0.04 mg between them:
    # drops' content 5 %: 0.002; stock's scale 5 %: 0.002; stock's reading 0.005/0.25: 0.0008;
    # cylinder 0.5/25: 0.0008; dose's scale 5 % of 0.08 mL at 0.5 mg/mL: 0.002;
    # two readings of 0.005 mL: 0.0025 each
    squares = 3 * Fraction("0.002") ** 2 + 2 * Fraction("0.0008") ** 2 + 2 * Fraction("0.0025") ** 2
    assert squares == Fraction("0.00002578")
    assert linear.variance(larger - smaller) == squares / 3
    # sqrt(0.00002578 / 3) = 0.00293 mg; alone 0.37 mg is known to
    # sqrt((3 * 5² + 2 * 2² + 0.6757²) / 3) = sqrt(83.457 / 3) = 5.274 % = 0.0195 mg
    assert round(float(root(squares / 3)), 5) == 0.00293
    assert round(float(root(linear.variance(larger))), 4) == 0.0195
    assert linear.variance(larger - smaller) < linear.variance(smaller) / 30
