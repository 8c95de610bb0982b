"""How fine one can measure, at the Check page: worked out when looked at, and never stale."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from threading import Event

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from taperlab.catalogue import Catalogue
from taperlab.desktop.check.ladder_chart import apart
from taperlab.desktop.check.ladder_signs import LINES
from taperlab.desktop.check.ladder_view import view_of_ladder
from taperlab.desktop.look.theme import DARK
from taperlab.desktop.names import Names
from taperlab.taper.ladder import Ladder, smallest_changes
from taperlab.taper.request import CheckRequest
from taperlab.wording import Wording
from tests.desktop.check.checking import DAY, CheckDesk
from tests.desktop.conftest import Desk
from tests.patience import PATIENCE_MS

LADDER = 2


@cache
def found(start: str = "20 mg") -> Ladder:
    request = CheckRequest(drug="citalopram", start=start, to="0 mg", role="gp", date=DAY)
    return smallest_changes(request, Catalogue.shipped())


class Counting:
    """Ladders that were worked out before, and how many were asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.gate = Event()
        self.gate.set()

    def __call__(
        self,
        request: CheckRequest,
        catalogue: Catalogue,
        *,
        cancelled: Callable[[], bool] | None = None,
    ) -> Ladder:
        del catalogue, cancelled
        self.asked.append(request.start)
        self.gate.wait(PATIENCE_MS / 1000)
        return found(request.start)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting = Counting()
    monkeypatch.setattr("taperlab.desktop.check.ladder_aside.smallest_changes", counting)
    return counting


@pytest.fixture
def check(desk: Desk, counting: Counting) -> CheckDesk:
    del counting
    return CheckDesk(desk)


