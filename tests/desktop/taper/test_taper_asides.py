"""Rules side by side, and the audit of a pasted plan: reachable by keys, never stale."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from taperlab.desktop.parts.findings_box import FindingsBox
from taperlab.desktop.taper.audit_page import AuditPage
from taperlab.desktop.taper.compare_page import ComparePage
from taperlab.desktop.taper.compare_table import ComparisonTable
from taperlab.desktop.taper.course_table import COLUMNS, StepTable
from tests.desktop.conftest import Desk
from tests.desktop.taper.tapering import TaperDesk, taper_desk

COMPARE, AUDIT = 4, 5
PASTED = "2026-03-01 20 mg\n2026-03-29 10 mg\n2026-04-26 12 mg\n2026-06-21 0 mg"


@pytest.fixture
def taper(desk: Desk) -> TaperDesk:
    return taper_desk(desk)


def texts(page: QWidget) -> list[str]:
    shown = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    return [each.replace("\u00a0", " ") for each in shown]


def rules_page(taper: TaperDesk) -> ComparePage:
    taper.ask()
    taper.desk.window.taper_page.turn_to(COMPARE)
    return taper.panel.course.compare


def compare(taper: TaperDesk, second: str) -> ComparePage:
    page = rules_page(taper)
    page.rules[1].kind.choose("linear")
    taper.type(page.rules[1].amount, second)
    taper.desk.qtbot.keyClick(page.button, Qt.Key.Key_Space)
    taper.wait()
    return page


def audit(taper: TaperDesk, text: str) -> AuditPage:
    taper.type(taper.form.controls.drug.line, "citalopram")
    taper.desk.window.taper_page.turn_to(AUDIT)
    page = taper.panel.course.audit
    page.text.setFocus()
    page.text.setPlainText(text)
    taper.desk.qtbot.keyClick(page.button, Qt.Key.Key_Space)
    taper.wait()
    return page


def test_the_rule_of_the_plan_is_the_first_to_compare(taper: TaperDesk) -> None:
    assert rules_page(taper).texts == ("occupancy:5",)


def test_each_rule_has_a_column_of_figures(taper: TaperDesk) -> None:
    found = texts(compare(taper, "2.5 mg"))
    assert "each step takes away 2.5 mg" in found
    assert {"224", "420"} <= set(found)  # 8 and 15 steps of 28 days


def test_what_a_rule_costs_is_told_in_packs_too(taper: TaperDesk) -> None:
    found = texts(compare(taper, "2.5 mg"))
    # 20 mg for 28 days are a pack of 28 tablets; the drops come in bottles of 15 mL
    assert any("drops: " in text and ", in whole packs 3, left over " in text for text in found)


def test_the_rule_of_the_plan_is_compared_with_those_further_down(taper: TaperDesk) -> None:
    taper.ask(rule=("proportional", "10"), last="1 mg")
    taper.click(taper.form.controls.then.add)
    then = taper.form.controls.then.boxes[0]
    then.rule.kind.choose("proportional")
    taper.type(then.rule.amount, "3")
    taper.type(then.at, "2 mg")
    taper.wait()
    taper.desk.window.taper_page.turn_to(COMPARE)
    page = taper.panel.course.compare
    assert taper.request.then == ("proportional:3%@2 mg",)
    page.rules[1].kind.choose("linear")
    taper.type(page.rules[1].amount, "5 mg")
    taper.click(page.button)
    assert any("at or below 2 mg" in text for text in texts(page))


def test_no_line_ends_between_a_number_and_its_unit(taper: TaperDesk) -> None:
    page = compare(taper, "2.5 mg")
    shown = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    shown += [each.text() for each in audit(taper, PASTED).findChildren(QLabel)]
    assert not [each for each in shown if re.search(r"\d (mg|mL|%)", each)]


@pytest.mark.parametrize("scale", [100, 200])
def test_no_figure_is_cut_short_however_many_rules_there_are(taper: TaperDesk, scale: int) -> None:
    taper.desk.appearance.choose_scale(scale)
    page = rules_page(taper)
    taper.click(page.add)
    taper.click(page.add)
    for number, amount in enumerate(("2.5 mg", "4 mg", "5 mg"), 1):
        page.rules[number].kind.choose("linear")
        taper.type(page.rules[number].amount, amount)
    taper.desk.qtbot.keyClick(page.button, Qt.Key.Key_Space)
    taper.wait()
    table = page.findChild(ComparisonTable)
    assert table is not None
    shown = [each for each in table.findChildren(QLabel) if each.isVisible()]
    assert len([each for each in shown if each.text() == "420"]) == 1
    for each in shown:
        words = max(re.split(r"[ \n]", each.text()), key=each.fontMetrics().horizontalAdvance)
        assert each.fontMetrics().horizontalAdvance(words) <= each.width(), words


def test_what_a_step_takes_off_stands_in_sight(taper: TaperDesk) -> None:
    table = audit(taper, PASTED).findChild(StepTable)
    assert table is not None
    for name in ("percent", "points"):
        place = COLUMNS.index(name)
        end = table.columnViewportPosition(place) + table.columnWidth(place)
        assert end <= table.viewport().width()
    assert table.verticalScrollBar().maximum() == 0


def test_a_changed_rule_takes_the_comparison_away(taper: TaperDesk) -> None:
    page = compare(taper, "2.5 mg")
    taper.desk.qtbot.keyClick(page.rules[1].amount, Qt.Key.Key_Backspace)
    assert "224" not in texts(page)


def test_another_start_takes_the_comparison_away(taper: TaperDesk) -> None:
    page = compare(taper, "2.5 mg")
    taper.type(taper.form.controls.start, "10 mg")
    taper.wait()
    taper.desk.window.taper_page.turn_to(COMPARE)
    assert "224" not in texts(page)


def test_a_rule_that_cannot_be_read_stays_and_says_why(taper: TaperDesk) -> None:
    page = compare(taper, "2.5x")
    assert page.rules[1].amount.text() == "2.5x"
    assert any("2.5x" in text for text in texts(page))
    assert not any("linear:" in text for text in texts(page))


def compare_from_form(taper: TaperDesk, **fields: str) -> ComparePage:
    """Fill in the form without a rule, and compare two of them."""
    for name, text in fields.items():
        control = getattr(taper.form.controls, name)
        taper.type(getattr(control, "line", control), text)
    taper.wait()
    taper.desk.window.taper_page.turn_to(COMPARE)
    page = taper.panel.course.compare
    assert page.isVisible()
    for box, amount in zip(page.rules, ("2.5 mg", "4 mg"), strict=True):
        box.kind.choose("linear")
        taper.type(box.amount, amount)
    taper.desk.qtbot.keyClick(page.button, Qt.Key.Key_Space)
    taper.wait()
    return page


def test_rules_are_compared_without_a_plan(taper: TaperDesk) -> None:
    page = compare_from_form(taper, drug="citalopram", start="20 mg")
    assert taper.panel.taper.plan is None
    assert "224" in texts(page)  # 20 mg by 2.5 mg: 8 steps of 28 days
    taper.type(taper.form.controls.start, "10 mg")
    taper.wait()
    assert page.isVisible()
    assert "224" not in texts(page)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"drug": "citalopram"}, "no dose to begin with"),
        ({"drug": "citalopram", "start": "2,5 mg"}, "2,5 mg"),
        ({"drug": "citalopram", "start": "20 mg", "last": "x"}, "x"),
        ({"drug": "nonesuch", "start": "20 mg"}, "nonesuch"),
    ],
)
def test_a_form_that_cannot_be_read_is_not_compared(
    taper: TaperDesk, fields: dict[str, str], said: str
) -> None:
    page = compare_from_form(taper, **fields)
    assert any(said in text for text in texts(page))
    assert "224" not in texts(page)


def test_the_first_rule_follows_the_form_until_it_is_typed(taper: TaperDesk) -> None:
    page = rules_page(taper)
    taper.ask(rule=("occupancy", "10"))
    assert page.texts == ("occupancy:10",)
    taper.type(page.rules[0].amount, "7")
    taper.ask(rule=("occupancy", "8"))
    assert page.texts == ("occupancy:7",)


def test_a_pasted_plan_is_judged_without_a_plan_of_its_own(taper: TaperDesk) -> None:
    page = audit(taper, PASTED)
    assert any("12 mg comes after 10 mg" in text for text in texts(page))
    table = page.findChild(StepTable)
    assert table is not None
    assert table.steps.rowCount() == 4
    assert taper.panel.taper.plan is None


def test_nothing_in_an_audit_can_be_ticked_or_given_a_reason(taper: TaperDesk) -> None:
    page = audit(taper, PASTED)
    found = page.findChild(FindingsBox)
    assert found is not None
    assert (found.back, found.cautions) == (None, [])


@pytest.mark.parametrize("line", ["1 March 20 mg", "2026-02-30 20 mg", "2026-03-01"])
def test_a_line_that_cannot_be_read_stays_and_is_named(taper: TaperDesk, line: str) -> None:
    page = audit(taper, f"2026-01-01 20 mg\n{line}")
    assert page.text.toPlainText().endswith(line)
    assert page.reason.isVisible()
    assert page.reason.text().startswith("Line 2")


def test_a_changed_text_or_drug_takes_the_audit_away(taper: TaperDesk) -> None:
    page = audit(taper, PASTED)
    taper.desk.qtbot.keyClicks(page.text, " ")
    assert not [box for box in page.findChildren(FindingsBox) if box.isVisible()]
    taper.desk.qtbot.keyClick(page.button, Qt.Key.Key_Space)
    taper.wait()
    taper.type(taper.form.controls.drug.line, "sertraline")
    assert not [box for box in page.findChildren(FindingsBox) if box.isVisible()]
