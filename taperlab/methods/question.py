"""What a method is asked, and what it may answer: proposals and refusals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from taperlab.methods.expiry import MADE_FRESH
from taperlab.methods.marks import totals_of

if TYPE_CHECKING:
    from taperlab.catalogue.error_model import ErrorModel
    from taperlab.catalogue.types import Drug, Product
    from taperlab.messages import Finding, Message
    from taperlab.methods.counts import BeadCount, Weighing
    from taperlab.methods.expiry import Kept
    from taperlab.methods.instruments import Instrument
    from taperlab.quantities import Mass
    from taperlab.recipe.operations import Recipe

__all__ = ["Answers", "Method", "Proposal", "Question", "Refused"]

NOTHING = Fraction(0)


@dataclass(frozen=True)
class Question:
    """One dose to make: everything that was typed, read and looked up.

    ``dose`` is what was asked, in counted mg, per administration or per day; ``limit`` is the
    largest error that is allowed, as a share of the target. ``citations`` are the texts that the
    catalogue's facts name by key.
    """

    drug: Drug
    market: str
    dose: Mass
    per_day: bool
    doses_per_day: int | None
    products: tuple[Product, ...]
    instruments: tuple[Instrument, ...]
    role: Literal["patient", "pharmacist", "gp"]
    limit: Fraction | None
    errors: ErrorModel
    current: Mass | None = None
    highest: Mass | None = None
    unconfirmed: frozenset[str] = frozenset()
    overrides: Mapping[str, str] = field(default_factory=dict)
    days: int = 1
    date: dt.date = dt.date.min
    named: bool = False
    overage: Fraction = NOTHING
    expiries: Mapping[str, dt.date] = field(default_factory=dict)
    bead_counts: tuple[BeadCount, ...] = ()
    weighings: tuple[Weighing, ...] = ()
    citations: Mapping[str, str] = field(default_factory=dict)

    def doses_of(self, product: Product) -> int:
        """How many doses a day is divided into: as asked, else as the product's text says."""
        if self.doses_per_day is not None:
            return self.doses_per_day
        return product.doses_per_day if self.per_day else 1

    def target(self, product: Product) -> Mass:
        """Return the dose for one administration of this product."""
        return self.dose / self.doses_of(product) if self.per_day else self.dose

    def current_for(self, product: Product) -> Mass | None:
        """Return the dose taken now, for one administration of this product."""
        if self.current is None or not self.per_day:
            return self.current
        return self.current / self.doses_of(product)

    @cached_property
    def daily_maximum(self) -> Fraction | None:
        """The stated highest daily dose in this market, in counted mg."""
        stated = [one.dose.amount for one in self.drug.max_daily if one.market == self.market]
        return min(stated, default=None)

    def kinds(self, *kinds: str) -> tuple[Instrument, ...]:
        """Return the instruments of these kinds."""
        return tuple(one for one in self.instruments if one.device.kind in kinds)

    @cached_property
    def syringes(self) -> tuple[Instrument, ...]:
        """The oral syringes at hand."""
        return self.kinds("oral-syringe")

    @cached_property
    def measures(self) -> tuple[Instrument, ...]:
        """The cylinders and flasks at hand."""
        return self.kinds("cylinder", "flask")

    @cached_property
    def totals(self) -> tuple[tuple[Fraction, Instrument], ...]:
        """The totals in mL that the measures at hand can make, each with its measure."""
        return totals_of(self.measures)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One recipe a method proposes, before it is judged.

    ``rank`` is its class in the order of supply and method (practice.md 30), 1 the first.
    ``uses`` is what one administration uses up of each product, in its own mL or units.
    ``unmeasured`` says that an error of the method has never been measured.
    """

    method: str
    products: tuple[Product, ...]
    recipe: Recipe[Fraction]
    target: Mass
    doses_per_day: int
    rank: int
    supply: Literal["licensed", "off-label", "special"]
    uses: Mapping[str, Fraction]
    working: tuple[Message, ...]
    plainness: int = 0
    unmeasured: bool = False
    best_rating: Literal["good", "acceptable", "poor"] = "good"
    keep: Kept = MADE_FRESH
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A method that cannot serve with a product, or several: why, and what would help."""

    method: str
    product: str | None
    message: Message
    products: tuple[str, ...] = ()

    @property
    def remedy(self) -> Message:
        """What would help."""
        return self.message.also("remedy")


Method: TypeAlias = Callable[[Question], Iterable[Proposal | Refused]]
Answers: TypeAlias = Iterator[Proposal | Refused]
