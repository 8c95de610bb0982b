"""A GP asks about one reduction: what is typed, what is read, what is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from taperlab.answers.document import Preparation
from taperlab.desktop.engine import Engine
from taperlab.desktop.parts.cautions import CautionBox
from taperlab.taper.document import Check
from taperlab.taper.request import CheckRequest
from tests.desktop.check.checking import PAGE, CheckDesk, checked
from tests.desktop.conftest import Desk
from tests.desktop.test_geometry import clipped_buttons, clipped_labels, outside


@pytest.fixture
def gp(desk: Desk) -> CheckDesk:
    return CheckDesk(desk)


@pytest.mark.parametrize(
    ("drug", "start", "to", "word"),
    [
        ("citalopram", "0.8 mg", "0.7 mg", "Makeable. "),
        ("diazepam", "0.5 mg", "0.48 mg", "Makeable. "),
        ("citalopram", "20 mg", "18 mg", "Makeable, but blurred. "),
        ("citalopram", "20 mg", "19.5 mg", "Lost in its error. "),
        ("citalopram", "1.2 mg", "0.1 mg", "Makeable, with a warning. "),
        ("citalopram", "0.4 mg", "0 mg", "Makeable, with a warning. "),
        ("duloxetine", "20 mg", "19 mg", "Not makeable. "),
        ("lithium", "400 mg", "300 mg", "Not makeable. "),
    ],
)
def test_the_verdict_stands_above_everything(
    gp: CheckDesk, drug: str, start: str, to: str, word: str
) -> None:
    gp.ask(drug, start, to)
    assert gp.verdict.startswith(word)
    assert gp.sees(word.removesuffix(". "))


def test_what_to_prescribe_is_copied_by_mouse_and_by_key(gp: CheckDesk) -> None:
    gp.ask()
    page = gp.panel.result.verdict
    assert page is not None
    assert page.prescribe is not None
    expected = "\n".join(checked_now(gp).prescribe)
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    gp.desk.qtbot.mouseClick(page.prescribe.copy, Qt.MouseButton.LeftButton)
    assert clipboard.text() == expected
    clipboard.clear()
    gp.desk.qtbot.keyClick(page.prescribe.copy, Qt.Key.Key_Space)
    assert clipboard.text() == expected
    assert page.prescribe.copy.text() == "Copied"


def test_a_reduction_that_is_lost_is_answered_with_a_finer_way_never_a_larger_cut(
    gp: CheckDesk,
) -> None:
    gp.ask("citalopram", "20 mg", "19.5 mg")
    assert gp.sees("What would make it finer")
    assert gp.sees("no reason to cut more")
    assert gp.sees("If it is prescribed all the same")
    order = gp.texts
    assert order.index("What would make it finer") < order.index("If it is prescribed all the same")
    assert gp.sees("This is a limit of measuring, not advice.")


def test_a_finer_way_is_kept_to_by_a_tick(gp: CheckDesk) -> None:
    gp.ask("citalopram", "20 mg", "19.5 mg")
    assert gp.verdict.startswith("Lost")
    gp.panel.form.folds["methods"].open()
    row = gp.panel.form.controls.methods.box("oral-liquid")
    gp.desk.qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    gp.wait()
    assert gp.verdict.startswith("Makeable. ")
    assert {each.method for each in made_now(gp)} == {"oral-liquid"}


def test_both_figures_are_told_and_which_of_them_counts(gp: CheckDesk) -> None:
    gp.ask()
    resolution = checked().resolution
    assert resolution is not None
    for figure in (resolution.kept, resolution.renewed):
        assert gp.sees(f"{figure} times its uncertainty")
    assert gp.sees("The verdict goes by the first: keep the bottle and the syringe")


def test_both_doses_stand_side_by_side_with_their_cards(gp: CheckDesk) -> None:
    gp.ask()
    assert gp.sees("Now: 0.8\u00a0mg (800\u00a0micrograms)")
    assert gp.sees("Then: 0.7\u00a0mg (700\u00a0micrograms)")
    assert gp.sees("0.32\u00a0mL")
    assert gp.sees("0.28\u00a0mL")


def test_ways_that_cannot_serve_open_on_a_key_each_reason_once(gp: CheckDesk) -> None:
    gp.ask("duloxetine", "20 mg", "19 mg")
    assert not gp.sees("have not been counted")
    fold = next(
        each.button
        for each in gp.panel.result.findChildren(QWidget)
        if hasattr(each, "button") and each.button.text() == "Ways that cannot serve"
    )
    gp.desk.qtbot.keyClick(fold, Qt.Key.Key_Space)
    reasons = [text for text in gp.texts if "have not been counted" in text]
    assert reasons
    assert len(reasons) == len(set(reasons))


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("start", ".8 mg", "no digit before the decimal mark"),
        ("to", "0.7", "unit"),
        ("limit", "much", "Write"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field_and_stays(
    gp: CheckDesk, field: str, text: str, reason: str
) -> None:
    gp.ask()
    gp.type(**{field: text})
    gp.wait()
    names = {"start": "from", "limit": "max_error"}
    shown = gp.panel.form.fields[names.get(field, field)]
    assert reason in shown.reason.text()
    assert shown.reason.isVisible()
    assert getattr(gp.panel.form.controls, field).text() == text
    assert not gp.verdict


@pytest.mark.parametrize("to", ["0.8 mg", "0.9 mg"])
def test_what_is_no_reduction_is_refused_beside_the_dose_to_reach(gp: CheckDesk, to: str) -> None:
    gp.ask(to=to)
    assert gp.panel.form.fields["to"].reason.isVisible()
    assert not gp.verdict


def test_the_doses_are_said_back_in_words(gp: CheckDesk) -> None:
    gp.ask(to="0 mg")
    fields = gp.panel.form.fields
    assert fields["from"].echo.text().startswith("nought point eight milligrams")
    assert fields["to"].echo.text() == "nothing: the medicine is stopped"


@pytest.mark.parametrize(
    ("since", "says"),
    [
        ("5 weeks", "35 days since the last change"),
        ("35", "Its level has settled"),
        ("2 days", "Its level is still settling"),
        ("", "Say for how long the present dose has been taken"),
    ],
)
def test_the_time_since_the_change_is_set_against_the_half_life(
    gp: CheckDesk, since: str, says: str
) -> None:
    gp.ask()
    gp.type(since=since)
    gp.desk.qtbot.keyClick(gp.desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert gp.sees(says)
    assert gp.sees("NICE NG222")
    assert gp.sees("Talk to your prescriber")


def test_a_time_that_cannot_be_read_is_refused_alone(gp: CheckDesk) -> None:
    gp.ask()
    gp.type(since="lately")
    gp.wait()
    field = gp.panel.form.fields["since"]
    assert "“lately” is no time" in field.reason.text()
    assert gp.verdict.startswith("Makeable")
    gp.desk.window.check_page.turn_to(1)
    assert not gp.sees("days since the last change")


def test_aids_to_timing_are_of_the_drug_that_stands_there(gp: CheckDesk) -> None:
    gp.ask()
    gp.desk.window.check_page.turn_to(1)
    gp.type(drug="diazepam")
    assert gp.sees("Diazepam")
    assert gp.sees("ASAM")
    assert not gp.sees("Citalopram")
    gp.type(drug="diazepa")
    gp.desk.qtbot.keyClick(gp.panel.form.controls.drug.line, Qt.Key.Key_Backspace)
    assert not gp.sees("ASAM")


def test_a_typed_reason_passes_a_warning_until_another_reduction_is_asked(gp: CheckDesk) -> None:
    gp.ask(to="0 mg", start="0.4 mg")
    give_reason(gp, "Agreed with the patient")
    assert gp.verdict.startswith("Makeable. ")
    gp.type(since="4 weeks")
    gp.wait()
    assert gp.verdict.startswith("Makeable. ")
    gp.type(start="0.3 mg")
    gp.wait()
    assert gp.verdict.startswith("Makeable, with a warning. ")


def test_the_old_bottle_is_confirmed_as_returned_by_a_tick(
    open_window: Callable[..., Desk], engine: Engine
) -> None:
    grave = msgspec.structs.replace(
        checked("citalopram", "1.2 mg", "0.1 mg").findings[1],
        code="old-bottle-returned",
        severity="stop",
    )
    stopped = msgspec.structs.replace(checked(), findings=(grave,))
    asked: list[dict[str, str]] = []

    def check(request: CheckRequest, *_: object, **__: object) -> Check:
        asked.append(request.overrides)
        answer = checked() if request.overrides else stopped
        told = msgspec.structs.replace(answer.request, overrides=asked[-1])
        return msgspec.structs.replace(answer, request=told)

    gp = CheckDesk(open_window(replace(engine, check_reduction=check)))
    gp.ask()
    assert gp.verdict.startswith("Makeable, but stopped. ")
    page = gp.panel.result.verdict
    assert page is not None
    assert page.back is not None
    gp.desk.qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    gp.wait()
    assert list(asked[-1]) == ["old-bottle-returned"]
    assert gp.verdict.startswith("Makeable. ")


def test_a_check_is_saved_and_opened_on_its_page(gp: CheckDesk, tmp_path: Path) -> None:
    window, person = gp.desk.window, gp.desk.person
    gp.ask("citalopram", "20 mg", "18 mg")
    before = checked_now(gp)
    person.path = tmp_path / "check.json"
    assert window.save()
    assert not window.document.is_modified
    window.new()
    gp.wait()
    assert not gp.verdict
    window.turn_page(0)
    window.open()
    gp.wait()
    assert window.here is window.check_page
    assert checked_now(gp) == before
    assert gp.panel.form.controls.start.text() == "20 mg"
    assert gp.verdict.startswith("Makeable, but blurred. ")
    assert not window.document.is_modified
    assert not person.told


def test_a_check_that_was_tampered_with_is_not_opened(gp: CheckDesk, tmp_path: Path) -> None:
    window, person = gp.desk.window, gp.desk.person
    gp.ask()
    person.path = tmp_path / "check.json"
    assert window.save()
    text = person.path.read_text("utf-8")
    person.path.write_text(text.replace('"to": "0.7 mg"', '"to": "0.1 mg"', 1), "utf-8")
    window.open()
    assert [each.code for each in person.told] == ["file-tampered"]
    assert gp.panel.form.controls.to.text() == "0.7 mg"


def test_an_empty_page_cannot_be_saved(gp: CheckDesk) -> None:
    assert not gp.desk.window.save()
    assert [each.code for each in gp.desk.person.told] == ["no-check-to-save"]


def test_the_keyboard_reaches_the_page_and_everything_on_it(gp: CheckDesk) -> None:
    window, qtbot = gp.desk.window, gp.desk.qtbot
    window.turn_page(0)
    alt, ctrl = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, getattr(Qt.Key, f"Key_{PAGE + 1}"), alt)
    assert window.here is window.check_page
    qtbot.keyClicks(window.focusWidget(), "citalopram")
    qtbot.keyClick(window, Qt.Key.Key_D, ctrl)
    qtbot.keyClicks(window.focusWidget(), "0.8 mg")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(window.focusWidget(), "0.7 mg")
    gp.wait()
    page = gp.panel.result.verdict
    assert page is not None
    qtbot.keyClick(window, Qt.Key.Key_G, ctrl)
    assert window.focusWidget() is page.verdict
    seen: set[QWidget | None] = {page.verdict}
    for _ in range(30):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.add(window.focusWidget())
    assert page.prescribe is not None
    assert page.prescribe.copy in seen
    assert {each.card for each in page.doses} <= seen


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("drug", "start", "to"),
    [("citalopram", "20 mg", "18 mg"), ("duloxetine", "20 mg", "19 mg")],
)
def test_nothing_is_cut_off(  # noqa: PLR0913, PLR0917 - one window for each
    open_window: Callable[..., Desk],
    engine: Engine,
    scale: int,
    theme: str,
    drug: str,
    start: str,
    to: str,
) -> None:
    gp = CheckDesk(open_window(engine, scale=scale, theme=theme))
    gp.ask(drug, start, to)
    for tab in (0, 1):
        gp.desk.window.check_page.turn_to(tab)
        gp.wait()
        assert not list(clipped_labels(gp.panel))
        assert not list(clipped_buttons(gp.panel))
        assert not list(outside(gp.panel.result))


def checked_now(gp: CheckDesk) -> Check:
    check = gp.desk.window.check_page.checks.check
    assert check is not None
    return check


def made_now(gp: CheckDesk) -> list[Preparation]:
    check = checked_now(gp)
    return [each for each in (check.before, check.after) if each is not None]


def give_reason(gp: CheckDesk, text: str) -> None:
    """Type into the first box that asks for a reason, and press Enter."""
    box = next(
        each
        for each in gp.panel.result.findChildren(CautionBox)
        if each.caution.needs_reason and each.isVisible()
    )
    box.reason.setFocus()
    gp.desk.qtbot.keyClicks(box.reason, text)
    gp.desk.qtbot.keyClick(box.reason, Qt.Key.Key_Return)
    gp.wait()
