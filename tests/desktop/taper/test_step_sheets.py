"""The papers of a plan's next step: by one button or key, never stale, to printer and file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from taperlab.answers.operations import Draw
from taperlab.desktop.engine import load_engine
from taperlab.desktop.paper.preview_panel import Page
from taperlab.desktop.taper.course_panel import TABS
from taperlab.desktop.taper.sheets_page import SheetsPage
from taperlab.pdfium import Document
from taperlab.quantities import canonical
from tests.desktop.conftest import Desk
from tests.desktop.taper.tapering import TaperDesk, taper_desk

SHEETS = TABS.index("sheets")


@pytest.fixture
def taper(open_window: Callable[..., Desk]) -> TaperDesk:
    taper = taper_desk(open_window(load_engine()))
    taper.wait()
    return taper


def sheets(taper: TaperDesk) -> SheetsPage:
    return taper.panel.course.sheets


def pages(taper: TaperDesk) -> list[Page]:
    return [each for each in sheets(taper).findChildren(Page) if each.isVisible()]


def printed(pdf: bytes | None) -> str:
    assert pdf is not None
    with Document(pdf) as document:
        texts = [document.text(page) for page in range(document.page_count)]
    return re.sub(r"\s+", " ", " ".join(texts))


def look(taper: TaperDesk) -> str:
    """Click on the button of the next step, and read the paper that comes."""
    assert taper.page.next_box is not None
    taper.click(taper.page.next_box.sheets)
    return printed(taper.panel.sheets.papers.pdf)


def says(taper: TaperDesk, text: str) -> bool:
    return any(text in each.replace("\u00a0", " ") for each in taper.texts())


def test_the_button_of_the_next_step_shows_its_very_preparation(taper: TaperDesk) -> None:
    taper.ask("citalopram", "1 mg", ("linear", "0.3 mg"))
    text = look(taper)
    assert "Your dose: 0.7 mg" in text
    assert "Your dose until now: 1 mg" in text
    assert pages(taper)
    assert says(taper, "Step 2: 0.7 mg from")
    step = taper.plan.steps[1]
    assert step.preparation is not None
    operations = step.preparation.operations
    volumes = {canonical(one.volume) for one in operations if isinstance(one, Draw)}
    assert volumes
    assert all(each in text for each in volumes)


def test_no_paper_is_made_until_somebody_looks(taper: TaperDesk) -> None:
    taper.ask("citalopram", "1 mg", ("linear", "0.3 mg"))
    assert taper.panel.sheets.papers.pdf is None
    taper.desk.window.print_sheet()
    assert [error.code for error in taper.desk.person.told] == ["no-paper-yet"]
    assert sheets(taper).isVisible()
    taper.wait()
    assert pages(taper)


def test_the_keys_turn_to_the_sheets_and_save_them(taper: TaperDesk, tmp_path: Path) -> None:
    taper.ask("citalopram", "1 mg", ("linear", "0.3 mg"))
    window = taper.desk.window
    taper.desk.qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    taper.wait()
    assert pages(taper)
    taper.desk.person.path = tmp_path / "sheet.pdf"
    taper.desk.qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert (tmp_path / "sheet.pdf").read_bytes() == taper.panel.sheets.papers.pdf
    assert taper.desk.person.asked[-1] == "save Citalopram 1 mg step 2 patient.pdf True"


def test_the_dose_that_is_taken_now_has_its_papers_too(taper: TaperDesk) -> None:
    taper.ask("citalopram", "1 mg", ("linear", "0.3 mg"))
    look(taper)
    taper.click(sheets(taper).steps.button("now"))
    assert "Your dose: 1 mg" in printed(taper.panel.sheets.papers.pdf)
    taper.click(sheets(taper).preview.kinds.button("worksheet"))
    assert "worksheet" in printed(taper.panel.sheets.papers.pdf).lower()


def test_another_plan_takes_the_paper_away_at_once(taper: TaperDesk) -> None:
    taper.ask("citalopram", "1 mg", ("linear", "0.3 mg"))
    look(taper)
    taper.desk.qtbot.keyClick(taper.form.controls.rule.amount, Qt.Key.Key_Home)
    taper.type(taper.form.controls.rule.amount, "0.4 mg")
    assert taper.panel.sheets.papers.pdf is None
    assert not pages(taper)
    taper.wait()
    assert "Your dose: 0.6 mg" in look(taper)


def test_a_late_paper_of_an_old_plan_is_never_shown(taper: TaperDesk) -> None:
    taper.ask("citalopram", "1 mg", ("linear", "0.3 mg"))
    box = taper.page.next_box
    assert box is not None
    taper.desk.qtbot.mouseClick(box.sheets, Qt.MouseButton.LeftButton)
    taper.type(taper.form.controls.rule.amount, "0.4 mg")
    taper.wait()
    assert taper.panel.sheets.papers.pdf is None
    assert not pages(taper)


def test_a_stopped_step_says_why_and_cannot_be_printed(taper: TaperDesk) -> None:
    taper.ask("citalopram", "8 mg", ("linear", "3.5 mg"))
    box = taper.page.next_box
    assert box is not None
    taper.click(box.sheets)
    assert says(taper, "The plan stops step 2 (old-bottle-returned)")
    assert not sheets(taper).preview.print_button.isEnabled()
    assert not sheets(taper).preview.save_button.isEnabled()


def test_a_step_to_nothing_offers_no_sheets_and_says_so(taper: TaperDesk) -> None:
    taper.ask("citalopram", "20 mg", ("linear", "20 mg"))
    box = taper.page.next_box
    assert box is not None
    assert not box.sheets.isVisible()
    taper.desk.window.taper_page.turn_to(SHEETS)
    taper.wait()
    assert says(taper, "nothing is taken")
    taper.click(sheets(taper).steps.button("now"))
    assert "Your dose: 20 mg" in printed(taper.panel.sheets.papers.pdf)


def test_papers_of_a_dose_and_of_a_step_do_not_stop_each_other(taper: TaperDesk) -> None:
    taper.ask("citalopram", "1 mg", ("linear", "0.3 mg"))
    window = taper.desk.window
    window.turn_page(0)
    taper.desk.ask("escitalopram", "3 mg")
    window.turn_to(3)
    window.turn_page(1)
    window.taper_page.turn_to(SHEETS)
    taper.wait()
    assert window.page.sheets.pdf is not None
    assert "Your dose: 0.7 mg" in printed(taper.panel.sheets.papers.pdf)
    QApplication.processEvents()
