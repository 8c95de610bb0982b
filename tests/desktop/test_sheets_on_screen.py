"""Papers and pictures on screen, to a printer and to a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter

from taperlab.answers import prepare
from taperlab.answers.document import Answer
from taperlab.catalogue import Catalogue
from taperlab.desktop.engine import Engine, load_engine
from taperlab.desktop.paper.preview_panel import Page
from taperlab.desktop.paper.printer_pages import print_pdf
from taperlab.desktop.parts.pictures import PictureLabel
from taperlab.messages import Message, NotMakeableError
from taperlab.pdfium import Document
from tests.desktop.conftest import PDF, Desk

SHEETS = 3


def pages(desk: Desk) -> list[Page]:
    return [each for each in desk.window.page.findChildren(Page) if each.isVisible()]


def test_the_real_sheet_of_the_chosen_preparation_shows(
    open_window: Callable[..., Desk],
) -> None:
    desk = open_window(load_engine())
    desk.ask("escitalopram", "3 mg")
    desk.window.turn_to(SHEETS)
    desk.wait()
    assert pages(desk)
    pdf = desk.window.page.sheets.pdf
    assert pdf is not None
    view = desk.window.page.answers.view
    assert view is not None
    with Document(pdf) as document:
        text = re.sub(r"\s+", " ", document.text(0))
    assert view.figure.replace("\u00a0", " ") in text


def test_another_kind_of_paper_replaces_the_first(desk: Desk) -> None:
    made: list[str] = []
    desk.ask()
    engine = desk.window.dose.engine
    assert engine is not None

    def make(kind: str, *_: object, **__: object) -> bytes:
        made.append(kind)
        return PDF

    answer = desk.window.dose.answer
    assert answer is not None
    desk.window.page.sheets.take(Engine(prepare, engine.catalogue, make), answer, 1)
    desk.window.turn_to(SHEETS)
    desk.wait()
    preview = desk.window.page.answer_panel.preview
    assert preview is not None
    preview.kinds.button("worksheet").click()
    assert not pages(desk)
    desk.wait()
    assert pages(desk)
    assert made == ["patient", "worksheet"]


def test_no_paper_is_made_until_somebody_looks(desk: Desk) -> None:
    desk.ask()
    assert desk.window.page.sheets.pdf is None
    desk.window.print_sheet()
    assert [error.code for error in desk.person.told] == ["no-paper-yet"]
    desk.wait()
    assert desk.window.page.sheets.pdf is not None


def test_a_stopped_sheet_says_why_and_cannot_be_printed(
    open_window: Callable[..., Desk], catalogue: Catalogue
) -> None:
    def stop(*_: object, **__: object) -> bytes:
        raise NotMakeableError(Message("desktop.no-paper-yet"))

    desk = open_window(Engine(prepare, catalogue, stop))
    desk.ask()
    desk.window.turn_to(SHEETS)
    desk.wait()
    assert desk.sees("There is no finished sheet")
    preview = desk.window.page.answer_panel.preview
    assert preview is not None
    assert not preview.print_button.isEnabled()
    assert not preview.save_button.isEnabled()


def test_a_sheet_is_saved_whole(desk: Desk, tmp_path: Path) -> None:
    desk.ask()
    desk.window.turn_to(SHEETS)
    desk.wait()
    desk.person.path = tmp_path / "sheet.pdf"
    desk.window.save_pdf()
    assert (tmp_path / "sheet.pdf").read_bytes() == PDF
    assert desk.person.asked[-1] == "save Citalopram 0.37 mg patient.pdf True"


def test_a_sheet_goes_to_the_printer_at_its_own_size(tmp_path: Path, qapp: object) -> None:
    assert qapp
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_pdf(PDF, printer)
    with Document((tmp_path / "printed.pdf").read_bytes()) as printed:
        assert printed.page_count == 1
        assert printed.size(0) == pytest.approx((595, 842), abs=2)


def test_each_measuring_step_has_its_picture(desk: Desk, answer: Answer) -> None:
    desk.ask("citalopram", "0.37 mg", current="0.4 mg")
    shown = [each for each in desk.window.page.findChildren(PictureLabel) if each.isVisible()]
    measured = [op for op in answer.preparations[0].operations if hasattr(op, "device")]
    assert len(shown) >= len(measured)
    for each in shown:
        assert not each.pixmap().isNull()
        assert each.accessibleName()
        assert each.pixmap().deviceIndependentSize().toSize().width() <= each.width()
