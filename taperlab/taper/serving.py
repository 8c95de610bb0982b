"""Which preparation serves each level: options, the bottle plan over them, and the exact judge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from taperlab.answers.guards import judge_question
from taperlab.answers.judging import POOR, CancelledError, judged, reason_against, solve
from taperlab.messages import Message
from taperlab.methods import diluted_liquid, oral_liquid
from taperlab.methods.question import Refused
from taperlab.methods.working import shown
from taperlab.taper.bottle_plan import Options, choose
from taperlab.taper.dilutions import diluted_options
from taperlab.taper.in_use import as_recorded
from taperlab.taper.neat import neat_options
from taperlab.taper.options import Circumstances, option_of, options_for
from taperlab.taper.ways import way_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from taperlab.answers.carried import Carriers
    from taperlab.answers.ranking import Candidate
    from taperlab.messages import Finding
    from taperlab.methods.question import Question
    from taperlab.taper.levels import Level
    from taperlab.taper.options import Option, StepOptions
    from taperlab.taper.ways import Way

__all__ = ["Circumstances", "Served", "serve"]

_SLACK = 1e-9


@dataclass(frozen=True)
class Served:
    """A level with what makes it, or why nothing can."""

    level: Level
    question: Question
    way: Way | None
    candidate: Candidate | None
    refused: tuple[Refused, ...] = ()

    @property
    def release(self) -> str | None:
        """The form of release of what makes it."""
        return None if self.candidate is None else self.candidate.proposal.products[0].release


def serve(
    levels: Sequence[Level],
    questions: Sequence[Question],
    given: Circumstances | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Served]:
    """Return what serves each level, with the fewest changes of bottle.

    Units that are taken now, at the first level, go on being taken for as long as it lasts; of
    which form of release they are may be ``given``, as may the methods that are wanted.

    Raises:
        CancelledError: if ``cancelled`` said so.
    """
    given = given or Circumstances()
    carriers = given.carriers
    steps = _gathered(levels, questions, given, cancelled)
    while True:
        chosen = _chosen(steps)
        served = [_confirmed(step, one, carriers) for step, one in zip(steps, chosen, strict=True)]
        wrong = [
            number
            for number, (one, made) in enumerate(zip(chosen, served, strict=True))
            if one is not None and made.candidate is None
        ]
        if not wrong:
            return served
        for number in wrong:  # the floats proposed what the exact judge does not let pass
            left = tuple(one for one in steps[number].options if one is not chosen[number])
            steps[number] = replace(steps[number], options=left)


def _gathered(
    levels: Sequence[Level],
    questions: Sequence[Question],
    given: Circumstances,
    cancelled: Callable[[], bool] | None,
) -> list[StepOptions]:
    every = _Lazily(questions)
    steps: list[StepOptions] = []
    for number, (level, question) in enumerate(zip(levels, questions, strict=True)):
        if cancelled is not None and cancelled():
            raise CancelledError
        step = options_for(level, question, every.general[number], every.searched(number), given)
        if not number:
            step = as_recorded(step) or _as_taken(step, given)
        steps.append(step)
        forms = {one.release for one in step.options}
        kept = given.release in forms or not forms
        given = replace(given, rank=step.rank, release=given.release if kept else min(forms))
    return steps


class _Lazily:
    """What is searched for all steps at once, when the first step needs it; steps come in order."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._questions = questions
        self._diluted: list[list[Option]] | None = None

    @cached_property
    def general(self) -> list[tuple[Finding, ...]]:
        """What is to be said of each step's dose, however it is made."""
        return [tuple(judge_question(question)) for question in self._questions]

    @cached_property
    def _reasons(self) -> list[int]:
        return [sum(one.soft for one in findings) for findings in self.general]

    def _dilutions(self, number: int) -> list[Option]:
        """Return those of one step: the search begins with the first step that asks for any."""
        if self._diluted is None:
            self._diluted = diluted_options(self._questions, self._reasons, since=number)
        return self._diluted[number]

    @cached_property
    def _neat(self) -> list[list[Option]]:
        return neat_options(self._questions, self._reasons)

    def searched(self, number: int) -> Mapping[str, Callable[[], list[Option]]]:
        """Return what gives the ways of one step, by method."""
        return {
            diluted_liquid.METHOD: lambda: self._dilutions(number),
            oral_liquid.METHOD: lambda: self._neat[number],
        }


def _as_taken(step: StepOptions, given: Circumstances) -> StepOptions:
    """Keep to the first level's own answer if that is units, or if it is asked for in any case.

    A liquid of it is known by the bottle that other levels may share.
    """
    question, form = step.question, given.release
    if form is not None:
        alike = tuple(one for one in question.products if one.release == form)
        question = replace(question, products=alike)
    best = solve(question, given.methods).best
    if best is None:
        return step
    own, made = option_of(step.question, best), way_of(best.proposal)
    if made.liquid and not given.as_made:
        return step
    same = (one.way for one in step.options if made.liquid and way_of(one.propose()) == made)
    return replace(step, options=(own._replace(way=next(same, own.way)),))


def _chosen(steps: Sequence[StepOptions]) -> list[Option | None]:
    """Return what the bottle plan takes for each step."""
    ways: dict[Way, int] = {}
    known: dict[int, int] = {}  # by identity: a bottle of thousands of ways is hashed once
    for step in steps:
        for one in step.options:
            if id(one.way) not in known:
                known[id(one.way)] = ways.setdefault(one.way, len(ways))
    tables = [_table(step, known) for step in steps]
    chosen = choose([options for options, _ in tables])
    return [
        None if row is None else rows[row] for (_, rows), row in zip(tables, chosen, strict=True)
    ]


def _table(step: StepOptions, ways: Mapping[int, int]) -> tuple[Options, list[Option]]:
    """Return the options of one step as the bottle plan wants them, and which row is which.

    For each bottle the best that is at least the target, and the best that is below it.
    """
    target, days = float(step.level.asked.amount) * (1 - _SLACK), step.level.days
    best: dict[tuple[int, bool], Option] = {}
    for one in step.options:
        side = ways[id(one.way)], one.achieved >= target
        rival = best.get(side)
        if rival is None or (one.soft, one.error) < (rival.soft, rival.error):
            best[side] = one
    rows = list(best.values())
    above = [
        np.inf if up or (way, True) not in best else best[way, True].achieved for way, up in best
    ]
    options = Options(
        bottle=np.array([way for way, _ in best], dtype=np.intp),
        achieved=np.array([one.achieved for one in rows]),
        above=np.array(above),
        error=np.array([one.error for one in rows]),
        waste=np.array([one.waste * days for one in rows]),
        falls=step.level.falls,
    )
    return options, rows


def _confirmed(step: StepOptions, option: Option | None, carriers: Carriers) -> Served:
    """Judge what was chosen exactly; what does not pass leaves the level unmade."""
    if option is None:
        refused = step.refused
        if step.options:
            refused = (Refused(step.options[0].propose().method, None, _would_rise(step)), *refused)
        return Served(step.level, step.question, None, None, refused)
    candidate = option.candidate
    if candidate is None:
        proposal = option.propose()
        carried = carriers.of(proposal.recipe)
        candidate = judged(step.question, proposal, step.general, carried)
    reason = reason_against(step.question, candidate)
    if reason is not None or candidate.grade >= POOR or candidate.soft > option.soft:
        return Served(step.level, step.question, None, None, step.refused)
    return Served(step.level, step.question, option.way, candidate, step.refused)


def _would_rise(step: StepOptions) -> Message:
    return Message("taper.would-rise", dose=shown(step.level.target))
