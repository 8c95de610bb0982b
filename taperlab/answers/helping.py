"""Which single change would help most, found by solving again with it (practice.md 36).

Asked for only where nothing serves or the best is no more than acceptable. Never a change that
the guards forbid: what is solved again is judged again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.answers.resolve import instruments_of
from taperlab.messages import Message
from taperlab.quantities import Proportion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from taperlab.answers.ranking import Candidate
    from taperlab.catalogue import Catalogue
    from taperlab.methods.question import Question

__all__ = ["Suggestion", "changes", "suggestions"]

_MOST = 3
_POINT = Fraction(1, 100)
_KINDS = frozenset({"oral-syringe", "cylinder", "balance"})
_DAYS = (28, 14, 7)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A change in words, and the best preparation with it."""

    change: Message
    best: Candidate
    fewer_days: bool = False


def suggestions(
    question: Question,
    catalogue: Catalogue,
    best: Candidate | None,
    solve: Callable[[Question], Candidate | None],
) -> list[Suggestion]:
    """Return the changes that help most, the best first.

    ``solve`` finds the recommended candidate of a question, if there is one. A change counts
    where it gives a preparation at all, a better rating, or a point of error less.
    """
    found: list[Suggestion] = []
    for change, changed in changes(question, catalogue):
        if changed.days < question.days and any(one.fewer_days for one in found):
            continue  # no fewer than need be
        candidate = solve(changed)
        if candidate is not None and _helps(candidate, best):
            found.append(Suggestion(change, candidate, changed.days < question.days))
    found.sort(key=lambda one: (one.best.grade, one.best.proposal.rank, one.best.error))
    return found[:_MOST]


def _helps(candidate: Candidate, best: Candidate | None) -> bool:
    if best is None or candidate.grade < best.grade:
        return True
    return candidate.grade == best.grade and candidate.error <= best.error - _POINT


def changes(question: Question, catalogue: Catalogue) -> Iterator[tuple[Message, Question]]:
    """Yield each single change with the question it makes.

    A device, a product, fewer days at a time (what is kept may not keep so long), another hand.
    More days are none: whatever serves more days serves one.
    """
    owned = {one.device.id for one in question.instruments}
    for device in catalogue.devices:
        if device.id not in owned and device.kind in _KINDS and device.tip in {None, "oral"}:
            more = (*question.instruments, instruments_of(catalogue)[device.id])
            change = Message("answers.help-device", device=device.name)
            yield change, replace(question, instruments=more)
    named = {one.id for one in question.products}
    for product in catalogue.products_of(question.drug.id, question.market):
        if product.id not in named:
            change = Message("answers.help-product", product=product.name)
            yield change, replace(question, products=(*question.products, product))
    for days in _DAYS:
        if days < question.days:
            yield Message("answers.help-days", days=days), replace(question, days=days)
    if question.role == "patient":
        yield Message("answers.help-pharmacist"), replace(question, role="pharmacist")


def text_of(suggestion: Suggestion, best: Candidate | None) -> Message:
    """Say by how much a change helps."""
    after = Proportion(round(suggestion.best.error, 3))
    if best is None:
        return Message("answers.helps-at-all", change=suggestion.change, after=after)
    before = Proportion(round(best.error, 3))
    return Message("answers.helps", change=suggestion.change, after=after, before=before)
