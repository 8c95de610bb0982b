"""Container labels: what is in it, how much to take in mL, and what never to do with it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.answers.operations import (
    Add,
    Count,
    Discard,
    Divide,
    Draw,
    Drip,
    MakeUp,
    Pour,
    Take,
    Weigh,
)
from taperlab.messages import Message
from taperlab.methods.strip import POUCHES
from taperlab.quantities import Count as Pieces
from taperlab.sheets.content import Label, Particulars
from taperlab.sheets.course import DOSE, Course, touches
from taperlab.sheets.frame import draft, framed
from taperlab.sheets.names import decimal, last_day, pieces_of, product_name, vessel_name
from taperlab.sheets.sentences import sentence
from taperlab.sheets.unit_sentences import mean_note, unit_mass_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.document import Answer, Preparation, Vessel
    from taperlab.answers.operations import Operation
    from taperlab.catalogue import Catalogue
    from taperlab.sheets.content import Sheet

__all__ = ["label_sheet"]


def label_sheet(
    answer: Answer, preparation: Preparation, catalogue: Catalogue, people: Particulars
) -> Sheet:
    """Return a label for each container that the dose is taken from or made in, and for the waste.

    Without the patient and the supplier it is marked as no dispensing label (P 54).
    """
    course = Course(preparation, catalogue)
    labels = tuple(_labels(answer, course, people))
    drug = Message("sheets.label.product", product=catalogue.drug(answer.request.drug).name)
    return framed("labels", answer, drug, labels, people)


def _labels(answer: Answer, course: Course, people: Particulars) -> Iterator[Label]:
    for index, op in enumerate(course.operations):
        if getattr(op, "into", "") == DOSE:
            source = _taken_from(op)
            after = [*_manner(op, course), *_also(index, course), *_fate(source, course)]
            after += [*_keep(source, course), *_precautions(answer, people)]
            contents = [*_marked(source), _contents(source, answer, course)]
            contents += [*_batch(op, answer), *_pouches(op, course)]
            yield _label(answer, people, contents, _direction(op, course), after)
    for vessel in course.preparation.vessels:
        if _is_intermediate(vessel, course):
            direction, nobody = Message("sheets.label.intermediate"), Particulars()
            after = [*_keep(vessel, course), *_precautions(answer, nobody)]
            contents = [*_marked(vessel), _contents(vessel, answer, course)]
            yield _label(answer, nobody, contents, direction, after)  # it is never handed out
    if any(isinstance(op, Discard) for op in course.operations):
        children = Message("sheets.children")
        yield Label((), Message("sheets.label.waste"), (children,), _reference(answer))


def _label(
    answer: Answer,
    people: Particulars,
    before: list[Message],
    direction: Message,
    after: list[Message],
) -> Label:
    if people.patient:
        before.insert(0, Message("sheets.label.patient", name=people.patient))
    if not (people.patient and people.supplier):
        before.insert(0, Message("sheets.label.not-dispensing"))
    marked = draft(answer)
    return Label(
        (*([marked] if marked else []), *before), direction, tuple(after), _reference(answer)
    )


def _reference(answer: Answer) -> Message:
    return Message("sheets.label.ref", answer=answer.hash, market=answer.request.market)


def _batch(op: Operation, answer: Answer) -> Iterator[Message]:
    """Name the batch that was counted or weighed: it holds for no other (P 37)."""
    request = answer.request
    counted = {one.product: one.batch for one in request.beads}
    weighed = {one.product: one.batch for one in request.weighed}
    match op:
        case Count(product=product):
            yield Message("sheets.label.batch", text=counted[product])
        case Weigh(product=product):
            yield Message("sheets.label.batch", text=weighed[product])
        case _:
            pass


def _pouches(op: Operation, course: Course) -> Iterator[Message]:
    """Say how many units of a product each pouch of a strip holds (P 65).

    One label a product, not one a pouch: whoever fills pouches prints on each its own contents
    and its day; these labels are for the roll.
    """
    if not isinstance(op, Take) or course.preparation.method != "strip":
        return
    pieces = tuple(map(Fraction, op.pieces)) * course.preparation.doses_per_day
    units = pieces_of(course.product(op.product), pieces)
    yield Message("sheets.label.pouches", n=POUCHES, pieces=units)


def _taken_from(op: Operation) -> str:
    match op:
        case Draw(source=source) | Drip(source=source) | Pour(source=source):
            return source
        case Take(product=product) | Count(product=product) | Weigh(product=product):
            return product
        case Divide(vessel=vessel):
            return vessel
        case _:
            raise ValueError(f"nothing is taken by {op}")


def _direction(op: Operation, course: Course) -> Message:
    """Say what to take, in mL or pieces only (P 53), and how often."""
    fields, often = sentence(op, course).fields, course.preparation.doses_per_day
    match op:
        case Draw():
            key = "sheets.label.draw"
        case Drip():
            key = "sheets.label.drops"
        case Take():
            key = "sheets.label.pieces"
        case Divide():
            key, fields = "sheets.label.pieces", {"pieces": Pieces(1, "capsule")}
        case Count(leave=leave):
            key = f"sheets.label.beads{'-rest' if leave else ''}"
        case Weigh():
            key = "powder" if _is_powder(op, course) else "weighed-beads"
            return Message(f"sheets.label.{key}", **fields)
        case _:
            return Message("sheets.label.drink-all")
    return Message(key if often == 1 else f"{key}-times", **fields | {"n": often})


def _manner(op: Operation, course: Course) -> Iterator[Message]:
    if isinstance(op, Draw) and course.is_kept(op.source):
        yield Message("sheets.label.shake")
    fields, often = sentence(op, course).fields, course.preparation.doses_per_day
    match op:
        case Draw(fills=1):
            yield Message("sheets.label.with", **fields)
        case Draw():
            yield Message("sheets.label.with-fills", **fields)
        case Pour() | Weigh():
            if isinstance(op, Weigh):
                if not _is_powder(op, course):
                    yield Message("sheets.label.whole")
                yield unit_mass_note(op, "sheets.label.unit-mass")
            yield Message("sheets.label.once" if often == 1 else "sheets.label.times", n=often)
        case Count():
            yield mean_note(op, "sheets.label.beads-mean")
            yield Message("sheets.label.whole")
        case _ if course.preparation.method != "strip":  # the label of a roll has no room
            yield Message("sheets.label.mouth")
        case _:
            pass


def _is_powder(op: Weigh, course: Course) -> bool:
    return course.product(op.product).release == "IR"


def _contents(source: str, answer: Answer, course: Course) -> Message:
    if course.is_product(source):
        return Message("sheets.label.product", product=product_name(course.product(source)))
    drug = course.catalogue.drug(answer.request.drug)
    if course.fate(source) == "divided":
        parts = course.holds_doses(source)
        held = decimal(course.preparation.delivered * parts)
        return Message("sheets.label.capsules", drug=drug.name, held=held, n=int(parts))
    vessel = course.preparation.vessels[source]
    finite = decimal(vessel.concentration) == vessel.concentration
    strength = finite and course.fate(source) == "drawn"
    differ = vessel.concentration != vessel.physical_concentration
    liquid = _liquid(source, course)
    if liquid is None:  # two strengths without a diluent
        key = f"sheets.label.contents-mixed{'-counts' if differ else ''}"
        return Message(key, drug=drug.name, **_strength(vessel))
    key = f"sheets.label.contents{'' if strength else '-held'}{'-counts' if differ else ''}"
    figures = _strength(vessel) if strength else _content(vessel)
    return Message(key, drug=drug.name, liquid=liquid, **figures)


def _strength(vessel: Vessel) -> dict[str, object]:
    return {
        "concentration": decimal(vessel.concentration),
        "physical": decimal(vessel.physical_concentration),
    }


def _content(vessel: Vessel) -> dict[str, object]:
    """Say how much drug is in how much liquid: all that needs no division."""
    physical = vessel.holds * (vessel.physical_concentration / vessel.concentration)
    return {
        "held": decimal(vessel.holds),
        "total": vessel.made_up_to,
        "physical": decimal(physical),
    }


def _liquid(vessel: str, course: Course) -> str | None:
    filled = [op for op in course.operations if touches(op) == vessel]
    made_up = [op.liquid for op in filled if isinstance(op, MakeUp)]
    added = [op.what for op in filled if isinstance(op, Add)]
    diluents = made_up or added
    return diluents[-1] if diluents else None


def _also(index: int, course: Course) -> Iterator[Message]:
    if not course.is_whole_dose(index):
        yield Message("sheets.label.also")


def _fate(source: str, course: Course) -> Iterator[Message]:
    if course.is_product(source) or course.fate(source) != "drawn":
        return
    kept = course.is_kept(source)
    doses, name = course.holds_doses(source), vessel_name("bottle" if kept else source)
    if doses <= 1:
        yield Message("sheets.label.do-not-drink-one", vessel=name)
    elif doses < 2:
        yield Message("sheets.label.do-not-drink-more", vessel=name)
    else:
        yield Message("sheets.label.do-not-drink", vessel=name, n=int(doses))


def _is_intermediate(vessel: str, course: Course) -> bool:
    taken = [op for op in course.operations if isinstance(op, Draw | Pour) and op.source == vessel]
    return all(op.into != DOSE for op in taken)


def _marked(vessel: str) -> Iterator[Message]:
    """Name an intermediate dilution as the worksheet does."""
    kind, _, number = vessel.partition(" ")
    if kind == "dilution":
        yield Message("sheets.label.marked", n=int(number))


def _keep(source: str, course: Course) -> Iterator[Message]:
    if course.is_product(source):
        return
    keep = course.preparation.keep
    if keep == "at once":
        yield Message("sheets.label.at-once")
    else:
        yield Message("sheets.label.until", until=last_day(keep))


def _precautions(answer: Answer, people: Particulars) -> Iterator[Message]:
    yield Message("sheets.children")
    date = answer.request.date
    if people.supplier:
        yield Message("sheets.label.supplier", text=people.supplier, date=date)
    else:
        yield Message("sheets.label.supplied", date=date)
