"""From keys to cards, through the real engine."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from taperlab.desktop.engine import Engine
from tests.desktop.conftest import Desk


def test_a_typed_drug_and_dose_show_the_volume_to_take(desk: Desk) -> None:
    desk.ask("citalopram", "0.37 mg", current="0.4 mg")
    assert desk.sees("0.74\u00a0mL")
    assert desk.sees("RECOMMENDED")
    assert desk.sees("Gives exactly 0.37\u00a0mg (370\u00a0micrograms).")


def test_the_dose_is_echoed_in_words(desk: Desk) -> None:
    desk.type(dose="0.5 mg")
    echo = desk.window.page.question_panel.fields["dose"].echo
    assert "nought point five milligrams" in echo.text()
    assert "500" in echo.text()


@pytest.mark.parametrize("typed", ["0,37 mg", ".5 mg", "5", "5 MG", "1e-3 mg", "-1 mg", "0 mg"])
def test_a_doubtful_dose_stays_as_typed_with_its_reason_beside_it(desk: Desk, typed: str) -> None:
    desk.ask("citalopram", typed)
    field = desk.window.page.question_panel.fields["dose"]
    assert desk.window.page.question_panel.controls.dose.text() == typed
    assert field.reason.isVisible()
    assert field.reason.text() == field.control.accessibleDescription()
    assert not field.echo.isVisible()
    assert not desk.sees("RECOMMENDED")


def test_an_unknown_drug_is_refused_beside_its_field_with_a_near_name(desk: Desk) -> None:
    desk.ask("citlopram", "0.37 mg")
    field = desk.window.page.question_panel.fields["drug"]
    assert field.reason.isVisible()
    assert "italopram" in field.reason.text()
    assert desk.window.page.question_panel.controls.drug.currentText() == "citlopram"


def test_a_mended_dose_takes_its_reason_back(desk: Desk) -> None:
    desk.ask("citalopram", "0,37 mg")
    desk.ask("citalopram", "0.37 mg")
    assert not desk.window.page.question_panel.fields["dose"].reason.isVisible()
    assert desk.sees("0.74\u00a0mL")


def test_a_dose_that_cannot_be_made_shows_every_refusal_with_its_remedy(desk: Desk) -> None:
    desk.ask("duloxetine", "7 mg")
    assert desk.sees("This dose cannot be made with what is at hand.")
    assert desk.sees("Ways that cannot serve")
    answer = desk.window.dose.answer
    assert answer is not None
    assert answer.refused
    for refusal in answer.refused:
        assert desk.sees(refusal.text)
        assert desk.sees(refusal.remedy)


def test_what_was_typed_before_the_engine_was_there_is_answered_when_it_is(
    open_window: Callable[..., Desk], engine: Engine
) -> None:
    desk = open_window(None)
    desk.type(drug="citalopram", dose="0.37 mg")
    assert not desk.sees("mL")
    desk.window.take_engine(engine)
    desk.wait()
    assert desk.sees("0.74\u00a0mL")


def test_an_empty_question_says_what_to_do(desk: Desk) -> None:
    assert desk.sees("Which dose is to be made?")
    desk.ask()
    desk.type(dose=" ")
    assert desk.sees("Which dose is to be made?")


def test_a_chosen_card_turns_the_other_views_to_it(desk: Desk) -> None:
    desk.ask("escitalopram", "3 mg")
    cards = desk.window.page.answer_panel.cards
    assert cards is not None
    other = next(card for card in cards.cards.values() if not card.view.recommended)
    desk.qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    desk.window.turn_to(2)
    assert desk.sees(f"{other.view.method}: {other.view.figure}")
    for line in other.view.working:
        assert desk.sees(line)


def test_the_error_view_lists_every_source_and_its_share(desk: Desk) -> None:
    desk.ask()
    desk.window.turn_to(1)
    view = desk.window.page.answers.view
    assert view is not None
    assert len(view.budget) == len(view.preparation.budget)
    assert abs(sum(row.share for row in view.budget) - 1) < 1e-9
    for each in view.budget:
        assert desk.sees(each.source)
        assert desk.sees(each.percent)


def test_products_at_hand_narrow_the_answer(desk: Desk) -> None:
    desk.ask()
    checklist = desk.window.page.question_panel.controls.products
    desk.window.page.question_panel.folds["products"].open()
    box = checklist.box("gb-citalopram-tablet-20")
    desk.qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    desk.wait()
    answer = desk.window.dose.answer
    assert answer is not None
    assert answer.request.products == ("gb-citalopram-tablet-20",)


def test_another_drug_forgets_the_products_of_the_one_before(desk: Desk) -> None:
    desk.ask()
    checklist = desk.window.page.question_panel.controls.products
    checklist.box("gb-citalopram-tablet-20").box.click()
    desk.ask("sertraline", "12.5 mg")
    assert desk.window.dose.question.products == ()
    assert desk.window.dose.answer is not None


def test_checked_marks_of_a_syringe_are_part_of_the_request(desk: Desk) -> None:
    desk.ask()
    devices = desk.window.page.question_panel.controls.devices
    devices.confirmation("oral-syringe-1ml").box.click()
    desk.wait()
    answer = desk.window.dose.answer
    assert answer is not None
    assert answer.request.confirmed_devices == ("oral-syringe-1ml",)


def test_a_comma_market_takes_a_comma(desk: Desk) -> None:
    market = desk.window.page.question_panel.controls.market
    market.setFocus()
    market.choose("DE")
    market.activated.emit(market.currentIndex())
    desk.ask("citalopram", "0,4 mg")
    assert desk.window.dose.answer is not None
    assert desk.window.dose.answer.request.market == "DE"


def test_a_reason_typed_beside_its_caution_reaches_the_request_and_keeps_the_focus(
    desk: Desk,
) -> None:
    desk.ask("olanzapine", "0.6 mg", current="5 mg")
    cards = desk.window.page.answer_panel.cards
    assert cards is not None
    box = next(box for card in cards.cards.values() for box in card.cautions())
    code = box.caution.code
    box.reason.setFocus()
    desk.qtbot.keyClicks(box.reason, "agreed with the prescriber")
    desk.qtbot.keyClick(box.reason, Qt.Key.Key_Return)
    desk.wait()
    answer = desk.window.dose.answer
    assert answer is not None
    assert answer.request.overrides == {code: "agreed with the prescriber"}
    focused = desk.window.focusWidget()
    assert getattr(focused, "text", str)() == "agreed with the prescriber"


def test_a_reason_does_not_outlive_the_dose_it_was_given_for(desk: Desk) -> None:
    desk.ask("olanzapine", "0.6 mg", current="5 mg")
    desk.window.dose.give_reason("far-from-current", "agreed")
    desk.ask("olanzapine", "0.7 mg")
    assert desk.window.dose.question.overrides == ()


def test_what_would_help_is_said_where_nothing_serves(desk: Desk) -> None:
    desk.ask("risperidone", "0.1 mg")
    panel = desk.window.page.question_panel
    panel.folds["devices"].open()
    box = panel.controls.devices.box("oral-syringe-1ml")
    desk.qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    desk.wait()
    assert desk.sees("What would help")
    assert desk.sees("with a 0.5 mL oral syringe")
