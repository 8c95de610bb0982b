"""Every way of making each step that a plan may choose from, with the figures it is chosen by.

Diluted liquids are searched for all steps at once, as proposals in floats; everything else is
asked of its method and judged exactly at once. What is chosen is judged exactly in any case.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from taperlab.answers.carried import carried_of
from taperlab.answers.judging import POOR, Found, judged, reason_against, solve
from taperlab.answers.ranking import ACCEPTABLE, first_rank, pick
from taperlab.methods import METHODS, diluted_liquid, oral_liquid
from taperlab.methods.question import Refused
from taperlab.taper.blocks import Bottles, block_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from taperlab.answers.ranking import Candidate
    from taperlab.messages import Finding
    from taperlab.methods.question import Proposal, Question
    from taperlab.taper.blocks import Block
    from taperlab.taper.levels import Level

__all__ = ["Circumstances", "StepOptions", "options_for"]

DILUTED = diluted_liquid.METHOD
_GROUPS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (1, ("whole-tablets", "oral-liquid", "counted-drops")),
    (2, ("split-tablets",)),
    (3, ("tablet-plus-liquid",)),
    (5, (DILUTED, "dispersed-tablet", "counted-beads")),
    (8, ("strip", "weighed-powder", "compounded-liquid", "compounded-capsule")),
)
"""The methods by the first class of practice.md 30 they can be; the later are asked if need be."""

_MEASURED = frozenset(
    {
        "oral-liquid",
        "counted-drops",
        "tablet-plus-liquid",
        "counted-beads",
        "compounded-liquid",
        "dispersed-tablet",
    }
)


@dataclass(frozen=True, slots=True)
class StepOptions:
    """What may serve one step, the class it needs, and why other methods cannot serve it."""

    level: Level
    question: Question
    general: tuple[Finding, ...]
    blocks: tuple[Block, ...]
    rank: int
    refused: tuple[Refused, ...]

    @property
    def is_open(self) -> bool:
        """Whether there is any way at all."""
        return any(block.size for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What earlier steps settle: the class they needed, and the form of release they had.

    What has served may go on serving, so that nobody changes back and forth between a bottle
    and a tablet. With ``as_made`` the first step is made as its dose is by itself. ``bottles``
    knows the bottles of the plan by number.
    """

    methods: Sequence[str] = tuple(METHODS)
    rank: int = 0
    release: str | None = None
    as_made: bool = False
    bottles: Bottles = field(default_factory=Bottles)


def options_for(
    level: Level,
    question: Question,
    general: tuple[Finding, ...],
    searched: Mapping[str, Callable[[], Iterable[Block]]],
    given: Circumstances,
) -> StepOptions:
    """Return the ways that may serve a level.

    ``general`` is what is to be said of its dose; ``searched`` gives what was searched for all
    levels at once, by method.
    """
    stopped = next((one for one in general if one.severity == "stop"), None)
    if stopped is not None:
        why = (Refused(method, None, stopped.message) for method in given.methods[:1])
        return StepOptions(level, question, general, (), given.rank, tuple(why))
    search = _Search(level, question, general, given)
    for rank, group in _GROUPS:
        if rank > given.rank and search.is_settled:
            break
        methods = [one for one in group if one in given.methods]
        for method in methods:
            if method in searched:
                search.found.extend(searched[method]())
        search.ask([one for one in methods if one != DILUTED])
    if not search.found:
        search.ask_further()
    allowed, needed = _admissible(search.found, level, given)
    grouped = Found(refused=list(dict.fromkeys(search.refused))).grouped()
    return StepOptions(level, question, general, allowed, needed, tuple(grouped))


