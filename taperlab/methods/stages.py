"""The plain stages a set of devices can make: draws, totals, and how far off each is.

A concentration is known here by its **code**, so that plainness is exact and integers join what
fits: code 4 n + i is the i-th of 1, 2, 2.5 and 5, times ten to the n, in mg/mL.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from taperlab.methods.gauges import gauge_of, measured
from taperlab.methods.marks import plainness, totals_of
from taperlab.methods.space import Choice
from taperlab.recipe.linear import bound_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from taperlab.methods.instruments import Instrument
    from taperlab.methods.space import Index
    from taperlab.recipe.measured import Floats

__all__ = ["DIGITS", "NEVER", "Offs", "Stages", "code_of", "stages_of", "strength_of"]

DIGITS = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5))
NEVER = np.iinfo(np.int32).min
"""Where a code would stand, of a concentration that does not read plainly."""


def code_of(strength: Fraction) -> int:
    """Return the code of a concentration in mg/mL, or ``NEVER`` if it does not read plainly."""
    power = 0
    while strength >= 10:
        strength, power = strength / 10, power + 1
    while strength < 1:
        strength, power = strength * 10, power - 1
    return 4 * power + DIGITS.index(strength) if strength in DIGITS else NEVER


def strength_of(code: int) -> Fraction:
    """Return the concentration of a code, in mg/mL."""
    return DIGITS[code % 4] * Fraction(10) ** (code // 4)


@dataclass(frozen=True, slots=True)
class Offs:
    """How far off rows of measurements are, as shares of what is measured.

    ``scales`` has a column for each make and size: the sum of the standard uncertainties of all
    that a row measures with it, for these move together (practice.md 88). ``variance`` is the
    row's whole relative variance, what is its own (readings) included.
    """

    scales: Floats
    variance: Floats

    def take(self, rows: Index) -> Offs:
        """Return some of the rows."""
        return Offs(self.scales[rows], self.variance[rows])

    def beside(self, other: Offs) -> Offs:
        """Return both measurements, row by row."""
        shared = np.einsum("ij,ij->i", self.scales, other.scales)
        variance = self.variance + other.variance + 2 * shared
        return Offs(self.scales + other.scales, variance)


class Stages:
    """Every plain stage as columns: a comfortable draw, made up to a total in a measure.

    ``after`` has a row for each digit: by how much a stage changes the code of a concentration
    with that digit, or ``NEVER``.
    """

    def __init__(self, syringes: tuple[Instrument, ...], measures: tuple[Instrument, ...]) -> None:
        self._columns = _columns([*syringes, *measures])
        draws = list(_draws(syringes))
        totals = [Choice(total, one) for total, one in totals_of(measures)]
        drawn, made = (np.array([float(one.volume) for one in side]) for side in (draws, totals))
        draw, total = np.nonzero(drawn[:, None] < made)
        self.choices = [(draws[one], totals[other]) for one, other in zip(draw, total, strict=True)]
        self.drawn, self.total = drawn[draw], made[total]
        self.offs = self.offs_of(draws).take(draw).beside(self.offs_of(totals).take(total))
        changes = [_changes(one.volume, other.volume) for one, other in self.choices]
        self.after: Index = np.array(changes, dtype=np.intp).reshape(-1, len(DIGITS)).T

    def offs_of(self, choices: Sequence[Choice]) -> Offs:
        """Return how far off single measurements with these devices are."""
        scales = np.zeros((len(choices), len(self._columns)))
        own = np.zeros(len(choices))
        for row, choice in enumerate(choices):
            owner, scale, reading = _off(choice)
            scales[row, self._columns[owner]], own[row] = scale, reading
        return Offs(scales, (scales * scales).sum(axis=1) + own)


@lru_cache(maxsize=4096)
def _off(choice: Choice) -> tuple[str, float, float]:
    """Return whose scale a measurement shares, its standard uncertainty, its own variance."""
    gauge = gauge_of(choice.instrument.device)
    scale = own = 0.0
    for error in measured(choice.volume, gauge).errors:
        share = float(bound_of(error, choice.volume) / choice.volume)
        if error.source.scope == "device":
            scale = share * sqrt(error.weight)
        else:
            own += share * share * float(error.weight)
    return gauge.owner, scale, own


@lru_cache(maxsize=64)
def stages_of(syringes: tuple[Instrument, ...], measures: tuple[Instrument, ...]) -> Stages:
    """Return the stages of these devices, kept between answers."""
    return Stages(syringes, measures)


def _draws(syringes: Sequence[Instrument]) -> Iterator[Choice]:
    """Yield the comfortable draws on plain marks.

    Of syringes of one make and size one is enough: they measure alike, and err together.
    """
    alike = {gauge_of(one.device).owner: one for one in reversed(syringes)}
    for one in alike.values():
        for mark in one.marks:
            if mark >= one.comfortable_from and plainness(mark) == 2:
                yield Choice(mark, one)


def _columns(instruments: Iterable[Instrument]) -> dict[str, int]:
    owners = dict.fromkeys(gauge_of(one.device).owner for one in instruments)
    return {owner: number for number, owner in enumerate(owners)}


@lru_cache(maxsize=4096)
def _changes(drawn: Fraction, total: Fraction) -> tuple[int, ...]:
    """Return by how much a stage changes the code of each digit, or ``NEVER``."""
    codes = [code_of(digit * drawn / total) for digit in DIGITS]
    return tuple(code if code == NEVER else code - at for at, code in enumerate(codes))
