"""The professional's steps: ids and both concentrations, the same operations and pictures."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.answers.operations import Add, Count, Divide, Draw, MakeUp, Take, Weigh
from taperlab.messages import Message
from taperlab.sheets.content import Instruction
from taperlab.sheets.names import decimal, vessel_name
from taperlab.sheets.needs import from_dropper
from taperlab.sheets.pictured import picture_of
from taperlab.sheets.sentences import sentence, strength_note
from taperlab.sheets.steps import fate_note, touch_note
from taperlab.sheets.unit_sentences import mean_note, tens_note, unit_mass_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.operations import Operation
    from taperlab.sheets.course import Course

__all__ = ["procedure"]


def procedure(course: Course) -> tuple[Instruction, ...]:
    """Return one numbered instruction an operation, for who knows the trade."""
    return tuple(
        Instruction(
            number=index + 1,
            message=_professional_sentence(op, course),
            notes=tuple(_notes(index, op, course)),
            fate=fate_note(index, course),
            picture=picture_of(op, course),
        )
        for index, op in enumerate(course.operations)
    )


def _professional_sentence(op: Operation, course: Course) -> Message:
    if isinstance(op, MakeUp) and course.device(op.device) is None:
        return Message("sheets.pro.make-up-roughly", **sentence(op, course).fields)
    return sentence(op, course).said_as("pro")


def _notes(index: int, op: Operation, course: Course) -> Iterator[Message]:
    match op:
        case Draw(source=source, into=into):
            if from_dropper(op, course):
                yield Message("sheets.pro.note-drip-first")
            yield strength_note(source, course)
            yield from _touch(op)
            if course.is_second_strength(index):
                yield _held(into, course)
        case Add(into=into) if op.volume is not None:
            yield from _touch(op)
            yield _held(into, course)
        case MakeUp(vessel=vessel, liquid=liquid, to=total):
            if course.is_compounded(vessel):
                yield Message("sheets.pro.note-to-volume")
            else:
                about = decimal(course.diluent(index, vessel, total))
                yield Message("sheets.pro.note-about", about=about, liquid=liquid)
            yield _held(vessel, course)
        case Take(pieces=pieces):
            parts = {Fraction(piece).denominator for piece in pieces}
            if 2 in parts:
                yield Message("sheets.pro.note-half")
            if 4 in parts:
                yield Message("sheets.pro.note-quarter")
        case _:
            yield from _unit_notes(op, course)


def _unit_notes(op: Operation, course: Course) -> Iterator[Message]:
    match op:
        case Count():
            yield from tens_note(op)
            yield mean_note(op, "sheets.note.beads-mean")
        case Weigh(product=product):
            powder = course.product(product).release == "IR"
            yield Message(f"sheets.pro.note-{'powder' if powder else 'beads-whole'}")
            yield unit_mass_note(op, "sheets.pro.note-unit-mass")
        case Divide():
            yield Message("sheets.pro.note-capsule", held=decimal(course.preparation.delivered))
        case _:
            pass


def _touch(op: Draw | Add) -> Iterator[Message]:
    touch = touch_note(op)
    if touch:
        yield touch


def _held(vessel: str, course: Course) -> Message:
    """Say what a vessel holds once it is made up, on both scales where they differ."""
    state = course.preparation.vessels[vessel]
    equal = state.concentration == state.physical_concentration
    return Message(
        "sheets.pro.vessel-equal" if equal else "sheets.pro.vessel",
        vessel=vessel_name(vessel),
        held=decimal(state.holds),
        total=state.made_up_to,
        concentration=decimal(state.concentration),
        physical=decimal(state.physical_concentration),
    )
