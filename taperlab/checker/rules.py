"""What must not be done, whatever the dose: units, dilutions, leftovers (practice.md section 8)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from taperlab.checker.bench import Vessel
from taperlab.checker.figures import carefully, read
from taperlab.checker.findings import stop
from taperlab.checker.keeping import is_published
from taperlab.checker.lexicon import POWDER
from taperlab.checker.operations import (
    DOSE,
    Add,
    Count,
    Discard,
    Divide,
    Draw,
    Drip,
    Keep,
    MakeUp,
    Mix,
    Operation,
    Pour,
    Take,
    Weigh,
)
from taperlab.messages import Finding, Message
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.types import Product, Stability
    from taperlab.checker.bench import Course, Step
    from taperlab.checker.shelf import Shelf

__all__ = ["Circumstances", "forbidden"]

_WHOLE_FORMS = {"capsule", "oral-lyophilisate", "oral-powder-sachet"}
_LEAST_PIECE = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who carries it out, whether the error is said to be known and the dose recommended.

    What was handed out stays with the patient.
    """

    role: Literal["patient", "pharmacist", "gp"]
    error_known: bool = False
    recommended: bool = False
    handed_out: frozenset[str] = frozenset()


def forbidden(course: Course, shelf: Shelf, where: Circumstances) -> Iterator[Finding]:
    """Yield a finding for everything that must not be done."""
    compounded = {
        name
        for name, vessel in course.fullest.items()
        if where.role != "patient" and is_published(vessel, shelf)
    }
    for step in course.steps:
        yield from _units(step, shelf, compounded)
        yield from _crushing(step, shelf)
        yield from _mixing(step)
        yield from _neat(step, shelf)
        yield from _blending(step, shelf, where)
        yield from _diluting(step, shelf, where)
        yield from _parting(step, shelf, where, compounded)
        yield from _keeping(step, shelf, where, compounded)
    yield from _dissolving(course, shelf)
    for name, vessel in course.vessels.items():
        if name not in {DOSE, *where.handed_out} and not vessel.empty:
            yield stop("left-over", vessel=name)
    if where.role == "patient" and len(_made_up(course)) > 1:
        yield stop("two-dilutions-at-home")


def _units(step: Step, shelf: Shelf, compounded: set[str]) -> Iterator[Finding]:
    match step.operation:
        case Take(product=name, pieces=pieces, into=into):
            product = shelf.stock(name).product
            parts = {read(f"{piece} piece").number for piece in pieces} - {Decimal(1)}
            broken = {part for part in parts if part % 1}
            if broken and _never_broken(product):
                yield stop("split-forbidden", step=str(step.number), product=name)
            if any(part % _LEAST_PIECE for part in broken):
                yield stop("below-a-quarter", step=str(step.number), product=name)
            if broken - {Decimal("0.5")} and product.may_split == "halves":
                yield Finding("warn", Message("checker.quartered", product=name), soft=True)
            never = product.may_disperse == "none" and into not in compounded
            if into != DOSE and (product.release != "IR" or never):
                yield stop("disperse-forbidden", step=str(step.number), product=name)
        case Count(product=name, beads=beads, beads_per_capsule=there):
            product = shelf.stock(name).product
            if product.form != "capsule" or product.release == "IR":
                yield stop("no-beads", step=str(step.number), product=name)
            if beads >= read(f"{there} beads").number:
                yield stop("more-than-a-capsule", step=str(step.number), product=name)


def _crushing(step: Step, shelf: Shelf) -> Iterator[Finding]:
    """Powder of what must stay whole: only beads of a capsule may be weighed as they are."""
    names: list[str] = []
    match step.operation:
        case Weigh(product=name) if shelf.stock(name).product.form != "capsule":
            names = [name]
        case Mix(vessel=vessel, how="grind"):
            names = sorted(step.before.get(vessel, Vessel()).units)
    for name in names:
        if shelf.stock(name).product.release != "IR":
            yield stop("crush-forbidden", step=str(step.number), product=name)


def _never_broken(product: Product) -> bool:
    return product.release != "IR" or product.may_split == "none" or product.form in _WHOLE_FORMS


def _mixing(step: Step) -> Iterator[Finding]:
    match step.operation:
        case Draw(source=name) | Pour(source=name) | Divide(vessel=name):
            vessel = step.before.get(name)
            if vessel is not None and not vessel.mixed and _has_two(vessel):
                yield stop("not-mixed", step=str(step.number), vessel=name)


def _has_two(vessel: Vessel) -> bool:
    return len(vessel.units) + len(vessel.liquids) + len(vessel.diluents) > 1


def _blending(step: Step, shelf: Shelf, where: Circumstances) -> Iterator[Finding]:
    """Two products in one vessel: licensed liquids of one kind, by a pharmacist (P 4, 42)."""
    match step.operation:
        case Draw(source=name, into=into) | Drip(source=name, into=into):
            there = step.before.get(into, Vessel()).liquids - {name}
            if into == DOSE or not there or not shelf.is_product(name):
                return
            if where.role == "patient":
                yield stop("mixed-at-home", step=str(step.number), vessel=into)
            products = [shelf.stock(one).product for one in sorted({name, *there})]
            for one in products:
                named = one.diluents or one.must_dilute or one.dilution == "none"
                known = one.supply == "licensed" and one.counts_as is not None
                alike = (one.liquid, one.release) == (products[0].liquid, products[0].release)
                if named or not (known and alike):
                    yield stop("mixed-forbidden", step=str(step.number), product=one.id)


