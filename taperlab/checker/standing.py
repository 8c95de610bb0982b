"""Where a preparation stands among the others, how often a day it is meant, how plain it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from taperlab.checker.figures import ZERO, carefully, plain, read
from taperlab.checker.findings import stop
from taperlab.checker.keeping import is_published
from taperlab.checker.operations import DOSE, Draw
from taperlab.checker.shelf import Mismatch
from taperlab.messages import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from taperlab.checker.bench import Course
    from taperlab.checker.documents import Answer, Preparation
    from taperlab.checker.shelf import Shelf
    from taperlab.messages import Finding

__all__ = ["false_plainness", "false_standing", "false_times", "strangers_at_hand"]

_PLAIN = {"1", "2", "2.5", "5", "1.5", "3", "4", "7.5"}
_POOR = "poor"


def false_standing(answer: Answer) -> Iterator[Finding]:
    """Yield a finding unless the recommended one is first, and each method has its one pick."""
    made = answer.preparations
    chosen = [number for number, one in enumerate(made) if one.recommended]
    wanted = [0] if any(one.rating != _POOR for one in made) else []
    if len(chosen) > 1:
        yield stop("two-recommended")
    elif chosen != wanted:
        yield stop("wrong-recommended")
    methods = {one.method for one in made}
    picks = [one.method for one in made if one.pick]
    if sorted(picks) != sorted(methods) or not all(made[at].pick for at in chosen):
        yield stop("wrong-picks")


def false_times(
    said: Preparation, asked: int, per: Literal["administration", "day"], shelf: Shelf
) -> Iterator[Finding]:
    """Yield a finding where a dose is meant more or less often a day than was asked.

    Where nothing was asked, a daily dose is divided as the text of its product says.
    """
    found = {asked}
    if asked == 1 and per == "day":
        found |= {shelf.stock(name).product.doses_per_day for name in said.products}
    if said.doses_per_day not in found:
        expected = " / ".join(map(str, sorted(found)))
        yield stop("wrong-times", said=str(said.doses_per_day), found=expected)


def strangers_at_hand(
    devices: Sequence[str], products: Sequence[str] | None, shelf: Shelf
) -> Iterator[Finding]:
    """Yield a finding for each device or product at hand that the catalogue does not have."""
    for name in devices:
        try:
            shelf.tool(name)
        except Mismatch:
            yield stop("unknown-device", device=name)
    for name in products or ():
        try:
            shelf.catalogue.product(name)
        except InputError:
            yield stop("unknown-product", product=name)


def false_plainness(said: Preparation, course: Course, shelf: Shelf) -> Iterator[Finding]:
    """Yield a finding where what is made up is said to read as plainly as it does not."""
    with carefully():
        found = all(plain(_leading(one)) in _PLAIN for one in _read_out(said, course, shelf))
    if said.plain != found:
        yield stop("wrong-plainness", said=str(said.plain).lower(), found=str(found).lower())


def _read_out(said: Preparation, course: Course, shelf: Shelf) -> list[Decimal]:
    """Return what is read off while diluting once: the volumes of stock, and the strength."""
    draws = [one for one in said.operations if isinstance(one, Draw)]
    made = {one.source for one in draws if not shelf.is_product(one.source)}
    if len(made) != 1:
        return []  # nothing is made up, or in stages that are chosen plain
    vessel = course.fullest[made.pop()]
    if not vessel.volume or is_published(vessel, shelf):
        return []
    stock = [one for one in draws if shelf.is_product(one.source) and one.into != DOSE]
    volumes = [read(one.volume, "mL").number for one in stock]
    return [*volumes, vessel.counted / vessel.volume]


def _leading(number: Decimal) -> Decimal:
    """Return the digits of a number with one of them before the point."""
    return number.scaleb(-number.adjusted()) if number else ZERO
