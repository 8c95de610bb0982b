"""The smallest change that can be told apart, found again mark by mark on the device in use.

Of units nothing is looked for: what fewer of them give is for a search to find.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from taperlab.checker.bench import carry_out
from taperlab.checker.figures import carefully, read, show
from taperlab.checker.operations import Draw, Drip
from taperlab.checker.plan.resolution import resolution_of
from taperlab.checker.plan.said import compare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from taperlab.checker.errors import Errors
    from taperlab.checker.operations import Operation
    from taperlab.checker.plan.resolution import Side
    from taperlab.checker.shelf import Shelf
    from taperlab.messages import Finding

__all__ = ["false_smallest"]

_CLEAR = 3


def false_smallest(
    said: str | None, before: Side | None, errors: Errors, shelf: Shelf
) -> Iterator[Finding]:
    """Yield a finding where another change is the smallest one that shows."""
    if before is None:
        yield from compare("check", "smallest_distinguishable", said, None)
        return
    operations = before.made.operations
    at = [number for number, one in enumerate(operations) if isinstance(one, Draw | Drip)]
    if at:
        found = _smallest(before, at[-1], errors, shelf)
        yield from compare("check", "smallest_distinguishable", said, found)


def _smallest(before: Side, at: int, errors: Errors, shelf: Shelf) -> Decimal | None:
    operations = before.made.operations
    with carefully():
        for lower in _lower(operations[at], shelf):
            less = (*operations[:at], lower, *operations[at + 1 :])
            dose = show(carry_out(less, shelf).dose.counted, "mg")
            made = msgspec.structs.replace(before.made, operations=less, delivered=dose)
            found = _shown(before, before._replace(made=made), errors)
            if found is not None:
                return found
        return _shown(before, None, errors)


def _shown(before: Side, after: Side | None, errors: Errors) -> Decimal | None:
    found = resolution_of(before, after, errors)
    shows = found is not None and found.change > 0 and found.kept >= _CLEAR
    return found.change if found is not None and shows else None


def _lower(last: Operation, shelf: Shelf) -> Iterator[Operation]:
    """Yield the same measurement on each lower mark, or with fewer drops."""
    match last:
        case Draw(volume=text, device=device, fills=fills):
            tool = shelf.tool(device)
            mark = read(text, "mL").number / fills - tool.graduation
            while tool.graduation and mark >= tool.smallest:
                yield msgspec.structs.replace(last, volume=show(mark * fills, "mL"))
                mark -= tool.graduation
        case Drip(drops=drops):
            for fewer in range(drops - 1, 0, -1):
                yield msgspec.structs.replace(last, drops=fewer)
