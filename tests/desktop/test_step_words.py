from __future__ import annotations

import pytest

from taperlab import Catalogue
from taperlab.answers import operations as ops
from taperlab.desktop.names import Names
from taperlab.desktop.step_words import sentence
from taperlab.wording import Wording

NAMES = Names.of(Catalogue.shipped(), Wording("en"))
CAPSULE = "gb-venlafaxine-mr-capsule-75"


def beads(into: str, *, leave: str | None = None) -> str:
    counted = ops.Count(product=CAPSULE, beads=90, beads_per_capsule="301", into=into, leave=leave)
    return sentence(counted, NAMES).replace("\u00a0", " ")


def test_beads_that_are_left_out_are_never_the_dose() -> None:
    assert beads("dose").startswith("Take 90 beads")
    left = beads("dose", leave="rest")
    assert "push 90 beads aside" in left
    assert left.endswith("swallow all the OTHER beads.")


@pytest.mark.parametrize("leave", [None, "rest"])
def test_beads_can_go_into_a_vessel(leave: str | None) -> None:
    assert "into the glass" in beads("glass", leave=leave)
