"""From a request to an answer: resolve, propose, judge, rank, explain. No clock, no screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from taperlab.answers.codec import document_hash
from taperlab.answers.document import SCHEMA, Answer, CatalogueStamp
from taperlab.answers.helping import suggestions, text_of
from taperlab.answers.judging import POOR, CancelledError, Found, solve
from taperlab.answers.ranking import front
from taperlab.answers.render import Renderer, Standing
from taperlab.answers.request import well_typed
from taperlab.answers.resolve import resolve
from taperlab.messages import Message
from taperlab.version import __version__
from taperlab.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from taperlab.answers.document import Preparation
    from taperlab.answers.helping import Suggestion
    from taperlab.answers.ranking import Candidate
    from taperlab.answers.request import DoseRequest
    from taperlab.catalogue import Catalogue
    from taperlab.methods.question import Question

__all__ = ["CancelledError", "prepare"]


def prepare(
    request: DoseRequest,
    catalogue: Catalogue,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Answer:
    """Find every way of making a dose, rank them, and say why the others cannot serve.

    ``cancelled`` is asked before each method.

    Raises:
        InputError: if a field cannot be read; its ``field`` says which.
        CancelledError: if ``cancelled`` said so.
    """
    question, repeated = resolve(well_typed(request), catalogue)
    found = solve(question, repeated.methods, cancelled)
    renderer = Renderer(Wording(repeated.lang), question)
    answer = Answer(
        schema=SCHEMA,
        hash="",
        version=__version__,
        request=repeated,
        catalogue=CatalogueStamp(version=catalogue.version, hash=catalogue.hash),
        preparations=tuple(_ranked(found, renderer)),
        refused=tuple(renderer.refusal(one) for one in found.grouped()),
        help=tuple(
            renderer.help(text_of(one, found.best), one.best)
            for one in _helpful(question, catalogue, found, repeated.methods, cancelled)
        ),
    )
    return msgspec.structs.replace(answer, hash=document_hash(answer))


def _helpful(
    question: Question,
    catalogue: Catalogue,
    found: Found,
    methods: tuple[str, ...] | None,
    cancelled: Callable[[], bool] | None,
) -> Iterator[Suggestion]:
    """Yield what would help, where nothing serves or the best is no more than acceptable."""
    if found.stopped or (found.best is not None and found.best.grade == 0):
        return
    yield from suggestions(
        question, catalogue, found.best, lambda changed: solve(changed, methods, cancelled).best
    )


def _ranked(found: Found, renderer: Renderer) -> Iterator[Preparation]:
    """Yield the recommended one, then each method's pick, then the fronts."""
    best, picks = found.best, found.picks
    order = sorted(
        picks.values(),
        key=lambda one: (one is not best, one.grade == POOR, one.proposal.rank, one.error),
    )
    for one in order:
        yield renderer.preparation(one, _standing(one, best, picked=True))
    for method in picks:
        members = [one for one in found.candidates if one.proposal.method == method]
        for one in front(members):
            if one is not picks[method]:
                yield renderer.preparation(one, _standing(one, best, picked=False))


def _standing(one: Candidate, best: Candidate | None, *, picked: bool) -> Standing:
    if one is best:
        why = Message("answers.why-recommended", rank=Message(f"answers.class-{one.proposal.rank}"))
    elif one.grade == POOR:
        code = "why-not-known" if one.figures.error is None else "why-poor"
        why = Message(f"answers.{code}")
    elif picked:
        why = Message("answers.why-pick", rank=Message(f"answers.class-{one.proposal.rank}"))
    else:
        why = Message("answers.why-front")
    return Standing(recommended=one is best, pick=picked, why=why)
