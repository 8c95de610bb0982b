from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab.cli.plain import SPELLED_OUT, visible


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("0.37\u00a0mg", "0.37 mg"),
        ("½ tablet", "1/2 tablet"),
        ("1½ tablets", "1 1/2 tablets"),
        ("12¼ tablets", "12 1/4 tablets"),
        ("\u22120.54 %", "-0.54 %"),
        ("“5” … ≤ 2 \u00d7 3", '"5" ... <= 2 x 3'),
        ("5 ÷ 2", "5 / 2"),
        ("żółć", "\\u017c\\xf3\\u0142\\u0107"),
        ("\udcff", "\\udcff"),
        ("╭─╮│", "+-+|"),
    ],
)
def test_what_a_terminal_lacks_is_spelled_out(text: str, spelled: str) -> None:
    assert text.encode("ascii", SPELLED_OUT).decode() == spelled


@given(st.text(), st.sampled_from(["ascii", "latin-1", "cp1252", "cp437", "utf-8"]))
def test_any_text_can_be_written_to_any_terminal(text: str, encoding: str) -> None:
    assert isinstance(text.encode(encoding, SPELLED_OUT), bytes)


@given(st.integers(0, 999), st.sampled_from("¼½¾"))
def test_a_whole_number_and_a_part_are_never_run_together(whole: int, part: str) -> None:
    first, second = f"{whole}{part}".encode("ascii", SPELLED_OUT).decode().split(" ")
    assert first == str(whole)
    assert second in {"1/4", "1/2", "3/4"}


@given(st.text())
def test_nothing_that_a_terminal_would_obey_is_shown(text: str) -> None:
    shown = visible(text)
    assert all(each.isprintable() or each in "\u00a0\u202f" for each in shown)


def test_a_colour_code_in_a_typed_name_is_shown_as_an_escape() -> None:
    assert visible("\x1b[31mred") == "\\x1b[31mred"
