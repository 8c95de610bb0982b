"""A whole taper at the window: asked by keys, shown, edited, moved, undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from taperlab.desktop.engine import Engine
from taperlab.desktop.taper.course_table import COLUMNS
from tests.desktop.conftest import Desk
from tests.desktop.taper.tapering import TaperDesk, taper_desk
from tests.desktop.test_geometry import clipped_buttons, clipped_labels, outside, overlapping
from tests.desktop.test_keyboard import press, tabbed

DOSE = COLUMNS.index("dose")


@pytest.fixture
def taper(desk: Desk) -> TaperDesk:
    return taper_desk(desk)


def test_a_typed_taper_shows_its_steps_and_one_instruction(taper: TaperDesk) -> None:
    taper.ask()
    assert taper.cells(DOSE)[:3] == ["20\u00a0mg", "11.8876\u00a0mg", "8.0988\u00a0mg"]
    standings = [each.split()[-1] for each in taper.cells(0)]
    assert standings == ["now", "next", *["projected"] * (len(standings) - 2)]
    assert taper.sees("NEXT STEP")
    assert taper.sees("the nearest that can be measured to 11.8876\u00a0mg")
    assert taper.sees("0.24\u00a0mL")
    assert taper.sees("Occupancy is a model and picks no dose")


@pytest.mark.parametrize(
    ("kind", "third"), [("proportional", "8.1\u00a0mg"), ("proportional-original", "8\u00a0mg")]
)
def test_a_percentage_is_of_the_dose_that_the_rule_says(
    taper: TaperDesk, kind: str, third: str
) -> None:
    taper.ask("diazepam", "10 mg", (kind, "10"), last="1 mg")
    assert taper.cells(DOSE)[:3] == ["10\u00a0mg", "9\u00a0mg", third]
    said = taper.form.fields["rule"].echo.text()
    assert ("previous" if kind == "proportional" else "original") in said


def test_another_rule_takes_over_further_down(taper: TaperDesk) -> None:
    taper.ask("diazepam", "10 mg", ("linear", "2 mg"), last="0.5 mg")
    taper.click(taper.form.controls.then.add)
    box = taper.form.controls.then.boxes[0]
    taper.type(box.at, "4 mg")
    box.rule.kind.choose("proportional")
    taper.type(box.rule.amount, "50")
    taper.wait()
    assert taper.request.then == ("proportional:50%@4 mg",)
    doses = ["10", "8", "6", "4", "2", "1", "0.5", "0"]
    assert taper.cells(DOSE) == [f"{each}\u00a0mg" for each in doses]
    taper.click(box.remove)
    assert not taper.request.then
    assert taper.cells(DOSE)[4] == "2\u00a0mg"


@pytest.mark.parametrize(
    ("name", "text"), [("start", "20"), ("start", "1,000 mg"), ("last", ".5 mg"), ("to", "5 MG")]
)
def test_what_cannot_be_read_is_refused_beside_its_field_and_stays(
    taper: TaperDesk, name: str, text: str
) -> None:
    taper.ask()
    line = getattr(taper.form.controls, name)
    taper.type(line, text)
    taper.wait()
    field = taper.form.fields["from" if name == "start" else name]
    assert field.reason.isVisible()
    assert line.text() == text
    assert taper.panel.taper.plan is None
    assert not taper.cells(DOSE)


def test_a_changed_field_takes_the_plan_away_at_once(taper: TaperDesk) -> None:
    taper.ask()
    taper.desk.window.taper_page.turn_to(1)
    QApplication.processEvents()
    assert taper.sees("Bottle B1")
    taper.desk.qtbot.keyClick(taper.form.controls.rule.amount, Qt.Key.Key_Backspace)
    assert not taper.sees("Bottle B1")
    assert taper.panel.taper.plan is None
    assert not taper.cells(DOSE)
    assert taper.page.next_box is None or not taper.page.next_box.isVisible()


def test_bottles_and_supply_have_their_pages(taper: TaperDesk) -> None:
    taper.ask()
    taper.desk.window.taper_page.turn_to(1)
    QApplication.processEvents()
    assert taper.sees("If the old and the new bottle are mixed up")
    taper.desk.window.taper_page.turn_to(2)
    QApplication.processEvents()
    assert taper.sees("The next 28 days")
    assert taper.sees("Wording for a prescription")


def test_a_grave_mix_up_is_settled_by_ticking_that_the_bottle_comes_back(
    taper: TaperDesk,
) -> None:
    taper.ask()
    findings = taper.page.findings["stops"]
    assert findings.back is not None
    taper.tick(findings.back)
    assert "old-bottle-returned" in taper.request.overrides
    assert "old-bottle-returned" not in {each.code for each in taper.plan.findings}


def edit(taper: TaperDesk, number: int, text: str) -> QLineEdit:
    """Type over a step's dose by keys alone; the editor is still open."""
    table = taper.page.table
    table.choose(number)
    table.setFocus()
    taper.desk.qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = next(each for each in table.findChildren(QLineEdit) if each.isVisible())
    editor.selectAll()
    taper.desk.qtbot.keyClicks(editor, text)
    return editor


