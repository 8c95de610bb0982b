"""The papers without their widgets: made in the worker, read back, and only for what is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal

from taperlab.desktop.dose.presenter import SHEET
from taperlab.messages import TaperLabError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from taperlab.answers.document import Answer
    from taperlab.desktop.engine import Engine
    from taperlab.desktop.worker import Worker
    from taperlab.pdfium import Raster

KINDS = ("patient", "worksheet", "labels")
SCREEN = QSize(1240, 1754)


class PreviewPresenter(QObject):
    """Makes one paper of the chosen preparation when it is looked at, printed or saved.

    ``name`` is that of its work in the worker: two of these do not drop each other's.
    """

    cleared = Signal()
    made = Signal(object)
    refused = Signal(object)

    def __init__(self, worker: Worker, parent: QObject | None = None, name: str = SHEET) -> None:
        super().__init__(parent)
        self._worker = worker
        self._name = name
        self._subject: Callable[[str], bytes] | None = None
        self._watched = False
        self.kind = KINDS[0]
        self.pdf: bytes | None = None

    def clear(self) -> None:
        """Forget the paper: what it was made of is void."""
        self._subject = None
        self._renew()

    def take(self, engine: Engine, answer: Answer, number: int) -> None:
        """Speak of another preparation."""
        self.follow(lambda kind: engine.make_sheet(kind, answer, engine.catalogue, number=number))

    def follow(self, make: Callable[[str], bytes]) -> None:
        """Speak of what a function makes papers of, kind by kind, in the worker."""
        self._subject = make
        self._renew()

    def choose(self, kind: str) -> None:
        """Turn to another kind of paper."""
        if kind != self.kind:
            self.kind = kind
            self._renew()

    def watch(self, *, watched: bool) -> None:
        """Make papers only while somebody looks."""
        self._watched = watched
        if watched and self.pdf is None:
            self._make()

    def _renew(self) -> None:
        self._worker.drop(self._name)
        self.pdf = None
        self.cleared.emit()
        if self._watched:
            self._make()

    def _make(self) -> None:
        if self._subject is None:
            return
        make, kind = self._subject, self.kind

        def work(_dropped: Callable[[], bool]) -> tuple[bytes, Sequence[Raster]]:
            from taperlab.desktop.parts.pictures import rasters  # noqa: PLC0415 - in the worker

            pdf = make(kind)
            return pdf, rasters(pdf, SCREEN)

        self._worker.drop(self._name)
        self._worker.start(self._name, work, partial(self._receive))

    def _receive(self, future: Future[tuple[bytes, Sequence[Raster]]]) -> None:
        try:
            self.pdf, pages = future.result()
        except TaperLabError as error:
            self.refused.emit(error)
        else:
            self.made.emit(pages)
