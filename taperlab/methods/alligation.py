"""Alligation: two strengths of one drug mixed to a strength between them (practice.md 42).

By alligation alternate the parts are crosswise differences: ``wanted - weak`` parts of the
stronger liquid to ``strong - wanted`` parts of the weaker; 4 mg/mL and 1 mg/mL make 2 mg/mL as
1 part to 2 parts. Both parts are drawn, so no diluent and no cylinder take part.

The space: plainly read strengths strictly between the two; of the stronger liquid every plainly
read volume, of the weaker the volume that follows; each drawn with the most accurate syringe
that has its mark and measures it well; the dose on a mark of any syringe.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from taperlab.messages import InputError, Message
from taperlab.methods.gauges import Gauge, gauge_of, measured
from taperlab.methods.marks import UNKNOWN_PACK, plainness
from taperlab.methods.shortlist import Figures, shortlist
from taperlab.methods.space import Choice, Table, dose_draws
from taperlab.methods.working import shown
from taperlab.quantities import Concentration
from taperlab.recipe.family import Family
from taperlab.recipe.measured import Measured, N
from taperlab.recipe.operations import DOSE, Discard, Draw, Mix, Recipe
from taperlab.recipe.run import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.methods.instruments import Instrument
    from taperlab.methods.space import Index
    from taperlab.recipe.measured import Floats

__all__ = ["CUP", "Blend", "Blended", "alligation", "blends", "mixture", "recipe_of_blend"]

CUP = "cup"
_FAR = 0.20
_SOFT_BIAS = 0.10
_SLACK = 1e-9
_WASTE_STEP = 0.5
_DIGITS = tuple(Fraction(n) for n in ("1", "1.5", "2", "2.5", "3", "4", "5", "7.5"))


@dataclass(frozen=True, slots=True)
class Blended:
    """Two liquids to mix for one dose: ids, counted contents, target and limits.

    ``current`` is the dose taken now, in counted mg; ``strongest`` the highest counted strength
    in mg/mL that may be made, ``settles`` the one above which a typed reason is needed; ``packs``
    the volumes in mL by which packs are counted.
    """

    products: tuple[str, str]
    contents: tuple[Measured[Fraction], Measured[Fraction]]
    target: Fraction
    current: Fraction | None = None
    doses_per_day: int = 1
    strongest: Fraction | None = None
    settles: Fraction | None = None
    packs: tuple[Fraction, Fraction] = (UNKNOWN_PACK, UNKNOWN_PACK)


@dataclass(frozen=True, slots=True)
class Blend:
    """One member of the space: a draw of the stronger, one of the weaker, and the dose's."""

    strong: Choice
    weak: Choice
    concentration: Fraction
    dose: Choice

    @property
    def total(self) -> Fraction:
        """The volume that is mixed, in mL."""
        return self.strong.volume + self.weak.volume

    @property
    def plainness(self) -> int:
        """Return how plainly both volumes and the strength read."""
        return plainness(self.strong.volume, self.weak.volume, self.concentration)


def alligation(
    strong: Concentration, weak: Concentration, wanted: Concentration
) -> tuple[Concentration, Concentration]:
    """Return the parts of the stronger and of the weaker liquid that make the wanted strength.

    The parts are crosswise differences, in mg/mL: only their ratio matters.

    Raises:
        InputError: unless the wanted strength lies between the two.
    """
    if not weak < wanted < strong:
        fields = {"wanted": shown(wanted), "weak": shown(weak), "strong": shown(strong)}
        raise InputError(Message("methods.not-between", **fields))
    return wanted - weak, strong - wanted


def mixture(
    products: tuple[str, str],
    contents: tuple[Measured[N], Measured[N]],
    parts: Sequence[tuple[N, Gauge[N], str]],
    dose: tuple[N, Gauge[N], str],
) -> Recipe[N]:
    """Return the recipe: each measurement is a volume in mL, its gauge and its device."""
    drawn = [measured(part[0], part[1], reading=n) for n, part in enumerate(parts, start=1)]
    taken = measured(dose[0], dose[1], reading=3)
    return Recipe(
        (
            Draw(products[0], drawn[0], parts[0][2], 1, CUP),
            Draw(products[1], drawn[1], parts[1][2], 1, CUP),
            Mix(CUP, "stir"),
            Draw(CUP, taken, dose[2], 1, DOSE),
            Discard(CUP),
        ),
        dict(zip(products, contents, strict=True)),
    )


def recipe_of_blend(blended: Blended, blend: Blend) -> Recipe[Fraction]:
    """Return the exact recipe of one member."""

    def part(choice: Choice) -> tuple[Fraction, Gauge[Fraction], str]:
        return choice.volume, gauge_of(choice.instrument.device), choice.instrument.id

    parts = [part(blend.strong), part(blend.weak)]
    return mixture(blended.products, blended.contents, parts, part(blend.dose))


def blends(
    blended: Blended, syringes: tuple[Instrument, ...], limit: Fraction | None
) -> list[Blend]:
    """Return the mixtures that may be the pick or lie on the front.

    They are the plain ones if any of them meets the limit, else the nearly plain ones too.
    """
    found: list[Blend] = []
    most = _FAR if limit is None else float(limit)
    for tier in (2, 1):
        found = list(_members(blended, syringes, tier)) or found
        if not found:
            continue
        figures = _figures(blended, found)
        within = np.flatnonzero(figures.error <= most + _SLACK)
        if within.size:
            rows = within if limit is not None else np.arange(len(found))
            return [found[row] for row in rows[shortlist(figures.take(rows))]]
    return [found[row] for row in shortlist(figures)] if found else []


