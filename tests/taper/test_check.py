from __future__ import annotations

import datetime as dt
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab import CheckRequest, check_reduction
from taperlab.answers.codec import decode, document_hash
from taperlab.messages import InputError
from taperlab.quantities import Mass
from taperlab.taper.document import CHECK_SCHEMA, Check
from tests.taper.asking import CATALOGUE, told

DAY = dt.date(2026, 3, 1)


def check(drug: str, start: str, to: str, **more: object) -> Check:
    request = CheckRequest(drug=drug, start=start, to=to, date=DAY, **more)  # type: ignore[arg-type]
    return check_reduction(request, CATALOGUE)


def bottle(check: Check, which: str) -> list[object]:
    preparation = check.before if which == "from" else check.after
    assert preparation is not None
    return [msgspec.to_builtins(one, enc_hook=str) for one in preparation.operations[:-2]]


def test_a_reduction_is_made_from_the_same_bottle_and_its_resolution_counted_by_hand() -> None:
    found = check("citalopram", "0.8 mg", "0.7 mg")
    assert found.verdict == "makeable"
    assert found.before is not None
    assert found.after is not None
    assert bottle(found, "from") == bottle(found, "to")
    assert [one.delivered for one in (found.before, found.after)] == [
        Mass.of("0.8"),
        Mass.of("0.7"),
    ]
    assert found.change is not None
    assert (found.change.prescribed, found.change.verdict) == ("kept", "clear")


def test_one_mark_of_the_same_syringe_is_the_smallest_that_can_be_told_apart() -> None:
    found = check("citalopram", "0.8 mg", "0.7 mg")
    assert found.smallest_distinguishable == Mass.of("0.025")  # 0.01 mL of 2.5 mg/mL


def test_nobody_is_told_to_cut_more_where_a_reduction_is_lost() -> None:
    found = check("sertraline", "100 mg", "90 mg", market="US")
    assert found.verdict == "lost-in-error"
    assert found.resolution is not None
    assert Fraction(found.resolution.renewed) < 1
    assert "nobody can know whether the dose has gone down" in found.why
    assert "with both doses made as the liquid as it is" in found.better[0]
    assert found.better[-1].startswith("Hold the present dose")


def test_a_blurred_reduction_can_be_made_with_a_warning() -> None:
    found = check("diazepam", "10 mg", "9 mg")
    assert found.verdict == "makeable"
    assert found.change is not None
    assert found.change.verdict == "blurred"
    assert "blurred" in {one.code for one in found.findings}
    assert "only" in found.why


def test_marks_that_miss_what_is_asked_are_said_to() -> None:
    found = check("citalopram", "0.8 mg", "0.79 mg")
    assert "Asked for is a reduction of 0.01 mg" in found.why
    assert "comes out as 0.025 mg" in found.why
    assert "from one bottle" in found.better[0]


def test_a_reduction_that_comes_out_as_another_is_warned_of_and_its_neighbour_is_not() -> None:
    # 0.79 mg is 0.316 mL of 2.5 mg/mL; 0.31 mL takes 0.025 mg off instead of 0.01 mg
    far, near = check("citalopram", "0.8 mg", "0.79 mg"), check("citalopram", "0.8 mg", "0.7 mg")
    assert [(one.severity, one.steps) for one in far.findings if one.code == "not-as-asked"] == [
        ("warn", (2,))
    ]
    assert all(one.code != "not-as-asked" for one in near.findings)


def test_doses_that_come_out_alike_are_lost() -> None:
    found = check("sertraline", "1.08 mg", "1 mg")
    assert found.verdict == "lost-in-error"
    assert found.change is not None
    assert found.change.achieved == Mass(0)
    assert "nothing is taken off" in found.why


def test_what_cannot_be_made_says_what_would_make_it_possible() -> None:
    devices = ("oral-syringe-10ml", "cylinder-50ml")
    found = check("citalopram", "0.8 mg", "0.7 mg", devices=devices)
    assert found.verdict == "not-makeable"
    assert (found.before, found.after, found.prescribe) == (None, None, ())
    assert "The present dose, 0.8 mg, cannot be made" in found.why
    assert "1 mL oral syringe" in found.better[0]
    assert found.refused
    again = check(
        "citalopram", "0.8 mg", "0.7 mg", devices=(*devices, "oral-syringe-1ml", "cylinder-100ml")
    )
    assert again.verdict == "makeable"


