"""What would make a reduction possible, or finer: each change tried by making both doses again.

Never a larger reduction: a finer way of measuring comes first, then holding (practice.md 36).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from taperlab.answers.helping import changes
from taperlab.messages import Message
from taperlab.methods.working import shown
from taperlab.quantities import Mass, significant
from taperlab.taper.changes import prescribed, resolved
from taperlab.taper.levels import questions_for
from taperlab.taper.resolution import CLEAR
from taperlab.taper.serving import Served, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from taperlab.catalogue import Catalogue
    from taperlab.methods.question import Question
    from taperlab.taper.levels import Level
    from taperlab.taper.options import Circumstances

__all__ = ["Pair", "finer", "is_far_from_asked", "said_of", "times_its_error", "ways_of"]

_MOST: Final = 3
_BETTER: Final = Fraction(5, 4)  # a quarter more is worth the trouble of another way
_FAR: Final = Fraction(1, 4)


@dataclass(frozen=True)
class Pair:
    """Two doses and how they are to be made: the one taken now and, if there is one, the next."""

    levels: tuple[Level, ...]
    question: Question
    given: Circumstances

    def served(self, cancelled: Callable[[], bool] | None = None) -> list[Served]:
        """Return what makes each of them.

        Raises:
            CancelledError: if ``cancelled`` said so.
        """
        levels = [one for one in self.levels if one.target]
        questions = questions_for(self.levels, self.question, self.levels[0].target)
        made = serve(levels, questions[: len(levels)], self.given, cancelled)
        last = len(levels)
        return [
            *made,
            *(
                Served(level, question, None, None)
                for level, question in zip(self.levels[last:], questions[last:], strict=True)
            ),
        ]


def finer(
    pair: Pair,
    now: Sequence[Served],
    catalogue: Catalogue,
    cancelled: Callable[[], bool] | None = None,
) -> list[Message]:
    """Return the changes to the way of making both doses that help most, the best first.

    Those come before all others whose marks give the reduction that is asked for.
    ``now`` is how they are made without them.
    """
    found: dict[Message, tuple[bool, Fraction, Message]] = {}
    for change, changed in ways_of(pair, catalogue):
        steps = changed.served(cancelled)
        reached = times_its_error(steps)
        if reached and change not in found and _helps(steps, now):
            far = is_far_from_asked(steps)
            found[change] = far, -reached, said_of(change, steps, reached, possible=not _made(now))
    return [said for _, _, said in sorted(found.values(), key=lambda one: one[:2])[:_MOST]]


def said_of(
    change: Message, steps: Sequence[Served], reached: Fraction, *, possible: bool
) -> Message:
    """Say what a change reaches and, where its marks do not give what is asked, what they give."""
    key = f"taper.better{'-possible' if possible else ''}"
    fields = {"change": change, "times": significant(reached, 2, "down")}
    made = resolved(*steps)
    if made is None or not is_far_from_asked(steps):
        return Message(key, **fields)
    return Message(f"{key}-far", **fields, made=shown(Mass(made.change)))


def is_far_from_asked(steps: Sequence[Served]) -> bool:
    """Tell whether the marks at hand give a reduction that is a quarter off what is asked."""
    return _off(steps) > _FAR


def _helps(steps: Sequence[Served], now: Sequence[Served]) -> bool:
    """Tell whether a change can be told apart better, or is nearer to what is asked."""
    reached, before = times_its_error(steps), times_its_error(now)
    if _is_larger(steps):
        return False
    if reached is None or before is None:
        return reached is not None
    nearer = _off(steps) <= _off(now) / 2 and _off(now) > _FAR
    return reached >= before * _BETTER or (nearer and reached >= CLEAR)


def _is_larger(steps: Sequence[Served]) -> bool:
    """Tell whether the marks give more than a quarter more of a reduction than is asked."""
    before, after = steps
    found = resolved(before, after)
    asked = before.level.target.amount - after.level.target.amount
    return found is not None and found.change > asked * (1 + _FAR)


def _off(steps: Sequence[Served]) -> Fraction:
    """Return how far the change that is made lies from the one asked for, as a share of that."""
    before, after = steps
    found = resolved(before, after)
    asked = before.level.target.amount - after.level.target.amount
    return Fraction(0) if found is None else abs(found.change / asked - 1)


def _made(steps: Sequence[Served]) -> bool:
    return all(one.candidate is not None or not one.level.target for one in steps)


def times_its_error(steps: Sequence[Served]) -> Fraction | None:
    """Return how many times its own uncertainty the change between two steps is, as prescribed.

    None where one of them is not made, or there is no error that is known.
    """
    before, after = steps
    found = resolved(before, after)
    if found is None:
        return None
    return found.kept if prescribed(before, after) == "kept" else found.renewed


def ways_of(pair: Pair, catalogue: Catalogue) -> Iterator[tuple[Message, Pair]]:
    """Yield both doses from one bottle, by another method, with one more thing at hand."""
    freely = replace(pair.given, as_made=False)
    yield Message("taper.better-one-bottle"), replace(pair, given=freely)
    for method in pair.given.methods:
        by_it = replace(freely, methods=(method,))
        change = Message("taper.better-method", method=Message(f"taper.method-{method}"))
        yield change, replace(pair, given=by_it)
    for change, question in changes(pair.question, catalogue):
        yield change, replace(pair, question=question, given=freely)
