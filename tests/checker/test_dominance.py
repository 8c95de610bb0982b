"""A worksheet that says which source dominates is held against its own budget."""

from __future__ import annotations

import msgspec
import pytest

from taperlab.sheets.make import make_sheet
from taperlab.sheets.proof import SheetStoppedError
from tests.asking import ask, recommended
from tests.strategies import CATALOGUE


@pytest.mark.parametrize(
    ("dose", "old", "new"),
    [
        ("0.37 mg", "43 %", "48 %"),
        ("0.37 mg", "43 %", "4 %"),
        ("6.25 mg", "Most", "All"),
    ],
)
def test_a_share_that_the_budget_does_not_give_is_never_handed_out(
    dose: str, old: str, new: str
) -> None:
    answer = ask("citalopram", dose)
    made = recommended(answer)
    text = made.dominated_by
    assert text is not None
    assert old in text
    assert make_sheet("worksheet", answer, CATALOGUE)
    changed = text.replace(old, new)
    if new == "All":
        changed = f"{changed.partition(':')[0]}."
    wrong = msgspec.structs.replace(made, dominated_by=changed)
    tampered = msgspec.structs.replace(answer, preparations=(wrong,))
    with pytest.raises(SheetStoppedError) as caught:
        make_sheet("worksheet", tampered, CATALOGUE)
    assert {one.code for one in caught.value.findings} == {"wrong-figure"}
