"""What is typed of things in hand is read as meant, or not at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab.answers import prepare
from taperlab.catalogue import Catalogue
from taperlab.desktop.dose.asking import question_of, request_for
from taperlab.desktop.dose.in_hand import beads_of, days_of, expiry_of, weighed_of
from taperlab.desktop.dose.question import Question, Sample
from taperlab.desktop.dose.reading import read_back
from taperlab.messages import TaperLabError
from taperlab.wording import Wording

WORDS = Wording()
DAY = dt.date(2026, 3, 1)
SMALL, LARGE = "gb-venlafaxine-mr-capsule-37.5", "gb-venlafaxine-mr-capsule-75"
BEADS = Sample(SMALL, "A12", "101, 98, 103", "8 %", twice=True, made_of=(SMALL, "A12"))
UNITS = Sample(SMALL, "A12", "182 mg; 179.5 mg; 184 mg", made_of=(SMALL, "A12"))
ASKED = Question(drug="venlafaxine", dose="10 mg", date=DAY)


def codes(question: Question) -> dict[str, str]:
    found = read_back(question, WORDS).items()
    return {name: error.code for name, error in found if isinstance(error, TaperLabError)}


def said(question: Question, name: str) -> str:
    text = read_back(question, WORDS)[name]
    assert isinstance(text, str)
    return text


def test_a_count_is_said_back_as_its_mean_and_spread() -> None:
    text = said(replace(ASKED, beads=(BEADS,)), "beads.0.values")
    assert text == "3 capsules; 100.7 beads each on average, standard deviation 2.5."


def test_a_weighing_is_said_back_as_its_mean_and_spread() -> None:
    text = said(replace(ASKED, weighed=(UNITS,)), "weighed.0.values")
    assert text == "3 units; 181.8\u00a0mg each on average, standard deviation 2.3\u00a0mg."


@pytest.mark.parametrize(
    ("typed", "counts"),
    [
        ("101, 98, 103", (101, 98, 103)),
        ("101,98,103", (101, 98, 103)),
        (" 7;8 ; 9 ", (7, 8, 9)),
        ("1050, 1061, 1049", (1050, 1061, 1049)),
    ],
)
def test_counts_stand_between_commas(typed: str, counts: tuple[int, ...]) -> None:
    assert beads_of(replace(BEADS, values=typed)).counts == counts


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1,050, 1,061, 1,049", "doubtful-counts"),
        ("101,102,103", "doubtful-counts"),
        ("101,5; 98; 103", "doubtful-counts"),
        ("101.5, 98, 103", "bad-count"),
        ("101 98 103", "bad-count"),
        ("1 050, 1 061, 1 049", "bad-count"),
        ("101, 98,", "bad-count"),
        ("101, 0, 103", "bad-count"),
        ("101, -98, 103", "bad-count"),
        ("101, 098, 103", "bad-count"),
        ("101, ٣, 103", "bad-count"),
        ("101, 98 beads, 103", "bad-count"),
        ("101, 98", "too-few-counted"),
    ],
)
def test_doubtful_counts_are_refused(typed: str, code: str) -> None:
    question = replace(ASKED, beads=(replace(BEADS, values=typed),))
    assert codes(question) == {"beads.0.values": code}


@given(st.lists(st.integers(1, 99_999), min_size=3, max_size=12))
def test_whole_numbers_come_out_as_they_were_typed(counts: list[int]) -> None:
    typed = ", ".join(map(str, counts))
    assert beads_of(replace(BEADS, values=typed)).counts == tuple(counts)


@given(st.text(alphabet="0123456789,; .-", max_size=14))
def test_no_digit_is_lost_or_moved_to_another_number(typed: str) -> None:
    """Whatever is accepted has exactly the runs of digits that were typed, in their order."""
    try:
        counts = beads_of(replace(BEADS, values=typed)).counts
    except TaperLabError:
        return
    runs = "".join(c if c.isdigit() else " " for c in typed).split()
    assert [str(count) for count in counts] == runs


@pytest.mark.parametrize(
    ("market", "typed", "masses"),
    [
        ("GB", "182 mg, 179.5 mg,184 mg", ("182 mg", "179.5 mg", "184 mg")),
        ("DE", "182 mg; 179,5 mg; 184 mg", ("182 mg", "179,5 mg", "184 mg")),
        ("DE", "182 mg, 179,5 mg, 184 mg", ("182 mg", "179,5 mg", "184 mg")),
    ],
)
def test_masses_are_kept_apart_by_their_units(
    market: str, typed: str, masses: tuple[str, ...]
) -> None:
    sample = replace(UNITS, values=typed)
    assert weighed_of(sample).masses == masses
    assert not codes(Question(market=market, weighed=(sample,)))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("182 mg; 179; 184 mg", "no-unit"),
        ("182, 179, 184 mg", "no-unit"),
        ("182 mg; 179,5 mg; 184 mg", "comma"),
        ("182 mg; ; 184 mg", "empty"),
        ("182 mg; 184 mg", "too-few-counted"),
    ],
)
def test_doubtful_masses_are_refused(typed: str, code: str) -> None:
    found = codes(replace(ASKED, weighed=(replace(UNITS, values=typed),)))
    assert set(found) == {"weighed.0.values"}
    assert code in found["weighed.0.values"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [("2026-03", "2026-03"), ("03/2026", "2026-03"), (" 2026-03-10 ", "2026-03-10")],
)
def test_an_expiry_is_a_month_or_a_day(typed: str, written: str) -> None:
    assert expiry_of(typed) == written


@pytest.mark.parametrize("typed", ["3/26", "03/04/2026", "13/2026", "2026-02-30", "March", "2026"])
def test_a_doubtful_expiry_is_refused(typed: str) -> None:
    question = replace(ASKED, expiries=((SMALL, typed),))
    assert codes(question) == {f"expiries.{SMALL}": "bad-expiry"}


def test_what_has_expired_is_refused_and_its_last_day_is_not() -> None:
    name = f"expiries.{SMALL}"
    assert codes(replace(ASKED, expiries=((SMALL, "2026-02-28"),))) == {name: "expired"}
    assert codes(replace(ASKED, expiries=((SMALL, "02/2026"),))) == {name: "expired"}
    last = replace(ASKED, expiries=((SMALL, "2026-03-01"),))
    assert said(last, name) == "Expires at the end of 1\u00a0March\u00a02026."


@pytest.mark.parametrize(("typed", "days"), [("", 1), (" 28 ", 28), ("400", 400)])
def test_days_are_a_whole_number(typed: str, days: int) -> None:
    assert days_of(typed) == days


@pytest.mark.parametrize("typed", ["0", "-1", "7.5", "7 days", "seven", "1e2", "٣", "99999"])
def test_doubtful_days_are_refused(typed: str) -> None:
    assert codes(replace(ASKED, days=typed)) == {"days": "bad-days"}


def test_a_percentage_needs_its_sign_and_is_told_how() -> None:
    question = replace(ASKED, overage="10", max_error="20", beads=(replace(BEADS, spread="8"),))
    found = read_back(question, WORDS)
    for name, text in (("overage", "10"), ("max_error", "20"), ("beads.0.spread", "8")):
        error = found[name]
        assert isinstance(error, TaperLabError)
        assert f"{text} %" in WORDS.text(error.remedy)
        assert "mg" not in WORDS.text(error.remedy)


def test_each_part_of_a_count_that_lacks_is_asked_for_in_its_own_place() -> None:
    nameless = Sample(values="101, 98, 103")
    assert codes(replace(ASKED, beads=(nameless,))) == {
        "beads.0.product": "sample-of-nothing",
        "beads.0.batch": "no-batch",
    }
    assert codes(replace(ASKED, beads=(BEADS, BEADS))) == {"beads.1.product": "sample-again"}


def test_a_count_without_numbers_is_not_asked_with_and_says_so() -> None:
    begun = replace(ASKED, beads=(Sample(SMALL, "A12"),))
    assert said(begun, "beads.0.values") == "Not used until several capsules are counted."
    assert request_for(begun, "en").beads == ()


@pytest.mark.parametrize(
    ("product", "batch", "code"),
    [(LARGE, "A12", "of-another-product"), (SMALL, "B7", "of-another-batch")],
)
def test_another_product_or_batch_voids_the_numbers(product: str, batch: str, code: str) -> None:
    beads = replace(BEADS, product=product, batch=batch)
    assert codes(replace(ASKED, beads=(beads,))) == {"beads.0.values": code}
    units = replace(UNITS, product=product, batch=batch)
    assert codes(replace(ASKED, weighed=(units,))) == {"weighed.0.values": code}


SAMPLES = st.builds(
    lambda counts, twice, spread: replace(
        BEADS, values=", ".join(map(str, counts)), twice=twice, spread=spread
    ),
    st.lists(st.integers(20, 400), min_size=3, max_size=6),
    st.booleans(),
    st.sampled_from(["", "8 %", "12.5 %"]),
)


@given(
    beads=st.lists(SAMPLES, max_size=1),
    days=st.sampled_from(["", "2", "28"]),
    overage=st.sampled_from(["", "10 %"]),
    expiry=st.sampled_from(["", "2027-03", "2026-12-31"]),
)
def test_the_stored_request_asks_the_same_question(
    beads: list[Sample], days: str, overage: str, expiry: str
) -> None:
    catalogue = Catalogue.shipped()
    question = replace(
        ASKED,
        drug="Venlafaxine",
        doses_per_day=1,
        products=(SMALL,),
        methods=("counted-beads",),
        days=days,
        overage=overage,
        expiries=((SMALL, expiry),) if expiry else (),
        beads=tuple(beads),
        weighed=(UNITS,),
    )
    answer = prepare(request_for(question, "en"), catalogue)
    assert question_of(answer, catalogue) == question


@pytest.mark.parametrize("often", [None, 1, 2])
def test_how_often_a_day_is_asked_again_as_it_was(often: int | None) -> None:
    catalogue = Catalogue.shipped()
    question = Question(drug="Venlafaxine", dose="1 mg", per="day", doses_per_day=often, date=DAY)
    answer = prepare(request_for(question, "en"), catalogue)
    again = prepare(request_for(question_of(answer, catalogue), "en"), catalogue)
    assert again.preparations == answer.preparations


def test_every_part_of_what_is_in_hand_is_read() -> None:
    question = replace(ASKED, beads=(BEADS,), weighed=(UNITS,), expiries=((SMALL, "2027-01"),))
    expected = {
        "dose", "current_dose", "highest_dose", "max_error", "days", "overage",
        f"expiries.{SMALL}", "beads.0.product", "beads.0.batch", "beads.0.values",
        "beads.0.spread", "weighed.0.product", "weighed.0.batch", "weighed.0.values",
    }  # fmt: skip
    assert set(read_back(question, WORDS)) == expected
