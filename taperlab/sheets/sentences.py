"""One sentence an operation: which template it is, and what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.answers.operations import Add, Discard, Draw, Drip, Keep, MakeUp, Mix, Pour, Take
from taperlab.messages import Message, NotMakeableError
from taperlab.quantities import Count, Quantity
from taperlab.sheets.course import DOSE
from taperlab.sheets.names import (
    decimal,
    device_name,
    last_day,
    pieces_of,
    product_name,
    vessel_name,
)
from taperlab.sheets.unit_sentences import unit_stem

if TYPE_CHECKING:
    from taperlab.answers.operations import Operation
    from taperlab.sheets.course import Course

__all__ = ["Sentence", "sentence", "strength_note"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The stem of a template's key, and its values; whoever is addressed puts the rest in front."""

    stem: str
    fields: dict[str, object]

    def said_as(self, voice: str) -> Message:
        """Return the message for a reader: ``op`` the patient, ``pro`` the professional."""
        return Message(f"sheets.{voice}.{self.stem}", **self.fields)


def sentence(op: Operation, course: Course) -> Sentence:
    """Put an operation into words.

    Raises:
        NotMakeableError: if there is no sentence for it.
    """
    unit = unit_stem(op, course)
    match op:
        case _ if unit is not None:
            stem, fields = unit
            return Sentence(stem, _named(op, course) | fields)
        case Draw():
            return _draw(op, course)
        case Drip(source=source, drops=drops, into=into):
            fields = _product(source, course) | {"drops": Count(drops, "drop")}
            return _into(f"drip-{_place(into)}", into, fields)
        case Take(product=product, pieces=pieces, into=into):
            units = pieces_of(course.product(product), tuple(map(Fraction, pieces)))
            return _into(
                f"take-{_place(into)}", into, _product(product, course) | {"pieces": units}
            )
        case _:
            return _within_vessel(op, course)


def strength_note(source: str, course: Course) -> Message:
    """Say how strong the liquid is, on the label's scale too where that differs."""
    strength = course.strength(source)
    physical, counted = decimal(strength.physical), strength.counted and decimal(strength.counted)
    if counted is None or counted == physical:
        return Message("sheets.note.strength", concentration=physical)
    if not course.is_product(source):
        return Message("sheets.note.strength", concentration=counted)
    return Message("sheets.note.strength-counts", physical=physical, concentration=counted)


def _within_vessel(op: Operation, course: Course) -> Sentence:
    match op:
        case MakeUp(vessel=vessel, liquid=liquid, to=total, device=device):
            measured = _device(device, course)
            fields = {"vessel": vessel_name(vessel), "liquid": liquid, "total": total} | measured
            return Sentence("make-up", fields)
        case Add(what=what, into=into, device=device):
            fields = {"liquid": what, "vessel": vessel_name(into)} | _device(device, course)
            return _filled("add", op, fields)
        case Mix(vessel=vessel, how=how):
            return Sentence(f"mix-{how}", {"vessel": vessel_name(vessel)})
        case Pour(source=source, into=into):
            return _into(f"pour-{_place(into)}", into, {"source": vessel_name(source)})
        case Keep(vessel=vessel, until=until, where=where):
            last = last_day(until)
            stem = "keep-capsules" if course.fate(vessel) == "divided" else "keep"
            return Sentence(stem, {"vessel": vessel_name(vessel), "until": last, "where": where})
        case Discard(vessel=vessel):
            return Sentence("discard", {"vessel": vessel_name(vessel)})
        case _:
            raise NotMakeableError(Message("sheets.no-sentence", op=type(op).__name__.lower()))


def _draw(op: Draw, course: Course) -> Sentence:
    fields = _device(op.device, course)
    mouth = "-to-mouth" if op.into == DOSE else ""
    if course.is_product(op.source):
        fields |= _product(op.source, course)
        stem = f"draw{mouth}-from-product"
    else:
        fields["source"] = vessel_name(op.source)
        stem = f"draw{mouth}-from-vessel"
    if op.into != DOSE:
        fields["vessel"] = vessel_name(op.into)
    return _filled(stem, op, fields)


def _filled(stem: str, op: Draw | Add, fields: dict[str, object]) -> Sentence:
    amount: Quantity | None = op.volume
    if amount is None:
        raise ValueError(f"nothing is measured by {op}")
    if op.fills == 1:
        return Sentence(stem, fields | {"volume": amount})
    fills = {"volume": amount, "n": op.fills, "fill": amount / op.fills}
    return Sentence(f"{stem}-fills", fields | fills)


def _place(into: str) -> str:
    return "to-mouth" if into == DOSE else "into-vessel"


def _into(stem: str, into: str, fields: dict[str, object]) -> Sentence:
    vessel = {} if into == DOSE else {"vessel": vessel_name(into)}
    return Sentence(stem, fields | vessel)


def _named(op: Operation, course: Course) -> dict[str, object]:
    """Name the product, the device and the vessel of an operation that has them."""
    product, device = getattr(op, "product", None), getattr(op, "device", None)
    vessel = getattr(op, "vessel", getattr(op, "into", DOSE))
    return {
        **(_product(product, course) if product else {}),
        **(_device(device, course) if device else {}),
        **({} if vessel == DOSE else {"vessel": vessel_name(vessel)}),
    }


def _product(product_id: str, course: Course) -> dict[str, object]:
    return {"product": product_name(course.product(product_id)), "id": product_id}


def _device(device_id: str, course: Course) -> dict[str, object]:
    device = course.device(device_id)
    if device is None:
        return {"device_id": device_id}
    return {"device": device_name(device), "device_id": device_id}