def test_the_next_dose_set_by_hand_is_judged_and_the_rule_goes_on_from_it(
    taper: TaperDesk,
) -> None:
    taper.ask("diazepam", "10 mg", ("proportional", "10"), last="1 mg")
    editor = edit(taper, 2, "9.5 mg")
    taper.desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    taper.wait()
    assert taper.request.next_dose == "9.5 mg"
    assert taper.cells(DOSE)[1:3] == ["9.5\u00a0mg", "8.55\u00a0mg"]


def test_a_later_dose_set_by_hand_makes_a_list_of_what_is_shown(taper: TaperDesk) -> None:
    taper.ask("diazepam", "10 mg", ("linear", "2 mg"))
    before = taper.cells(DOSE)
    editor = edit(taper, 4, "4.5 mg")
    taper.desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    taper.wait()
    assert taper.form.controls.rule.kind.currentData() == "list"
    assert taper.cells(DOSE) == [*before[:3], "4.5\u00a0mg", *before[4:]]


@pytest.mark.parametrize("text", ["4.5", "9 mg", "1 mg", "4,5 mg"])
def test_a_dose_that_cannot_stand_there_stays_in_its_cell_with_the_reason(
    taper: TaperDesk, text: str
) -> None:
    taper.ask("diazepam", "10 mg", ("linear", "2 mg"))
    before = taper.request
    editor = edit(taper, 4, text)
    taper.desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.isVisible()
    assert editor.text() == text
    assert taper.page.doubt.isVisible()
    assert taper.request == before


def test_undo_and_redo_go_through_what_was_asked(taper: TaperDesk) -> None:
    taper.ask()
    first = taper.request
    assert not taper.panel.course.undo.isEnabled()
    editor = edit(taper, 2, "15 mg")
    taper.desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    taper.wait()
    second = taper.request
    taper.click(taper.panel.course.undo)
    assert taper.request == first
    assert taper.cells(DOSE)[1] == "11.8876\u00a0mg"
    taper.click(taper.panel.course.redo)
    assert taper.request == second
    assert taper.cells(DOSE)[1] == "15\u00a0mg"


def move_on(taper: TaperDesk, days: int) -> None:
    start = taper.plan.steps[0].start + dt.timedelta(days=days)
    taper.page.moves.day.setDate(QDate(start.year, start.month, start.day))


def test_going_on_keeps_the_past_and_projects_the_rest(taper: TaperDesk) -> None:
    taper.ask()
    doses = taper.cells(DOSE)
    move_on(taper, 30)
    taper.click(taper.page.moves.buttons["go-on"])
    assert [each.split()[-1] for each in taper.cells(0)][:3] == ["taken", "now", "next"]
    assert taper.cells(DOSE) == doses
    assert taper.form.controls.drug.value == "Citalopram"
    assert taper.form.controls.devices.ticked == ()


def test_a_move_that_asks_gets_an_answer_by_keys(taper: TaperDesk) -> None:
    taper.ask()
    move_on(taper, 20)
    taper.page.moves.buttons["smaller-step"].setFocus()
    press(taper.desk, Qt.Key.Key_Space)
    assert taper.page.moves.asked.isVisible()
    taper.desk.qtbot.keyClicks(QApplication.focusWidget(), "16 mg")
    press(taper.desk, Qt.Key.Key_Return)
    taper.wait()
    assert taper.cells(DOSE)[1] == "16\u00a0mg"


def test_a_move_that_makes_no_sense_is_refused_in_words_and_nothing_changes(
    taper: TaperDesk,
) -> None:
    taper.ask()
    before = taper.request
    taper.click(taper.page.moves.buttons["go-back"])
    assert taper.page.moves.reason.isVisible()
    assert taper.request == before
    assert taper.cells(DOSE)


