"""No old answer is ever seen: not for a moment, not when it comes late."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from taperlab.answers.document import Answer
from taperlab.answers.request import DoseRequest
from taperlab.catalogue import Catalogue
from taperlab.desktop.dose.presenter import DosePresenter
from taperlab.desktop.dose.question import Question
from taperlab.desktop.engine import Engine
from taperlab.desktop.worker import Worker
from taperlab.messages import InputError, Message, TaperLabError
from taperlab.wording import Wording
from tests.desktop.conftest import PDF, Desk, saying
from tests.patience import PATIENCE, PATIENCE_MS

QUESTION = Question(drug="citalopram", dose="0.37 mg")
KEYS = st.sampled_from([*"01239. mg,", "\b", "\b"])


def speaking(catalogue: Catalogue, answer: Answer) -> Engine:
    """An engine whose every answer says which dose was asked for."""

    def speak(
        request: DoseRequest, catalogue: Catalogue, *, cancelled: Callable[[], bool] | None = None
    ) -> Answer:
        del catalogue, cancelled
        return saying(answer, f"asked for [{request.dose}]")

    return Engine(speak, catalogue, lambda *_, **__: PDF)


@pytest.fixture
def speaking_desk(open_window: Callable[..., Desk], catalogue: Catalogue, answer: Answer) -> Desk:
    return open_window(speaking(catalogue, answer))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=st.lists(KEYS, min_size=1, max_size=12), pauses=st.sets(st.integers(0, 11)))
def test_after_each_key_only_the_newest_question_has_an_answer(
    speaking_desk: Desk, keys: list[str], pauses: set[int]
) -> None:
    desk = speaking_desk
    desk.type(drug="citalopram", dose="0.37 mg")
    line = desk.window.page.question_panel.controls.dose
    for place, key in enumerate(keys):
        if key == "\b":
            desk.qtbot.keyClick(line, Qt.Key.Key_Backspace)
        else:
            desk.qtbot.keyClicks(line, key)
        if place in pauses:
            desk.wait()
        spoken = [text for text in desk.texts if text.startswith("asked for")]
        assert all(text == f"asked for [{line.text()}]" for text in spoken)


def test_a_changed_field_takes_the_answer_away_at_once(desk: Desk) -> None:
    desk.ask()
    desk.window.turn_to(2)
    desk.qtbot.keyClick(desk.window.page.question_panel.controls.dose, Qt.Key.Key_Backspace)
    assert not desk.sees("0.74")
    assert desk.window.dose.answer is None
    assert desk.window.page.sheets.pdf is None


class Slow:
    """An engine that answers when it is told to."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.go = Event()
        self.started: list[str] = []
        self.dropped: list[bool] = []

    def __call__(
        self,
        request: DoseRequest,
        catalogue: Catalogue,
        *,
        cancelled: Callable[[], bool] | None = None,
    ) -> Answer:
        del catalogue
        self.started.append(request.dose)
        self.go.wait(PATIENCE)
        self.dropped.append(bool(cancelled and cancelled()))
        return saying(self.answer, request.dose)


def test_a_late_answer_to_an_old_question_is_dropped(
    qtbot: QtBot, catalogue: Catalogue, answer: Answer
) -> None:
    slow, worker = Slow(answer), Worker()
    presenter = DosePresenter(Wording(), worker)
    answers: list[Answer] = []
    presenter.answered.connect(answers.append)
    presenter.take_engine(Engine(slow, catalogue, lambda *_, **__: PDF))
    presenter.ask(QUESTION)
    qtbot.waitUntil(lambda: bool(slow.started), timeout=PATIENCE_MS)
    for dose in ("0.38 mg", "0.39 mg", "0.4 mg"):
        presenter.ask(Question(drug="citalopram", dose=dose))
    slow.go.set()
    qtbot.waitUntil(lambda: worker.is_idle, timeout=PATIENCE_MS)
    QApplication.processEvents()
    assert slow.started == ["0.37 mg", "0.4 mg"]
    assert slow.dropped == [True, False]
    assert [each.preparations[0].why for each in answers] == ["0.4 mg"]
    worker.stop()