def _diluting(step: Step, shelf: Shelf, where: Circumstances) -> Iterator[Finding]:
    match step.operation:
        case MakeUp(vessel=name, liquid=liquid) | Add(into=name, what=liquid):
            vessel = step.before.get(name)
            if vessel is None or _is_powder(step.operation):
                return
            for product in _products(vessel, shelf):
                if not any(one.vehicle == liquid for one in _published(product, shelf)):
                    yield from _diluent(product, liquid, where)
            if vessel.units and liquid == "sparkling water":
                yield stop("sparkling", step=str(step.number))


def _is_powder(operation: Operation) -> bool:
    return isinstance(operation, Add) and operation.mass is not None and operation.what == POWDER


def _published(product: Product, shelf: Shelf) -> tuple[Stability, ...]:
    return () if product.is_liquid else shelf.catalogue.drug(product.drug).stability


def _diluent(product: Product, liquid: str, where: Circumstances) -> Iterator[Finding]:
    if product.is_liquid and product.dilution == "none":
        yield stop("dilution-forbidden", product=product.id)
    if product.diluents and liquid not in product.diluents:
        yield stop("wrong-diluent", product=product.id, liquid=liquid)
    if product.diluents or not product.is_liquid:
        return
    if liquid != "water" or where.role == "patient":
        yield stop("no-diluent-stated", product=product.id, liquid=liquid)


def _neat(step: Step, shelf: Shelf) -> Iterator[Finding]:
    """A liquid that must be diluted goes straight to the mouth."""
    match step.operation:
        case Draw(source=name, into=into) | Drip(source=name, into=into):
            neat = into == DOSE and shelf.is_product(name)
            if neat and shelf.stock(name).product.must_dilute:
                yield stop("must-be-diluted", step=str(step.number), product=name)


def _dissolving(course: Course, shelf: Shelf) -> Iterator[Finding]:
    """A solution that is made stronger than water dissolves the drug."""
    for name, vessel in course.fullest.items():
        changed = vessel.diluents or len(vessel.liquids) > 1
        for product in _products(vessel, shelf) if changed and vessel.volume else ():
            known = shelf.catalogue.drug(product.drug).solubility
            if known is None or product.liquid not in ("solution", "cosolvent"):
                continue
            with carefully():
                made = vessel.physical / vessel.volume
            if made > read(canonical(known.water), "mg/mL").number:
                yield stop("above-solubility", vessel=name, product=product.id)


def _parting(
    step: Step, shelf: Shelf, where: Circumstances, compounded: set[str]
) -> Iterator[Finding]:
    """A part of a diluted liquid or of a dispersed tablet is taken."""
    match step.operation:
        case Draw(source=name) | Divide(vessel=name):
            vessel = step.before.get(name)
            if vessel is None or name in compounded or _is_dry(vessel):
                return
            for product in _products(vessel, shelf):
                if product.id in vessel.units:
                    yield from _aliquot(product, step, where)
                elif product.dilution == "drink-whole" and where.role == "patient":
                    yield stop("part-of-a-drink", step=str(step.number), product=product.id)


def _is_dry(vessel: Vessel) -> bool:
    """Whether it is powder with its diluent, as capsules are filled from."""
    return not vessel.volume and POWDER in vessel.diluents


def _aliquot(product: Product, step: Step, where: Circumstances) -> Iterator[Finding]:
    if product.form == "dispersible-tablet" and product.may_disperse == "aliquot":
        return
    facts = {"step": str(step.number), "product": product.id}
    if where.role == "patient":
        yield stop("aliquot-for-patient", **facts)
    if where.error_known:
        yield stop("aliquot-error-claimed", **facts)
    if where.recommended:
        yield stop("aliquot-recommended", **facts)


def _keeping(
    step: Step, shelf: Shelf, where: Circumstances, compounded: set[str]
) -> Iterator[Finding]:
    match step.operation:
        case Keep(vessel=name):
            vessel = step.before.get(name)
            if vessel is None:
                return
            never = {"none", "drink-whole", "aliquot-at-once"}
            made = name in compounded or _is_dry(vessel)
            for product in _products(vessel, shelf):
                if not made and (product.dilution in never or product.id in vessel.units):
                    yield stop("kept-forbidden", step=str(step.number), product=product.id)
            if where.role == "patient":
                yield stop("kept-by-patient", step=str(step.number))
        case Discard(vessel=name) if name == DOSE:
            yield stop("dose-discarded", step=str(step.number))


def _products(vessel: Vessel, shelf: Shelf) -> list[Product]:
    return [shelf.stock(name).product for name in sorted(vessel.units | vessel.liquids)]


def _made_up(course: Course) -> set[str]:
    made = {step.operation.vessel for step in course.steps if isinstance(step.operation, MakeUp)}
    added = {step.operation.into for step in course.steps if isinstance(step.operation, Add)}
    return made | added
