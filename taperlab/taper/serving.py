"""Which preparation serves each level: options, the bottle plan over them, and the exact judge."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from taperlab.answers.guards import judge_question
from taperlab.answers.judging import POOR, CancelledError, reason_against
from taperlab.messages import Message
from taperlab.methods import diluted_liquid, oral_liquid
from taperlab.methods.question import Refused
from taperlab.methods.working import shown
from taperlab.taper.blocks import Bottles, block_of
from taperlab.taper.choosing import Judge, chosen_for
from taperlab.taper.dilutions import diluted_options
from taperlab.taper.earlier import with_earlier
from taperlab.taper.in_use import as_recorded
from taperlab.taper.neat import neat_options
from taperlab.taper.options import Circumstances, best_alone, options_for
from taperlab.taper.served import Served
from taperlab.taper.ways import way_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from taperlab.messages import Finding
    from taperlab.methods.question import Question
    from taperlab.taper.blocks import Block
    from taperlab.taper.choosing import Place
    from taperlab.taper.levels import Level
    from taperlab.taper.options import StepOptions
    from taperlab.taper.ways import Way

__all__ = ["Circumstances", "Served", "serve"]


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
    given = replace(given or Circumstances(), bottles=Bottles())
    every = _Lazily(questions, given.bottles)
    steps = _gathered(levels, questions, given, every, cancelled)
    judge = Judge()
    served = _settled(steps, judge)
    more = (
        with_earlier(steps, served, every.diluted)
        if diluted_liquid.METHOD in given.methods
        else None
    )
    return served if more is None else _settled(more, judge)


def _settled(steps: list[StepOptions], judge: Judge) -> list[Served]:
    """Choose, and judge exactly what was chosen, until all of that passes."""
    while True:
        chosen = chosen_for(steps, judge)
        served = [_confirmed(step, at, judge) for step, at in zip(steps, chosen, strict=True)]
        wrong = [
            number
            for number, (at, made) in enumerate(zip(chosen, served, strict=True))
            if at is not None and made.candidate is None
        ]
        if not wrong:
            return served
        for number in wrong:  # the floats proposed what the exact judge does not let pass
            steps[number] = _without(steps[number], chosen[number])


def _without(step: StepOptions, at: Place | None) -> StepOptions:
    """Return the ways of a step but one."""
    if at is None:
        return step
    blocks = list(step.blocks)
    rest = blocks[at.block].take(np.arange(blocks[at.block].size) != at.row)
    blocks[at.block : at.block + 1] = [rest] if rest.size else []
    return replace(step, blocks=tuple(blocks))


def _gathered(
    levels: Sequence[Level],
    questions: Sequence[Question],
    given: Circumstances,
    every: _Lazily,
    cancelled: Callable[[], bool] | None,
) -> list[StepOptions]:
    steps: list[StepOptions] = []
    for number, (level, question) in enumerate(zip(levels, questions, strict=True)):
        if cancelled is not None and cancelled():
            raise CancelledError
        step = options_for(level, question, every.general[number], every.searched(number), given)
        if not number:
            step = as_recorded(step) or _as_taken(step, given)
        steps.append(step)
        forms = {one.release for one in step.blocks}
        kept = given.release in forms or not forms
        given = replace(given, rank=step.rank, release=given.release if kept else min(forms))
    return steps


class _Lazily:
    """What is searched for all steps at once, when the first step needs it; steps come in order."""

    def __init__(self, questions: Sequence[Question], bottles: Bottles) -> None:
        self._questions, self._bottles = questions, bottles
        self._diluted: list[list[Block]] | None = None

    @cached_property
    def general(self) -> list[tuple[Finding, ...]]:
        """What is to be said of each step's dose, however it is made."""
        return [tuple(judge_question(question)) for question in self._questions]

    @cached_property
    def _reasons(self) -> list[int]:
        return [sum(one.soft for one in findings) for findings in self.general]

    def _dilutions(self, number: int) -> list[Block]:
        """Return those of one step: the search begins with the first step that asks for any."""
        if self._diluted is None:
            self._diluted = self.diluted(range(number, len(self._questions)))
        return self._diluted[number]

    def diluted(self, steps: range) -> list[list[Block]]:
        """Return the dilutions of some steps, by the place of the step among all."""
        return diluted_options(self._questions, self._reasons, self._bottles, steps)

    @cached_property
    def _neat(self) -> list[list[Block]]:
        return neat_options(self._questions, self._reasons, self._bottles)

    def searched(self, number: int) -> Mapping[str, Callable[[], list[Block]]]:
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
    best = best_alone(question, given.methods, step.general)
    if best is None:
        return step
    made = way_of(best.proposal)
    if made.liquid and not given.as_made:
        return step
    own = block_of(step.question, best, given.bottles)
    return replace(step, blocks=(_as_known(own, step, made) if made.liquid else own,))


def _as_known(own: Block, step: StepOptions, made: Way) -> Block:
    """Return a liquid under the name and number of the bottle that other steps may share."""
    for block in step.blocks:
        for row in range(block.size):
            option = block.option(row)
            if way_of(option.propose()) == made:
                return own.named(option.way, block.bottle[row : row + 1])
    return own


def _confirmed(step: StepOptions, at: Place | None, judge: Judge) -> Served:
    """Judge what was chosen exactly; what does not pass leaves the level unmade."""
    if at is None:
        refused = step.refused
        if step.blocks:
            method = step.blocks[0].option(0).propose().method
            refused = (Refused(method, None, _would_rise(step)), *refused)
        return Served(step.level, step.question, None, None, refused)
    option = step.blocks[at.block].option(at.row)
    candidate = judge.of(step, option)
    reason = reason_against(step.question, candidate)
    if reason is not None or candidate.grade >= POOR or candidate.soft > option.soft:
        return Served(step.level, step.question, None, None, step.refused)
    return Served(step.level, step.question, option.way, candidate, step.refused)


def _would_rise(step: StepOptions) -> Message:
    return Message("taper.would-rise", dose=shown(step.level.target))
