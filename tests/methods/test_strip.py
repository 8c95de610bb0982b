from __future__ import annotations

from tests.asking import ask, codes, measures, needing_a_reason, pick_of

STATED = {"products": ("gb-citalopram-tablet-10", "gb-citalopram-tablet-20")}


def test_a_strip_asks_for_a_reason_and_the_same_tablets_without_it_do_not() -> None:
    answer = ask("citalopram", "30 mg", **STATED)
    strip, loose = (pick_of(answer, method) for method in ("strip", "whole-tablets"))
    assert measures(strip) == measures(loose) == ["1", "1"]
    assert "strip-prescription" in needing_a_reason(strip)
    assert "strip-prescription" not in codes(loose)
    assert not needing_a_reason(loose)
