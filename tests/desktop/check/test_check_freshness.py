"""No old verdict is ever seen on the Check page: not for a moment, not when it comes late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from taperlab.catalogue import Catalogue
from taperlab.desktop.check.asking import Asked, blank
from taperlab.desktop.check.presenter import CheckPresenter
from taperlab.desktop.engine import Engine
from taperlab.desktop.worker import Worker
from taperlab.messages import InputError, Message
from taperlab.taper.document import Check
from taperlab.taper.request import CheckRequest
from taperlab.wording import Wording
from tests.desktop.check.checking import CheckDesk, Speaking, checked, saying_why
from tests.desktop.conftest import Desk
from tests.patience import PATIENCE, PATIENCE_MS

KEYS = st.sampled_from([*"0123456789", *". m", "\b", "\b"])


@pytest.fixture
def speaking(open_window: Callable[..., Desk], engine: Engine) -> CheckDesk:
    return CheckDesk(open_window(replace(engine, check_reduction=Speaking())))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    keys=st.lists(st.tuples(st.sampled_from(["start", "to"]), KEYS), min_size=1, max_size=12),
    pauses=st.sets(st.integers(0, 11)),
)
def test_after_each_key_only_the_newest_reduction_has_a_verdict(
    speaking: CheckDesk, keys: list[tuple[str, str]], pauses: set[int]
) -> None:
    speaking.type(drug="citalopram", start="0.8 mg", to="0.7 mg")
    controls = speaking.panel.form.controls
    for line in (controls.start, controls.to):
        line.setCursorPosition(len("0.8"))  # so that a digit more is another dose
    for place, (name, key) in enumerate(keys):
        line = getattr(controls, name)
        if key == "\b":
            speaking.desk.qtbot.keyClick(line, Qt.Key.Key_Backspace)
        else:
            speaking.desk.qtbot.keyClicks(line, key)
        if place in pauses:
            speaking.wait()
        texts = [text.replace("\u00a0", " ") for text in speaking.texts]
        spoken = [text for text in texts if text.startswith("asked for")]
        now = f"asked for [{controls.start.text()}] to [{controls.to.text()}]"
        assert all(text == now for text in spoken)


def test_a_changed_field_takes_the_verdict_away_at_once(desk: Desk) -> None:
    gp = CheckDesk(desk)
    gp.ask()
    gp.desk.qtbot.keyClick(gp.panel.form.controls.to, Qt.Key.Key_Backspace)
    assert not gp.verdict
    assert not gp.sees("Makeable")
    assert not gp.sees("0.28")
    assert gp.desk.window.check_page.checks.check is None


class Slow:
    """Checks that come when they are told to."""

    def __init__(self) -> None:
        self.go = Event()
        self.started: list[str] = []
        self.dropped: list[bool] = []

    def __call__(
        self,
        request: CheckRequest,
        catalogue: Catalogue,
        *,
        cancelled: Callable[[], bool] | None = None,
    ) -> Check:
        del catalogue
        self.started.append(request.to)
        self.go.wait(PATIENCE)
        self.dropped.append(bool(cancelled and cancelled()))
        return saying_why(checked(), request.to)


def asking(to: str = "0.7 mg", **more: object) -> Asked:
    request = blank("GB").request
    fields: dict[str, object] = {"drug": "citalopram", "start": "0.8 mg", "to": to, **more}
    return Asked(msgspec.structs.replace(request, **fields))


def presenting(
    engine: Engine, check: Callable[..., Check]
) -> tuple[CheckPresenter, Worker, list[Check]]:
    worker = Worker()
    presenter = CheckPresenter(Wording(), worker)
    checks: list[Check] = []
    presenter.checked.connect(checks.append)
    presenter.take_engine(replace(engine, check_reduction=check))
    return presenter, worker, checks


def test_a_late_verdict_on_an_old_reduction_is_dropped(qtbot: QtBot, engine: Engine) -> None:
    slow = Slow()
    presenter, worker, checks = presenting(engine, slow)
    presenter.ask(asking("0.7 mg"))
    qtbot.waitUntil(lambda: bool(slow.started), timeout=PATIENCE_MS)
    for to in ("0.6 mg", "0.5 mg", "0.4 mg"):
        presenter.ask(asking(to))
    slow.go.set()
    qtbot.waitUntil(lambda: worker.is_idle, timeout=PATIENCE_MS)
    QApplication.processEvents()
    assert slow.started == ["0.7 mg", "0.4 mg"]
    assert slow.dropped == [True, False]
    assert [each.why for each in checks] == ["0.4 mg"]
    worker.stop()


def test_a_reduction_asked_before_is_answered_from_memory(qtbot: QtBot, engine: Engine) -> None:
    speaking = Speaking()
    presenter, worker, checks = presenting(engine, speaking)
    for to in ("0.7 mg", "0.6 mg", "0.7 mg"):
        presenter.ask(asking(to))
        qtbot.waitUntil(lambda: worker.is_idle, timeout=PATIENCE_MS)
        QApplication.processEvents()
    assert speaking.asked == ["0.8 mg>0.7 mg", "0.8 mg>0.6 mg"]
    assert len(checks) == 3
    presenter.ask_again()
    qtbot.waitUntil(lambda: worker.is_idle, timeout=PATIENCE_MS)
    assert speaking.asked[-1] == "0.8 mg>0.7 mg"
    assert len(speaking.asked) == 3
    worker.stop()


def test_a_check_that_fails_says_so_and_shows_nothing(
    open_window: Callable[..., Desk], engine: Engine
) -> None:
    def failing(*_: object, **__: object) -> Check:
        raise InputError(Message("taper.check-no-reduction", start="x", end="y"), field="to")

    gp = CheckDesk(open_window(replace(engine, check_reduction=failing)))
    gp.ask()
    assert not gp.verdict
    assert gp.panel.form.fields["to"].reason.isVisible()


@settings(max_examples=60)
@given(
    changed=st.sampled_from(
        [
            {"to": "0.6 mg"},
            {"start": "0.9 mg"},
            {"drug": "sertraline"},
            {"market": "US"},
            {"role": "patient"},
            {"per": "day"},
            {"doses_per_day": 2},
        ]
    ),
    reasons=st.dictionaries(st.sampled_from(["a", "b"]), st.text(min_size=1), min_size=1),
)
def test_typed_reasons_never_outlive_the_reduction_they_were_typed_for(
    changed: dict[str, object], reasons: dict[str, str]
) -> None:
    presenter = CheckPresenter(Wording(), Worker())
    presenter.ask(asking("0.7 mg", overrides=reasons))
    presenter.ask(asking("0.7 mg", overrides=reasons, max_error="10 %"))
    assert presenter.asked is not None
    assert presenter.asked.request.overrides == reasons
    before = presenter.asked.request
    presenter.ask(Asked(msgspec.structs.replace(before, **changed)))
    assert presenter.asked.request.overrides == {}