def test_a_question_asked_before_is_answered_from_memory(
    qtbot: QtBot, catalogue: Catalogue, answer: Answer
) -> None:
    asked: list[str] = []

    def count(
        request: DoseRequest, catalogue: Catalogue, *, cancelled: Callable[[], bool] | None = None
    ) -> Answer:
        del catalogue, cancelled
        asked.append(request.dose)
        return answer

    worker = Worker()
    presenter = DosePresenter(Wording(), worker)
    presenter.take_engine(Engine(count, catalogue, lambda *_, **__: PDF))
    for dose in ("0.37 mg", "0.4 mg"):
        presenter.ask(Question(drug="citalopram", dose=dose))
        qtbot.waitUntil(lambda: worker.is_idle, timeout=PATIENCE_MS)
    presenter.ask(QUESTION)
    assert presenter.answer is answer
    assert asked == ["0.37 mg", "0.4 mg"]
    worker.stop()


def test_exactly_one_outcome_follows_each_question(
    qtbot: QtBot, catalogue: Catalogue, answer: Answer
) -> None:
    worker = Worker()
    presenter = DosePresenter(Wording(), worker)
    heard: list[str] = []
    presenter.cleared.connect(lambda: heard.append("cleared"))
    presenter.idle.connect(lambda: heard.append("idle"))
    presenter.answered.connect(lambda _: heard.append("answered"))
    presenter.refused.connect(lambda _: heard.append("refused"))
    presenter.take_engine(speaking(catalogue, answer))
    heard.clear()
    for question, outcome in (
        (QUESTION, "answered"),
        (Question(drug="citalopram", dose="5"), "refused"),
        (Question(drug="citalopram"), "idle"),
    ):
        presenter.ask(question)
        qtbot.waitUntil(lambda: worker.is_idle, timeout=PATIENCE_MS)
        assert heard == ["cleared", outcome]
        heard.clear()
    worker.stop()


def test_an_unexpected_error_is_raised_where_the_crash_dialog_hears_it(
    qtbot: QtBot, catalogue: Catalogue
) -> None:
    def fail(*_: object, **__: object) -> Answer:
        raise ZeroDivisionError

    worker = Worker()
    presenter = DosePresenter(Wording(), worker)
    presenter.take_engine(Engine(fail, catalogue, lambda *_, **__: PDF))
    with qtbot.captureExceptions() as caught:
        presenter.ask(QUESTION)
        qtbot.waitUntil(lambda: worker.is_idle, timeout=PATIENCE_MS)
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]
    worker.stop()


def test_an_answer_on_other_facts_says_so(desk: Desk, answer: Answer) -> None:
    stamp = msgspec.structs.replace(answer.catalogue, hash="another")
    old = msgspec.structs.replace(answer, catalogue=stamp)
    desk.window.dose.show(QUESTION, old)
    assert desk.window.page.answer_panel.note.isVisible()
    desk.window.dose.ask_again()
    desk.wait()
    assert not desk.window.page.answer_panel.note.isVisible()


def test_a_refusal_by_the_engine_is_no_crash(qtbot: QtBot, catalogue: Catalogue) -> None:
    def refuse(*_: object, **__: object) -> Answer:
        raise InputError(Message("quantities.empty"), field="max_error")

    worker = Worker()
    presenter = DosePresenter(Wording(), worker)
    refused: list[TaperLabError] = []
    presenter.refused.connect(refused.append)
    presenter.take_engine(Engine(refuse, catalogue, lambda *_, **__: PDF))
    presenter.ask(QUESTION)
    qtbot.waitUntil(lambda: bool(refused), timeout=PATIENCE_MS)
    assert refused[0].field == "max_error"
    worker.stop()
