"""No old plan is ever seen, files hold what was planned, and undo forgets nothing."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from threading import Event

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from taperlab.answers import prepare
from taperlab.catalogue import Catalogue
from taperlab.desktop.engine import Engine
from taperlab.desktop.taper.history import History
from taperlab.desktop.taper.presenter import TaperPresenter
from taperlab.desktop.worker import Worker
from taperlab.taper.document import Plan
from taperlab.taper.plan import plan_taper
from taperlab.taper.request import TaperRequest
from taperlab.wording import Wording
from tests.desktop.conftest import DAY, PDF, Desk
from tests.desktop.taper.tapering import TaperDesk, taper_desk
from tests.patience import PATIENCE, PATIENCE_MS

KEYS = st.sampled_from([*"0123. mg,", "\b", "\b"])
REQUEST = TaperRequest(drug="diazepam", start="10 mg", rule="linear:2 mg", date=DAY)


@pytest.fixture(scope="module")
def plan(catalogue: Catalogue) -> Plan:
    return plan_taper(REQUEST, catalogue)


class Speaking:
    """An engine whose every plan says which start was asked for; it may be held back."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.go = Event()
        self.go.set()
        self.started: list[str] = []
        self.dropped: list[bool] = []

    def __call__(
        self,
        request: TaperRequest,
        catalogue: Catalogue,
        *,
        cancelled: Callable[[], bool] | None = None,
    ) -> Plan:
        del catalogue
        self.started.append(request.start)
        self.go.wait(PATIENCE)
        self.dropped.append(bool(cancelled and cancelled()))
        return msgspec.structs.replace(self.plan, rule=f"asked from [{request.start}]")


def speaking_engine(speak: Speaking, catalogue: Catalogue) -> Engine:
    return Engine(prepare, catalogue, lambda *_, **__: PDF, plan_taper=speak)


@pytest.fixture
def speaking(open_window: Callable[..., Desk], catalogue: Catalogue, plan: Plan) -> TaperDesk:
    return taper_desk(open_window(speaking_engine(Speaking(plan), catalogue)))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=st.lists(KEYS, min_size=1, max_size=10), pauses=st.sets(st.integers(0, 9)))
def test_after_each_key_only_the_newest_request_has_a_plan(
    speaking: TaperDesk, keys: list[str], pauses: set[int]
) -> None:
    speaking.ask("diazepam", "10 mg", ("linear", "2 mg"))
    line = speaking.form.controls.start
    for place, key in enumerate(keys):
        if key == "\b":
            speaking.desk.qtbot.keyClick(line, Qt.Key.Key_Backspace)
        else:
            speaking.desk.qtbot.keyClicks(line, key)
        if place in pauses:
            speaking.wait()
        said = [text for text in speaking.texts() if "asked from" in text]
        assert all(f"[{line.text()}]" in text for text in said)
        assert bool(speaking.cells(0)) == (speaking.panel.taper.plan is not None)


def test_a_late_plan_for_an_old_request_is_dropped(
    qtbot: QtBot, catalogue: Catalogue, plan: Plan
) -> None:
    slow, worker = Speaking(plan), Worker()
    slow.go.clear()
    presenter = TaperPresenter(Wording(), worker)
    plans: list[Plan] = []
    presenter.planned.connect(plans.append)
    presenter.show(REQUEST)
    presenter.take_engine(speaking_engine(slow, catalogue))
    qtbot.waitUntil(lambda: bool(slow.started), timeout=PATIENCE_MS)
    for start in ("11 mg", "12 mg", "13 mg"):
        presenter.ask(msgspec.structs.replace(REQUEST, start=start))
    slow.go.set()
    qtbot.waitUntil(lambda: worker.is_idle, timeout=PATIENCE_MS)
    QApplication.processEvents()
    assert slow.started == ["10 mg", "13 mg"]
    assert slow.dropped == [True, False]
    assert [each.rule for each in plans] == ["asked from [13 mg]"]
    worker.stop()


