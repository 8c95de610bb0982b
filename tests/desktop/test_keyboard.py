"""The whole way by keys alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from tests.desktop.conftest import Desk


def press(desk: Desk, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    target = QApplication.focusWidget() or desk.window
    desk.qtbot.keyClick(target, key, held)
    QApplication.processEvents()


def tabbed(desk: Desk) -> list[QWidget]:
    """Every widget that Tab goes to, from the drug until it comes round."""
    desk.window.find_drug()
    found = [QApplication.focusWidget() or desk.window]
    while True:
        press(desk, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is None or focused is found[0]:
            return found
        found.append(focused)
        assert len(found) < 500


def test_a_dose_is_asked_and_saved_by_keys_alone(desk: Desk, tmp_path: Path) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    press(desk, Qt.Key.Key_F, control)
    desk.qtbot.keyClicks(QApplication.focusWidget(), "citalopram")
    press(desk, Qt.Key.Key_D, control)
    desk.qtbot.keyClicks(QApplication.focusWidget(), "0.37 mg")
    desk.wait()
    assert desk.sees("0.74\u00a0mL")
    for number, expected in ((2, "share of the whole"), (3, "pocket calculator")):
        press(desk, Qt.Key(Qt.Key.Key_0 + number), control)
        assert desk.sees(expected)
    desk.person.path = tmp_path / "dose.json"
    press(desk, Qt.Key.Key_S, control)
    assert desk.person.path.is_file()
    press(desk, Qt.Key.Key_N, control)
    assert desk.window.dose.question.is_blank


def test_tab_reaches_every_control_that_shows_and_every_card(desk: Desk) -> None:
    desk.ask("escitalopram", "3 mg")
    for fold in desk.window.page.question_panel.folds.values():
        fold.open()
    reached = set(tabbed(desk))
    kinds = (QLineEdit, QAbstractButton, QComboBox)
    shown = [
        each
        for kind in kinds
        for each in desk.window.findChildren(kind)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    lone = [each for each in shown if each not in reached and each.parentWidget() not in reached]
    grouped = [each for each in lone if getattr(each, "group", lambda: None)() is None]
    assert not [each.accessibleName() or each.objectName() for each in grouped]
    cards = desk.window.page.answer_panel.cards
    assert cards is not None
    assert set(cards.cards.values()) <= reached


def test_tab_goes_to_products_and_devices_where_they_stand(desk: Desk) -> None:
    desk.ask("escitalopram", "3 mg")
    panel = desk.window.page.question_panel
    for fold in panel.folds.values():
        fold.open()
    order = tabbed(desk)
    stops: list[QWidget] = [panel.folds["products"].button, *panel.controls.products.boxes()]
    stops += [panel.folds["devices"].button, *panel.controls.devices.boxes()]
    stops += [panel.folds["more"].button, *panel.more.stops()]
    stops += [panel.folds["paper"].button, panel.controls.prepared_by]
    first = order.index(stops[0])
    assert order[first : first + len(stops)] == stops


def test_space_opens_a_card(desk: Desk) -> None:
    desk.ask("escitalopram", "3 mg")
    cards = desk.window.page.answer_panel.cards
    assert cards is not None
    other = next(card for card in cards.cards.values() if not card.view.recommended)
    other.setFocus()
    press(desk, Qt.Key.Key_Space)
    assert other.details is not None
    assert other.details.isVisible()
    assert desk.window.page.answers.view is other.view


def test_every_field_has_a_name_for_a_screen_reader_and_a_key_of_its_own(desk: Desk) -> None:
    panel = desk.window.page.question_panel
    captions = [
        label.text()
        for field in panel.fields.values()
        for label in field.findChildren(QLabel)
        if label.buddy() is field.control
    ]
    menus = [action.text() for action in desk.window.menuBar().actions()]
    folds = [fold.button.text() for fold in panel.folds.values()]
    keys = [text[text.index("&") + 1].lower() for text in (*captions, *menus, *folds)]
    assert len(captions) == len(panel.fields)
    assert len(keys) == len(set(keys))
    assert all(field.control.accessibleName() for field in panel.fields.values())


def test_larger_text_by_keys(desk: Desk) -> None:
    before = desk.appearance.pixels
    press(desk, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert desk.appearance.pixels > before
    press(desk, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert desk.appearance.pixels == before
