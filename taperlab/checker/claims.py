"""What a preparation says of itself, held against what the bench found."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from taperlab.checker.figures import ZERO, NotAFigureError, carefully, read, same, show
from taperlab.checker.findings import stop
from taperlab.checker.operations import DOSE, Keep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.bench import Course, Vessel
    from taperlab.checker.documents import Preparation, VesselFigures
    from taperlab.messages import Finding

__all__ = ["false_claims"]

_THREE_DIGITS, _LAST_DIGIT = Decimal("0.015"), Decimal("0.011")
_NOISE = Decimal(10) ** -40  # a tie is a tie, whatever the sixtieth digit of a division
_NOT_KNOWN = "not known"
_GRADES = ("good", "acceptable", "poor")  # a method may be held down, never up
_RATINGS = (("good", Decimal(10)), ("acceptable", Decimal(20)))


def false_claims(preparation: Preparation, course: Course) -> Iterator[Finding]:
    """Yield a finding for every figure that the operations do not bear out."""
    try:
        with carefully():
            yield from _dose(preparation, course.dose)
            yield from _bias(preparation)
            yield from _error(preparation)
            for name, said in preparation.vessels.items():
                yield from _vessel(name, said, course.fullest.get(name))
            yield from _rest(preparation, course)
    except NotAFigureError as error:
        yield stop("not-a-figure", text=error.text)


def _dose(said: Preparation, dose: Vessel) -> Iterator[Finding]:
    if not same(read(said.delivered, "mg").number, dose.counted):
        yield stop("wrong-delivered", said=said.delivered, found=show(dose.counted, "mg"))


def _bias(said: Preparation) -> Iterator[Finding]:
    target, delivered = read(said.target, "mg").number, read(said.delivered, "mg").number
    exact = ((delivered - target) / target * 100).quantize(_NOISE)
    found = exact.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    if read(said.bias, "%").number != found:
        yield stop("wrong-bias", said=said.bias, found=f"{found + ZERO} %")


def _error(said: Preparation) -> Iterator[Finding]:
    if said.error == _NOT_KNOWN:
        if said.rating != "poor" or said.recommended:
            yield stop("unknown-error-trusted", rating=said.rating)
        return
    error, bias = read(said.error, "%").number, abs(read(said.bias, "%").number)
    rating = next((name for name, most in _RATINGS if error <= most), "poor")
    if error < bias:
        yield stop("error-below-bias", error=said.error, bias=said.bias)
    if _GRADES.index(said.rating) < _GRADES.index(rating):
        yield stop("wrong-rating", said=said.rating, found=rating, error=said.error)
    if said.recommended and rating == "poor":
        yield stop("poor-recommended", error=said.error)
    yield from _worst(said)
    yield from _budget(said)


def _budget(said: Preparation) -> Iterator[Finding]:
    """The handling's sources in quadrature, and the error that they make with the bias."""
    rows = [read(row.standard, "mg").number for row in said.budget if row.handling]
    together = sum((row**2 for row in rows), ZERO).sqrt()
    uncertainty, target = (
        read(said.standard_uncertainty, "mg").number,
        read(said.target, "mg").number,
    )
    if rows and not _near(uncertainty, together):
        yield stop("wrong-uncertainty", said=said.standard_uncertainty, found=f"{together:.3g} mg")
    error = abs(read(said.bias, "%").number) + 200 * uncertainty / target
    if not _near(read(said.error, "%").number, error, _LAST_DIGIT):
        yield stop("wrong-error", said=said.error, found=f"{error:.2f} %")


def _near(one: Decimal, other: Decimal, least: Decimal = ZERO) -> bool:
    """Whether two figures of three digits are the same but for their rounding."""
    return abs(one - other) <= _THREE_DIGITS * other + least


def _worst(said: Preparation) -> Iterator[Finding]:
    bounds = [read(bound, "mg").number for bound in said.worst]
    delivered = read(said.delivered, "mg").number
    if len(bounds) != 2 or not bounds[0] <= delivered <= bounds[1]:
        yield stop("outside-worst", said=said.delivered, worst=", ".join(said.worst))


def _vessel(name: str, said: VesselFigures, found: Vessel | None) -> Iterator[Finding]:
    if found is None or not found.volume:
        yield stop("no-such-vessel", vessel=name)
        return
    figures = {
        "made_up_to": (said.made_up_to, found.volume, "mL"),
        "concentration": (said.concentration, found.counted / found.volume, "mg/mL"),
        "physical_concentration": (
            said.physical_concentration,
            found.physical / found.volume,
            "mg/mL",
        ),
        "holds": (said.holds, found.counted, "mg"),
    }
    for what, (text, number, unit) in figures.items():
        if not same(read(text, unit).number, number):
            yield stop("wrong-vessel", vessel=name, what=what, said=text, found=show(number, unit))


def _rest(said: Preparation, course: Course) -> Iterator[Finding]:
    if not same(read(said.waste, "mg").number, course.wasted):
        yield stop("wrong-waste", said=said.waste, found=show(course.wasted, "mg"))
    used = course.dose.units | course.dose.liquids
    if used != set(said.products):
        yield stop("wrong-products", said=", ".join(said.products), found=", ".join(sorted(used)))
    made = {name for name, vessel in course.fullest.items() if vessel.volume and name != DOSE}
    for name in sorted(made - set(said.vessels)):
        yield stop("vessel-untold", vessel=name)
    kept = any(isinstance(step.operation, Keep) for step in course.steps)
    if kept == (said.keep == "at once"):
        yield stop("wrong-keep", said=said.keep)