class _Search:
    """Asks methods about one level, and judges exactly what they propose, class by class.

    Both marks next to the dose are asked for: which of them is toward the dose before depends
    on what serves that one.
    """

    def __init__(
        self, level: Level, question: Question, general: tuple[Finding, ...], given: Circumstances
    ) -> None:
        self._level, self._question = level, question
        self._general, self._given = general, given
        self._reasons = sum(finding.soft for finding in general)
        self._asked: dict[tuple[bool, bool], Question] = {}
        self.found: list[Block] = []
        self.refused: list[Refused] = []

    @property
    def is_settled(self) -> bool:
        """Whether something of the form that is kept serves, with no typed reason of its own."""
        form = self._level.release or self._given.release
        alike = (one for one in self.found if form in (None, one.release))
        return any((one.soft <= self._reasons).any() for one in alike)

    def ask(self, methods: Sequence[str]) -> None:
        """Add what these methods offer; a later class only as far as it is needed."""
        self._take(
            answer
            for method in methods
            for question in self._questions(method)
            for answer in METHODS[method](question)
        )

    def ask_further(self) -> None:
        """Add dilutions of more than one stage, since nothing of what was searched serves.

        Where something may be kept, or no limit is set, there are others that were not searched.
        """
        if oral_liquid.METHOD in self._given.methods:  # for the reason against those searched
            self._take(oral_liquid.propose(self._question))
        if DILUTED not in self._given.methods:
            return
        question = self._question
        whole = question.days > 1 or question.limit is None or question.limit > ACCEPTABLE
        ask = diluted_liquid.propose if whole else diluted_liquid.beyond_one_stage
        self._take(ask(question))

    def _take(self, answers: Iterable[Proposal | Refused]) -> None:
        proposals: list[Proposal] = []
        for one in answers:
            if isinstance(one, Refused):
                self.refused.append(one)
            else:
                proposals.append(one)
        rank = self._given.rank
        for proposal in sorted(proposals, key=lambda one: one.rank):
            if proposal.rank > rank and self.is_settled:
                return
            rank = max(rank, proposal.rank)
            self._judge(proposal)

    def _questions(self, method: str) -> Iterator[Question]:
        """Ask for the mark toward the dose before and, where marks are drawn to, for the other.

        Liquids that were searched for all levels at once are left out: those measured neat.
        """
        searched = method == oral_liquid.METHOD
        if searched and not any(one.must_dilute for one in self._question.products):
            return
        asked = self._question
        falls = asked.current is not None and asked.current > asked.dose
        for toward in (True, False) if method in _MEASURED and falls else (True,):
            question = self._asked.get((toward, searched))
            if question is None:
                question = asked if toward else replace(asked, current=asked.dose)
                if searched:
                    others = (one for one in asked.products if one.must_dilute or not one.is_liquid)
                    question = replace(question, products=tuple(others))
                self._asked[toward, searched] = question
            yield question

    def _judge(self, proposal: Proposal) -> None:
        carried = carried_of(proposal.recipe)
        candidate = judged(self._question, proposal, self._general, carried)
        reason = reason_against(self._question, candidate)
        if reason is not None:
            self.refused.append(Refused(proposal.method, None, reason))
        elif candidate.grade < POOR:
            self.found.append(block_of(self._question, candidate, self._given.bottles))


def best_alone(
    question: Question, methods: Sequence[str], general: tuple[Finding, ...]
) -> Candidate | None:
    """Return the pick of all methods for one dose; no later class is asked that cannot win it.

    An earlier class loses to a later one only if that is two grades better, which nothing that is
    not poor is, or asks for fewer typed reasons than none.
    """
    reasons = any(one.soft for one in general)
    fit: list[Candidate] = []
    for rank, group in _GROUPS:
        if any(one.proposal.rank < rank and (reasons or not one.soft) for one in fit):
            break
        asked = [one for one in methods if one in group]
        found = solve(question, asked).candidates if asked else []
        fit += [one for one in found if one.grade < POOR]
    return pick(fit) if fit else None


def _admissible(
    found: list[Block], level: Level, given: Circumstances
) -> tuple[tuple[Block, ...], int]:
    """Keep the form of release, the classes that are needed, and the fewest typed reasons.

    A form of release is kept as long as anything of it serves (practice.md 80).
    """
    wanted = level.release or given.release
    alike = [one for one in found if one.release == wanted]
    if level.release is None and not alike:
        alike = found
    if not alike:
        return (), given.rank
    needed = max(given.rank, first_rank(map(_best_verdict, alike)))
    within = [one for one in alike if one.rank <= needed]
    fewest = min(int(one.soft.min()) for one in within)
    kept = [(one, one.soft == fewest) for one in within]
    return tuple(one if some.all() else one.take(some) for one, some in kept if some.any()), needed


def _best_verdict(block: Block) -> tuple[int, int, int]:
    """Return the class of some ways, with the grade of the best and whether it needs a reason."""
    reason, grade = divmod(int(((block.soft > 0) * POOR + block.grade).min()), POOR)
    return block.rank, grade, reason