def _members(blended: Blended, syringes: tuple[Instrument, ...], tier: int) -> Iterator[Blend]:
    made = list(_mixed(blended, syringes, tier))
    if not made:
        return
    ideal = np.array([float(blended.target / strength) for _, _, strength in made])
    headroom = None if blended.current is None else float(blended.current / blended.target)
    for row, volume, number in zip(*dose_draws(ideal, syringes, headroom), strict=True):
        strong, weak, strength = made[row]
        step = syringes[number].step
        dose = Choice(round(volume / float(step)) * step, syringes[number])
        if dose.volume < strong.volume + weak.volume:  # to draw all of it would be no mixture
            yield Blend(strong, weak, strength, dose)


def _mixed(
    blended: Blended, syringes: tuple[Instrument, ...], tier: int
) -> Iterator[tuple[Choice, Choice, Fraction]]:
    """Yield every pair of plainly read draws that makes a plainly read strength."""
    strong, weak = (Concentration(content.nominal) for content in blended.contents)
    draws = _well_measured(syringes)
    for strength in _strengths(strong.amount, weak.amount, tier):
        if blended.strongest is not None and strength > blended.strongest:
            continue
        more, less = alligation(strong, weak, Concentration(strength))
        for volume, choice in draws.items():
            other = draws.get(volume * less.amount / more.amount)
            if other is not None and plainness(volume, other.volume, strength) >= tier:
                yield choice, other, strength


def _strengths(strong: Fraction, weak: Fraction, tier: int) -> Iterator[Fraction]:
    """Yield the strengths between two that read plainly."""
    power = Fraction(1)
    while power > weak:
        power /= 10
    while power < strong:
        read = (digit * power for digit in _DIGITS)
        yield from (one for one in read if weak < one < strong and plainness(one) >= tier)
        power *= 10


@lru_cache(maxsize=16)
def _well_measured(syringes: tuple[Instrument, ...]) -> dict[Fraction, Choice]:
    """Return each plainly read volume with the most accurate syringe that measures it well."""
    best: dict[Fraction, Choice] = {}
    for one in syringes:
        for mark in one.marks:
            if mark < one.comfortable_from or not plainness(mark):
                continue
            known = best.get(mark)
            if known is None or _bound(one, mark) < _bound(known.instrument, mark):
                best[mark] = Choice(mark, one)
    return best


def _bound(syringe: Instrument, volume: Fraction) -> Fraction:
    return syringe.tolerance(volume) + syringe.step / 2


def _figures(blended: Blended, found: Sequence[Blend]) -> Figures:
    strong, weak, dose, made = (
        np.array([float(value) for value in values])
        for values in zip(
            *((b.strong.volume, b.weak.volume, b.dose.volume, b.concentration) for b in found),
            strict=True,
        )
    )
    total = strong + weak
    packs = strong / float(blended.packs[0]) + weak / float(blended.packs[1])
    return Figures(
        soft=_softs(blended, found, dose * made),
        error=_errors(blended, found),
        plainness=np.array([float(blend.plainness) for blend in found]),
        handling=np.full(total.shape, 3.0),
        packs=np.ceil(packs * 28 * blended.doses_per_day - _SLACK),
        total=total,
        holds=total * made,
        waste=total * (1 - dose / total) / _WASTE_STEP,
    )


def _softs(blended: Blended, found: Sequence[Blend], given: Floats) -> Floats:
    """Count the limits that only a typed reason passes, as the guards will."""
    small = [one.dose.volume < one.dose.instrument.comfortable_from for one in found]
    far = np.abs(given / float(blended.target) - 1) > _SOFT_BIAS + _SLACK
    settles = blended.settles
    above = [settles is not None and one.concentration > settles for one in found]
    return np.sum([np.array(small), far, np.array(above)], axis=0, dtype=np.float64)


def _errors(blended: Blended, found: Sequence[Blend]) -> Floats:
    """Run the template once for each way the three draws share a make and size."""
    patterns: dict[tuple[int, ...], list[int]] = {}
    for row, blend in enumerate(found):
        owners = [gauge_of(one.instrument.device).owner for one in _draws_of(blend)]
        patterns.setdefault(tuple(owners.index(owner) for owner in owners), []).append(row)
    error = np.zeros(len(found))
    for pattern, rows in patterns.items():
        error[np.array(rows)] = _run(blended, pattern, [found[row] for row in rows])
    return error


def _draws_of(blend: Blend) -> tuple[Choice, Choice, Choice]:
    return blend.strong, blend.weak, blend.dose


def _run(blended: Blended, pattern: tuple[int, ...], members: Sequence[Blend]) -> Floats:
    every: Index = np.arange(len(members))
    parts = []
    for number, choices in zip(pattern, zip(*map(_draws_of, members), strict=True), strict=True):
        table, role = Table(choices), f"draw {number}"
        parts.append((table.volume, table.gauge(every, role), role))
    first, second = (
        Measured(np.asarray(float(one.nominal)), one.dimension) for one in blended.contents
    )
    family = Family()
    recipe = mixture(("strong", "weak"), (first, second), parts[:2], parts[2])
    given = run(recipe, family).dose
    target = float(blended.target)
    spread = 2 * np.sqrt(family.variance(given, handling=True))
    return np.asarray((np.abs(given.nominal - target) + spread) / target)
