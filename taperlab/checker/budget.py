"""The budget, the uncertainty and the worst case of a preparation, held against its sources."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from taperlab.checker.figures import ZERO, carefully, plain, read
from taperlab.checker.findings import stop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from taperlab.checker.documents import Preparation
    from taperlab.checker.errors import Errors, Fault, Source
    from taperlab.messages import Finding

__all__ = ["false_budget", "three_digits"]

_HUNDREDTH, _NOISE = Decimal("0.01"), Decimal(10) ** -15
_NOT_KNOWN = "not known"
_READING = re.compile(r" [0-9]+$")
# How far beyond the truth a proven bound may lie: further where one source does several things.
_CLOSE, _ENTANGLED = Decimal("0.0005"), Decimal("0.02")


def false_budget(said: Preparation, errors: Errors) -> Iterator[Finding]:
    """Yield a finding for each figure of the error that the operations do not bear out."""
    with carefully():
        faults = errors.faults(said.operations)
        if faults is None or said.error == _NOT_KNOWN:
            if faults is not None:
                yield stop("wrong-error", said=said.error, found="-")
            return
        yield from _lines(said, faults)
        yield from _error(said, faults)
        yield from _worst(said, errors)


def three_digits(value: Decimal, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """Round to three significant digits; the noise of a root decides nothing."""
    if not value:
        return value
    digit = Decimal(1).scaleb(value.adjusted() - 2)
    return (value / digit).quantize(_NOISE).quantize(Decimal(1), rounding) * digit


def _lines(said: Preparation, faults: Mapping[Source, Fault]) -> Iterator[Finding]:
    lines = sorted(
        (
            _READING.sub("", row.source),
            row.scope,
            row.handling,
            read(row.standard, "mg").number,
            read(row.worst, "mg").number,
        )
        for row in said.budget
    )
    found = sorted(
        (
            f"{one.owner}: {one.what}",
            one.scope,
            one.handling,
            three_digits(fault.variance.sqrt()),
            three_digits(abs(fault.slope)),
        )
        for one, fault in faults.items()
    )
    if lines != found:
        differ = [one for one in found if one not in lines] or found
        yield stop("wrong-budget", source=differ[0][0] if differ else "-")


def _error(said: Preparation, faults: Mapping[Source, Fault]) -> Iterator[Finding]:
    handling = sum((one.variance for source, one in faults.items() if source.handling), ZERO)
    uncertainty = handling.sqrt()
    if read(said.standard_uncertainty, "mg").number != three_digits(uncertainty):
        found = f"{plain(three_digits(uncertainty))} mg"
        yield stop("wrong-uncertainty", said=said.standard_uncertainty, found=found)
    target, delivered = read(said.target, "mg").number, read(said.delivered, "mg").number
    error = (abs(delivered - target) + 2 * uncertainty) / target * 100
    found_error = error.quantize(_NOISE).quantize(_HUNDREDTH, ROUND_HALF_EVEN)
    if read(said.error, "%").number != found_error:
        yield stop("wrong-error", said=said.error, found=f"{found_error} %")


def _worst(said: Preparation, errors: Errors) -> Iterator[Finding]:
    """No narrower than with every source at its bound, and no wider than a proof may be."""
    if len(said.worst) != 2:
        return  # said to have no bound: that is found where the dose is held against it
    low, high = (read(bound, "mg").number for bound in said.worst)
    extremes = errors.extremes(said.operations)
    if extremes is None:
        return
    least, most = max(extremes[0], ZERO), extremes[1]  # nobody swallows less than nothing
    beyond = _ENTANGLED if errors.are_entangled(said.operations) else _CLOSE
    lowest = three_digits(least - beyond * abs(least), ROUND_FLOOR)
    highest = three_digits(most + beyond * abs(most), ROUND_CEILING)
    inner = three_digits(least, ROUND_FLOOR), three_digits(most, ROUND_CEILING)
    if not (lowest <= low <= inner[0] and inner[1] <= high <= highest):
        found = f"{plain(inner[0])} mg, {plain(inner[1])} mg"
        yield stop("wrong-worst", said=", ".join(said.worst), found=found)
