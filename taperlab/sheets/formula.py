"""The master formula of a batch: what goes in, what the doses take, and what is left over."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.answers.operations import Add, Divide, Draw, MakeUp, Take
from taperlab.answers.resolve import decimal_mark
from taperlab.messages import Message
from taperlab.quantities import Mass, Proportion, Volume, parse
from taperlab.sheets.content import Fact, FillIn, Heading
from taperlab.sheets.course import DOSE
from taperlab.sheets.names import decimal, pieces_of, product_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.document import Answer
    from taperlab.answers.operations import Operation
    from taperlab.sheets.content import Block
    from taperlab.sheets.course import Course

__all__ = ["formula"]


def formula(answer: Answer, course: Course) -> Iterator[Block]:
    """List the quantities of what is made once and kept; nothing for what is made afresh.

    The overage is the one asked for, the rest is what the next plain total leaves (P 44, 47).
    """
    if course.preparation.keep == "at once":
        return
    yield Heading(Message("sheets.wk.formula"))
    for index, op in enumerate(course.operations):
        for text in _ingredient(index, op, course):
            yield Fact(text)
    doses = answer.request.days * course.preparation.doses_per_day
    for op in course.operations:
        match op:
            case Draw(source=source, into=into) if into == DOSE and course.is_kept(source):
                yield from (Fact(text) for text in _doses(answer, op, doses, course))
            case Divide(parts=parts):
                spare = Message("sheets.wk.formula-spare", n=doses, spare=parts - doses)
                yield Fact(spare)
            case _:
                pass
    yield from _to_fill_in(course)


def _ingredient(index: int, op: Operation, course: Course) -> Iterator[Message]:
    match op:
        case Take(product=product, pieces=pieces):
            parts = tuple(map(Fraction, pieces))
            yield _of_product(
                "units",
                product,
                course,
                sum(parts),
                pieces=pieces_of(course.product(product), parts),
            )
        case Draw(source=source, volume=volume) if course.is_product(source):
            yield _of_product("stock", source, course, volume.amount, volume=volume)
        case MakeUp(vessel=vessel, liquid=liquid, to=total) if course.is_compounded(vessel):
            yield Message("sheets.wk.formula-to-volume", liquid=liquid, total=total)
        case MakeUp(vessel=vessel, liquid=liquid, to=total):
            about = decimal(course.diluent(index, vessel, total))
            yield Message("sheets.wk.formula-liquid", liquid=liquid, about=about, total=total)
        case Add(what=what, mass=Mass() as mass):
            yield Message("sheets.wk.formula-powder", liquid=what, mass=mass)
        case Add(what=what, volume=Volume() as volume):
            yield Message("sheets.wk.formula-added", liquid=what, volume=volume)
        case Divide(parts=parts):
            held = decimal(course.preparation.delivered)
            yield Message("sheets.wk.formula-capsules", n=parts, held=held)
        case _:
            pass


def _of_product(
    what: str, product_id: str, course: Course, amount: Fraction | int, **fields: object
) -> Message:
    product = course.product(product_id)
    counted = product.counts_as or product.strength
    held = decimal(Mass(counted.amount * amount))
    name = {"product": product_name(product), "id": product_id, "held": held}
    return Message(f"sheets.wk.formula-{what}", **name, **fields)


def _doses(answer: Answer, op: Draw, doses: int, course: Course) -> Iterator[Message]:
    """Say what the doses take of a bottle, what is then left, and what the overage asks for."""
    taken = op.volume * doses
    left = course.preparation.vessels[op.source].made_up_to - taken
    key = "sheets.wk.formula-doses" if left.amount else "sheets.wk.formula-doses-all"
    yield Message(key, n=doses, volume=op.volume, total=taken, about=left)
    typed, mark = answer.request.overage, decimal_mark(answer.request.market)
    share = parse(typed, Proportion, decimal_mark=mark) if typed else Proportion.of(0)
    if not share.amount:
        yield Message("sheets.wk.formula-no-overage")
        return
    needed = decimal(taken * (1 + share.amount))
    yield Message("sheets.wk.formula-overage", overage=share, volume=needed)


def _to_fill_in(course: Course) -> Iterator[Block]:
    """Leave lines for what the catalogue does not know, or a formulation leaves open."""
    operations = course.operations
    if any(isinstance(op, Divide) for op in operations):
        yield FillIn((Message("sheets.wk.formula-ground"),))
        yield FillIn((Message("sheets.wk.formula-each"),))
    if any(isinstance(op, Take) for op in operations):
        if any(isinstance(op, MakeUp) for op in operations):
            yield FillIn((Message("sheets.wk.formula-vehicle"),))
        yield FillIn((Message("sheets.wk.formula-packs"),))
