"""Every one-stage dilution, slowly and obviously: the reference that the search is held to.

Nothing here comes from the engine but the catalogue: plain fractions, the error written out by
hand (`erring`), every dilution there is. `choosing` has the chain and the front.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import product as pairs
from math import ceil, floor

from taperlab.catalogue.types import Device, Product
from taperlab.quantities import Volume
from tests.methods.erring import ACCEPTABLE, GOOD, Erring, of_squares
from tests.methods.glassware import TOTALS, Marks, Measure, N, Sizes, fills, marks

FIRST, SECOND = ("1", "2", "2.5", "5"), ("1", "1.5", "2", "2.5", "3", "4", "5", "7.5")
PLAIN = {2: frozenset(map(Fraction, FIRST)), 1: frozenset(map(Fraction, SECOND))}
UNKNOWN_PACK = Fraction(150)


@dataclass(frozen=True)
class Keeping:
    """One batch for several days: for how many doses, with how much more, at which strengths."""

    doses: int
    overage: Fraction
    weakest: Fraction
    strongest: Fraction


@dataclass(frozen=True)
class Case:
    """What is asked: one target, and what limits the answer."""

    target: Fraction
    limit: Fraction | None
    current: Fraction | None
    patient: bool
    doses_per_day: int
    market: str
    solubility: Fraction | None
    daily_maximum: Fraction | None
    keeping: Keeping | None = None


@dataclass(frozen=True)
class Member(Erring):
    """One dilution: stock to a total (or with measured diluent), and the dose drawn from it."""

    case: Case
    product: Product
    stock: Measure
    fill: Measure
    dose: Measure
    added: bool

    @cached_property
    def content(self) -> Fraction:
        assert self.product.counts_as is not None
        return self.product.counts_as.amount

    @cached_property
    def total(self) -> Fraction:
        return self.fill.volume + (self.stock.volume if self.added else 0)

    @cached_property
    def concentration(self) -> Fraction:
        return self.content * self.stock.volume / self.total

    @cached_property
    def delivered(self) -> Fraction:
        return self.concentration * self.dose.volume

    @cached_property
    def bias(self) -> Fraction:
        return self.delivered / self.case.target - 1

    def squares(self) -> Fraction:
        return spread(self.stock.exact, self.fill.exact, self.dose.exact, added=self.added)

    def rough_squares(self) -> float:
        return spread(self.stock.rough, self.fill.rough, self.dose.rough, added=self.added)

    @cached_property
    def plain(self) -> int:
        return plainness(self.stock.volume, self.concentration)

    @cached_property
    def packs(self) -> int:
        pack = self.product.pack
        keeping = self.case.keeping
        uses = self.stock.volume * self.case.doses_per_day * 28 / (keeping.doses if keeping else 1)
        return ceil(uses / (pack.amount if isinstance(pack, Volume) else UNKNOWN_PACK))

    @cached_property
    def stopped(self) -> bool:
        """Whether a guard stops it: 20 % off, above the dose taken now, beyond the limit."""
        case = self.case
        above = case.current is not None and self.delivered > case.current
        beyond = case.limit is not None and self.beyond(case.limit)
        return abs(self.bias) > ACCEPTABLE or above or beyond or (case.patient and self.grade > 1)

    @cached_property
    def soft(self) -> int:
        """How many limits only a typed reason passes."""
        suspended = self.product.liquid == "suspension"
        limit = self.case.solubility
        settles = limit is None and self.product.liquid != "solution"
        return (
            (self.product.dilution in ("unknown", "drink-whole"))
            + (self.product.market != self.case.market)
            + (abs(self.bias) > GOOD)
            + len({(one.device.id, one.volume) for one in self.measures if one.small})
            + (settles or (suspended and limit is not None and self.physical > limit))
        )

    @property
    def physical(self) -> Fraction:
        return self.concentration * self.product.strength.amount / self.content

    @property
    def measures(self) -> tuple[Measure, ...]:
        return (self.stock, self.dose, self.fill) if self.added else (self.stock, self.dose)

    @property
    def products(self) -> tuple[Product, ...]:
        return (self.product,)

    @property
    def handling(self) -> int:
        return 3

    @property
    def swallowed(self) -> int:
        """Whole units beside it."""
        return 0

    @property
    def holds(self) -> Fraction:
        return self.content * self.stock.volume

    @cached_property
    def cell(self) -> tuple[int, ...]:
        """Plain, percentage points of error, handling, waste in half millilitres of stock."""
        waste = self.stock.volume * (1 - self.dose.volume / self.total)
        if self.case.keeping:
            waste = Fraction(0)
        plain = 0 if self.plain else 1
        return (plain, self.points, self.handling, ceil(waste * 2))


def spread(stock: Sizes[N], fill: Sizes[N], dose: Sizes[N], *, added: bool) -> N:
    """Return the sum of the squared bounds, each as a share of the dose.

    The dose is content * stock / total * dose. With ``make-up`` the total is one measurement;
    with ``add`` it is stock + diluent, so an error of the stock enters twice. What is measured
    with one device shares its scale error; every reading is its own.
    """
    total = fill.volume + stock.volume if added else fill.volume
    by_stock = 1 / stock.volume - 1 / total if added else 1 / stock.volume
    scales = (
        (stock.device, stock.scale * by_stock),
        (fill.device, -fill.scale / total),
        (dose.device, dose.scale / dose.volume),
    )
    readings = (stock.reading * by_stock, fill.reading / total, dose.reading / dose.volume)
    return of_squares(scales, readings)


def plainness(*amounts: Fraction) -> int:
    """Return 2 where all read as 1, 2, 2.5 or 5, 1 where as 1.5, 3, 4 or 7.5 too, else 0."""
    return min(map(tier_of, amounts))


@lru_cache(maxsize=100_000)
def tier_of(value: Fraction) -> int:
    """Return how plainly one number reads."""
    return next((tier for tier in (2, 1) if leading(value) in PLAIN[tier]), 0)


def leading(value: Fraction) -> Fraction:
    """Return the number with its point behind the first digit."""
    while value >= 10:
        value /= 10
    while value < 1:
        value *= 10
    return value


def near(usable: Marks, ideal: Fraction, case: Case) -> list[Measure]:
    """Return the mark at a volume, or those next below and above within 20 %.

    Where the current dose is known, only the one above that is still a reduction, else below.
    """
    marked = (floor(ideal / usable.step) * usable.step, ceil(ideal / usable.step) * usable.step)
    close = [usable.by_volume[volume] for volume in marked if volume in usable.by_volume]
    close = [one for one in close if abs(one.volume - ideal) * 5 <= ideal]
    at = [one for one in close if one.volume == ideal][:1]
    above = [one for one in close if one.volume > ideal]
    below = [one for one in close if one.volume < ideal]
    if at or case.current is None:
        return at or below + above
    reductions = [one for one in above if one.volume / ideal * case.target < case.current]
    return reductions or below


def members(case: Case, product: Product, devices: Iterable[Device], tier: int) -> Iterator[Member]:
    """Yield every dilution of one product that reads so plainly."""
    syringes = [marks(one) for one in devices if one.kind == "oral-syringe"]
    doses: dict[Fraction, list[Measure]] = {}
    for stock, fill, added in vessels(devices):
        whole = Member(case, product, stock, fill, stock, added)
        if whole.total <= stock.volume or whole.plain != tier or not _allowed(whole):
            continue
        ideal = case.target / whole.concentration
        if ideal not in doses:
            doses[ideal] = [dose for usable in syringes for dose in near(usable, ideal, case)]
        for dose in doses[ideal]:
            member = Member(case, product, stock, fill, dose, added)
            if _serves(member) and abs(member.bias) <= ACCEPTABLE:
                yield member


def vessels(devices: Iterable[Device]) -> Iterator[tuple[Measure, Measure, bool]]:
    """Yield each draw of stock with each total made up, and with each diluent that is added."""
    syringes = [marks(one) for one in devices if one.kind == "oral-syringe"]
    draws = [mark for usable in syringes for mark in usable.by_volume.values()]
    for stock, fill in pairs(draws, fills(devices)):
        yield stock, fill, False
    for stock, total, usable in pairs(draws, TOTALS, syringes):
        if total - stock.volume in usable.by_volume:
            yield stock, usable.by_volume[total - stock.volume], True


def _serves(member: Member) -> bool:
    """Whether there is enough: never all of it for one dose, and a batch for all of its doses."""
    keeping, dose, total = member.case.keeping, member.dose.volume, member.total
    needed = dose * keeping.doses * (1 + keeping.overage) if keeping else dose
    return dose < total and needed <= total


def _allowed(member: Member) -> bool:
    case = member.case
    keeping = case.keeping
    if keeping and not keeping.weakest <= member.physical <= keeping.strongest:
        return False
    clear = member.product.liquid != "suspension"
    if clear and case.solubility is not None and member.physical > case.solubility:
        return False
    most = case.daily_maximum
    return not (case.patient and most is not None and member.holds > most)


def space(case: Case, product: Product, devices: Iterable[Device]) -> list[Member]:
    """Return the plainest dilutions of which any meets the limit, else all (a patient: plain)."""
    limit = ACCEPTABLE if case.limit is None else case.limit
    usable: list[Member] = []
    for tier in (2, 1) if case.patient else (2, 1, 0):
        found = [one for one in members(case, product, list(devices), tier) if not one.stopped]
        usable += found
        if any(not one.beyond(limit) for one in usable):
            break
    return usable
