"""Counted beads and compounded capsules, slowly and obviously: every whole number there is.

Nothing here comes from the engine but the catalogue. Beads: practice.md 37, whole ones of one
opened capsule, put in or left out, beside whole capsules. Capsules: whole tablets ground with a
diluent and divided, each filled to one weight on the balance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from taperlab.catalogue.types import Device, Product
from taperlab.quantities import Mass
from tests.methods.erring import ACCEPTABLE
from tests.methods.exhaustive_made import Asked, Made, nearest

MOST_WHOLE, MOST_TABLETS, MOST_CAPSULES = 3, 20, 120
FILL = Fraction(200)
"""The powder of one capsule, in mg."""
_LEAST = Fraction(1, 20)
"""The division is at most so much of what is weighed (practice.md 1.5h)."""


@dataclass(frozen=True)
class Counted:
    """The beads of several capsules, and what is known of them."""

    counts: tuple[int, ...]
    spread: Fraction | None
    twice: bool

    @cached_property
    def mean(self) -> Fraction:
        return Fraction(sum(self.counts), len(self.counts))

    @cached_property
    def variance_of_mean(self) -> Fraction:
        """SD squared over the number of capsules: SD over its root, squared."""
        off = sum(((one - self.mean) ** 2 for one in self.counts), Fraction(0))
        return off / (len(self.counts) - 1) / len(self.counts)


@dataclass(frozen=True)
class Beads(Made):
    """Whole capsules, and beads of one more: so many put in, or so many left out of it."""

    asked: Asked
    product: Product
    counted: Counted
    whole: int
    beads: int
    left_out: bool

    @cached_property
    def delivered(self) -> Fraction:
        part = self.beads / self.counted.mean
        return self.product.strength.amount * (self.whole + (1 - part if self.left_out else part))

    def squares(self) -> Fraction:
        """Return three variances, as shares of the dose; three, as a bound is three variances.

        One bead in 50 may be miscounted (never of 20 or fewer that are counted twice), beads
        differ by 10 % unless that was measured, and the mean itself is known to its own SD.
        """
        mean, beads = self.counted.mean, Fraction(self.beads)
        sure = self.counted.twice and beads <= 20
        miscount = Fraction(0) if sure else beads / 50
        spread = Fraction(1, 10) if self.counted.spread is None else self.counted.spread
        variance = miscount**2 / 3 + spread**2 * beads
        variance += (beads / mean) ** 2 * self.counted.variance_of_mean
        return 3 * variance * (self.product.strength.amount / mean / self.delivered) ** 2

    @property
    def handling(self) -> int:
        """To count, and to take what stays whole."""
        return 1 + (self.whole > 0)

    @property
    def uses(self) -> tuple[tuple[Product, Fraction], ...]:
        return ((self.product, Fraction(self.whole + 1)),)

    @property
    def swallowed(self) -> int:
        return self.whole


def of_beads(asked: Asked, product: Product, counted: Counted) -> Iterator[Beads]:
    """Yield what is next to the dose of every whole number of beads put in, or left out."""
    whole = floor(asked.target / product.strength.amount)
    if whole > MOST_WHOLE or asked.target == whole * product.strength.amount:
        return
    for left_out in (False, True):
        every = (
            Beads(asked, product, counted, whole, beads, left_out)
            for beads in range(1, ceil(counted.mean))
        )
        close = [one for one in every if abs(one.bias) <= ACCEPTABLE]
        yield from (one for one in nearest(close, asked) if not one.stopped)


@dataclass(frozen=True)
class Capsules(Made):
    """So many tablets of one product, ground with a diluent, in so many capsules."""

    asked: Asked
    product: Product
    balance: Device
    tablets: int
    capsules: int

    @cached_property
    def delivered(self) -> Fraction:
        return self.tablets * self.product.strength.amount / self.capsules

    def squares(self) -> Fraction:
        """Return three variances of one fill: the balance's scale, and its repeatability."""
        return 3 * ((scale(self.balance) / FILL) ** 2 / 3 + (repeats(self.balance) / FILL) ** 2)

    @property
    def handling(self) -> int:
        """To take the tablets, to weigh the diluent, and to fill."""
        return 3

    @property
    def reasons(self) -> int:
        """To compound asks for a reason of its own."""
        return 1

    @property
    def uses(self) -> tuple[tuple[Product, Fraction], ...]:
        return ((self.product, Fraction(self.tablets, self.capsules)),)

    @property
    def holds(self) -> Fraction:
        return self.tablets * self.product.strength.amount


def of_capsules(asked: Asked, product: Product, devices: Iterable[Device]) -> Iterator[Capsules]:
    """Yield, for every number of tablets, the numbers of capsules next to the dose."""
    fine = [one for one in devices if one.kind == "balance" and step(one) <= _LEAST * FILL]
    ground = product.release == "IR" and product.may_disperse != "none"
    if asked.patient or not fine or not ground or product.supply != "licensed":
        return
    balance = min(fine, key=repeats)
    fewest = max(asked.days * asked.doses_per_day, 2)
    for tablets in range(1, MOST_TABLETS + 1):
        ideal = tablets * product.strength.amount / asked.target
        every = (
            Capsules(asked, product, balance, tablets, capsules)
            for capsules in range(max(fewest, floor(ideal)), MOST_CAPSULES + 1)
        )
        close = [one for one in every if abs(one.bias) <= ACCEPTABLE]
        yield from (one for one in nearest(close, asked) if not one.stopped)


def step(balance: Device) -> Fraction:
    """Return the division, d."""
    assert isinstance(balance.graduation, Mass)
    return balance.graduation.amount


def repeats(balance: Device) -> Fraction:
    """Return the repeatability, s: never below 0.41 d (practice.md 1.5f)."""
    least = Fraction(41, 100) * step(balance)
    return max(balance.repeatability.amount, least) if balance.repeatability else least


def scale(balance: Device) -> Fraction:
    """Return how far off the scale can be: as the catalogue says, else one division."""
    bounds = [one.fixed for one in balance.tolerance]
    return max((one.amount for one in bounds if isinstance(one, Mass)), default=step(balance))