def turn(check: CheckDesk) -> None:
    """Turn to the view by its keys."""
    check.desk.qtbot.keyClick(check.desk.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    check.wait()


def texts(check: CheckDesk) -> list[str]:
    labels = check.panel.result.ladder.findChildren(QLabel)
    return [each.text().replace("\u00a0", " ") for each in labels if each.isVisible()]


def cell(check: CheckDesk, dose: str, name: str) -> str:
    """Return what stands in the table for a dose and a way."""
    table = check.panel.result.ladder.table
    assert table is not None
    across = next(each for each in table.columns if each[0] == name)
    doses = [each.replace("\u00a0", " ") for each in table.columns[0]]
    return across[doses.index(dose)].replace("\u00a0", " ")


def test_nothing_is_worked_out_before_it_is_looked_at(check: CheckDesk, counting: Counting) -> None:
    check.ask(start="20 mg", to="10 mg")
    assert counting.asked == []
    turn(check)
    assert counting.asked == ["20 mg"]
    assert cell(check, "20 mg", "Liquid, as it is") == "0.5 mg"
    assert cell(check, "10 mg", "Dispersed tablet") == "all of it"
    assert cell(check, "8 mg", "Tablets or capsules") == "\u2013"


def test_it_needs_no_reduction(check: CheckDesk) -> None:
    check.type(drug="citalopram", start="20 mg")
    turn(check)
    assert any("from 20 mg down" in text for text in texts(check))
    assert any("not advice" in text for text in texts(check))


def test_without_a_dose_it_says_what_is_needed(check: CheckDesk, counting: Counting) -> None:
    check.type(drug="citalopram")
    turn(check)
    assert any(text.startswith("Name the drug and the dose") for text in texts(check))
    assert counting.asked == []


def test_a_dose_that_cannot_be_read_has_its_reason_there(
    check: CheckDesk, counting: Counting
) -> None:
    check.type(drug="citalopram", start="20")
    turn(check)
    assert check.panel.result.ladder.table is None
    assert any("unit" in text for text in texts(check))
    assert counting.asked == []


def test_another_dose_takes_it_away_and_has_it_worked_out_anew(
    check: CheckDesk, counting: Counting
) -> None:
    check.ask(start="20 mg", to="10 mg")
    turn(check)
    check.type(start="10")
    assert check.panel.result.ladder.table is None
    assert not any("from 20 mg down" in text for text in texts(check))
    check.type(start="10 mg")
    check.wait()
    assert any("from 10 mg down" in text for text in texts(check))
    assert counting.asked[-1] == "10 mg"


def test_what_comes_too_late_does_not_stand_beside_a_dose_that_cannot_be_read(
    check: CheckDesk, counting: Counting
) -> None:
    counting.gate.clear()
    check.type(drug="citalopram", start="20 mg")
    check.panel.result.tabs.setCurrentIndex(LADDER)
    check.desk.qtbot.waitUntil(lambda: counting.asked == ["20 mg"], timeout=PATIENCE_MS)
    check.type(start="20")
    counting.gate.set()
    check.wait()
    turn(check)
    assert check.panel.result.ladder.table is None
    assert any("unit" in text for text in texts(check))


def test_another_end_shows_the_same_again_at_once(check: CheckDesk, counting: Counting) -> None:
    check.ask(start="20 mg", to="10 mg")
    turn(check)
    check.type(to="15 mg")
    assert check.panel.result.ladder.table is not None
    assert counting.asked == ["20 mg"]


def test_the_picture_has_a_line_for_each_way_broken_where_a_dose_is_not_made(
    check: CheckDesk,
) -> None:
    check.ask(start="20 mg", to="10 mg")
    turn(check)
    chart = check.panel.result.ladder.chart
    assert chart is not None
    assert len(chart.curves) == len(found().rails)
    for curve, rail in zip(chart.curves, found().rails, strict=True):
        across, up = curve.getData()
        drawn = [one for one in zip(across, up, strict=True) if not math.isnan(one[0])]
        assert len(drawn) == sum(one.change is not None for one in rail.rungs)


def test_what_nobody_knows_the_error_of_has_no_place_and_no_figure() -> None:
    first, *others = found().rails
    one, *more = first.rungs
    unknown = msgspec.structs.replace(one, change=None)
    rail = msgspec.structs.replace(first, rungs=(unknown, *more))
    ladder = msgspec.structs.replace(found(), rails=(rail, *others))
    view = view_of_ladder(ladder, Names.of(Catalogue.shipped(), Wording())).rails[0]
    assert (view.cells[0], view.places[0], view.joined[0]) == ("\u2013", None, False)
    assert view.places[1] is not None


def test_no_line_leads_to_a_dose_that_can_only_be_left_out() -> None:
    view = view_of_ladder(found(), Names.of(Catalogue.shipped(), Wording()))
    neat = next(one for one in view.rails if one.name == "Liquid, as it is")
    doses = [one.replace("\u00a0", " ") for one in view.doses]
    assert neat.cells[doses.index("5 mg")] == "all of it"
    assert neat.joined[doses.index("8 mg")]
    assert not neat.joined[doses.index("6 mg")]


def test_the_picture_follows_the_look_of_the_window(check: CheckDesk) -> None:
    check.ask(start="20 mg", to="10 mg")
    turn(check)
    chart = check.panel.result.ladder.chart
    assert chart is not None
    height = chart.canvas.height()
    check.desk.appearance.choose_theme("dark")
    check.desk.appearance.choose_scale(150)
    QApplication.processEvents()
    assert chart.canvas.backgroundBrush().color().name() == DARK.surface
    assert chart.curves[0].opts["pen"].color().name() == LINES[0].dark
    assert chart.canvas.height() > height


def test_marks_of_the_scales_are_written_as_the_market_writes_them() -> None:
    view = view_of_ladder(found(), Names.of(Catalogue.shipped(), Wording()))
    named = [text for _, text in view.ticks_across]
    assert named == ["0.2", "0.3", "0.5", "1", "2", "3", "5", "10", "20"]
    assert all(view.up[0] <= place <= view.up[1] for place, _ in view.ticks_up)


def test_a_scale_names_as_many_marks_as_have_room() -> None:
    amounts = ("0.01", "0.02", "0.03", "0.05", "0.1", "0.2", "0.3", "0.5", "1", "2", "3", "5", "10")
    ticks = tuple((math.log10(float(each)), each) for each in amounts)
    # From 1 to 2 is 0.301 of a power of ten, from 1 to 3 is 0.477, both of 100 pixels.
    for needed, named in (
        (30, ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10"]),
        (31, ["0.01", "0.03", "0.1", "0.3", "1", "3", "10"]),
        (48, ["0.01", "0.1", "1", "10"]),
        (101, ["0.01", "1"]),
    ):
        assert [text for _, text in apart(ticks, 100, needed)] == named


@pytest.mark.parametrize(("theme", "scale"), [("light", 100), ("dark", 100), ("light", 200)])
def test_nothing_of_it_is_wider_than_its_room(
    open_window: Callable[..., Desk], counting: Counting, theme: str, scale: int, desk: Desk
) -> None:
    del counting
    check = CheckDesk(open_window(desk.window.check_page.checks.engine, scale, theme))
    check.ask(start="20 mg", to="10 mg")
    turn(check)
    page = check.panel.result.ladder
    assert page.chart is not None
    assert page.table is not None
    widgets: list[QWidget] = [*page.findChildren(QLabel), page.chart.canvas, page.table]
    for each in widgets:
        if each.isVisible():
            right = each.mapTo(page, each.rect().topRight()).x()
            assert right <= page.width(), each
