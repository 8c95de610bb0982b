"""Preparations at random, as the engine proposes them: any drug, market, dose, role and devices."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeVar

import numpy as np

from taperlab import DoseRequest
from taperlab.answers.judging import solve
from taperlab.answers.ranking import Candidate
from taperlab.answers.request import CountedBeads, WeighedUnits
from taperlab.answers.resolve import resolve
from taperlab.catalogue.types import Product
from taperlab.messages import TaperLabError
from taperlab.methods import METHODS
from tests.strategies import CATALOGUE, DATE, finite, typed

T = TypeVar("T")
_PARTS = tuple(Fraction(n, 8) for n in range(1, 25))


class Chance:
    """A pharmacist's day, the same for one seed."""

    def __init__(self, seed: int) -> None:
        self._generator = np.random.default_rng(seed)

    def preparations(self, count: int) -> Iterator[Candidate]:
        """Yield so many from all methods alike, and one more of each method that is not among them.

        Each is of a request of its own, and its errors are all known.
        """
        missing = set(METHODS)
        for _ in range(count):
            found = self._found(None)
            method = self.one_of(sorted({one.proposal.method for one in found}))
            yield self.one_of([one for one in found if one.proposal.method == method])
            missing.discard(method)
        for method in sorted(missing):
            yield self.one_of(self._found((method,)))

    def _found(self, methods: tuple[str, ...] | None) -> list[Candidate]:
        """Return what is found for the first request that anything is found for."""
        while True:
            try:
                question, _ = resolve(self.request(), CATALOGUE)
            except TaperLabError:
                continue
            found = solve(question, methods).candidates
            known = [one for one in found if one.figures.error is not None and has_errors(one)]
            if known:
                return known

    def request(self) -> DoseRequest:
        """Return any request; half have units counted and weighed, and a balance."""
        drug = self.one_of(CATALOGUE.drugs)
        market = self.one_of(sorted({one.market for one in drug.products}))
        sold = [one for one in drug.products if one.market == market]
        equipped = bool(self.whole(2))
        units = tuple(one.id for one in sold if not one.is_liquid)
        return DoseRequest(
            drug=drug.id,
            dose=typed(self._dose(sold), market),
            market=market,
            products=units if units and self.whole(4) == 0 else None,
            role=self.one_of(("patient", "pharmacist", "pharmacist", "gp")),
            devices=self._devices(equipped=equipped),
            days=self.one_of((1, 1, 28)),
            date=DATE,
            beads=tuple(self._counted(sold)) if equipped else (),
            weighed=tuple(self._weighed(sold)) if equipped else (),
        )

    def one_of(self, things: list[T] | tuple[T, ...]) -> T:
        """Return one of these, each as likely."""
        return things[self.whole(len(things))]

    def whole(self, below: int) -> int:
        """Return a whole number from nought."""
        return int(self._generator.integers(below))

    def _dose(self, sold: list[Product]) -> Fraction:
        if self.whole(2):
            return finite(self.one_of(sold).strength.amount * self.one_of(_PARTS))
        return (1 + self.whole(999)) * Fraction(10) ** (self.whole(4) - 3)

    def _devices(self, *, equipped: bool) -> tuple[str, ...] | None:
        if not equipped:
            return None
        names = [one.id for one in CATALOGUE.devices]
        some = self._generator.permutation(names)[: 6 + self.whole(6)]
        return tuple(sorted({*(str(one) for one in some), "balance-1mg"}))

    def _counted(self, sold: list[Product]) -> Iterator[CountedBeads]:
        for product in sold:
            if product.form == "capsule":
                counts = tuple(90 + self.whole(20) for _ in range(4))
                twice = bool(self.whole(2))
                yield CountedBeads(product=product.id, batch="A1", counts=counts, twice=twice)

    def _weighed(self, sold: list[Product]) -> Iterator[WeighedUnits]:
        for product in sold:
            if not product.is_liquid:
                masses = tuple(f"{300 + self.whole(12)} mg" for _ in range(5))
                yield WeighedUnits(product=product.id, batch="B7", masses=masses)


def has_errors(candidate: Candidate) -> bool:
    """Whether anything can be wrong with the dose."""
    return bool(candidate.figures.dose.slopes)
