"""A preparation read from its first operation to its last: what comes from where, what stays."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from taperlab.answers.operations import (
    Add,
    Count,
    Divide,
    Draw,
    Drip,
    Keep,
    MakeUp,
    Mix,
    Pour,
    Take,
    Weigh,
)
from taperlab.quantities import Concentration, Volume
from taperlab.sheets.names import HOUSEHOLD, device_kind

if TYPE_CHECKING:
    from taperlab.answers.document import Preparation
    from taperlab.answers.operations import Operation
    from taperlab.catalogue import Catalogue
    from taperlab.catalogue.types import Device, Product

__all__ = ["DOSE", "Course", "Fate", "Strength", "touches"]

DOSE = "dose"
Fate: TypeAlias = Literal["drunk", "drawn", "divided"]


@dataclass(frozen=True, slots=True)
class Strength:
    """What one mL holds, as the label says and as it counts."""

    physical: Concentration
    counted: Concentration | None


@dataclass(frozen=True, slots=True)
class Course:
    """A preparation with the catalogue it was made from."""

    preparation: Preparation
    catalogue: Catalogue

    @property
    def operations(self) -> tuple[Operation, ...]:
        """What is done, in order."""
        return self.preparation.operations

    def is_product(self, source: str) -> bool:
        """Whether something is drawn from a product as it was bought."""
        return source in self.preparation.products

    def product(self, product_id: str) -> Product:
        """Return a product by its id."""
        return self.catalogue.product(product_id)

    def device(self, device_id: str) -> Device | None:
        """Return a device by its id at hand; None for a household measure."""
        return None if device_id == HOUSEHOLD else self.catalogue.device(device_kind(device_id))

    def strength(self, source: str) -> Strength:
        """Return the strength of the liquid in a product's bottle or in a vessel."""
        if not self.is_product(source):
            vessel = self.preparation.vessels[source]
            return Strength(vessel.physical_concentration, vessel.concentration)
        product = self.product(source)
        counted = product.counts_as if isinstance(product.counts_as, Concentration) else None
        if not isinstance(product.strength, Concentration):
            raise TypeError(f"{source} is no liquid")
        return Strength(product.strength, counted)

    def is_whole_dose(self, index: int) -> bool:
        """Whether one operation alone brings the dose to the mouth."""
        to_mouth = [op for op in self.operations if getattr(op, "into", "") == DOSE]
        return to_mouth == [self.operations[index]]

    def is_second_strength(self, index: int) -> bool:
        """Whether one operation draws a second product to the one that was drawn just before."""
        match self.operations[max(index - 1, 0) : index + 1]:
            case (Draw(source=first, into=one), Draw(source=second, into=other)):
                return one == other != DOSE and self.is_product(first) and self.is_product(second)
            case _:
                return False

    def diluent(self, index: int, vessel: str, total: Volume) -> Volume:
        """Return about how much it takes to make a vessel up to ``total``."""
        before = self.operations[:index]
        return total - sum((self._adds(op, vessel) for op in before), start=Volume(0))

    def fate(self, vessel: str) -> Fate | None:
        """Return what becomes of a vessel: drunk, drawn from dose by dose, or divided."""
        for op in self.operations:
            match op:
                case Pour(source=source, into=into) if (source, into) == (vessel, DOSE):
                    return "drunk"
                case Draw(source=source) if source == vessel:
                    return "drawn"
                case Divide(vessel=name) if name == vessel:
                    return "divided"
                case _:
                    pass
        return None

    def is_kept(self, vessel: str) -> bool:
        """Whether what is left in a vessel is kept for later doses."""
        return any(isinstance(op, Keep) and op.vessel == vessel for op in self.operations)

    def is_compounded(self, vessel: str) -> bool:
        """Whether ground units stand in a vessel that is kept: their powder takes up room."""
        taken = [op for op in self.operations if isinstance(op, Take) and op.into == vessel]
        return bool(taken) and self.is_kept(vessel)

    def is_ready(self, index: int) -> str | None:
        """Return the vessel that this operation is the last to work on, if it is."""
        vessel = touches(self.operations[index])
        later = self.operations[index + 1 :]
        return None if vessel == DOSE or vessel in map(touches, later) else vessel

    def holds_doses(self, vessel: str) -> Fraction:
        """Return how many doses a vessel holds."""
        for op in self.operations:
            if isinstance(op, Divide) and op.vessel == vessel:
                return Fraction(op.parts)
        return self.preparation.vessels[vessel].holds / self.preparation.delivered

    def _adds(self, op: Operation, vessel: str) -> Volume:
        match op:
            case Draw(volume=volume, into=into) if into == vessel:
                return volume
            case Add(volume=Volume() as volume, into=into) if into == vessel:
                return volume
            case Drip(source=source, drops=drops, into=into) if into == vessel:
                rate = self.product(source).drops_per_ml
                return Volume(0) if rate is None else Volume(drops / rate.amount)
            case _:
                return Volume(0)


def touches(op: Operation) -> str | None:
    """Return the vessel whose contents an operation adds to or mixes."""
    match op:
        case Draw(into=into) | Add(into=into) | Drip(into=into) | Take(into=into) | Pour(into=into):
            return into
        case Count(into=into) | Weigh(into=into) | Divide(into=into):
            return into
        case MakeUp(vessel=vessel) | Mix(vessel=vessel):
            return vessel
        case _:
            return None
