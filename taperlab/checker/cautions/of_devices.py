"""What is due of the devices: too little for one, a hanging drop, marks that nobody confirmed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from taperlab.checker.cautions.due import Due, amount, named
from taperlab.checker.figures import read
from taperlab.checker.operations import Add, Draw, MakeUp
from taperlab.checker.shelf import HOUSEHOLD
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.cautions.due import Case
    from taperlab.checker.shelf import Tool

__all__ = ["of_devices"]

_TENTH = Decimal("0.1")
_HANGING_DROP, _MOAT = Decimal("0.2"), 2


def of_devices(case: Case) -> Iterator[Due]:
    """Yield what is due of every measurement, in a set: the same thing is said once."""
    yield from dict.fromkeys(_all(case))


def _all(case: Case) -> Iterator[Due]:
    operations = case.said.operations
    drawn_from = {one.source for one in operations if isinstance(one, Draw)}
    for one in operations:
        if not isinstance(one, Draw | Add | MakeUp) or one.device == HOUSEHOLD:
            continue
        tool = case.shelf.tool(one.device)
        if isinstance(one, Draw) or (isinstance(one, Add) and one.into in drawn_from):
            if one.volume is None:
                continue
            fill = read(one.volume, "mL").number / one.fills
            if fill < _comfortable(tool):
                words = (amount(fill, "mL"), named(tool.device))
                yield Due("answers.small-for-device", "warn", words, needs_reason=True)
            if isinstance(one, Draw):
                yield from _drawn(case, one, tool, fill)
        known = tool.device.id in case.request.confirmed_devices
        if tool.device.kind == "oral-syringe" and not known and tool.device.graduation is not None:
            words = (named(tool.device), amount(tool.device.graduation))
            yield Due("answers.check-marks", "note", words)


def _comfortable(tool: Tool) -> Decimal:
    """Return the least volume at which the tolerance of the device alone stays within 10 %."""
    return max(
        (
            read(canonical(one.fixed), "mL").number
            / (_TENTH - read(canonical(one.relative), "%").number / 100)
            for one in tool.device.tolerance
        ),
        default=Decimal(0),
    )


def _drawn(case: Case, draw: Draw, tool: Tool, fill: Decimal) -> Iterator[Due]:
    if fill < _HANGING_DROP:
        yield Due("answers.touch-tip", "note", (amount(fill, "mL"),))
    if tool.device.tip in ("enfit", "enfit-ldt"):
        soft = tool.device.tip == "enfit" and fill < _MOAT
        severity = "warn" if soft else "note"
        yield Due("answers.clear-moat", severity, (named(tool.device),), needs_reason=soft)
    if case.shelf.is_product(draw.source):
        product = case.shelf.stock(draw.source).product
        if product.closure == "dropper":
            yield Due("answers.drip-first", "note", (named(product),))
