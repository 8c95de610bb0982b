"""Every dilution of one stock with the instruments at hand, with its figures, for many aims.

All choices of devices that share their makes in the same way run through the template at
once; floats propose here, and the exact arithmetics decide what is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from taperlab.methods.dilution import Dilution, Stock, dilution
from taperlab.methods.marks import TOTALS, totals_of
from taperlab.methods.shortlist import Figures
from taperlab.methods.space import Choice, Table, dose_draws, owners_shared
from taperlab.recipe.family import Family
from taperlab.recipe.linear import bound_of
from taperlab.recipe.measured import RECTANGULAR, Measured
from taperlab.recipe.run import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.methods.instruments import Instrument
    from taperlab.methods.question import Question
    from taperlab.methods.space import Index, Mask
    from taperlab.recipe.linear import Deviating
    from taperlab.recipe.measured import Floats
    from taperlab.recipe.operations import Recipe

__all__ = ["Aims", "Found", "Part", "Rows", "parts_of"]

_SLACK = 1e-9
_SOFT_BIAS = 0.10
_WASTE_STEP = 0.5
_TOTALS = np.array([float(total) for total in TOTALS])
_PLAIN = np.array([1.0, 2.0, 2.5, 5.0, 10.0])
_NEARLY = np.array([1.5, 3.0, 4.0, 7.5])


@dataclass(frozen=True, slots=True)
class Aims:
    """Doses to make, in counted mg; ``headroom`` is the dose taken before over each, if known."""

    target: Floats
    headroom: Floats | None


def parts_of(stock: Stock, question: Question) -> list[Part]:
    """Return the space of a stock: made up in a measure, and with a syringe of diluent."""
    draws, made, doses = _tables(question.syringes, question.measures)
    return [Part(stock, (draws, fills), doses, question.syringes) for fills in (made, draws)]


@lru_cache(maxsize=16)
def _tables(
    syringes: tuple[Instrument, ...], measures: tuple[Instrument, ...]
) -> tuple[Table, Table, Table]:
    """Return the tables of stock draws, of totals and of dose syringes, kept between answers."""
    draws = Table([Choice(mark, one) for one in syringes for mark in one.marks])
    made = Table([Choice(total, one) for total, one in totals_of(measures)])
    return draws, made, Table([Choice(Fraction(1), one) for one in syringes])


@dataclass(frozen=True, slots=True)
class _Liquid:
    """A stock as the pairs are chosen by it, in counted mg and mL."""

    content: float
    strongest: float
    weakest: float
    fullest: float


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Draws of stock with what they are made up to: rows of the tables, and what they make."""

    stock: Index
    fill: Index
    drawn: Floats
    total: Floats
    concentration: Floats
    plainness: Floats

    def take(self, rows: Index | Mask) -> _Pairs:
        """Return some of the pairs."""
        return _Pairs(*(getattr(self, name)[rows] for name in _Pairs.__slots__))


@lru_cache(maxsize=64)
def _pairs(stocks: Table, fills: Table, liquid: _Liquid, tier: int) -> _Pairs:
    """Return the pairs of a tier that may be made; kept between answers, like tables."""
    usable = np.arange(stocks.volume.size)
    if tier:
        usable = np.flatnonzero(_reads(stocks.volume, tier))
    grid = np.meshgrid(usable, np.arange(fills.volume.size), indexing="ij")
    stock, fill = grid[0].reshape(-1), grid[1].reshape(-1)
    drawn, total = stocks.volume[stock], fills.volume[fill]
    if stocks is fills:
        total = total + drawn
        keep = (np.abs(total[:, None] - _TOTALS) < _SLACK).any(axis=1)
    else:
        keep = total > drawn
    made, holds = liquid.content * drawn / total, liquid.content * drawn
    plain = np.select([_reads(drawn, n) & _reads(made, n) for n in (2, 1)], [2.0, 1.0])
    keep &= plain >= tier
    keep &= made <= liquid.strongest * (1 + _SLACK)
    keep &= made >= liquid.weakest * (1 - _SLACK)
    keep &= holds <= liquid.fullest * (1 + _SLACK)
    return _Pairs(stock, fill, drawn, total, made, plain).take(keep)


@dataclass(frozen=True, slots=True)
class Rows:
    """Members by row: stock, fill and syringe of the tables, the dose in mL, the aim it serves."""

    stock: Index
    fill: Index
    syringe: Index
    volume: Floats
    aim: Index

    def take(self, rows: Index | Mask) -> Rows:
        """Return some of the members."""
        return Rows(*(getattr(self, name)[rows] for name in Rows.__slots__))


