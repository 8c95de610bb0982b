"""What a patient must have at hand before the first step, and the marks to check on it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.answers.operations import Add, Count, Discard, Draw, Drip, MakeUp, Mix, Take
from taperlab.messages import Message
from taperlab.sheets.course import DOSE, touches
from taperlab.sheets.names import (
    HOUSEHOLD,
    device_kind,
    device_name,
    product_name,
    vessel_kind,
    vessel_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.document import Answer
    from taperlab.answers.operations import Operation
    from taperlab.catalogue.types import Device, Product
    from taperlab.sheets.course import Course

__all__ = ["check_marks", "devices", "drinks", "from_dropper", "needed"]


def needed(course: Course) -> Iterator[Message]:
    """Name products, devices, vessels and liquids, each once, in the order of their use."""
    strip = course.preparation.method == "strip"
    if strip:
        yield Message("sheets.need.strip")
    for product in course.preparation.products:
        name = product_name(course.product(product))
        yield Message(f"sheets.need.{'in-pouch' if strip else 'product'}", product=name)
    for device in devices(course):
        yield Message("sheets.need.device", device=device_name(device))
    for vessel in _vessels(course):
        yield Message("sheets.need.vessel", vessel=vessel_name(vessel))
    for liquid in dict.fromkeys(_liquids(course)):
        yield Message("sheets.need.liquid", liquid=liquid)
    yield from _sundries(course)


def devices(course: Course) -> tuple[Device, ...]:
    """Return what measures, each kind once, in the order of its use."""
    ids = (getattr(op, "device", HOUSEHOLD) for op in course.operations)
    kinds = dict.fromkeys(device_kind(one) for one in ids if one != HOUSEHOLD)
    return tuple(course.catalogue.device(kind) for kind in kinds)


def check_marks(answer: Answer, course: Course) -> Iterator[Message]:
    """Ask for the marks of each syringe that nobody has confirmed against the one in hand."""
    confirmed = {device_kind(one) for one in answer.request.confirmed_devices}
    syringes = [one for one in devices(course) if one.kind == "oral-syringe"]
    for device in syringes:
        if device.id not in confirmed:
            fields = {"device": device_name(device), "graduation": device.graduation}
            yield Message("sheets.need.check-marks", **fields)
    if syringes:
        yield Message("sheets.need.same-device")


def from_dropper(op: Operation, course: Course) -> bool:
    """Whether a syringe is to be filled from a bottle that only drips."""
    match op:
        case Draw(source=source) if course.is_product(source):
            return course.product(source).closure == "dropper"
        case _:
            return False


def drinks(product: Product) -> str | None:
    """Return what a product's drops may be stirred into, by its own text."""
    return product.diluents[0] if product.diluents else None


def _vessels(course: Course) -> Iterator[str]:
    filling = (op for op in course.operations if not isinstance(op, Mix))
    touched = dict.fromkeys(map(touches, filling))
    for vessel in touched:
        measures = (
            vessel and vessel_kind(vessel) in ("cylinder", "flask") if vessel != DOSE else True
        )
        if vessel and not measures:
            yield vessel
    if any(_drink_of(op, course) for op in course.operations):
        yield "glass"


def _liquids(course: Course) -> Iterator[str]:
    for op in course.operations:
        match op:
            case MakeUp(liquid=liquid) | Add(what=liquid):
                yield liquid
            case _:
                drink = _drink_of(op, course)
                if drink:
                    yield drink


def _drink_of(op: Operation, course: Course) -> str | None:
    match op:
        case Drip(source=source, into=into) if into == DOSE:
            return drinks(course.product(source))
        case _:
            return None


def _sundries(course: Course) -> Iterator[Message]:
    operations = course.operations
    drip = [op for op in operations if isinstance(op, Drip) and op.into == DOSE]
    dropper = any(from_dropper(op, course) for op in operations)
    if any(_drink_of(op, course) is None for op in drip):
        yield Message("sheets.need.spoon")
    if any(isinstance(op, Take) and _is_cut(op) for op in operations):
        yield Message("sheets.need.cutter")
    if dropper:
        yield Message("sheets.need.dry-cup")
    counted = any(isinstance(op, Count) for op in operations)
    if counted:
        yield Message("sheets.need.plate")
    if dropper or counted or any(isinstance(op, Discard) for op in operations):
        yield Message("sheets.need.waste")


def _is_cut(op: Take) -> bool:
    return any(Fraction(piece).denominator != 1 for piece in op.pieces)
