"""A patient's sheet, made and read back, against an empty document of as many pages."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from benchmarks.measure import in_turns, report
from taperlab import Catalogue, DoseRequest, prepare
from taperlab.pdfium import Document
from taperlab.sheets.make import make_sheet

__all__ = ["main"]

_EXAMPLE = DoseRequest(drug="citalopram", dose="0.37 mg", current_dose="0.4 mg")


def main() -> None:
    """Print the ratio."""
    catalogue = Catalogue.shipped()
    answer = prepare(_EXAMPLE, catalogue)
    with Document(make_sheet("patient", answer, catalogue)) as sheet:
        pages = sheet.page_count
    ours, empty = in_turns(
        lambda: make_sheet("patient", answer, catalogue), lambda: _empty(pages), runs=11
    )
    report(
        "a patient's sheet with its reading back against an empty document",
        ours / empty,
        f"{ours * 1e3:.0f} ms",
        f"{empty * 1e3:.1f} ms for {pages} page(s)",
    )


def _empty(pages: int) -> bytes:
    paper = BytesIO()
    canvas = Canvas(paper)
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    return paper.getvalue()
