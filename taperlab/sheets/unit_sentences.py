"""The sentences of opened capsules, weighed powder and filled capsules, and their notes."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.answers.operations import Add, Count, Divide, Weigh
from taperlab.messages import Message, NotMakeableError
from taperlab.quantities import Count as Pieces
from taperlab.quantities import Mass
from taperlab.quantities.formats import is_finite
from taperlab.sheets.course import DOSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.operations import Operation
    from taperlab.sheets.course import Course

__all__ = ["beads", "mean_note", "tens_note", "unit_mass_note", "unit_stem"]

_TEN = 10


def unit_stem(op: Operation, course: Course) -> tuple[str, dict[str, object]] | None:
    """Return the stem of a template and the values that are an operation's own, if it is here.

    Raises:
        NotMakeableError: if what is counted, weighed or divided does not go to the mouth.
    """
    match op:
        case Count(leave=leave):
            _to_mouth(op, "count")
            return f"count-{'leave-' if leave else ''}to-mouth", {"beads": beads(op)}
        case Weigh(product=product, powder=powder):
            _to_mouth(op, "weigh")
            whole = "" if course.product(product).release == "IR" else "beads-"
            return f"weigh-{whole}to-mouth", {"powder": powder}
        case Divide(parts=parts):
            _to_mouth(op, "divide")
            return "divide-to-mouth", {"n": parts}
        case Add(what=what, mass=Mass() as mass):
            return "add-mass", {"liquid": what, "mass": mass}
        case _:
            return None


def beads(op: Count) -> Pieces:
    """Return how many beads are counted out."""
    return Pieces(op.beads, "bead")


def mean_note(op: Count, key: str) -> Message:
    """Say which capsules a count holds for: their mean in digits, or so many beads in so many."""
    mean = Fraction(op.beads_per_capsule)
    if is_finite(mean):
        return Message(key, mean=mean)
    return Message(f"{key}-of", mean=mean.numerator, n=mean.denominator)


def unit_mass_note(op: Weigh, key: str) -> Message:
    """Say what one whole unit weighs: in digits, or so many units together."""
    mass = op.unit_mass
    if is_finite(mass.amount):
        return Message(key, mass=mass)
    return Message(f"{key}-of", mass=Mass(mass.amount.numerator), n=mass.amount.denominator)


def tens_note(op: Count) -> Iterator[Message]:
    """Say how many tens the beads are, as they are laid out in the picture."""
    tens, rest = divmod(op.beads, _TEN)
    if tens == 1:
        yield Message("sheets.note.ten", rest=rest) if rest else Message("sheets.note.ten-even")
    elif tens and rest:
        yield Message("sheets.note.tens", n=tens, rest=rest)
    elif tens:
        yield Message("sheets.note.tens-even", n=tens)


def _to_mouth(op: Count | Weigh | Divide, name: str) -> None:
    if op.into != DOSE:
        raise NotMakeableError(Message("sheets.no-sentence", op=name))
