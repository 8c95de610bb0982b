"""Counted beads: beads of an opened capsule put in, or left out (practice.md 37).

Only for capsules whose beads the user has counted: a number that ships would be a guess, for
it changes with the maker and the batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message
from taperlab.methods.gauges import relative
from taperlab.methods.liquids import FAR, toward
from taperlab.methods.question import Answers, Proposal, Question, Refused
from taperlab.methods.units import contents_of, take
from taperlab.methods.working import shown, shown_number
from taperlab.quantities import Content, Dimension, Mass
from taperlab.recipe.measured import NORMAL, RECTANGULAR, Error, Measured, Source
from taperlab.recipe.operations import DOSE, Count, Operation, Recipe
from taperlab.recipe.roots import root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.error_model import ErrorModel
    from taperlab.catalogue.types import Product
    from taperlab.methods.counts import BeadCount

__all__ = ["METHOD", "holds_beads", "propose"]

METHOD = "counted-beads"
_CLASS = 7
_MOST_WHOLE = 3
_SURE_COUNT = 20
_SIGMAS = 3
_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Beads:
    """So many beads of a counted product that go in, or are left out of one capsule."""

    product: Product
    count: BeadCount
    beads: int
    left_out: bool

    @property
    def part(self) -> Fraction:
        """How much of a capsule the counted beads are."""
        return self.beads / self.count.mean

    @property
    def share(self) -> Fraction:
        """How much of a capsule is swallowed."""
        return 1 - self.part if self.left_out else self.part


def holds_beads(product: Product) -> bool:
    """Whether a product is a capsule whose release lies in its beads."""
    return product.form == "capsule" and product.release != "IR"


def propose(question: Question) -> Answers:
    """Propose putting beads in, and leaving beads out, for each capsule that was counted."""
    counted = {count.product: count for count in question.bead_counts}
    capsules = [one for one in question.products if holds_beads(one)]
    if not capsules:
        yield Refused(METHOD, None, Message("methods.no-beads"))
    for product in capsules:
        count = counted.get(product.id)
        if product.counts_as is None:
            text = Message("methods.equivalence-unknown", product=product.name)
            yield Refused(METHOD, product.id, text)
            continue
        if count is None:
            text = Message("methods.beads-not-counted", product=product.name)
            yield Refused(METHOD, product.id, text)
            continue
        found = list(_proposals(question, product, count))
        if not found:
            text = Message("methods.no-whole-bead", product=product.name)
            yield Refused(METHOD, product.id, text)
        yield from found


def _proposals(question: Question, product: Product, count: BeadCount) -> Iterator[Proposal]:
    """Yield whole capsules with the rest in beads, by the whole numbers of beads next to it."""
    target, strength = question.target(product).amount, product.strength.amount
    whole = target // strength
    ideal = target / strength - whole
    if whole > _MOST_WHOLE or not ideal:
        return
    current = question.current_for(product)
    most = None if current is None else current.amount / strength - whole
    for left_out in (False, True):
        ways = _ways(product, count, ideal, left_out=left_out)
        near = {
            way.share: way
            for way in ways
            if abs((whole + way.share) * strength / target - 1) <= FAR
        }
        for share in toward(sorted(near), ideal, most):
            yield _proposal(question, near[share], int(whole))


def _ways(product: Product, count: BeadCount, share: Fraction, *, left_out: bool) -> list[_Beads]:
    exact = (1 - share if left_out else share) * count.mean
    below = exact.numerator // exact.denominator
    around = {below, -(-exact.numerator // exact.denominator)}
    return [_Beads(product, count, n, left_out) for n in around if 0 < n < count.mean]


def _proposal(question: Question, way: _Beads, whole: int) -> Proposal:
    product, count = way.product, way.count
    share = Measured(way.share, Dimension(piece=1), tuple(_errors(question.errors, way)))
    counting = Count(product.id, way.beads, count.mean, share, DOSE, way.left_out)
    operations: tuple[Operation[Fraction], ...] = (counting,)
    if whole:
        operations = (take(question, product, [Fraction(1)] * whole, DOSE), counting)
    batch = Message("methods.beads-one-batch", product=product.name, batch=count.batch)
    return Proposal(
        method=METHOD,
        products=(product,),
        recipe=Recipe(operations, contents_of(question, (product,))),
        target=question.target(product),
        doses_per_day=question.doses_of(product),
        rank=_CLASS,
        supply="off-label",
        uses={product.id: Fraction(whole + 1)},
        working=tuple(_working(way)),
        plainness=2,
        findings=(
            Finding("warn", Message("methods.beads-off-label", product=product.name)),
            Finding("warn", batch),
        ),
    )


def _errors(model: ErrorModel, way: _Beads) -> Iterator[Error[Fraction]]:
    """Yield the miscount, bead to bead, the count of beads, and capsule to capsule."""
    owner, mean = way.product.id, way.count.mean
    sure = way.count.twice and way.beads <= _SURE_COUNT
    miscount = _NOTHING if sure else (model.bead_miscount.bound or _NOTHING) * way.part
    yield _fixed(Source("dose", owner, "miscount"), miscount, RECTANGULAR)
    assumed = model.bead.value.amount if model.bead.value else _NOTHING
    spread = assumed if way.count.spread is None else way.count.spread
    between = _SIGMAS * spread * root(Fraction(way.beads)) / mean
    yield _fixed(Source("dose", owner, "bead to bead"), between, NORMAL)
    of_mean = _SIGMAS * way.part * root(way.count.variance_of_mean) / mean
    yield _fixed(Source("batch", owner, "count of beads"), of_mean, NORMAL)
    yield relative(Source("dose", owner, "capsule to capsule", handling=False), model.unit)


def _fixed(source: Source, bound: Fraction, weight: Fraction) -> Error[Fraction]:
    return Error(source, ((bound, _NOTHING),), weight)


def _working(way: _Beads) -> Iterator[Message]:
    count, strength = way.count, way.product.strength
    bead = Content(strength.amount / count.mean, "bead")
    part = Mass(way.beads * bead.amount)
    rest = Mass(strength.amount - part.amount)
    mean = shown_number(count.mean)
    total, capsules = sum(count.counts), len(count.counts)
    yield Message("methods.work-bead-mean", total=total, capsules=capsules, mean=mean)
    yield Message("methods.work-bead", strength=strength, mean=mean, bead=shown(bead))
    code = "work-beads-out" if way.left_out else "work-beads-in"
    yield Message(f"methods.{code}", beads=way.beads, dose=shown(part), rest=shown(rest))
