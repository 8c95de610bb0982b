"""The worksheet's error budget: each source, how they add up, and the defaults they rest on."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.answers.operations import Draw, Drip, Take
from taperlab.messages import Message
from taperlab.sheets.content import Budget, Fact, Heading
from taperlab.sheets.names import HOUSEHOLD, tied, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.document import BudgetLine, Preparation
    from taperlab.answers.operations import Operation
    from taperlab.catalogue.error_model import ErrorModel, Figure
    from taperlab.catalogue.types import Product
    from taperlab.sheets.content import Block
    from taperlab.sheets.course import Course

__all__ = ["accuracy", "headline"]


def headline(preparation: Preparation) -> tuple[Message, Message]:
    """Return the error of handling, and the worst case."""
    return _error(preparation), _worst(preparation)


def accuracy(course: Course) -> Iterator[Block]:
    """Return budget, sums and defaults: root sum of squares, and the worst case."""
    preparation = course.preparation
    yield Heading(Message("sheets.wk.budget"))
    if preparation.dominated_by:
        yield Fact(Message("sheets.wk.budget-dominated", text=tied(preparation.dominated_by)))
    if preparation.budget:
        yield Budget(
            header=Message("sheets.wk.budget-columns"),
            rows=tuple(_row(line, course) for line in preparation.budget),
            sums=(
                Message("sheets.wk.budget-rss", standard=tied(preparation.standard_uncertainty)),
            ),
        )
    yield Heading(Message("sheets.wk.model"))
    for name, figure in dict(_defaults(course)).items():
        yield Fact(_default(name, figure))


def _row(line: BudgetLine, course: Course) -> Message:
    owner, colon, what = line.source.partition(": ")
    source = f"{_owner(owner, course)}{colon}{what}"
    return Message(
        "sheets.wk.budget-row" if line.handling else "sheets.wk.budget-content",
        source=tied(source),
        scope=Message(f"sheets.scope.{line.scope}"),
        standard=line.standard,
        worst=line.worst,
    )


def _owner(owner: str, course: Course) -> str:
    """Return the name of a device that a source belongs to; the second one keeps its number."""
    used = {getattr(op, "device", HOUSEHOLD) for op in course.operations}
    device = course.device(owner) if owner in used else None
    return owner if device is None else f"{device.name}{owner.removeprefix(device.id)}"


def _error(preparation: Preparation) -> Message:
    error, standard = trimmed(preparation.error), trimmed(preparation.standard_uncertainty)
    return Message("sheets.wk.error", error=tied(error), standard=tied(standard))


def _worst(preparation: Preparation) -> Message:
    if len(preparation.worst) != 2:
        return Message("sheets.wk.not-known")
    low, high = (tied(trimmed(one)) for one in preparation.worst)
    return Message("sheets.wk.worst", low=low, high=high)


def _default(name: str, figure: Figure) -> Message:
    return Message(
        "sheets.wk.default",
        what=Message(f"sheets.default.{name}"),
        value=figure.value or Message("sheets.not-known"),
        confidence=figure.provenance.confidence,
    )


def _defaults(course: Course) -> Iterator[tuple[str, Figure]]:
    model: ErrorModel = course.catalogue.error_model
    for product_id in course.preparation.products:
        product = course.product(product_id)
        figure = model.content(product.market, product.supply)
        yield f"content-{product.supply}", figure
    for op in course.operations:
        yield from _of_operation(op, course, model)


def _of_operation(op: Operation, course: Course, model: ErrorModel) -> Iterator[tuple[str, Figure]]:
    match op:
        case Draw():
            yield "reading", model.reading
        case Drip():
            yield "drop", model.drop
        case Take(product=product, pieces=pieces):
            yield "unit", model.unit
            parts = {Fraction(piece).denominator for piece in pieces}
            if 2 in parts:
                yield _half(course.product(product), model)
            if 4 in parts:
                yield "quarter", model.quarter
        case _:
            pass


def _half(product: Product, model: ErrorModel) -> tuple[str, Figure]:
    scored = product.may_split in ("halves", "quarters")
    return ("half-scored", model.half_scored) if scored else ("half-cut", model.half_cut)