def test_a_saved_plan_opens_as_it_was_from_whichever_page(desk: Desk, tmp_path: Path) -> None:
    taper = taper_desk(desk)
    taper.ask("diazepam", "10 mg", ("linear", "2 mg"))
    assert desk.window.isWindowModified()
    desk.person.path = tmp_path / "taper.json"
    assert desk.window.save()
    assert not desk.window.isWindowModified()
    assert json.loads(desk.person.path.read_bytes())["schema"] == "taperlab/plan/1"
    saved, request = taper.plan, taper.request
    desk.window.new()
    assert taper.panel.taper.plan is None
    desk.window.turn_page(0)
    desk.window.open()
    taper.wait()
    assert desk.window.here is desk.window.taper_page
    assert taper.plan == saved
    assert msgspec.structs.replace(request, doses_per_day=1) == taper.request
    assert not desk.window.isWindowModified()


def test_a_plan_with_moves_opens_with_its_history(desk: Desk, tmp_path: Path) -> None:
    taper = taper_desk(desk)
    taper.ask("diazepam", "10 mg", ("linear", "2 mg"))
    for name, later in (("go-on", 0), ("go-back", 3)):
        day = next(each.start for each in taper.plan.steps if each.standing == "next")
        taper.page.moves.day.show_day(day + dt.timedelta(later))
        taper.click(taper.page.moves.buttons[name])
    saved = taper.plan
    assert [each.standing for each in saved.steps[:3]] == ["past", "past", "now"]
    desk.person.path = tmp_path / "taper.json"
    assert desk.window.save()
    desk.window.new()
    desk.window.open()
    taper.wait()
    assert taper.plan == saved
    assert not desk.window.isWindowModified()


@pytest.mark.parametrize("damage", [b"10 mg", b"[]", b'{"schema": "taperlab/plan/1"}'])
def test_a_damaged_plan_is_refused_and_nothing_is_lost(
    desk: Desk, tmp_path: Path, damage: bytes
) -> None:
    taper = taper_desk(desk)
    taper.ask("diazepam", "10 mg", ("linear", "2 mg"))
    path = desk.person.path = tmp_path / "taper.json"
    desk.window.save()
    path.write_bytes(path.read_bytes().replace(b'"8 mg"', b'"80 mg"') + b"\n")
    if damage != b"10 mg":
        path.write_bytes(damage)
    before = taper.plan, taper.request
    desk.window.open()
    assert len(desk.person.told) == 1
    assert (taper.plan, taper.request) == before


def test_closing_asks_for_the_work_of_every_page(desk: Desk) -> None:
    desk.ask()
    taper_desk(desk).ask("diazepam", "10 mg", ("linear", "2 mg"))
    desk.window.close()
    assert desk.window.isVisible()
    assert desk.person.asked == ["Untitled: True"]
    desk.person.decision = "discard"
    desk.window.close()
    assert desk.person.asked[1:] == ["Untitled: True", "Untitled taper: True"]


@given(st.lists(st.sampled_from([*"1234", "undo", "redo"]), max_size=30))
def test_undo_and_redo_are_each_other_s_opposite(doings: list[str]) -> None:
    history, now = History(), REQUEST
    history.begin(now)
    line, place = [now], 0
    for doing in doings:
        if doing == "undo" and history.can_undo:
            now, place = history.undo(now), place - 1
        elif doing == "redo" and history.can_redo:
            now, place = history.redo(), place + 1
        elif doing.isdigit():
            now = msgspec.structs.replace(REQUEST, every=f"{doing}d", paused=not now.paused)
            history.put(now)
            line, place = [*line[: place + 1], now], place + 1
        assert now == line[place]
        assert history.can_undo == (place > 0)
        assert history.can_redo == (place < len(line) - 1)


def test_a_text_that_grows_is_one_thing_to_undo() -> None:
    history = History()
    for start in ("10 mg", "1 mg", "12 mg", "12.5 mg"):
        history.put(msgspec.structs.replace(REQUEST, start=start))
    history.put(msgspec.structs.replace(REQUEST, start="9 mg"))
    assert history.undo(msgspec.structs.replace(REQUEST, start="9 mg")).start == "12.5 mg"
