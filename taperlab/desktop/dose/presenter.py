"""The Dose page without its widgets: from what was typed to an answer, the newest one only."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from taperlab.desktop.dose.question import Question
from taperlab.messages import TaperLabError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from taperlab.answers.document import Answer
    from taperlab.desktop.engine import Engine
    from taperlab.desktop.worker import Worker
    from taperlab.wording import Wording

ANSWER, PICTURES, SHEET = "answer", "pictures", "sheet"
_REMEMBERED = 64


class DosePresenter(QObject):
    """Asks the engine while a person types.

    Each change of the question emits ``cleared`` before anything else, and then, as long as it
    is the newest, exactly one of ``idle``, ``answered`` and ``refused``.
    """

    cleared = Signal()
    idle = Signal()
    answered = Signal(object)
    refused = Signal(object)
    read_back = Signal(object)
    offered = Signal(object)
    question_changed = Signal(object)

    def __init__(self, words: Wording, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._worker = worker
        self._engine: Engine | None = None
        self._failure: TaperLabError | None = None
        self._question = Question()
        self._generation = 0
        self._known: dict[Question, Answer] = {}
        self.answer: Answer | None = None

    @property
    def question(self) -> Question:
        """What is asked now."""
        return self._question

    @property
    def engine(self) -> Engine | None:
        """What answers, once it is loaded."""
        return self._engine

    def take_engine(self, engine: Engine) -> None:
        """Begin to answer; what was typed before is asked now."""
        self._engine = engine
        self._offer()
        self._ask()

    def give_up(self, error: TaperLabError) -> None:
        """Answer nothing, and say why: the facts that answers rest on cannot be read."""
        self._failure = error
        self._ask()

    def ask(self, question: Question) -> None:
        """Take a changed question: every old result is void from here on.

        What no field shows, and typed reasons, hold only while the same dose is asked for.
        """
        before = self._question
        if question.asks_for == before.asks_for:
            question = replace(question, overrides=before.overrides, methods=before.methods)
        if question != before:
            self._put(question)
            self._ask()

    def give_reason(self, code: str, reason: str) -> None:
        """Take a typed reason for going past a limit; an empty one takes it back."""
        others = [each for each in self._question.overrides if each[0] != code]
        given = [(code, reason.strip())] if reason.strip() else []
        question = replace(self._question, overrides=(*others, *given))
        if question != self._question:
            self._put(question)
            self._ask()

    def ask_again(self) -> None:
        """Work out the same question anew, on the facts that are here now."""
        self._known.pop(self._question, None)
        self._ask()

    def show(self, question: Question, answer: Answer | None) -> None:
        """Put a stored question and its answer, or a blank one, in place of what is there."""
        self._put(question)
        self._clear()
        self._read_back()
        if answer is not None:
            self._settle(answer)
        elif self._failure is not None:
            self.refused.emit(self._failure)
        else:
            self.idle.emit()

    def _put(self, question: Question) -> None:
        choices = question.drug, question.market
        before = self._question.drug, self._question.market
        self._question = question
        if choices != before:
            self._offer()
        self.question_changed.emit(self._question)

    def _offer(self) -> None:
        if self._engine is None:
            return
        from taperlab.desktop.dose.offers import fitting, offer_for  # noqa: PLC0415 - with the engine

        offer = offer_for(self._question, self._engine.catalogue, self._words)
        self._question = fitting(self._question, offer)
        self.offered.emit(offer)

    def _clear(self) -> None:
        self._generation += 1
        self._worker.drop(ANSWER, PICTURES, SHEET)
        self.answer = None
        self.cleared.emit()

    def _ask(self) -> None:
        self._clear()
        doubt = self._failure or self._read_back()
        if self._failure is None and self._question.is_blank:
            self.idle.emit()
        elif doubt is not None:
            self.refused.emit(doubt)
        elif self._question in self._known:
            self._settle(self._known[self._question])
        elif self._engine is not None:
            receive = partial(self._receive, self._generation, self._question)
            self._worker.start(ANSWER, self._work(self._engine), receive)

    def _read_back(self) -> TaperLabError | None:
        if self._engine is None:
            return None
        from taperlab.desktop.dose.reading import read_back  # noqa: PLC0415 - pint, with the engine
        from taperlab.desktop.doubt import first_doubt  # noqa: PLC0415 - with the engine

        found = read_back(self._question, self._words)
        self.read_back.emit(found)
        return first_doubt(found)

    def _work(self, engine: Engine) -> Callable[[Callable[[], bool]], Answer]:
        from taperlab.desktop.dose.asking import request_for  # noqa: PLC0415 - with the engine

        request = request_for(self._question, self._words.language)
        return lambda dropped: engine.prepare(request, engine.catalogue, cancelled=dropped)

    def _receive(self, generation: int, question: Question, future: Future[Answer]) -> None:
        if generation != self._generation:
            return
        try:
            answer = future.result()
        except TaperLabError as error:
            self.refused.emit(error)
            return
        while len(self._known) >= _REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[question] = answer
        self._settle(answer)

    def _settle(self, answer: Answer) -> None:
        self.answer = answer
        self.answered.emit(answer)
