from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from taperlab import CheckRequest, DoseRequest, TaperRequest, check_reduction, plan_taper
from taperlab.answers.judging import solve
from taperlab.answers.resolve import resolve
from taperlab.quantities import Mass
from taperlab.taper.document import Step
from taperlab.taper.resolution import Resolved, Side, resolve_change, verdict_of
from tests.taper.asking import CATALOGUE

DAY = dt.date(2026, 3, 1)


def test_two_doses_of_one_bottle_by_hand() -> None:
    """0.5 mL (25 mg) to 25 mL, then 0.8 and 0.7 mL, all by one 1 mL syringe, 28 doses of each.

    Bounds in mg. Scale: 5 % of the stock and 5 % of the dose, the same fate. Content 5 %, the
    cylinder 1 mL of 25, each the same in both doses. Readings: 0.005 mL of 0.5 mL of stock (1 %)
    and 0.005 mL of 1 mg/mL, new for each dose. All rectangular: a third of the square.
    """
    found = check_reduction(
        CheckRequest(
            drug="citalopram",
            start="0.8 mg",
            to="0.7 mg",
            date=DAY,
            devices=("oral-syringe-1ml", "cylinder-50ml"),
        ),
        CATALOGUE,
    )
    high, low = Decimal("0.8"), Decimal("0.7")
    scale, content, cylinder = Decimal("0.10"), Decimal("0.05"), Decimal("0.04")
    readings = sum(
        (dose * Decimal("0.01")) ** 2 + Decimal("0.005") ** 2 for dose in (high, low)
    ) / Decimal(28)
    shares = (scale, content, cylinder)
    kept = (sum(((high - low) * one) ** 2 for one in shares) + readings) / 3
    both = sum((dose * one) ** 2 for dose in (high, low) for one in shares)
    renewed = (both + readings) / 3
    assert found.resolution is not None
    for text, variance in ((found.resolution.kept, kept), (found.resolution.renewed, renewed)):
        assert abs(Decimal(text) / ((high - low) / variance.sqrt()) - 1) < Decimal("0.005")
    assert (found.resolution.kept, found.resolution.renewed) == ("14.3", "1.37")


@pytest.mark.parametrize(
    ("resolution", "word"),
    [("3", "clear"), ("2.999", "blurred"), ("1", "blurred"), ("0.999", "lost"), ("0", "lost")],
)
def test_the_words_for_a_resolution(resolution: str, word: str) -> None:
    assert verdict_of(Fraction(resolution)) == word


def kept_side(dose: str) -> Side:
    """Return a week of doses from one bottle that is kept."""
    request = DoseRequest(
        drug="fluoxetine", dose=dose, days=7, methods=("diluted-liquid",), date=DAY
    )
    question, _ = resolve(request, CATALOGUE)
    best = solve(question, request.methods).best
    assert best is not None
    return Side(best.figures, doses=7, batches=1)


def variance(resolved: Resolved | None) -> Fraction:
    assert resolved is not None
    return (resolved.change / resolved.kept) ** 2


def test_two_doses_of_one_kept_bottle_share_how_it_was_made_and_of_two_bottles_do_not() -> None:
    first, same, other = kept_side("0.5 mg"), kept_side("0.45 mg"), kept_side("0.1 mg")
    assert first.bottle == same.bottle != other.bottle
    for second in (same, other):
        found = first.random + second.random
        for source, (slope, weight) in first.lasting.items():
            less, _ = second.lasting.get(source, (Fraction(0), weight))
            if source.scope == "bottle" and second is other:
                found += weight * (slope**2 + less**2)
            else:
                found += weight * (slope - less) ** 2
        alone = second.lasting.keys() - first.lasting.keys()
        found += sum(second.lasting[one][1] * second.lasting[one][0] ** 2 for one in alone)
        assert abs(variance(resolve_change(first, second)) / found - 1) < Fraction(1, 10**6)
    assert {one.scope for one in first.lasting} == {"batch", "bottle", "device"}


def micro(days: int = 56) -> tuple[Step, ...]:
    request = TaperRequest(
        drug="sertraline",
        start="10 mg",
        to="4.4 mg",
        rule="linear:5.6mg",
        every=f"{days}d",
        micro=True,
        date=DAY,
        methods=("oral-liquid",),
    )
    return plan_taper(request, CATALOGUE).steps


def test_a_day_of_a_micro_taper_is_judged_over_four_weeks() -> None:
    """Day 42 is held against day 14, as a step from 8.6 to 5.8 mg that is held would be."""
    steps = micro()
    day = next(one for one in steps if one.start == DAY + dt.timedelta(42))
    before = next(one for one in steps if one.start == DAY + dt.timedelta(14))
    assert (before.target, day.target) == (Mass.of("8.6"), Mass.of("5.8"))
    held = check_reduction(
        CheckRequest(
            drug="sertraline",
            start="8.6 mg",
            to="5.8 mg",
            date=DAY,
            methods=("oral-liquid",),
        ),
        CATALOGUE,
    )
    assert day.change is not None
    assert held.change is not None
    assert day.change.resolution == held.change.resolution
    assert day.change.verdict == "clear"
    assert day.change.mass == Mass.of("0.1")


def test_the_first_days_of_a_micro_taper_are_judged_over_its_first_four_weeks() -> None:
    steps = micro()
    judged = {
        (one.change.resolution, one.change.verdict) for one in steps[1:29] if one.change is not None
    }
    assert len(judged) == 1
