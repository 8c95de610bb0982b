"""The smallest change that can be told apart, dose by dose and by each way of making doses.

A limit of measuring, never advice: at each dose the figure is that of ``smallest_change`` for the
way of making that dose which each method would take for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from taperlab.answers.codec import document_hash, encode
from taperlab.answers.document import CatalogueStamp, Document, Hashed
from taperlab.answers.judging import POOR, CancelledError, solve
from taperlab.answers.ranking import pick
from taperlab.messages import Message
from taperlab.methods import METHODS
from taperlab.quantities import Mass
from taperlab.taper.asking import base_question, release_taken, repeat
from taperlab.taper.document import Request
from taperlab.taper.ladder_doses import doses_below
from taperlab.taper.levels import Level
from taperlab.taper.parts import UNITS
from taperlab.taper.serving import Served
from taperlab.taper.smallest import smallest_change
from taperlab.version import __version__
from taperlab.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from taperlab.answers.judging import Found
    from taperlab.answers.ranking import Candidate
    from taperlab.catalogue import Catalogue
    from taperlab.methods.question import Question
    from taperlab.taper.request import CheckRequest

__all__ = ["LADDER_SCHEMA", "Ladder", "Rail", "Rung", "smallest_changes"]

LADDER_SCHEMA = "taperlab/ladder/1"


class Rung(Document, frozen=True, kw_only=True):
    """One dose made in one way, and the smallest change from it that can be told apart.

    ``change`` is ``achieved`` where nothing but leaving the dose out can be, and None where not
    even that can, or no error is known.
    """

    dose: Mass
    achieved: Mass
    change: Mass | None


class Rail(Document, frozen=True, kw_only=True):
    """One way of making doses, with a rung at each that it makes; units, whole and cut, are one."""

    methods: tuple[str, ...]
    name: str
    rungs: tuple[Rung, ...]


class Ladder(Hashed, frozen=True, kw_only=True):
    """Each way with its rungs; ``doses`` are those looked at, the one taken now first."""

    request: Request
    catalogue: CatalogueStamp
    doses: tuple[Mass, ...]
    rails: tuple[Rail, ...]

    def to_json(self) -> str:
        """Write the ladder as a JSON document."""
        return encode(self).decode()


def smallest_changes(
    request: CheckRequest,
    catalogue: Catalogue,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Ladder:
    """Look at the doses from the one taken now down to a hundredth of it; ``to`` does not count.

    Raises:
        InputError: if a field cannot be read.
        CancelledError: if ``cancelled`` said so.
    """
    request = msgspec.structs.replace(request, to="0 mg")
    question, repeated, _ = base_question(request, catalogue)
    question = _of_release(question, release_taken(request, catalogue))
    doses = doses_below(question.dose, question.products)
    ladder = Ladder(
        schema=LADDER_SCHEMA,
        hash="",
        version=__version__,
        request=repeat(request, repeated),
        catalogue=CatalogueStamp(version=catalogue.version, hash=catalogue.hash),
        doses=tuple(doses),
        rails=_rails(question, doses, request, cancelled),
    )
    return msgspec.structs.replace(ladder, hash=document_hash(ladder))


def _of_release(question: Question, release: str | None) -> Question:
    if release is None:
        return question
    alike = tuple(one for one in question.products if one.release == release)
    return replace(question, products=alike)


def _rails(
    question: Question,
    doses: Sequence[Mass],
    request: CheckRequest,
    cancelled: Callable[[], bool] | None,
) -> tuple[Rail, ...]:
    """Return each way with its rungs, in the order of the methods."""
    found: dict[tuple[str, ...], list[Rung]] = {}
    for dose in doses:
        at = replace(question, dose=dose, current=dose, highest=dose)
        for way, rung in _rungs(at, request.methods or tuple(METHODS), cancelled):
            found.setdefault(way, []).append(rung)
    words, order = Wording(request.lang), list(METHODS)
    return tuple(
        Rail(methods=way, name=_name(way, words), rungs=tuple(found[way]))
        for way in sorted(found, key=lambda one: order.index(one[0]))
    )


def _rungs(
    question: Question, methods: Sequence[str], cancelled: Callable[[], bool] | None
) -> Iterator[tuple[tuple[str, ...], Rung]]:
    """Yield the rung of each way at one dose, as though it were the one taken now."""
    dose = question.dose
    level = Level(1, dose, dose, question.date, None, "now")
    for way, candidate in _made(solve(question, methods, cancelled)).items():
        if cancelled is not None and cancelled():
            raise CancelledError
        daily = candidate.proposal.doses_per_day if question.per_day else 1
        achieved = candidate.figures.delivered * daily
        change = smallest_change(Served(level, question, None, candidate))
        yield way, Rung(dose=dose, achieved=achieved, change=change)


def _made(found: Found) -> dict[tuple[str, ...], Candidate]:
    """Return what each way would take for a dose: never what is poor, and the best of all first."""
    fit: dict[tuple[str, ...], list[Candidate]] = {}
    for one in found.candidates:
        if one.grade < POOR:
            fit.setdefault(_way(one), []).append(one)
    made = {way: pick(ones) for way, ones in fit.items()}
    return made if found.best is None else {**made, _way(found.best): found.best}


def _way(candidate: Candidate) -> tuple[str, ...]:
    method = candidate.proposal.method
    return UNITS if method in UNITS else (method,)


def _name(way: tuple[str, ...], words: Wording) -> str:
    if way == UNITS:
        return words.text(Message("taper.ladder-units"))
    return words.text(Message(f"taper.method-{way[0]}"))
