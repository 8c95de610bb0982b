"""What the cards say, as data."""

from __future__ import annotations

import re
from fractions import Fraction

import msgspec
import pytest

from taperlab.answers import operations as ops
from taperlab.answers.document import Answer, BudgetLine, Preparation
from taperlab.catalogue import Catalogue
from taperlab.desktop.dose.card_view import refusals_of, view_of, views_of
from taperlab.desktop.names import Names
from taperlab.desktop.parts.bars import error_bar, shares
from taperlab.desktop.step_words import amount, sentence
from taperlab.quantities import Mass, Volume
from taperlab.wording import Wording
from tests.desktop.conftest import loose

WORDS = Wording()
DROPS, TABLET = "gb-citalopram-drops-40", "gb-citalopram-tablet-20"
SYRINGE = "oral-syringe-1ml"

STEPS: list[tuple[ops.Operation, str]] = [
    (
        ops.Draw(source=DROPS, volume=Volume.of("0.25"), device=SYRINGE, fills=1, into="cylinder"),
        (
            "Draw up 0.25 mL of Citalopram 40 mg/mL oral drops with the 1 mL oral syringe "
            "into the measuring cylinder."
        ),
    ),
    (
        ops.Draw(source="cup", volume=Volume.of("1.5"), device=SYRINGE, fills=2, into="dose"),
        (
            "Draw up 1.5 mL of what is in the cup with the 1 mL oral syringe, "
            "in 2 fills of 0.75 mL: together they are the dose."
        ),
    ),
    (
        ops.Draw(source=DROPS, volume=Volume.of(2), device=SYRINGE, fills=2, into="cup"),
        (
            "Draw up 2 mL of Citalopram 40 mg/mL oral drops with the 1 mL oral syringe, "
            "in 2 fills of 1 mL, into the cup."
        ),
    ),
    (
        ops.Draw(
            source="cylinder#2", volume=Volume.of(1), device=f"{SYRINGE}#2", fills=1, into="dose"
        ),
        (
            "Draw up 1 mL of what is in the measuring cylinder 2 with the 1 mL oral syringe, "
            "number 2: this is the dose."
        ),
    ),
    (
        ops.Drip(source=DROPS, drops=3, into="dose"),
        "Drip 3 drops of Citalopram 40 mg/mL oral drops: this is the dose.",
    ),
    (
        ops.Drip(source=DROPS, drops=1, into="glass"),
        "Drip 1 drop of Citalopram 40 mg/mL oral drops into the glass.",
    ),
    (
        ops.Take(product=TABLET, pieces=("1", "1/2"), into="dose"),
        "Take 1½ tablets of Citalopram 20 mg tablets.",
    ),
    (
        ops.Take(product=TABLET, pieces=("1",), into="flask"),
        "Put 1 tablet of Citalopram 20 mg tablets into the flask.",
    ),
    (
        ops.Count(product=TABLET, beads=12, beads_per_capsule="100", into="dose"),
        "Take 12 beads of Citalopram 20 mg tablets.",
    ),
    (
        ops.Count(product=TABLET, beads=12, beads_per_capsule="100", into="cup"),
        "Put 12 beads of Citalopram 20 mg tablets into the cup.",
    ),
    (
        ops.Weigh(
            product=TABLET, powder=Mass.of(50), unit_mass=Mass.of(125), device=SYRINGE, into="cup"
        ),
        "Weigh 50 mg of powdered Citalopram 20 mg tablets with the 1 mL oral syringe into the cup.",
    ),
    (
        ops.Weigh(
            product=TABLET, powder=Mass.of(50), unit_mass=Mass.of(125), device=SYRINGE, into="dose"
        ),
        (
            "Weigh 50 mg of powdered Citalopram 20 mg tablets with the 1 mL oral syringe: "
            "this is the dose."
        ),
    ),
    (
        ops.Add(
            what="water", volume=Volume.of("9.5"), device="oral-syringe-10ml", fills=1, into="cup"
        ),
        "Add 9.5 mL of water to the cup, measured with the 10 mL oral syringe.",
    ),
    (
        ops.MakeUp(vessel="glass", liquid="water", to=Volume.of(120), device="household-measure"),
        "Make up to 120 mL with water in the glass, measured with the household measure.",
    ),
    (ops.Pour(source="glass", into="dose"), "Drink all of what is in the glass."),
    (ops.Pour(source="glass", into="cup"), "Pour all of what is in the glass into the cup."),
    (ops.Divide(vessel="cup", parts=4, into="dose"), "Divide the cup into 4 equal parts."),
    (ops.Mix(vessel="cup", how="stir"), "Stir the cup until it is even."),
    (ops.Mix(vessel="bottle", how="shake"), "Close the bottle and shake it well."),
    (ops.Mix(vessel="beaker", how="tumble"), "Mix what is in the beaker: tumble."),
    (ops.Mix(vessel="cup", how="disperse"), "Stir the cup until the tablet has fallen apart."),
    (
        ops.Keep(vessel="bottle", until="2 March 2026", where="in the fridge"),
        "Close the bottle and keep it until 2 March 2026: in the fridge.",
    ),
    (
        ops.Discard(vessel="cup"),
        "Discard what is left in the cup into a waste bottle for the pharmacy.",
    ),
]


