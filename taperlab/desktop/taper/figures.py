"""The figures by which tapers are set side by side, each with its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.messages import Message
from taperlab.quantities import parse_any

if TYPE_CHECKING:
    from taperlab.desktop.names import Names
    from taperlab.taper.comparing import Compared
    from taperlab.taper.document import SupplyLine
    from taperlab.taper.summaries import Summary

_NONE = "\u2013"


def figures_of(one: Compared, names: Names) -> list[tuple[str, str]]:
    """Return what a rule comes to, and what it needs of each product."""
    found = [] if one.summary is None else summary_figures(one.summary, names)
    needs = "\n".join(_needed(line, names) for line in one.supply)
    return [*found, (names.words.text(Message("desktop.figure-supply")), needs or _NONE)]


def summary_figures(summary: Summary, names: Names) -> list[tuple[str, str]]:
    """Return each figure of a taper; a dash where there is none."""
    last = "" if summary.last_drop is None else names.words.quantity(summary.last_drop)
    values = {
        "days": str(summary.days),
        "steps": str(summary.steps),
        "points": summary.largest_drop_points,
        "cut": summary.largest_cut,
        "last": last,
        "last-points": summary.last_drop_points,
        "bottles": str(summary.bottles),
        "error": summary.worst_error,
        "lost": str(len(summary.lost)),
        "unmade": str(len(summary.unmade)),
    }
    return [
        (names.words.text(Message(f"desktop.figure-{name}")), _tied(value) or _NONE)
        for name, value in values.items()
    ]


def _needed(line: SupplyLine, names: Names) -> str:
    fields = {
        "product": names.product(line.product),
        "quantity": names.words.quantity(parse_any(line.quantity)),
    }
    if line.packs is None or line.left_over is None:
        return names.words.text(Message("desktop.needs", **fields))
    fields["left"] = names.words.quantity(parse_any(line.left_over))
    return names.words.text(Message("desktop.needs-packs", packs=line.packs, **fields))


def _tied(text: str | None) -> str:
    return (text or "").replace(" ", "\u00a0")
