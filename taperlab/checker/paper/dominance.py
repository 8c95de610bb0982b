"""What a sheet says the error mostly comes from, against the budget that is printed beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from taperlab.checker.figures import ZERO, carefully
from taperlab.checker.findings import stop
from taperlab.checker.paper.rebuild import words
from taperlab.checker.tokens import amount

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from taperlab.checker.paper.scene import Scene
    from taperlab.messages import Finding

__all__ = ["false_dominance"]

_SHARE = re.compile(r"([0-9]+) %")
_ALL = 100
_OFF = 2  # percentage points: shares are whole, and the lines have three digits


def false_dominance(scene: Scene) -> Iterator[Finding]:
    """Yield a finding where the share is not that of the largest source of handling.

    Like sources are one: the readings of one syringe, the parts of one tablet.
    """
    like: dict[str, Decimal] = {}
    with carefully():
        for row in scene.all("wk.budget-row"):
            name = words(row.fill["source"]).rstrip(" 0123456789")
            like[name] = like.get(name, ZERO) + amount(row.fill["standard"]) ** 2
        total = sum(like.values(), ZERO)
        found = max(like.values()) / total * _ALL if total else ZERO
        for line in scene.all("wk.budget-dominated"):
            text = words(line.fill["text"])
            said = _SHARE.search(text)
            share = int(said[1]) if said else _ALL
            if abs(share - found) > _OFF:
                fields = {"said": f"{share} %", "found": f"{found:.0f} %"}
                yield stop("wrong-figure", text=text, **fields)
