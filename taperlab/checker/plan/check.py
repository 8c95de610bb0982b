"""The independent recomputation of a check: both doses, what is taken off, and the verdict."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from taperlab.checker.errors import Errors
from taperlab.checker.figures import NotAFigureError, carefully, plain, read, same
from taperlab.checker.findings import stop
from taperlab.checker.judging import false_stamp, judge
from taperlab.checker.keeping import day_of
from taperlab.checker.plan.at_hand import asked_alone, of_its_form
from taperlab.checker.plan.batches import batches_in
from taperlab.checker.plan.check_documents import decode
from taperlab.checker.plan.concerns import between, false_concerns
from taperlab.checker.plan.course import read_mass, stated
from taperlab.checker.plan.limits import Course, Dose, Must, limits
from taperlab.checker.plan.prescribing import false_prescribing
from taperlab.checker.plan.resolution import Side, false_resolution
from taperlab.checker.plan.rules import models_of
from taperlab.checker.plan.said import compare, in_percent, unequal, wrong
from taperlab.checker.plan.smallest import false_smallest
from taperlab.checker.reading import Reading
from taperlab.checker.shelf import Mismatch, Shelf, cannot
from taperlab.checker.standing import false_times, strangers_at_hand
from taperlab.messages import Finding, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue import Catalogue
    from taperlab.checker.documents import Preparation
    from taperlab.checker.plan.check_documents import Check
    from taperlab.checker.plan.documents import Change

__all__ = ["verify_check"]

_CLEAR, _BLURRED = 3, 1
_DAYS = 28
_FAR = Decimal("0.25")


class _Side(NamedTuple):
    """One of the two doses, counted and on the basis of the request, and what makes it."""

    place: str
    dose: Decimal
    made: Preparation | None

    @property
    def is_unmade(self) -> bool:
        return self.made is None and bool(self.dose)


def verify_check(data: bytes, catalogue: Catalogue, name: str) -> Reading:
    """Recompute the check in the file called ``name``.

    Of units the smallest change that shows is not worked out again: a note says so. The reading's
    dose and operations are the new dose's.

    Raises:
        InputError: if it is so damaged that there is nothing to judge.
    """
    check = decode(data, name)
    shelf = Shelf(catalogue, check.request.dose_of)
    findings = list(false_stamp(check.hash, check.catalogue, data, catalogue))
    try:
        findings += _judged(check, shelf)
    except NotAFigureError as error:
        findings.append(stop("not-a-figure", text=error.text))
    except (Mismatch, ArithmeticError) as error:
        findings.append(cannot(error))
    findings.append(Finding("note", Message("checker.check-not-recomputed")))
    made = check.after
    delivered, operations = (made.delivered, made.operations) if made else (None, ())
    return Reading(check.request.drug, delivered, operations, tuple(findings))


def _judged(check: Check, shelf: Shelf) -> Iterator[Finding]:
    with carefully():
        before, after = _sides(check, shelf)
        yield from strangers_at_hand(check.request.devices, check.request.products, shelf)
        errors = Errors(shelf, check.request.in_hand)
        for side in (before, after):
            yield from _preparation(side, check, before, shelf, errors)
        if check.change is not None:
            yield from _change(check, check.change, before, after)
            yield from _points(check, check.change, (before, after), shelf)
        yield from _resolution(check, before, after, errors)
        yield from _verdict(check, before, after)
        present = _side(before.made, check)
        yield from false_smallest(check.smallest_distinguishable, present, errors, shelf)
        yield from false_prescribing(check, shelf)
        yield from _concerns(check, before, after, shelf)


def _sides(check: Check, shelf: Shelf) -> tuple[_Side, _Side]:
    asked, scale = check.request, Decimal(1)
    if asked.dose_of != "tablet":
        stock = shelf.stock(asked.dose_of)
        scale = stock.counted / stock.physical
    start, end = read_mass(asked.start) * scale, read_mass(asked.to) * scale
    return _Side("from", start, check.before), _Side("to", end, check.after)


def _preparation(
    side: _Side, check: Check, present: _Side, shelf: Shelf, errors: Errors
) -> Iterator[Finding]:
    """Judge a preparation as that of an answer is judged; say of which dose it is."""
    made, asked = side.made, check.request
    if made is None:
        return
    parts = made.doses_per_day if asked.per == "day" else 1
    if not same(read_mass(made.target) * parts, side.dose):
        yield wrong(side.place, "target", made.target, f"{plain(side.dose / parts)} mg")
    before = None if side is present else present.made
    current = None if before is None else max(before.target, before.delivered, key=read_mass)
    products = of_its_form(asked, made, shelf) if side is present else asked.products
    single = asked_alone(asked, made, current, asked.date, products)
    if not (made.recommended and made.pick):
        yield wrong(side.place, "recommended", made.recommended, "True")
    times = false_times(made, asked.doses_per_day, asked.per, shelf)
    for found in (*judge(made, single, shelf, errors, present.dose / parts)[0], *times):
        text = Message("checker.in-dose", dose=made.target, finding=found.message)
        yield Finding(found.severity, text)


def _change(check: Check, change: Change, before: _Side, after: _Side) -> Iterator[Finding]:
    taken = before.dose - after.dose
    yield from compare("change", "mass", change.mass, stated(before.dose) - stated(after.dose))
    share = in_percent(taken / before.dose)
    yield from unequal("change", "percent_of_previous", change.percent_of_previous, share)
    yield from unequal("change", "percent_of_original", change.percent_of_original, share)
    given = _given(before, check), _given(after, check)
    less = None if given[0] is None or given[1] is None else given[0] - given[1]
    yield from compare("change", "achieved", change.achieved, less)


def _given(side: _Side, check: Check) -> Decimal | None:
    if side.made is None:
        return None if side.dose else Decimal(0)
    parts = side.made.doses_per_day if check.request.per == "day" else 1
    return read_mass(side.made.delivered) * parts


def _points(
    check: Check, change: Change, sides: tuple[_Side, _Side], shelf: Shelf
) -> Iterator[Finding]:
    """The points are those of the curve that was asked for, or of one that the drug has."""
    asked = check.request
    daily = 1 if asked.per == "day" else asked.doses_per_day
    lost = [
        in_percent(
            (model.points(sides[0].dose * daily) - model.points(sides[1].dose * daily)) / 100
        )
        for model in models_of(asked.drug, shelf)
        if asked.curve in (None, model.name)
    ]
    found: list[str | None] = [each.removesuffix(" %") for each in lost]
    if change.occupancy_points not in (found or [None]):
        yield wrong("change", "occupancy_points", change.occupancy_points, next(iter(found), None))


def _resolution(check: Check, before: _Side, after: _Side, errors: Errors) -> Iterator[Finding]:
    """Both doses count as held for the usual 28 days."""
    said = check.change and check.change.resolution
    sides = [_side(made, check) for made in (before.made, after.made)]
    if sides[0] is not None and (sides[1] is not None or not after.dose):
        yield from false_resolution(said or None, sides[0], sides[1], errors, "change")


def _side(made: Preparation | None, check: Check) -> Side | None:
    if made is None:
        return None
    parts = made.doses_per_day if check.request.per == "day" else 1
    batches = batches_in(_DAYS, check.request.days, check.request.date, made)
    return Side(made, _DAYS, parts, batches)


def _verdict(check: Check, before: _Side, after: _Side) -> Iterator[Finding]:
    change = check.change
    yield from unequal("check", "resolution", check.resolution, change and change.resolution)
    seen = None
    if change is not None and change.resolution is not None:
        figures = {
            name: read(f"{getattr(change.resolution, name)} x", "x").number
            for name in ("kept", "renewed")
        }
        if figures["renewed"] > figures["kept"]:
            resolution = change.resolution
            yield wrong("change", "resolution", resolution.renewed, resolution.kept)
        figure = figures[change.prescribed]
        seen = "clear" if figure >= _CLEAR else "blurred" if figure >= _BLURRED else "lost"
    yield from unequal("change", "verdict", change and change.verdict, seen)
    unmade = _is_unmade(before, after)
    found = "not-makeable" if unmade else "lost-in-error" if seen == "lost" else "makeable"
    yield from unequal("check", "verdict", check.verdict, found)


def _is_unmade(before: _Side, after: _Side) -> bool:
    return before.is_unmade or after.is_unmade


def _concerns(check: Check, before: _Side, after: _Side, shelf: Shelf) -> Iterator[Finding]:
    """A check says what a plan of its two doses would say, but for what a taper is compared by."""
    asked, day = check.request, day_of(check.request.date)
    if day is None:
        yield wrong("request", "date", asked.date, None)
        return
    daily = 1 if asked.per == "day" else asked.doses_per_day
    doses = [Dose(step, side.dose * daily, day, None) for step, side in _numbered(before, after)]
    models = [one for one in models_of(asked.drug, shelf) if asked.curve in (None, one.name)]
    course = Course(
        drug=asked.drug,
        drug_class=shelf.catalogue.drug(asked.drug).drug_class,
        doses=doses,
        original=doses[0].mg,
        holds=True,
        model=next(iter(models), None),
        single=True,
    )
    musts = [*limits(course), *_of_sides(check, before, after, shelf)]
    yield from false_concerns(check.findings, musts, asked.overrides, (1, 2))


def _otherwise(check: Check, before: _Side, after: _Side) -> Iterator[Must]:
    """Yield that the marks at hand make another reduction of it, by more than a quarter."""
    given = _given(before, check), _given(after, check)
    if check.resolution is None or given[0] is None or given[1] is None:
        return
    asked = before.dose - after.dose
    if abs(given[0] - given[1] - asked) > asked * _FAR:
        yield Must("not-as-asked", "warn", (2,))


def _numbered(before: _Side, after: _Side) -> tuple[tuple[int, _Side], tuple[int, _Side]]:
    return (1, before), (2, after)


def _of_sides(check: Check, before: _Side, after: _Side, shelf: Shelf) -> Iterator[Must]:
    """Yield what is not made, comes out alike, is not told apart, changes form, or goes to zero."""
    unmade = tuple(step for step, side in _numbered(before, after) if side.is_unmade)
    if unmade:
        yield Must("not-makeable", "stop", unmade)
    if before.made is not None and after.made is not None:
        yield from between(before.made, after.made, 2, shelf)
        yield from _otherwise(check, before, after)
    seen = check.change and check.change.verdict
    if seen in ("blurred", "lost"):
        yield Must(seen, "warn", (2,))
    if not after.dose:
        yield Must("check-to-zero", "warn", (2,), needs_reason=True)
