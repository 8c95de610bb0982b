"""Whole tapers: against single answers, daily steps against a few, and how cost grows."""

from __future__ import annotations

import datetime as dt
from itertools import count

import msgspec

from benchmarks.measure import in_turns, report, seconds
from taperlab import Catalogue, DoseRequest, TaperRequest, plan_taper, prepare
from taperlab.quantities import canonical

__all__ = ["main"]

_DAY = dt.date(2026, 3, 1)
_FORTY = TaperRequest(drug="citalopram", start="20 mg", rule="occupancy:1.93", date=_DAY)
_DAILY = TaperRequest(drug="citalopram", start="20 mg", rule="occupancy:6", micro=True, date=_DAY)
_EDITS = count(1)


def main() -> None:
    """Print the ratios."""
    catalogue = Catalogue.shipped()
    steps = plan_taper(_FORTY, catalogue).steps
    doses = [canonical(step.target) for step in steps if step.target]
    plan, single, daily = in_turns(
        lambda: plan_taper(_edited(_FORTY), catalogue),
        lambda: [prepare(_one(dose), catalogue) for dose in doses],
        lambda: plan_taper(_edited(_DAILY), catalogue),
        runs=3,
    )
    report(
        f"a plan of {len(steps)} steps with its bottles against as many single answers",
        plan / single,
        f"{plan * 1e3:.0f} ms",
        f"{single * 1e3:.0f} ms",
        "a third, 500 ms",
    )
    days = len(plan_taper(_DAILY, catalogue).steps)
    report(
        f"a plan of {days} days against one of {len(steps)} steps",
        daily / plan,
        f"{daily * 1e3:.0f} ms",
        f"{plan * 1e3:.0f} ms",
        "4 x",
    )
    _growth(catalogue)


def _growth(catalogue: Catalogue) -> None:
    for points in ("8", "4", "2", "1"):
        request = msgspec.structs.replace(_FORTY, rule=f"occupancy:{points}")
        count = len(plan_taper(request, catalogue).steps)
        took = seconds(lambda: plan_taper(_edited(request), catalogue))  # noqa: B023 - called at once
        each = took / count * 1e3
        print(f"             {count:3} steps: {took * 1e3:6.0f} ms, {each:5.1f} ms a step")


def _edited(request: TaperRequest) -> TaperRequest:
    """Return a request from another start: what an edit has in common with the plan before."""
    start = f"{20_000 - 10 * next(_EDITS)} micrograms"
    return msgspec.structs.replace(request, start=start)


def _one(dose: str) -> DoseRequest:
    return DoseRequest(drug="citalopram", dose=dose, date=_DAY)
