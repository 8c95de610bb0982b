"""What happens if the old and the new bottle are mixed up (practice.md 81)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message
from taperlab.methods.working import shown
from taperlab.quantities import Concentration, Mass, Volume, parse_file
from taperlab.recipe.operations import Draw, Drip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.ranking import Candidate
    from taperlab.taper.request import Taken

__all__ = [
    "RETURNED",
    "Drawn",
    "Mixed",
    "drawn_of",
    "judge_mix_up",
    "mixed_up",
    "mixed_volumes",
]

_SOFT, _HARD = Fraction(3, 2), Fraction(3)
RETURNED = "old-bottle-returned"
"""The override by which somebody ticks that the old bottle is given back."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """The doses in counted mg that a mix-up gives, each administration.

    ``old_bottle`` is the new volume from the old bottle, ``new_bottle`` the old volume from the
    new one; ``ratio`` is the larger over the present dose; the volumes are in mL. With
    ``from_stock`` the new bottle is made from the old one, which stays for that.
    """

    old_bottle: Mass
    new_bottle: Mass
    ratio: Fraction
    old_volume: Volume
    new_volume: Volume
    from_stock: bool = False

    @property
    def is_misleading(self) -> bool:
        """Whether more millilitres are a smaller dose."""
        return self.new_volume > self.old_volume


@dataclass(frozen=True, slots=True)
class Drawn:
    """A measured dose: counted mg, and counted mg/mL of what it is drawn from."""

    dose: Fraction
    concentration: Fraction

    @property
    def volume(self) -> Fraction:
        """How many mL it is."""
        return self.dose / self.concentration


def mixed_up(before: Candidate, after: Candidate, *, from_stock: bool) -> Mixed:
    """Return what a mix-up at a change of bottle gives; both are measured liquids."""
    return mixed_volumes(_drawn(before), _drawn(after), from_stock=from_stock)


def mixed_volumes(old: Drawn, new: Drawn, *, from_stock: bool) -> Mixed:
    """Return what it gives if the volumes of two doses are taken from each other's bottle."""
    from_old, from_new = new.volume * old.concentration, old.volume * new.concentration
    return Mixed(
        old_bottle=Mass(from_old),
        new_bottle=Mass(from_new),
        ratio=max(from_old, from_new) / old.dose,
        old_volume=Volume(old.volume),
        new_volume=Volume(new.volume),
        from_stock=from_stock,
    )


def drawn_of(taken: Taken) -> Drawn | None:
    """Return what was taken as it was measured, if it was a liquid."""
    dose = parse_file(taken.achieved, Mass).amount
    if taken.concentration is None or not dose:
        return None
    return Drawn(dose, parse_file(taken.concentration, Concentration).amount)


def judge_mix_up(mixed: Mixed, *, returned: bool) -> Iterator[Finding]:
    """Warn of a mix-up above 1.5 times the present dose, stop above 3 times.

    What is ``returned``, or kept apart as the stock, needs no other reason.
    """
    worse = max(mixed.old_bottle, mixed.new_bottle, key=lambda dose: dose.amount)
    fields = {"dose": shown(worse), "times": shown_ratio(mixed.ratio)}
    if mixed.ratio > _HARD and not returned:
        open_ = Message(f"taper.old-bottle-{'stays' if mixed.from_stock else 'not-back'}")
        yield Finding("stop", Message("taper.old-bottle-returned", **fields, unconfirmed=open_))
    elif mixed.ratio > _SOFT:
        yield Finding("warn", Message("taper.mix-up", **fields), soft=not returned)
    if mixed.is_misleading:
        volumes = {"old": shown(mixed.old_volume), "new": shown(mixed.new_volume)}
        yield Finding("warn", Message("taper.more-volume-smaller-dose", **volumes))


def shown_ratio(ratio: Fraction) -> Fraction:
    """Return a ratio to one decimal, for reading."""
    return round(ratio, 1)


def _drawn(candidate: Candidate) -> Drawn:
    measured = [one for one in candidate.proposal.recipe.operations if isinstance(one, Draw | Drip)]
    dose = candidate.figures.delivered.amount
    return Drawn(dose, dose / measured[-1].volume.nominal)
