"""What to prescribe and dispense: how much of each product so many days use up.

Only what leaves a bottle or a pack is counted: doses with the waste of making them. Amounts are
rounded up, to 0.1 mL or to a whole unit, and packs to whole ones.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Message
from taperlab.methods.working import shown
from taperlab.quantities import Count, Piece, Volume, canonical, parse_any
from taperlab.recipe import operations as ops
from taperlab.recipe.operations import Draw, Drip
from taperlab.taper.batches import used_in
from taperlab.taper.document import Supply, SupplyLine
from taperlab.taper.ways import made_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.answers.ranking import Candidate
    from taperlab.catalogue.types import Product
    from taperlab.quantities import Quantity
    from taperlab.taper.serving import Served
    from taperlab.taper.writing import Writer

__all__ = ["supply_of"]

_TENTH = Fraction(1, 10)
_US = "US"
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A level as far as it lies in the days that are supplied for."""

    served: Served
    start: dt.date
    days: int

    @property
    def end(self) -> dt.date:
        return self.start + dt.timedelta(days=self.days - 1)


def supply_of(
    steps: Sequence[Served], writer: Writer, today: dt.date, days: int | None = None
) -> Supply:
    """Return what the steps from a day on use up, in all or within so many days."""
    stretches = list(_stretches(steps, today, days))
    used: dict[str, tuple[Product, Fraction, int]] = {}
    for one in stretches:
        for product, amount in _used(one):
            _, before, lasted = used.get(product.id, (product, Fraction(0), 0))
            used[product.id] = product, before + amount, lasted + one.days
    lines = tuple(_line(*each) for each in used.values())
    products = [product for product, _, _ in used.values()]
    return Supply(
        days=sum(one.days for one in stretches),
        lines=lines,
        prescription=tuple(
            writer.text(message) for message in _prescription(stretches, products, lines)
        ),
    )


def _stretches(steps: Sequence[Served], today: dt.date, days: int | None) -> Iterator[_Stretch]:
    until = None if days is None else today + dt.timedelta(days=days)
    for one in steps:
        if one.candidate is None:
            continue
        start = max(one.level.start, today)
        end = one.level.start + dt.timedelta(days=one.level.days)
        left = ((end if until is None else min(end, until)) - start).days
        if left > 0:
            yield _Stretch(one, start, left)


def _used(stretch: _Stretch) -> Iterator[tuple[Product, Fraction]]:
    if stretch.served.candidate is None:
        return
    question, candidate = stretch.served.question, stretch.served.candidate
    for product in candidate.proposal.products:
        yield product, used_in(question, candidate, product.id, stretch.days)


def _line(product: Product, amount: Fraction, days: int) -> SupplyLine:
    needed = _amount(product, amount)
    packs = None
    left = None
    if isinstance(product.pack, Volume | Count):
        opened = math.ceil(days / product.in_use_days) if product.in_use_days else 1
        packs = max(math.ceil(needed.amount / product.pack.amount), opened)
        left = canonical(_amount(product, packs * product.pack.amount - needed.amount))
    return SupplyLine(product=product.id, quantity=canonical(needed), packs=packs, left_over=left)


def _amount(product: Product, amount: Fraction) -> Quantity:
    """Return an amount of a product, rounded up to what can be dispensed."""
    if product.is_liquid:
        return Volume(math.ceil(amount / _TENTH) * _TENTH)
    return Count(Fraction(math.ceil(amount)), _piece(product))


def _piece(product: Product) -> Piece:
    return "capsule" if "capsule" in product.form else "tablet"


def _prescription(
    stretches: Sequence[_Stretch], products: Sequence[Product], lines: Sequence[SupplyLine]
) -> Iterator[Message]:
    """Word it as a prescription of the market does; a long way down is told in one line."""
    for product, line in zip(products, lines, strict=True):
        yield _quantity(product, line)
    taken = [one for one in stretches if one.served.candidate is not None]
    if len(taken) <= _MOST_LINES:
        yield from (_dose(one, one.served.candidate) for one in taken if one.served.candidate)
    elif taken:
        yield Message(
            "taper.take-as-planned",
            doses=len(taken),
            first=_daily(taken[0]),
            last=_daily(taken[-1]),
            start=taken[0].start,
            end=taken[-1].end,
        )


def _quantity(product: Product, line: SupplyLine) -> Message:
    how = "dispense-us" if product.market == _US else "supply-gb"
    needed = parse_any(line.quantity)
    if line.packs is None or line.left_over is None or product.pack is None:
        return Message(f"taper.{how}", product=product.name, quantity=needed)
    return Message(
        f"taper.{how}-packs",
        product=product.name,
        packs=line.packs,
        pack=product.pack,
        quantity=needed,
        left=parse_any(line.left_over),
    )


def _dose(one: _Stretch, candidate: Candidate) -> Message:
    """Say what is taken: of a liquid how much of it, with the milligrams that it counts as."""
    operations = candidate.proposal.recipe.operations
    drawn = [each.volume.nominal for each in operations if isinstance(each, Draw | Drip)]
    times = candidate.proposal.doses_per_day
    often = Message("taper.once-a-day") if times == 1 else Message("taper.times-a-day", times=times)
    fields = {"often": often, "start": one.start, "end": one.end}
    dose = shown(candidate.figures.delivered)
    if not drawn:
        in_parts = any(isinstance(each, ops.Count | ops.Weigh | ops.Divide) for each in operations)
        return Message(f"taper.take{'-of-parts' if in_parts else ''}", dose=dose, **fields)
    made = "of-made" if made_before(candidate.proposal) else "of-liquid"
    return Message(f"taper.take-{made}", volume=Volume(drawn[-1]), dose=dose, **fields)


def _daily(one: _Stretch) -> object:
    if one.served.candidate is None:
        raise TypeError(one.served.level)
    candidate = one.served.candidate
    return shown(candidate.figures.delivered * candidate.proposal.doses_per_day)
