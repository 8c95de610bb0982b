"""What the window says of itself: in the words of its fields, of the field that it is about."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel

from taperlab.catalogue import Catalogue
from taperlab.desktop.check.view import standing_of, view_of_check
from taperlab.desktop.names import Names
from taperlab.taper.document import Concern
from taperlab.wording import Wording
from tests.desktop.check.checking import checked
from tests.desktop.conftest import Desk
from tests.desktop.taper.tapering import taper_desk

COMMAND_LINE = ("proportional:", "occupancy:", "linear:", "list:", "--")


@pytest.mark.parametrize("kind", ["occupancy", "proportional", "proportional-original", "linear"])
@pytest.mark.parametrize("typed", ["5x", "5,5", "x", ".5", "200"])
def test_a_rule_is_refused_without_the_words_of_a_command_line(
    desk: Desk, kind: str, typed: str
) -> None:
    taper = taper_desk(desk)
    taper.ask("diazepam", "10 mg", (kind, typed))
    field = taper.form.fields["rule"]
    assert field.reason.isVisible()
    assert not any(word in field.reason.text() for word in COMMAND_LINE)
    assert taper.form.controls.rule.amount.text() == typed


def test_a_percentage_is_asked_for_where_one_is_wanted(desk: Desk) -> None:
    desk.ask(limit="7x")
    assert "percentage" in desk.window.page.question_panel.fields["max_error"].reason.text()
    assert desk.sees("Error limit")


def test_the_refusal_in_the_middle_names_its_field(desk: Desk) -> None:
    desk.ask(dose="1,000 mg")
    welcome = desk.window.page.answer_panel.welcome
    shown = [each.text() for each in welcome.findChildren(QLabel) if each.isVisible()]
    assert "Dose" in shown


def test_a_wheel_that_scrolls_past_changes_no_day(desk: Desk) -> None:
    taper = taper_desk(desk)
    day = taper.form.controls.date
    day.show_day(dt.date(2026, 3, 1))
    middle = QPointF(day.rect().center())
    turned = QWheelEvent(
        middle,
        day.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - not inverted
    )
    QApplication.sendEvent(day, turned)
    assert day.day == dt.date(2026, 3, 1)


OTHERWISE = Concern(
    code="not-as-asked", severity="warn", text="It comes out as 0.13 mg.", steps=(2,)
)


@pytest.mark.parametrize(("findings", "standing"), [((), "makeable"), ((OTHERWISE,), "heed")])
def test_a_reduction_that_comes_out_as_another_is_not_green(
    findings: tuple[Concern, ...], standing: str
) -> None:
    changed = msgspec.structs.replace(checked(), findings=findings)
    assert standing_of(changed) == standing
    word = view_of_check(changed, Names.of(Catalogue.shipped(), Wording())).verdict.word
    assert ("as asked" in word) == (standing == "heed")