def test_the_drop_to_zero_is_a_reduction_too() -> None:
    found = check("citalopram", "0.8 mg", "0 mg")
    assert found.verdict == "makeable"
    assert found.after is None
    assert found.change is not None
    assert found.change.percent_of_previous == "100.00 %"
    codes = {one.code for one in found.findings}
    assert "check-to-zero" in codes
    assert "stops-at-once" not in codes
    assert "Nothing is dispensed" in found.prescribe[0]


def test_a_cut_beyond_half_is_warned_of_and_a_fifth_is_asked_about() -> None:
    codes = {one.code for one in check("citalopram", "20 mg", "4 mg").findings}
    assert {"antidepressant-step", "far-from-neighbour"} <= codes


@pytest.mark.parametrize("to", ["0.8 mg", "0.80 mg", "1 mg"])
def test_what_is_no_reduction_is_refused_in_words(to: str) -> None:
    with pytest.raises(InputError) as caught:
        check("citalopram", "0.8 mg", to)
    assert caught.value.field == "to"
    assert "is not below 0.8 mg" in told(caught.value)


@pytest.mark.parametrize(
    ("field", "more"),
    [("from", {"start": "0,8 mg"}), ("to", {"to": ".5 mg"}), ("curve", {"curve": "none"})],
)
def test_what_cannot_be_read_names_its_field(field: str, more: dict[str, str]) -> None:
    asked = {"drug": "citalopram", "start": "0.8 mg", "to": "0.7 mg"} | more
    with pytest.raises(InputError) as caught:
        check_reduction(CheckRequest(date=DAY, **asked), CATALOGUE)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_the_prescription_is_for_28_days_of_the_new_dose() -> None:
    lines = check("diazepam", "10 mg", "9 mg").prescribe
    text = " ".join(lines)
    assert "28" in text
    assert "56" in text  # one of 5 mg and two of 2 mg a day


def test_a_check_is_read_back_and_its_hash_fits() -> None:
    found = check("citalopram", "0.8 mg", "0.7 mg")
    assert decode(found.to_json().encode(), Check, CHECK_SCHEMA, "check.json") == found
    assert document_hash(found) == found.hash


@given(st.integers(2, 400), st.integers(1, 399))
def test_a_verdict_follows_from_its_figures(start: int, to: int) -> None:
    if to >= start:
        return
    found = check("citalopram", f"{start / 20:.2f} mg", f"{to / 20:.2f} mg")
    change = found.change
    assert change is not None
    if found.verdict == "not-makeable":
        assert found.before is None or found.after is None
        return
    if change.resolution is None:
        assert found.verdict == "makeable"
        return
    figure = Fraction(getattr(change.resolution, change.prescribed))
    assert (found.verdict == "lost-in-error") == (figure < 1)
    assert (change.verdict == "clear") == (figure >= 3)
    assert change.achieved is not None
    assert change.achieved.amount >= 0


def test_another_form_of_release_is_never_taken_together_with_a_reduction_in_silence() -> None:
    found = check("venlafaxine", "37.5 mg", "30 mg")
    told = [one for one in found.findings if one.code == "release-with-reduction"]
    assert [(one.severity, one.needs_reason, one.steps) for one in told] == [("warn", True, (2,))]


def test_the_same_form_of_release_needs_no_word() -> None:
    found = check("citalopram", "0.8 mg", "0.7 mg")
    assert "release-with-reduction" not in {one.code for one in found.findings}


def test_what_is_lost_is_not_prescribed_and_no_way_is_named_that_takes_off_more() -> None:
    # every finer way at hand has marks that give 0.5 mg, and 0.1 mg is asked for
    found = check("citalopram", "10 mg", "9.9 mg")
    assert found.verdict == "lost-in-error"
    assert len(found.prescribe) == 1
    assert found.prescribe[0].startswith("Not yet")
    assert [one.partition(" until")[0] for one in found.better] == ["Hold the present dose"]


def test_a_way_that_gives_what_is_asked_comes_before_one_that_takes_more_off() -> None:
    found = check("citalopram", "0.8 mg", "0.79 mg")
    assert "come out as" not in found.better[0]