@pytest.fixture
def names(catalogue: Catalogue) -> Names:
    return Names.of(catalogue, WORDS)


@pytest.fixture
def first(answer: Answer) -> Preparation:
    return answer.preparations[0]


@pytest.mark.parametrize(("step", "expected"), STEPS, ids=[words for _, words in STEPS])
def test_each_operation_is_one_sentence(names: Names, step: ops.Operation, expected: str) -> None:
    assert sentence(step, names).replace("\u00a0", " ") == expected


def test_every_kind_of_operation_has_a_sentence() -> None:
    assert {type(step) for step, _ in STEPS} == set(ops.Operation.__args__)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((STEPS[4][0],), "3 drops"),
        ((STEPS[6][0],), "1½ tablets"),
        ((STEPS[7][0], STEPS[1][0]), "1.5 mL"),
        ((STEPS[6][0], STEPS[3][0]), "1½ tablets + 1 mL"),
    ],
)
def test_the_figure_is_what_reaches_the_mouth(
    names: Names, first: Preparation, steps: tuple[ops.Operation, ...], expected: str
) -> None:
    made = msgspec.structs.replace(first, operations=steps)
    assert amount(made, names).replace("\u00a0", " ") == expected


def test_what_is_drunk_whole_says_what_was_measured_into_it(
    names: Names, first: Preparation
) -> None:
    drunk = (
        ops.Draw(source=DROPS, volume=Volume.of("0.15"), device=SYRINGE, fills=1, into="glass"),
        ops.Add(
            what="water", volume=Volume.of(120), device="household-measure", fills=1, into="glass"
        ),
        ops.Pour(source="glass", into="dose"),
    )
    made = msgspec.structs.replace(first, operations=drunk)
    assert amount(made, names) == "0.15\u00a0mL in a drink"


def test_what_the_catalogue_no_longer_has_keeps_its_id(names: Names, first: Preparation) -> None:
    gone = ops.Draw(source="gone-1", volume=Volume.of(1), device="gone-2", fills=1, into="dose")
    old = msgspec.structs.replace(first, products=("gone-1",), operations=(gone,))
    view = view_of(old, 1, names)
    assert view.products == "gone-1"
    assert view.steps[0].shows is None


def test_the_error_bar_keeps_the_order_of_its_marks(first: Preparation) -> None:
    bar = error_bar(first, WORDS)
    assert bar is not None
    at = bar.at
    assert at.low == 0
    assert at.high == 1
    assert at.low < at.likely_low < at.target <= at.likely_high < at.high
    assert at.target == at.delivered


def test_an_error_that_nobody_measured_has_no_bar(names: Names, first: Preparation) -> None:
    unknown = msgspec.structs.replace(
        first, worst=("not known",), standard_uncertainty="not known", error="not known"
    )
    view = view_of(unknown, 1, names)
    assert view.bar is None
    assert view.error_text == "Nobody has measured how far off this can be."


def test_shares_add_up_to_one_exactly(first: Preparation) -> None:
    assert sum(shares(first.budget)) == 1
    nothing = BudgetLine(
        source="x", scope="dose", handling=True, standard=Mass.of(0), worst=Mass.of(0)
    )
    assert shares([nothing]) == (Fraction(0),)


def test_a_dose_that_misses_its_target_says_by_how_much(names: Names, first: Preparation) -> None:
    off = msgspec.structs.replace(first, delivered=Mass.of("0.368"), bias="-0.54 %")
    assert "0.37\u00a0mg was asked for (-0.54 %)" in view_of(off, 1, names).delivers


def test_several_doses_a_day_are_said(names: Names, first: Preparation) -> None:
    twice = msgspec.structs.replace(first, doses_per_day=2)
    assert view_of(twice, 1, names).delivers.endswith("Taken 2 times a day.")


def test_no_card_shows_a_forbidden_notation(answer: Answer, names: Names) -> None:
    forbidden = re.compile(r"µg|mcg|\bcc\b|\d\.\d*0 ?m[gL]\b|(?<!\d)\.\d|\d,\d{1,2} ?m[gL]")
    for view in views_of(answer, names):
        said = [view.figure, view.delivers, view.error_text, *(step.text for step in view.steps)]
        assert not [text for text in said if forbidden.search(text.replace("\u00a0", " "))]


def test_a_refusal_names_its_method_and_product(answer: Answer, names: Names) -> None:
    views = refusals_of(answer, names)
    assert len(views) == len(answer.refused)
    for view, refusal in zip(views, answer.refused, strict=True):
        assert loose(view.text) == loose(refusal.text)
        assert loose(view.remedy) == loose(refusal.remedy)
        assert not re.search(r"\d (?:mg|mL|%)", view.text)
        assert refusal.product is None or names.product(refusal.product) in view.method