def test_pausing_and_holding_are_moves_like_any_other(taper: TaperDesk) -> None:
    taper.ask()
    move_on(taper, 10)
    taper.click(taper.page.moves.buttons["hold"])
    taper.type(taper.page.moves.value, "14")
    taper.click(taper.page.moves.confirm)
    held = taper.plan.steps[1].start - taper.plan.steps[0].start
    assert held == dt.timedelta(days=42)
    taper.click(taper.page.moves.buttons["pause"])
    assert taper.request.paused


def test_another_start_forgets_what_was_taken(taper: TaperDesk) -> None:
    taper.ask()
    move_on(taper, 30)
    taper.click(taper.page.moves.buttons["go-on"])
    assert taper.request.past
    taper.type(taper.form.controls.start, "10 mg")
    taper.wait()
    assert taper.request.past == ()


def test_a_click_in_the_chart_chooses_a_step(taper: TaperDesk) -> None:
    taper.ask()
    taper.page.chart.step_chosen.emit(5)
    QApplication.processEvents()
    assert taper.page.table.currentIndex().row() == 4
    assert taper.sees("Step 5:")


def test_a_year_of_days_needs_no_more_widgets_than_a_few_steps(taper: TaperDesk) -> None:
    taper.ask()
    few = len(taper.page.table.findChildren(QWidget))
    taper.click(taper.form.controls.pacing.button("micro"))
    assert len(taper.cells(DOSE)) > 300
    assert len(taper.page.table.findChildren(QWidget)) == few
    assert not taper.page.table.steps.flags(taper.page.table.steps.index(5, DOSE)) & (
        Qt.ItemFlag.ItemIsEditable
    )


@pytest.mark.parametrize("scale", [100, 200])
def test_nothing_is_cut_off(open_window: Callable[..., Desk], engine: Engine, scale: int) -> None:
    taper = taper_desk(open_window(engine, scale))
    taper.ask()
    for fold in taper.form.folds.values():
        fold.open()
    taper.wait()
    for tab in range(4):
        taper.desk.window.taper_page.turn_to(tab)
        QApplication.processEvents()
        root = taper.panel
        found = (*clipped_labels(root), *clipped_buttons(root), *overlapping(root))
        assert "\n".join(found) == ""
        assert not list(outside(taper.form))


def test_tab_reaches_every_control_and_each_has_a_name(taper: TaperDesk) -> None:
    taper.ask()
    for fold in taper.form.folds.values():
        fold.open()
    reached = set(tabbed(taper.desk))
    assert taper.page.table in reached
    assert taper.page.moves.buttons["pause"] in reached
    for kind in (QLineEdit, QAbstractButton, QComboBox):
        for each in taper.panel.findChildren(kind):
            named = each.accessibleName() or getattr(each, "text", str)()
            own = each.objectName().startswith("qt_") or isinstance(each.parent(), QComboBox)
            assert named or own or not each.isVisible(), each


def test_pages_are_turned_by_keys_and_the_menus_follow(desk: Desk) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    press(desk, Qt.Key.Key_2, alt)
    assert desk.window.here.name == "taper"
    drug = taper_desk(desk).form.controls.drug
    assert QApplication.focusWidget() in {drug, drug.line}
    shown = [each.text() for each in desk.window.menus.of_page("taper") if each.isVisible()]
    hidden = [each.text() for each in desk.window.menus.of_page("dose") if each.isVisible()]
    assert shown
    assert not hidden
    press(desk, Qt.Key.Key_1, alt)
    assert desk.window.here.name == "dose"


def test_warnings_of_one_kind_ask_for_one_reason(taper: TaperDesk) -> None:
    taper.ask("diazepam", "10 mg", ("linear", "2 mg"))
    asking = [each for each in taper.plan.findings if each.needs_reason]
    boxes = taper.page.findings["warnings"].cautions
    assert len(boxes) == len({each.code for each in asking}) < len(asking)
    for each in asking:
        assert taper.sees(each.text)


def test_the_ribbon_of_verdicts_is_seen_without_bottles(taper: TaperDesk) -> None:
    taper.ask("diazepam", "10 mg", ("linear", "2 mg"))
    assert not taper.plan.bottles
    assert taper.page.chart.rows["ribbon"].size().height() > taper.page.chart.fontMetrics().height()


def test_the_card_of_the_next_step_goes_with_its_plan_and_comes_with_the_new_one(
    taper: TaperDesk,
) -> None:
    taper.ask()
    assert taper.sees("Step 2:")
    taper.type(taper.form.controls.start, "18 mg")
    assert not taper.sees("Step 2:")
    assert taper.page.is_complete  # of a plan that is void nothing follows
    taper.wait()
    assert taper.sees("Step 2:")
