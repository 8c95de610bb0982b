"""Notations that have harmed people are found, and check marks are not taken for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taperlab.checker.paper.notation import forbidden_notations


def kinds(text: str) -> set[object]:
    found = forbidden_notations(text, us_professional=False)
    return {dict(one.message.fields)["kind"] for one in found}


@given(st.text("0123456789abcdef", min_size=14, max_size=14).filter(lambda text: text.isalnum()))
def test_no_check_mark_is_a_notation(start: str) -> None:
    for end in ("cc", "0c", "52", "ed"):
        assert not kinds(
            f"catalogue 2026.11 ({start}{end}), market GB, answer {start}{end}\nPage 1"
        )


@pytest.mark.parametrize("text", ["0.5 cc", "0.5cc", "Draw up 2 cc of it", "10\ncc", "1.25 cc."])
def test_cubic_centimetres_are_found(text: str) -> None:
    assert kinds(text) == {"cc"}
