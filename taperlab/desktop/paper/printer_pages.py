"""A finished paper to a printer: page for page, as large as the printer's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from taperlab.desktop.parts.pictures import image_of

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from taperlab.pdfium import Size

_POINTS_PER_INCH = 72
_FINEST = 600


def print_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Print every page of a PDF at its own size."""
    from taperlab.pdfium import Document  # noqa: PLC0415 - after the first paint

    scale = min(printer.resolution(), _FINEST) / _POINTS_PER_INCH
    with Document(pdf) as document:
        _set_page(printer, document.size(0))
        painter = QPainter(printer)
        for page in range(document.page_count):
            if page:
                printer.newPage()
            image = image_of(document.render(page, scale))
            painter.drawImage(printer.pageLayout().fullRectPixels(printer.resolution()), image)
        painter.end()


def _set_page(printer: QPrinter, size: Size) -> None:
    page = QPageSize(
        _as_points(size), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    printer.setFullPage(True)
    printer.setPageSize(page)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)


def _as_points(size: Size) -> QSizeF:
    return QSizeF(size.width, size.height)
