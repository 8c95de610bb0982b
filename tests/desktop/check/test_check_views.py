"""What the Check page says of a check, before any widget shows it."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab.catalogue import Catalogue
from taperlab.desktop.check.view import standing_of, view_of_check
from taperlab.desktop.names import Names
from taperlab.taper.document import Check, Concern, Resolution, Verdict
from taperlab.wording import Wording
from tests.desktop.check.checking import checked

SEVERITIES = st.sampled_from(["note", "warn", "stop"])
CONCERNS = st.lists(
    st.builds(
        Concern,
        code=st.sampled_from(["mix-up", "antidepressant-step", "blurred", "model"]),
        severity=SEVERITIES,
        text=st.just("Heed this."),
        reason=st.sampled_from([None, "agreed"]),
    ),
    max_size=4,
)
VERDICTS = st.sampled_from(["makeable", "lost-in-error", "not-makeable"])


@pytest.fixture(scope="module")
def names(catalogue: Catalogue) -> Names:
    return Names.of(catalogue, Wording())


@given(verdict=VERDICTS, findings=CONCERNS, resolved=st.sampled_from(["clear", "blurred", None]))
def test_green_is_only_what_can_be_measured_and_what_nothing_warns_of(
    verdict: str, findings: list[Concern], resolved: Verdict | None
) -> None:
    change = checked().change
    assert change is not None
    check = msgspec.structs.replace(
        checked(),
        verdict=verdict,
        findings=tuple(findings),
        change=msgspec.structs.replace(change, verdict=resolved),
    )
    heeded = all(
        each.severity == "note" or each.reason or each.code == "blurred" for each in findings
    )
    green = verdict == "makeable" and resolved != "blurred" and heeded
    assert (standing_of(check) == "makeable") == green
    assert (standing_of(check) == "not-makeable") == (verdict == "not-makeable")
    assert (standing_of(check) == "lost") == (verdict == "lost-in-error")


def test_the_word_of_the_figure_that_counts_is_the_engines_own(names: Names) -> None:
    rounded = Resolution(kept="3.00", renewed="0.999")
    change = checked().change
    assert change is not None
    check = msgspec.structs.replace(
        checked(),
        change=msgspec.structs.replace(change, verdict="blurred", resolution=rounded),
        resolution=rounded,
    )
    resolution = view_of_check(check, names).resolution
    assert resolution is not None
    assert [(each.verdict, each.goes_by) for each in resolution.figures] == [
        ("blurred", True),
        ("lost", False),
    ]


def test_an_error_that_nobody_measured_has_no_figure_and_says_so(names: Names) -> None:
    before = checked().before
    assert before is not None
    unknown = msgspec.structs.replace(before, error="not known")
    check = unresolved(msgspec.structs.replace(checked(), before=unknown))
    resolution = view_of_check(check, names).resolution
    assert resolution is not None
    assert not resolution.figures
    assert "nobody has measured" in resolution.missing


def test_no_error_at_all_is_said_in_other_words(names: Names) -> None:
    resolution = view_of_check(unresolved(checked()), names).resolution
    assert resolution is not None
    assert "nothing to compare" in resolution.missing


def test_what_comes_out_differently_on_the_marks_is_said_beside_what_was_asked(
    names: Names,
) -> None:
    verdict = view_of_check(checked("diazepam", "0.5 mg", "0.495 mg"), names).verdict
    assert "0.005\u00a0mg less, 1.00\u00a0% of the present dose" in verdict.change
    assert "As made here it is 0.01\u00a0mg less." in verdict.change


def test_stopping_names_no_share(names: Names) -> None:
    view = view_of_check(checked("citalopram", "0.4 mg", "0 mg"), names)
    assert "%" not in view.verdict.change
    assert view.doses[1].card is None
    assert view.doses[1].instead == "Nothing is taken"


def test_a_reason_that_refuses_many_products_is_given_once_for_each_method(names: Names) -> None:
    check = checked("duloxetine", "20 mg", "19 mg")
    refused = view_of_check(check, names).refused
    assert len({each.method for each in refused}) == len(refused)
    told = [(text, each.method) for each in refused for text in each.texts]
    assert len(set(told)) == len(told)
    assert {text for text, _ in told} == {each.text for each in check.refused}
    assert {text for each in refused for text in each.remedies} == {
        each.remedy for each in check.refused
    }


def unresolved(check: Check) -> Check:
    change = check.change
    assert change is not None
    bare = msgspec.structs.replace(change, resolution=None, verdict=None)
    return msgspec.structs.replace(check, change=bare, resolution=None)
