"""A document's operations carried out a second time: plain fractions, nothing of the engine."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import assert_never

from taperlab import Catalogue
from taperlab.answers.document import Preparation, Request
from taperlab.answers.operations import (
    Add,
    Count,
    Discard,
    Divide,
    Draw,
    Drip,
    Keep,
    MakeUp,
    Mix,
    Operation,
    Pour,
    Take,
    Weigh,
)


class Rerun:
    """Vessels by name with their mg and mL; a product is a vessel that is never empty."""

    def __init__(self, request: Request, catalogue: Catalogue) -> None:
        self._request, self._catalogue = request, catalogue
        self.drug: dict[str, Fraction] = defaultdict(Fraction)
        self.volume: dict[str, Fraction] = defaultdict(Fraction)
        self.discarded = Fraction(0)

    def dose(self, preparation: Preparation) -> Fraction:
        """Return the counted mg that reach the mouth."""
        for operation in preparation.operations:
            self.carry_out(operation)
        return self.drug["dose"]

    def content(self, product: str) -> Fraction:
        """Return counted mg in a mL or a unit; an unknown scale is the product's own."""
        found = self._catalogue.product(product)
        if found.counts_as is None:
            assert self._request.dose_of == product
            return found.strength.amount
        return found.counts_as.amount

    def carry_out(self, operation: Operation) -> None:
        """Carry out one operation."""
        match operation:
            case Take() | Count() | Weigh():
                self.drug[operation.into] += self._solid(operation)
            case Draw(source=source, volume=volume, into=into):
                self._move(source, volume.amount, into)
            case Drip(source=source, drops=drops, into=into):
                rate = self._catalogue.product(source).drops_per_ml
                assert rate is not None
                self._move(source, drops / rate.amount, into)
            case Add(volume=added, into=into):
                assert added is not None
                self.volume[into] += added.amount
            case MakeUp(vessel=vessel, to=to):
                assert self.volume[vessel] <= to.amount
                self.volume[vessel] = to.amount
            case Pour(source=source, into=into):
                self._move(source, self.volume[source], into)
            case _:
                self._leave(operation)

    def _solid(self, operation: Take | Count | Weigh) -> Fraction:
        """Return the counted mg in units, beads or powder."""
        match operation:
            case Take(pieces=pieces):
                share = sum(map(Fraction, pieces), Fraction(0))
            case Count(beads=beads, beads_per_capsule=whole):
                share = beads / Fraction(whole)
                share = 1 - share if operation.leave is not None else share
            case Weigh(powder=powder, unit_mass=unit):
                share = powder / unit
        return share * self.content(operation.product)

    def _leave(self, operation: Divide | Mix | Keep | Discard) -> None:
        match operation:
            case Divide(vessel=vessel, parts=parts, into=into):
                for amounts in (self.drug, self.volume):
                    part = amounts[vessel] / parts
                    amounts[vessel] -= part
                    amounts[into] += part
            case Discard(vessel=vessel):
                self.discarded += self.drug.pop(vessel)
                self.volume.pop(vessel)
            case Mix() | Keep():
                pass
            case _:
                assert_never(operation)

    def _move(self, source: str, volume: Fraction, into: str) -> None:
        if source in self.volume:
            assert 0 < volume <= self.volume[source]
            moved = self.drug[source] * volume / self.volume[source]
            self.drug[source] -= moved
            self.volume[source] -= volume
        else:
            moved = self.content(source) * volume
        self.drug[into] += moved
        self.volume[into] += volume
