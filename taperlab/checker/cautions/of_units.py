"""What is due of how units are taken: split, opened, weighed, put in water, filled in pouches."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from taperlab.checker.cautions.due import Due, a_day, amount, named
from taperlab.checker.figures import read
from taperlab.checker.keeping import is_published
from taperlab.checker.operations import DOSE, Count, Divide, Draw, Take, Weigh
from taperlab.checker.turns import balance_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.types import Product
    from taperlab.checker.cautions.due import Case

__all__ = ["of_units"]

_ACCURATE = 2000  # times how well a balance repeats (practice.md 1.5f)
_QUARTER = "1/4"
_MELTS = ("dispersible-tablet", "orodispersible-tablet")


def of_units(case: Case) -> Iterator[Due]:
    """Yield what is due of tablets and capsules."""
    takes = [one for one in case.said.operations if isinstance(one, Take)]
    for one in case.said.operations:
        match one:
            case Count(product=name):
                yield from _beads(case, case.shelf.stock(name).product)
            case Weigh():
                yield from _powder(case, one)
            case Divide(vessel=vessel, parts=parts):
                units = sorted(case.course.fullest[vessel].units)
                names = tuple(named(case.shelf.stock(unit).product) for unit in units)
                yield Due("methods.capsules-compounded", "warn", names, needs_reason=True)
                spare = str(parts - a_day(case.said, case.request))
                yield Due("methods.capsules-left", "note", (str(parts), spare))
            case Take():
                yield from _taken(case, one)
    yield from _swallowed(case, takes)


def _beads(case: Case, product: Product) -> Iterator[Due]:
    counted = case.request.in_hand.beads_of(product.id)
    batch = "" if counted is None else counted.batch
    yield Due("methods.beads-off-label", "warn", (named(product),))
    yield Due("methods.beads-one-batch", "warn", (named(product), batch))


def _powder(case: Case, one: Weigh) -> Iterator[Due]:
    product = case.shelf.stock(one.product).product
    weighed = case.request.in_hand.masses_of(one.product)
    code = "powder-off-label" if product.release == "IR" else "beads-weighed"
    words = (named(product), "" if weighed is None else weighed.batch)
    yield Due(f"methods.{code}", "warn", words, needs_reason=True)
    powder, least = read(one.powder, "mg").number, _ACCURATE * balance_of(one.device, case.shelf)[1]
    if powder < least:
        words = amount(powder, "mg"), amount(least, "mg")
        yield Due("methods.below-accurate-weight", "warn", words, needs_reason=True)


def _taken(case: Case, one: Take) -> Iterator[Due]:
    product = case.shelf.stock(one.product).product
    parts = [piece for piece in one.pieces if Decimal(1) != read(f"{piece} piece").number]
    if parts and product.may_split not in ("halves", "quarters"):
        yield Due("methods.split-off-label", "warn", (named(product),))
    if _QUARTER in parts:
        yield Due("methods.quarter", "warn", (named(product),), needs_reason=True)
    vessel = case.course.fullest.get(one.into)
    divided = {each.vessel for each in case.said.operations if isinstance(each, Divide)}
    if one.into == DOSE or one.into in divided or vessel is None:
        return
    if is_published(vessel, case.shelf):
        return  # a formulation of its own
    drawn = any(isinstance(each, Draw) and each.source == one.into for each in case.said.operations)
    if drawn:
        yield Due("methods.aliquot-of-tablet", "warn", (named(product),), needs_reason=True)
        if product.form != "dispersible-tablet":
            yield Due("methods.aliquot-not-known", "warn", (named(product),))
    elif product.form not in _MELTS:
        yield Due("methods.disperse-off-label", "warn", (named(product),))


def _swallowed(case: Case, takes: list[Take]) -> Iterator[Due]:
    """Whole units and nothing else: swallowed whole, or a pouch of a strip."""
    if len(takes) < len(case.said.operations) or not takes:
        return
    pieces = [piece for one in takes for piece in one.pieces]
    if any(one.into != DOSE for one in takes) or set(pieces) != {"1"}:
        return
    if case.said.method == "strip":
        yield Due("methods.pouch", "note", (str(len(pieces) * case.said.doses_per_day), "28"))
        yield Due("methods.strip-prescription", "warn", needs_reason=True)
        return
    product = case.shelf.stock(takes[0].product).product
    if product.release != "IR":
        yield Due("methods.swallow-whole", "note", (named(product),))
