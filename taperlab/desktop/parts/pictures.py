"""The drawings of the sheets on screen: the same drawing, as pixels, made in the worker."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from taperlab.desktop.dose.presenter import PICTURES
from taperlab.desktop.parts.labels import GRID

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from taperlab.desktop.worker import Worker
    from taperlab.pdfium import Raster
    from taperlab.sheets.illustrations import Illustration
    from taperlab.wording import Wording

PICTURE = QSize(304, 128)
LONG_PICTURE = QSize(304, 56)
_REMEMBERED = 256


def image_of(raster: Raster) -> QImage:
    """Return a page's pixels as an image of its own."""
    rgb = QImage.Format.Format_RGB888
    return QImage(raster.pixels, raster.width, raster.height, raster.stride, rgb).copy()


def rasters(pdf: bytes, box: QSize) -> list[Raster]:
    """Draw every page of a PDF as large as fits into a box. Run it in the worker."""
    from taperlab.pdfium import Document  # noqa: PLC0415 - after the first paint

    with Document(pdf) as document:
        sizes = map(document.size, range(document.page_count))
        scales = [min(box.width() / size.width, box.height() / size.height) for size in sizes]
        return [document.render(page, scale) for page, scale in enumerate(scales)]


class PictureBook:
    """Draws pictures in the worker, once each, and hands them to labels that wait.

    ``kind`` is what the worker knows the work by: each page has its own, to drop it alone.
    """

    def __init__(self, worker: Worker, words: Wording, kind: str = PICTURES) -> None:
        self._worker = worker
        self._words = words
        self._kind = kind
        self._drawn: dict[tuple[Illustration, float], QImage] = {}

    def put(self, subject: Illustration, into: PictureLabel) -> None:
        """Show the picture of a subject in a label, now or as soon as it is drawn."""
        scale = into.devicePixelRatioF()
        known = self._drawn.get((subject, scale))
        if known is not None:
            into.show_image(known)
            return

        def work(_dropped: Callable[[], bool]) -> Sequence[Raster]:
            from taperlab.sheets.pictures import draw, picture_pdf  # noqa: PLC0415 - in the worker

            return rasters(picture_pdf(draw(subject, self._words)), into.box * scale)

        self._worker.start(self._kind, work, partial(self._receive, subject, scale, into))

    def drop(self) -> None:
        """Draw nothing more of what was asked for: the labels that wait are gone."""
        self._worker.drop(self._kind)

    def _receive(
        self,
        subject: Illustration,
        scale: float,
        into: PictureLabel,
        future: Future[Sequence[Raster]],
    ) -> None:
        image = image_of(future.result()[0])
        while len(self._drawn) >= _REMEMBERED:
            del self._drawn[next(iter(self._drawn))]
        self._drawn[subject, scale] = image
        if isValid(into):  # a card that was closed meanwhile took its labels along
            into.show_image(image)


class PictureLabel(QLabel):
    """White paper of a fixed size on which one picture stands."""

    def __init__(self, description: str, box: QSize) -> None:
        super().__init__()
        self.box = box
        self.setProperty("role", "paper")
        self.setAccessibleName(description)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedSize(box.grownBy(QMargins(GRID, GRID, GRID, GRID)))

    def show_image(self, image: QImage) -> None:
        """Show the picture."""
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.setPixmap(pixmap)
