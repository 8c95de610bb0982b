"""The checker's own bench: operations carried out one by one with decimals of sixty digits.

It shares no line with the engine's simulator. Beside the drug and the volume it remembers what
went into each vessel and whether it was mixed, so that the rules can judge what was done.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from taperlab.checker.figures import ZERO, NotAFigureError, carefully, plain, read, same
from taperlab.checker.operations import (
    DOSE,
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
from taperlab.checker.shelf import Mismatch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taperlab.checker.shelf import Shelf

__all__ = ["Course", "Step", "Vessel", "carry_out"]


@dataclass(frozen=True, slots=True)
class Vessel:
    """What stands in a vessel: mg counted and physical, mL, and where it came from."""

    counted: Decimal = ZERO
    physical: Decimal = ZERO
    volume: Decimal = ZERO
    mixed: bool = True
    units: frozenset[str] = frozenset()
    liquids: frozenset[str] = frozenset()
    diluents: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether nothing is left, but for the last digit of a division."""
        return same(self.counted, ZERO) and same(self.volume, ZERO)

    def with_(self, more: Vessel) -> Vessel:
        """Return what is there once ``more`` has come in."""
        return Vessel(
            self.counted + more.counted,
            self.physical + more.physical,
            self.volume + more.volume,
            mixed=False,
            units=self.units | more.units,
            liquids=self.liquids | more.liquids,
            diluents=self.diluents | more.diluents,
        )

    def part(self, share: Decimal) -> Vessel:
        """Return such a share of what is there."""
        return replace(
            self,
            counted=self.counted * share,
            physical=self.physical * share,
            volume=self.volume * share,
        )


