"""The patient's steps: each operation with what comes before it, its notes and its picture."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.answers.operations import Add, Count, Divide, Draw, Drip, MakeUp, Pour, Take, Weigh
from taperlab.messages import Message, NotMakeableError
from taperlab.quantities import Count as Amount
from taperlab.quantities import Mass, Volume
from taperlab.sheets.content import Instruction, Picture
from taperlab.sheets.course import DOSE, touches
from taperlab.sheets.illustrations import Pieces
from taperlab.sheets.names import decimal, device_name, vessel_name
from taperlab.sheets.needs import drinks, from_dropper
from taperlab.sheets.pictured import picture_of
from taperlab.sheets.sentences import sentence, strength_note
from taperlab.sheets.unit_sentences import mean_note, tens_note
from taperlab.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.operations import Operation
    from taperlab.sheets.course import Course

__all__ = ["fate_note", "steps", "touch_note"]

_HANGING_DROP_MATTERS = Volume.of("0.2")
_MELTS = frozenset({"orodispersible-tablet", "oral-lyophilisate"})


def steps(course: Course, language: str) -> tuple[Instruction, ...]:
    """Return one numbered instruction an operation."""
    return tuple(
        Instruction(
            number=index + 1,
            message=_patient_sentence(op, course),
            before=tuple(_before(op, course)),
            notes=tuple(_notes(index, course, language)),
            fate=fate_note(index, course),
            picture=_one_capsule() if isinstance(op, Divide) else picture_of(op, course),
        )
        for index, op in enumerate(course.operations)
    )


def fate_note(index: int, course: Course) -> Message | None:
    """Say of a vessel that is ready whether it is to be drunk: never neither (P 79)."""
    vessel = course.is_ready(index)
    fate = course.fate(vessel) if vessel else None
    if vessel is None or fate is None:
        return None
    name = vessel_name(vessel)
    if fate == "drunk":
        return Message("sheets.drink-all", vessel=name)
    doses = course.holds_doses(vessel)
    if fate == "divided":
        return Message("sheets.do-not-swallow", vessel=name, n=int(doses))
    if doses <= 1:
        return Message("sheets.do-not-drink-one", vessel=name)
    if doses < 2:
        return Message("sheets.do-not-drink-more", vessel=name)
    return Message("sheets.do-not-drink-bottle", vessel=name, n=int(doses))


def touch_note(op: Draw | Add) -> Message | None:
    """Ask to touch the tip where a hanging drop would be a good part of what is measured."""
    if op.volume is None or op.volume / op.fills >= _HANGING_DROP_MATTERS:
        return None
    if op.into == DOSE:
        return Message("sheets.note.touch-mouth")
    return Message("sheets.note.touch-vessel", vessel=vessel_name(op.into))


def _one_capsule() -> Picture:
    """Show a patient the one capsule to take, not the batch."""
    one = Fraction(1)
    alt = Message("sheets.alt.pieces", pieces=Amount(one, "capsule"))
    return Picture(Pieces("capsule", (one,)), alt)


def _patient_sentence(op: Operation, course: Course) -> Message:
    said = sentence(op, course)
    match op:
        case Drip(source=source, into=into) if into == DOSE:
            drink = drinks(course.product(source))
            key = "sheets.op.drip-in-drink" if drink else "sheets.op.drip-on-spoon"
            return Message(key, liquid=drink, **said.fields)
        case Take(product=product, into=into) if into == DOSE:
            if course.preparation.method == "strip":
                return Message("sheets.op.take-pouch", **said.fields)
            if course.product(product).form in _MELTS:
                return Message("sheets.op.take-melt", **said.fields)
        case Divide():
            return Message("sheets.op.swallow-capsule")
        case Weigh() | Add(mass=Mass()):
            raise NotMakeableError(Message("sheets.no-sentence", op="weigh"))
        case Pour(source=source, into=into) if into == DOSE:
            return Message("sheets.op.pour-drink-all", vessel=vessel_name(source))
        case _:
            pass
    return said.said_as("op")


def _before(op: Operation, course: Course) -> Iterator[Message]:
    match op:
        case Draw(source=source) if course.is_product(source):
            product = course.product(source)
            if product.liquid == "suspension" or "shake-well" in product.cautions:
                yield Message("sheets.note.shake-first")
            if from_dropper(op, course):
                yield Message("sheets.note.drip-first")
        case Take(pieces=pieces):
            parts = {Fraction(piece).denominator for piece in pieces}
            if 2 in parts:
                yield Message("sheets.note.cut-half")
            if 4 in parts:
                yield Message("sheets.note.cut-quarter")
        case Drip():
            yield Message("sheets.note.drops")
        case _:
            pass


def _notes(index: int, course: Course, language: str) -> Iterator[Message]:
    op = course.operations[index]
    match op:
        case Draw():
            yield from _draw_notes(op, index, course, language)
        case Add():
            yield from _measured(op, course)
            if course.fate(op.into) == "drunk":
                return
            total = course.preparation.vessels[op.into].made_up_to
            yield Message("sheets.note.total", total=total, vessel=vessel_name(op.into))
        case MakeUp():
            yield from _make_up_notes(op, index, course)
        case Pour(source=source, into=into) if into == DOSE:
            yield from _drink_notes(source, course)
        case Count():
            yield from tens_note(op)
            yield mean_note(op, "sheets.note.beads-mean")
            yield Message(f"sheets.note.beads-{'aside' if op.leave else 'left'}")
        case _:
            pass


def _draw_notes(op: Draw, index: int, course: Course, language: str) -> Iterator[Message]:
    yield strength_note(op.source, course)
    if op.into == DOSE and course.is_whole_dose(index):
        dose = Wording(language).both_scales(decimal(course.preparation.delivered))
        yield Message("sheets.note.your-dose", dose=dose)
    yield from _measured(op, course)


def _measured(op: Draw | Add, course: Course) -> Iterator[Message]:
    device = course.device(op.device)
    if device is not None and device.tip in ("enfit", "enfit-ldt"):
        yield Message("sheets.note.enfit-moat")
    touch = touch_note(op)
    if touch:
        yield touch


def _make_up_notes(op: MakeUp, index: int, course: Course) -> Iterator[Message]:
    device = course.device(op.device)
    if device is None:
        yield Message("sheets.note.roughly")
        return
    yield Message("sheets.note.measure-with", device=device_name(device))
    about = decimal(course.diluent(index, op.vessel, op.to))
    if about != op.to:
        yield Message("sheets.note.about", about=about, liquid=op.liquid)


def _drink_notes(source: str, course: Course) -> Iterator[Message]:
    filled = [op for op in course.operations if touches(op) == source]
    liquids = [op.liquid for op in filled if isinstance(op, MakeUp)]
    if liquids and any(isinstance(op, Take) for op in filled):
        fields = {"liquid": liquids[-1], "vessel": vessel_name(source)}
        yield Message("sheets.note.rinse-glass", **fields)
    if any(isinstance(op, Draw) for op in filled):
        yield Message("sheets.note.no-draw-back")
