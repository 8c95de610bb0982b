"""A pasted plan is read as it is meant, or refused with its line; no day and no dose is guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab import Catalogue, TaperRequest
from taperlab.messages import InputError
from taperlab.taper.auditing import Dated, audit_plan
from taperlab.taper.pasted import read_pasted

DAY = dt.date(2026, 1, 1)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WANTED = (Dated(DAY, "20 mg"), Dated(dt.date(2026, 1, 29), "15.5 mg"))


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-01 20 mg\n2026-01-29 15.5 mg",
        "1 Jan 2026: 20 mg\n29 January 2026: 15.5 mg",
        "Jan 1, 2026 20 mg\nJanuary 29 2026, 15.5 mg",
        "Date;Dose\n2026-01-01;20 mg\n2026-01-29;15.5 mg\n",
        '"Date","Dose"\n"2026-01-01","20 mg"\n"2026-01-29","15.5 mg"',
        "\n# my plan\n2026-01-01\t20 mg  # to begin with\n\n// less\n2026-01-29\t15.5 mg",
        "20 mg for 4 weeks\n15.5 mg",
        "20 mg for 28 days\nthen 15.5 mg",
        "20 mg x 4 weeks\n15.5 mg x 4 weeks",
        "20 mg \u00d7 4 weeks\n15.5 mg for 1 week",
        "Dose,How long\n20 mg,28 days\n15.5 mg,28 days",
        "20 mg\t4 weeks\n15.5 mg\t4 weeks",
        "Week 1-4 20 mg\nWeek 5: 15.5 mg",
        "Weeks 1 to 4: 20 mg\nDay 29: 15.5 mg",
        "Days 1\u201328; 20 mg\nDays 29-56; 15.5 mg",
    ],
)
def test_each_way_of_writing_a_plan_is_read_alike(text: str) -> None:
    assert read_pasted(text, DAY) == WANTED


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("2026-01-01 20 mg\n01/02/2026 10 mg", 2, "pasted-two-ways"),
        ("1.2.2026 20 mg", 1, "pasted-two-ways"),
        ("01-02-26 20 mg", 1, "pasted-two-ways"),
        ("2026/01/02 20 mg", 1, "pasted-two-ways"),
        ("2026-02-30 20 mg", 1, "pasted-no-day"),
        ("31 June 2026 20 mg", 1, "pasted-no-day"),
        ("1 Jan 26 20 mg", 1, "pasted-line"),
        ("1 Jan 20 mg", 1, "pasted-line"),
        ("20 mg", 1, "pasted-line"),
        ("20 mg\n10 mg for 4 weeks", 1, "pasted-line"),
        ("20 mg for 1 month", 1, "pasted-line"),
        ("20 mg for 4 weeks\nstop", 2, "pasted-line"),
        ("20 mg for 4 weeks\n2026-03-01 10 mg", 2, "pasted-line"),
        ("2026-01-01 20 mg\n10 mg for 4 weeks", 2, "pasted-line"),
        ("Date\nDose\n2026-01-01 20 mg", 2, "pasted-line"),
        ("Week 1-4: 20 mg\nWeek 6-8: 10 mg", 2, "pasted-gap"),
        ("Week 1-4: 20 mg\nWeek 4-8: 10 mg", 2, "pasted-gap"),
        ("Week 4-1: 20 mg", 1, "pasted-gap"),
    ],
)
def test_what_leaves_a_doubt_is_refused_with_its_line(text: str, line: int, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read_pasted(text, DAY)
    assert refused.value.code == code
    assert dict(refused.value.problem.fields)["line"] == line


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-01, 1,5 mg\n2026-01-29, 1 mg",
        "1,5 mg, 4 weeks\n1 mg",
        "20 mg x 2 for 4 weeks\n1 mg",
        "20 mg daily for 4 weeks\n1 mg",
        "Week 1 - 4 mg\n1 mg",
        "2026-01-01 20,mg\n2026-01-29 10 mg",
    ],
)
def test_a_dose_is_never_put_together_from_what_stands_around_it(text: str) -> None:
    with pytest.raises(InputError):
        audit_plan(
            TaperRequest(drug="citalopram", start="", date=DAY),
            read_pasted(text, DAY),
            Catalogue.shipped(),
        )


@st.composite
def plans(draw: st.DrawFn) -> list[tuple[int, str]]:
    """Draw days that a dose is taken for, and the dose."""
    days = st.integers(1, 400)
    numbers = st.decimals("0.01", "900", places=2).map(lambda one: f"{one.normalize():f} mg")
    return draw(st.lists(st.tuples(days, numbers), min_size=1, max_size=6))


def dated(plan: list[tuple[int, str]]) -> tuple[Dated, ...]:
    found, day = [], DAY
    for days, dose in plan:
        found.append(Dated(day, dose))
        day += dt.timedelta(days)
    return tuple(found)


@given(plans(), st.data())
def test_what_is_written_with_days_reads_back(
    plan: list[tuple[int, str]], data: st.DataObject
) -> None:
    lines = []
    for one in dated(plan):
        day, month = one.since.day, MONTHS[one.since.month - 1]
        spelled = data.draw(st.sampled_from([month, month[:3], month.upper()]))
        written = data.draw(
            st.sampled_from(
                [
                    one.since.isoformat(),
                    f"{day} {spelled} {one.since.year}",
                    f"{spelled} {day}, {one.since.year}",
                ]
            )
        )
        gap = data.draw(st.sampled_from([" ", ": ", ";", ", ", "\t", " = "]))
        lines.append(f"{written}{gap}{one.dose}")
    assert read_pasted("\n".join(lines), DAY) == dated(plan)


@given(plans(), st.data())
def test_what_is_written_with_lengths_reads_back(
    plan: list[tuple[int, str]], data: st.DataObject
) -> None:
    lines, day = [], 1
    for days, dose in plan:
        length = f"{days // 7} weeks" if days % 7 == 0 else f"{days} days"
        joint = data.draw(st.sampled_from([" for ", " x ", " \u00d7 ", "; ", ", ", "\t"]))
        numbered = f"Days {day}-{day + days - 1}: {dose}"
        lines.append(data.draw(st.sampled_from([f"{dose}{joint}{length}", numbered])))
        day += days
    assert read_pasted("\n".join(lines), DAY) == dated(plan)
