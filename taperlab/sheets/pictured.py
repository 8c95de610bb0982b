"""Which picture goes with an operation."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.answers.operations import (
    Add,
    Count,
    Divide,
    Draw,
    Drip,
    MakeUp,
    Mix,
    Pour,
    Take,
    Weigh,
)
from taperlab.messages import Message
from taperlab.quantities import Count as Amount
from taperlab.quantities import Mass, Volume
from taperlab.sheets.content import Picture
from taperlab.sheets.course import DOSE
from taperlab.sheets.illustrations import (
    Balance,
    Beads,
    Capsules,
    Drops,
    Pieces,
    Syringe,
    Vessel,
)
from taperlab.sheets.names import device_name, pieces_of, vessel_kind, vessel_name
from taperlab.sheets.unit_sentences import beads

if TYPE_CHECKING:
    from taperlab.answers.operations import Operation
    from taperlab.catalogue.types import Device
    from taperlab.sheets.course import Course
    from taperlab.sheets.illustrations import VesselKind

__all__ = ["picture_of"]


def picture_of(op: Operation, course: Course) -> Picture | None:
    """Return the picture of an operation, or None where words are enough."""
    match op:
        case (
            Draw(volume=Volume() as volume, device=device, fills=fills)
            | Add(volume=Volume() as volume, device=device, fills=fills)
        ):
            return _measure(volume / fills, fills, device, course)
        case MakeUp(to=total, device=device):
            return _measure(total, 1, device, course)
        case Pour(source=source, into=into) if into == DOSE:
            level = course.preparation.vessels[source].made_up_to
            alt = Message("sheets.alt.drink", vessel=vessel_name(source))
            return Picture(Vessel(vessel_kind(source), level), alt)
        case Take():
            return _pieces(op, course)
        case Drip(drops=drops):
            alt = Message("sheets.alt.drops", drops=Amount(drops, "drop"))
            return Picture(Drops(drops), alt)
        case _:
            return _picture_of_units(op, course)


def _picture_of_units(op: Operation, course: Course) -> Picture | None:
    match op:
        case Count(beads=count):
            alt = Message("sheets.alt.beads", beads=beads(op))
            return Picture(Beads(count), alt, Message("sheets.pic.beads"))
        case Weigh(powder=mass) | Add(mass=Mass() as mass):
            alt = Message("sheets.alt.balance", mass=mass)
            return Picture(Balance(mass), alt, Message("sheets.pic.balance"))
        case Divide(parts=parts):
            return Picture(Capsules(parts), Message("sheets.alt.capsules", n=parts))
        case Mix(how="grind", vessel=vessel):
            return Picture(Vessel(vessel_kind(vessel), Volume(1)), Message("sheets.alt.mortar"))
        case Mix(how="shake", vessel=vessel) if vessel in course.preparation.vessels:
            level = course.preparation.vessels[vessel].made_up_to
            alt = Message("sheets.alt.bottle", vessel=vessel_name(vessel))
            return Picture(Vessel(vessel_kind(vessel), level), alt)
        case _:
            return None


def _measure(fill: Volume, fills: int, device_id: str, course: Course) -> Picture | None:
    device = course.device(device_id)
    if device is None:
        return None
    match device.capacity, device.graduation:
        case Volume() as capacity, Volume() as graduation if device.kind == "oral-syringe":
            alt = Message(
                "sheets.alt.syringe", device=device_name(device), graduation=graduation, volume=fill
            )
            caption = Message("sheets.pic.syringe" if fills == 1 else "sheets.pic.syringe-fills")
            return Picture(Syringe(capacity, graduation, fill), alt, caption)
        case Volume(), Volume() | None:
            return _glassware(device, fill)
        case _:
            return None


def _glassware(device: Device, level: Volume) -> Picture | None:
    match device.capacity, device.graduation:
        case Volume() as capacity, Volume() | None as graduation:
            kind: VesselKind = "flask" if device.kind == "flask" else "cylinder"
            alt = Message("sheets.alt.vessel", vessel=device_name(device), total=level)
            shown = Vessel(kind, level, capacity, graduation)
            return Picture(shown, alt, Message("sheets.pic.vessel"))
        case _:
            return None


def _pieces(op: Take, course: Course) -> Picture:
    pieces = tuple(map(Fraction, op.pieces))
    units = pieces_of(course.product(op.product), pieces)
    cut = any(piece.denominator != 1 for piece in pieces)
    form = units[0].of_what
    shown = form if form in ("capsule", "sachet") else "tablet"
    alt = Message("sheets.alt.cut" if cut else "sheets.alt.pieces", pieces=units)
    return Picture(Pieces(shown, pieces), alt)