class Step(NamedTuple):
    """An operation, its number, and every vessel as it stood before."""

    number: int
    operation: Operation
    before: dict[str, Vessel]


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that happened: the steps, the vessels at the end, what was thrown away."""

    steps: tuple[Step, ...]
    vessels: dict[str, Vessel]
    fullest: dict[str, Vessel]
    wasted: Decimal

    @property
    def dose(self) -> Vessel:
        """What reached the mouth."""
        return self.vessels.get(DOSE, Vessel())


def carry_out(
    operations: tuple[Operation, ...], shelf: Shelf, at_hand: Mapping[str, Vessel] | None = None
) -> Course:
    """Carry out every operation in order, beginning with the vessels ``at_hand``.

    Raises:
        Mismatch: where one cannot be done: more is drawn than is there, a product is not known.
    """
    bench = _Bench(shelf, dict(at_hand or {}), dict(at_hand or {}))
    steps = []
    with carefully():
        for number, operation in enumerate(operations, 1):
            steps.append(Step(number, operation, dict(bench.vessels)))
            bench.do(number, operation)
    return Course(tuple(steps), bench.vessels, bench.fullest, bench.wasted)


@dataclass(slots=True)
class _Bench:
    shelf: Shelf
    vessels: dict[str, Vessel] = field(default_factory=dict)
    fullest: dict[str, Vessel] = field(default_factory=dict)
    wasted: Decimal = ZERO
    number: int = 0

    def do(self, number: int, operation: Operation) -> None:
        self.number = number
        match operation:
            case Take() | Count() | Weigh():
                self._put(self._solid(operation), operation.into)
            case Draw(source=source, volume=volume, into=into):
                self._put(self._drawn(source, _amount(volume, "mL")), into)
            case Drip(source=source, drops=drops, into=into):
                dripped = self.shelf.drop(source) * _whole(drops)
                self._put(self._poured_out(source, dripped), into)
            case Add(what=what, volume=volume, into=into):
                added = ZERO if volume is None else _amount(volume, "mL")
                self._put(Vessel(volume=added, diluents=frozenset((what,))), into)
            case MakeUp(vessel=vessel, liquid=liquid, to=to):
                self._make_up(vessel, liquid, _amount(to, "mL"))
            case _:
                self._move(operation)

    def _move(self, operation: Operation) -> None:
        match operation:
            case Pour(source=source, into=into):
                moved = self._at(source)
                self.vessels[source] = Vessel()
                self._put(moved, into)
            case Divide(vessel=vessel, parts=parts, into=into):
                self._put(self._taken(vessel, 1 / Decimal(_whole(parts))), into)
            case Mix(vessel=vessel):
                self.vessels[vessel] = replace(self._at(vessel), mixed=True)
            case Discard(vessel=vessel):
                self.wasted += self.vessels.get(vessel, Vessel()).counted
                self.vessels[vessel] = Vessel()
            case Keep(vessel=vessel):
                self._at(vessel)
                self.vessels[vessel] = Vessel()

    def _at(self, name: str) -> Vessel:
        vessel = self.vessels.get(name, Vessel())
        if name == DOSE or vessel.empty:
            raise Mismatch("nothing-there", step=str(self.number), vessel=name)
        return vessel

    def _put(self, what: Vessel, into: str) -> None:
        if self.shelf.is_product(into):
            raise Mismatch("into-a-product", step=str(self.number), product=into)
        vessel = self.vessels.get(into, Vessel()).with_(what)
        self.vessels[into] = self.fullest[into] = vessel

    def _solid(self, operation: Take | Count | Weigh) -> Vessel:
        stock = self.shelf.stock(operation.product)
        if stock.liquid:
            raise Mismatch("liquid-as-unit", step=str(self.number), product=operation.product)
        share = _share(operation)
        return Vessel(
            stock.counted * share, stock.physical * share, units=frozenset((operation.product,))
        )

    def _drawn(self, source: str, volume: Decimal) -> Vessel:
        if self.shelf.is_product(source):
            return self._poured_out(source, volume)
        vessel = self._at(source)
        if vessel.volume < volume and not same(vessel.volume, volume):
            fields = {"volume": f"{plain(volume)} mL", "there": f"{plain(vessel.volume)} mL"}
            raise Mismatch("not-enough", step=str(self.number), vessel=source, **fields)
        return self._taken(source, volume / vessel.volume)

    def _taken(self, source: str, share: Decimal) -> Vessel:
        vessel = self._at(source)
        self.vessels[source] = vessel.part(1 - share)
        return vessel.part(share)

    def _poured_out(self, product: str, volume: Decimal) -> Vessel:
        stock = self.shelf.stock(product)
        if not stock.liquid:
            raise Mismatch("unit-as-liquid", step=str(self.number), product=product)
        drug = stock.counted * volume, stock.physical * volume
        return Vessel(*drug, volume, liquids=frozenset((product,)))

    def _make_up(self, name: str, liquid: str, to: Decimal) -> None:
        vessel = self.vessels.get(name, Vessel())
        if vessel.volume > to and not same(vessel.volume, to):
            fields = {"volume": f"{plain(to)} mL", "there": f"{plain(vessel.volume)} mL"}
            raise Mismatch("already-more", step=str(self.number), vessel=name, **fields)
        self._put(Vessel(volume=to - vessel.volume, diluents=frozenset((liquid,))), name)


def _share(operation: Take | Count | Weigh) -> Decimal:
    """How many units' worth of drug goes in."""
    match operation:
        case Take(pieces=pieces):
            return sum((_amount(f"{piece} piece", "piece") for piece in pieces), ZERO)
        case Count(beads=beads, beads_per_capsule=there, leave=leave):
            share = _whole(beads) / _amount(f"{there} beads", "beads")
            return 1 - share if leave else share
        case Weigh(powder=powder, unit_mass=unit_mass):
            return _amount(powder, "mg") / _amount(unit_mass, "mg")


def _amount(text: str, unit: str) -> Decimal:
    """Read an amount above zero."""
    try:
        number = read(text, unit).number
    except NotAFigureError:
        raise Mismatch("not-a-figure", text=text) from None
    if number <= 0:
        raise Mismatch("not-above-zero", text=text)
    return number


def _whole(number: int) -> int:
    if number < 1:
        raise Mismatch("not-above-zero", text=str(number))
    return number