@dataclass(frozen=True, slots=True)
class Found:
    """The members of one pair of tables with their figures."""

    part: Part
    rows: Rows
    figures: Figures

    def member(self, row: int) -> Dilution:
        """Return one member as exact choices."""
        rows, part = self.rows, self.part
        syringe = part.syringes[rows.syringe[row]]
        marks = round(rows.volume[row] / float(syringe.step))
        stock = part.stocks.choices[rows.stock[row]]
        fill = part.fills.choices[rows.fill[row]]
        return Dilution(stock, fill, Choice(marks * syringe.step, syringe), part.added)


class Part:
    """All dilutions of one stock that are made up in a measure, or with a syringe of diluent."""

    def __init__(
        self,
        stock: Stock,
        tables: tuple[Table, Table],
        doses: Table,
        syringes: Sequence[Instrument],
    ) -> None:
        self._stock = stock
        limits = (
            float(stock.strongest) if stock.strongest is not None else np.inf,
            float(stock.weakest) if stock.weakest is not None else 0.0,
            float(stock.fullest) if stock.fullest is not None else np.inf,
        )
        self._liquid = _Liquid(float(stock.content.nominal), *limits)
        self.stocks, self.fills = tables
        self.added = self.stocks is self.fills
        self.syringes = syringes
        self._doses = doses
        self._least = np.array([one.comfortable for one in syringes])

    def members(self, tier: int, aims: Aims, most: float | None = None) -> Found:
        """Return every member of a tier of plainness that serves one of the aims.

        With ``most`` those are left out whose error, a share of the aim, is certain to be larger.
        """
        pairs = _pairs(self.stocks, self.fills, self._liquid, tier)
        ideal = (aims.target[:, None] / pairs.concentration).reshape(-1)
        headroom = None if aims.headroom is None else np.repeat(aims.headroom, pairs.stock.size)
        cell, volume, syringe = dose_draws(ideal, self.syringes, headroom)
        aim, pair = np.divmod(cell, max(pairs.stock.size, 1))
        held = pairs.total[pair]  # to draw all of it would be no dilution
        usable = (volume < held - _SLACK) & (volume * float(self._stock.serves) <= held + _SLACK)
        if most is not None:
            usable &= self._least_errors(volume, syringe, ideal[cell]) <= most
        pairs = pairs.take(pair[usable])
        rows = Rows(pairs.stock, pairs.fill, syringe[usable], volume[usable], aim[usable])
        return Found(self, rows, self._figures(pairs, rows, aims.target[rows.aim]))

    def _least_errors(self, volume: Floats, syringe: Index, ideal: Floats) -> Floats:
        """Return what the errors cannot be below, by the bias and the last draw alone.

        What else is measured only adds to that. A syringe that measures the diluent too may take
        away some of its own scale: there the reading is all that is certain.
        """
        gauge = self._doses.gauge(syringe, "dose")
        variance = np.zeros(volume.shape) if gauge.half_mark is None else gauge.half_mark**2
        if not self.added:
            bounds = [fixed + share * volume for fixed, share in gauge.branches]
            variance = variance + np.max(bounds, axis=0) ** 2
        return np.abs(volume / ideal - 1) + 2 * np.sqrt(variance * float(RECTANGULAR)) / ideal

    def _figures(self, pairs: _Pairs, rows: Rows, target: Floats) -> Figures:
        return Figures(
            soft=self._softs(pairs, rows, target),
            error=self._errors(rows, target),
            plainness=pairs.plainness,
            handling=np.full(target.shape, 3.0),
            packs=self._packs(pairs.drawn),
            total=pairs.total,
            holds=self._liquid.content * pairs.drawn,
            waste=self._waste(pairs.drawn, rows.volume / pairs.total),
        )

    def _softs(self, pairs: _Pairs, rows: Rows, target: Floats) -> Floats:
        """Count the limits that only a typed reason passes, as the guards will."""
        stocks, fills, doses = self.stocks, self.fills, self._doses
        stock = stocks.soft[rows.stock]
        dose = rows.volume < self._least[rows.syringe] - _SLACK
        same = owners_shared(stocks, rows.stock, doses, rows.syringe)
        dose &= ~(stock & same & _equal(pairs.drawn, rows.volume))
        bias = np.abs(rows.volume * pairs.concentration / target - 1)
        counts = [stock, dose, bias > _SOFT_BIAS + _SLACK]
        if self.added:
            filled, fill = fills.volume[rows.fill], fills.soft[rows.fill]
            as_stock = owners_shared(fills, rows.fill, stocks, rows.stock)
            as_dose = owners_shared(fills, rows.fill, doses, rows.syringe)
            fill &= ~(stock & as_stock & _equal(filled, pairs.drawn))
            counts.append(fill & ~(dose & as_dose & _equal(filled, rows.volume)))
        if self._stock.settles is not None:
            counts.append(pairs.concentration > float(self._stock.settles) * (1 + _SLACK))
        return np.sum(counts, axis=0, dtype=np.float64)

    def _waste(self, drawn: Floats, share: Floats) -> Floats:
        """Return the steps of stock that are thrown away; what is kept is not."""
        return np.zeros(drawn.shape) if self._stock.kept else drawn * (1 - share) / _WASTE_STEP

    def _packs(self, drawn: Floats) -> Floats:
        per_28_days = drawn * 28 * self._stock.doses_per_day / self._stock.doses
        return np.ceil(per_28_days / float(self._stock.pack) - _SLACK)

    def variances(self, rows: Rows) -> tuple[Floats, Floats]:
        """Return those of each dose in mg²: of what differs from dose to dose, and of the rest."""
        content = self._stock.content
        bounds = [(error.weight, bound_of(error, content.nominal)) for error in content.errors]
        share = sum(float(weight * (bound / content.nominal) ** 2) for weight, bound in bounds)
        random, lasting = np.zeros(rows.volume.shape), np.zeros(rows.volume.shape)
        for alike, family, dose in self._carried(rows):
            lasting[alike] = share * dose.nominal**2
            for source, slope in dose.slopes.items():
                kind = random if source.scope == "dose" else lasting
                kind[alike] += family.weights[source] * slope**2
        return random, lasting

    def _errors(self, rows: Rows, target: Floats) -> Floats:
        error = np.zeros(rows.volume.shape)
        for alike, family, dose in self._carried(rows):
            spread = 2 * np.sqrt(family.variance(dose, handling=True))
            error[alike] = (np.abs(dose.nominal - target[alike]) + spread) / target[alike]
        return error

    def _carried(self, rows: Rows) -> Iterator[tuple[Index, Family, Deviating[Floats]]]:
        """Run the template once for each way its measurements can share a make and size."""
        same = owners_shared(self.stocks, rows.stock, self._doses, rows.syringe).astype(np.intp)
        if self.added:
            same += 2 * owners_shared(self.fills, rows.fill, self._doses, rows.syringe)
            same += 4 * owners_shared(self.fills, rows.fill, self.stocks, rows.stock)
        for pattern in np.unique(same):
            alike = np.flatnonzero(same == pattern)
            recipe = self._recipe(rows.take(alike), int(pattern))
            yield alike, (family := Family()), run(recipe, family).dose

    def _recipe(self, rows: Rows, pattern: int) -> Recipe[Floats]:
        first = "dose" if pattern & 1 else "stock"
        diluent = "dose" if pattern & 2 else "stock" if pattern & 4 else "diluent"
        stocks, fills = self.stocks, self.fills
        return dilution(
            product="stock",
            content=Measured(np.asarray(self._liquid.content), self._stock.content.dimension),
            stock=(stocks.volume[rows.stock], stocks.gauge(rows.stock, first), first),
            fill=(fills.volume[rows.fill], fills.gauge(rows.fill, diluent), diluent),
            dose=(rows.volume, self._doses.gauge(rows.syringe, "dose"), "dose"),
            liquid="",
            vessel="vessel",
            added=self.added,
            kept=self._stock.kept,
        )


def _equal(volumes: Floats, others: Floats) -> Mask:
    return np.asarray(np.abs(volumes - others) < _SLACK)


def _reads(values: Floats, tier: int) -> Mask:
    """Whether values read as 1, 2, 2.5 or 5 (tier 2), or as 1.5, 3, 4 or 7.5 too (tier 1)."""
    leading = values / 10.0 ** np.floor(np.log10(values) + _SLACK)
    digits = _PLAIN if tier == 2 else np.concatenate([_PLAIN, _NEARLY])
    return np.asarray((np.abs(leading[:, None] - digits) < 1e-7).any(axis=1))
