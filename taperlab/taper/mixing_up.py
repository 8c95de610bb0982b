"""What happens if the old and the new bottle are mixed up (practice.md 81)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message
from taperlab.methods.working import shown
from taperlab.quantities import Mass, Volume
from taperlab.recipe.operations import Draw, Drip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.ranking import Candidate

__all__ = ["RETURNED", "Mixed", "judge_mix_up", "mixed_up"]

_SOFT, _HARD = Fraction(3, 2), Fraction(3)
RETURNED = "old-bottle-returned"
"""The override by which somebody ticks that the old bottle is given back."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """The doses in counted mg that a mix-up gives, each administration.

    ``old_bottle`` is the new volume from the old bottle, ``new_bottle`` the old volume from the
    new one; ``ratio`` is the larger over the present dose; the volumes are in mL.
    """

    old_bottle: Mass
    new_bottle: Mass
    ratio: Fraction
    old_volume: Volume
    new_volume: Volume

    @property
    def is_misleading(self) -> bool:
        """Whether more millilitres are a smaller dose."""
        return self.new_volume > self.old_volume


def mixed_up(before: Candidate, after: Candidate) -> Mixed:
    """Return what a mix-up at a change of bottle gives; both are measured liquids."""
    old, new = _volume(before), _volume(after)
    given, meant = before.figures.delivered.amount, after.figures.delivered.amount
    from_old, from_new = given / old * new, meant / new * old
    return Mixed(
        old_bottle=Mass(from_old),
        new_bottle=Mass(from_new),
        ratio=max(from_old, from_new) / given,
        old_volume=Volume(old),
        new_volume=Volume(new),
    )


def judge_mix_up(mixed: Mixed, *, returned: bool) -> Iterator[Finding]:
    """Warn of a mix-up above 1.5 times the present dose, stop above 3 times."""
    worse = max(mixed.old_bottle, mixed.new_bottle, key=lambda dose: dose.amount)
    fields = {"dose": shown(worse), "times": shown_ratio(mixed.ratio)}
    if mixed.ratio > _HARD and not returned:
        yield Finding("stop", Message("taper.old-bottle-returned", **fields))
    elif mixed.ratio > _SOFT:
        yield Finding("warn", Message("taper.mix-up", **fields), soft=True)
    if mixed.is_misleading:
        volumes = {"old": shown(mixed.old_volume), "new": shown(mixed.new_volume)}
        yield Finding("warn", Message("taper.more-volume-smaller-dose", **volumes))


def shown_ratio(ratio: Fraction) -> Fraction:
    """Return a ratio to one decimal, for reading."""
    return round(ratio, 1)


def _volume(candidate: Candidate) -> Fraction:
    measured = [one for one in candidate.proposal.recipe.operations if isinstance(one, Draw | Drip)]
    return measured[-1].volume.nominal
