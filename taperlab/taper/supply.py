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
from taperlab.quantities import Count, Mass, Piece, Volume, canonical
from taperlab.taper.document import Supply, SupplyLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.catalogue.types import Product
    from taperlab.quantities import Quantity
    from taperlab.taper.serving import Served
    from taperlab.taper.writing import Writer

__all__ = ["supply_of"]

_TENTH = Fraction(1, 10)
_US = "US"


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
    proposal = stretch.served.candidate.proposal
    for product in proposal.products:
        each = proposal.uses[product.id] * proposal.doses_per_day
        yield product, each * stretch.days


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
    """Word it as a prescription of the market does; the doses stand in milligrams."""
    for product, line in zip(products, lines, strict=True):
        how = "dispense-us" if product.market == _US else "supply-gb"
        fields = {"product": product.name, "quantity": line.quantity}
        if line.packs is None:
            yield Message(f"taper.{how}", **fields)
        else:
            yield Message(f"taper.{how}-packs", packs=line.packs, **fields)
    for one in stretches:
        candidate = one.served.candidate
        if candidate is None:
            continue
        yield Message(
            "taper.take-daily",
            dose=shown(Mass(candidate.figures.delivered.amount)),
            times=candidate.proposal.doses_per_day,
            start=one.start,
            end=one.end,
        )
