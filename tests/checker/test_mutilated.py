"""A sheet in which anything was changed: found, or the dose is still the same; never a crash."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from taperlab.checker import read_sheet
from taperlab.messages import InputError
from tests.checker.documents import CATALOGUE
from tests.checker.papers import Lines, diluted, labels, printed

# A page takes a tenth of a second: fewer examples, in proportion to the profile.
FEW = settings(max_examples=max(settings().max_examples // 2, 1))
NUMBER = re.compile(r"\d+(?:\.\d+)?")
STAMPS = ("TaperLab", "Ref", "Date", "Page")  # what they say does not change the dose


def is_harmless(lines: Lines) -> bool:
    try:
        reading = read_sheet(printed(lines), CATALOGUE)
    except InputError:
        return True
    return not reading.agrees or reading.delivered == "0.37 mg"


@FEW
@given(data=st.data())
def test_lines_removed_doubled_or_moved(data: st.DataObject) -> None:
    lines = diluted()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        to = data.draw(st.integers(0, len(lines) - 1))
        change = data.draw(st.sampled_from(["remove", "double", "move"]))
        line = lines[at] if change == "double" else lines.pop(at)
        if change != "remove":
            lines.insert(to, line)
    assert is_harmless(lines)


@FEW
@given(pick=st.integers(0, 200), number=st.decimals("0.01", "99", places=2))
def test_a_number_changed_on_a_sheet_is_found(pick: int, number: object) -> None:
    lines = diluted()
    places = [
        (at, match)
        for at, line in enumerate(lines)
        if not line.text.startswith(STAMPS)
        for match in NUMBER.finditer(line.text)
    ]
    at, match = places[pick % len(places)]
    text = lines[at].text
    lines[at] = replace(lines[at], text=f"{text[: match.start()]}{number}{text[match.end() :]}")
    unchanged = lines[at].text == text
    reading = read_sheet(printed(lines), CATALOGUE)
    assert unchanged or not reading.agrees


@FEW
@given(data=st.data())
def test_labels_removed_doubled_or_moved(data: st.DataObject) -> None:
    lines = labels()
    at = data.draw(st.integers(0, len(lines) - 1))
    to = data.draw(st.integers(0, len(lines) - 1))
    line = lines[at] if data.draw(st.booleans()) else lines.pop(at)
    lines.insert(to, line)
    assert is_harmless(lines)
